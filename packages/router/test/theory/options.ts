import { parseArgs } from "node:util"
import type { Lengths } from "./playSystem.ts"

export const help = `The engine against queueing theory: every row of every table, exact beside measured.

  npm run theory -- [options]

  --nightly        loads above .8 as well, and longer days: about an hour on two cores, else about a quarter of one
  --only NAME      tables whose name or file has NAME in it, e.g. erlang-c, skills, priority_cobham.json
  --row TEXT       rows whose name has TEXT in it, e.g. "n 5, load 0.8"
  --brief          one line per row instead of one per figure
  --out DIR        writes theory.csv with every figure, theory.md with a line per table, the plots (SVG), and each row as it is played
  --go-on          with --out: rows that an earlier run left there, by the same seed, are not played again
  --stop           with --go-on: plays nothing more, and says what there is
  --record         writes what was run and what came of it into docs/theory.md
  --seed N         another day (default 1)
  --engine N       contacts that the engine plays per row, beside those of the beginning (default 20000, nightly 60000)
  --textbook N     contacts that the textbook plays per row at most (default 64000000, nightly 1000000000)
  --least N        contacts that it plays per row at least: what is rare is not told by a few (default 1000000)
  --jobs N         threads (default: one per core)
  --help

Exact values of others are read from the folder that STROWGER_THEORY names; without it rows come from the project's own formulas.
A figure holds within four standard errors of the exact value, and where 1.96 of them are no more than 2 percent of it (or than 0.0005,
where it is itself below 0.025). Of some five thousand figures one or the other is further off by chance. So a row of which a figure fails
is played again, on a day of other draws four times as long, and that day alone decides; the table says which rows were, and why. A contact
that fares otherwise with the engine than by the textbook is no chance: such a row fails at once.
The exit code is 1 where a row fails.`

export interface Options {
  readonly nightly: boolean
  readonly only: string
  readonly row: string
  readonly brief: boolean
  readonly out: string | undefined
  readonly goOn: boolean
  readonly stop: boolean
  readonly record: boolean
  readonly jobs: number | undefined
  readonly help: boolean
  readonly lengths: Lengths
}

/** Throws where something is not an option. */
export function optionsOf(args: ReadonlyArray<string>): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      nightly: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      row: { type: "string", default: "" },
      brief: { type: "boolean", default: false },
      out: { type: "string" },
      "go-on": { type: "boolean", default: false },
      stop: { type: "boolean", default: false },
      record: { type: "boolean", default: false },
      seed: { type: "string", default: "1" },
      engine: { type: "string" },
      textbook: { type: "string" },
      least: { type: "string" },
      jobs: { type: "string" },
      help: { type: "boolean", default: false }
    }
  })
  const { nightly, only, row, brief, out, stop, record, help: isAsked } = values
  const goOn = values["go-on"]
  if (goOn && out === undefined) throw new RangeError("--go-on needs --out: the folder of the run that goes on")
  const whole = (name: string, text: string | undefined, otherwise: number): number => {
    const value = text === undefined ? otherwise : Number(text)
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`--${name}: ${text} is not a whole number above zero`)
    return value
  }
  return {
    nightly,
    only,
    row,
    brief,
    out,
    goOn,
    stop,
    record,
    help: isAsked,
    jobs: values.jobs === undefined ? undefined : whole("jobs", values.jobs, 1),
    lengths: {
      seed: whole("seed", values.seed, 1),
      engine: whole("engine", values.engine, nightly ? 60_000 : 20_000),
      textbook: whole("textbook", values.textbook, nightly ? 1_000_000_000 : 64_000_000),
      atLeast: whole("least", values.least, 1_000_000)
    }
  }
}
