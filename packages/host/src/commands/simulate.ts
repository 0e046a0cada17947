import { basename } from "node:path"
import { compare, type DayResult, simulate as simulateDay } from "@strowger/router/simulate"
import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import { dayCharts, type Simulated } from "../simulate/charts.ts"
import { clockText } from "../simulate/Clock.ts"
import { dayOf } from "../simulate/dayPlan.ts"
import { examplePlan } from "../simulate/example.ts"
import type { Plan } from "../simulate/readPlan.ts"
import { showComparison } from "../simulate/showComparison.ts"
import { showDays } from "../simulate/showDays.ts"
import { CommandFailed } from "./CommandFailed.ts"
import { chartFlags, drawCharts, wrongCharts } from "./chartFlags.ts"
import { attempt, mostDays, planFlags, readPlanFile, readPlanText, writeJson } from "./planFlags.ts"
import { progressLine } from "./progress.ts"

/** How many days two plans are compared over when nobody says. */
const comparedDays = 10

/** `strowger simulate PLAN`: a planned day on the router itself, before it comes. */
export const simulate = Command.make(
  "simulate",
  {
    ...planFlags,
    example: Flag.Boolean("example").pipe(
      Flag.withDefault(false),
      Flag.withDescription("Print that plan with comments, to begin with, and do nothing else")
    ),
    compare: Flag.String("compare").pipe(
      Flag.optional,
      Flag.withDescription("Another plan, simulated on the same random numbers and compared")
    ),
    days: Flag.Int("days").pipe(
      Flag.optional,
      Flag.withDescription(`So many days of the plan, each with its own contacts (1; with --compare ${comparedDays})`)
    ),
    seed: Flag.Int("seed").pipe(
      Flag.withDefault(1),
      Flag.withDescription("The same seed gives the same day; of several days the first has it (1)")
    ),
    ...chartFlags
  },
  Effect.fnUntraced(function* (options) {
    if (options.example) return yield* Console.log(examplePlan.trimEnd())
    const comparing = Option.isSome(options.compare)
    const days = Option.getOrElse(options.days, () => (comparing ? comparedDays : 1))
    const wrong = wrongNumbers(days, options.seed, comparing) ?? wrongCharts(options)
    if (wrong !== undefined) return yield* new CommandFailed({ message: wrong })
    const path = Option.getOrUndefined(options.plan)
    if (path === undefined) {
      yield* Console.log(
        "No plan was given: this is a working day of the demonstration bank. `strowger simulate --example > day.yaml` writes it to edit.\n"
      )
    }
    const plan = yield* path === undefined ? readPlanText("example", examplePlan) : readPlanFile(path)
    const seeds = Array.from({ length: days }, (_, index) => options.seed + index)
    if (Option.isSome(options.compare)) {
      const other = yield* readPlanFile(options.compare.value)
      const [first, second] = namesOf(path ?? "example", options.compare.value)
      const plans = { [first]: plan, [second]: other }
      const found = yield* attempt(() =>
        compare(Object.fromEntries(Object.entries(plans).map(([name, { day }]) => [name, day])), {
          seeds,
          onProgress: ({ days: done, of }) => progressLine(`${done} of ${of} days`)
        })
      )
      yield* Console.log(
        `${headOf(plan, first)}\n${headOf(other, second)}\n${days} days each, seeds ${seedsText(seeds)}.\n`
      )
      yield* Console.log(showComparison(found))
      yield* Console.log(
        "\nBoth saw the same contacts. Better or worse: the interval does not contain 0, which by chance alone happens in one row of twenty."
      )
      yield* writeJson(options.json, found)
      if (Option.isNone(options.charts)) return
      const simulated: Array<Simulated> = []
      for (const [name, { file, day }] of Object.entries(plans)) {
        simulated.push({ name, file, days: yield* attempt(() => run(day, seeds, true)) })
      }
      return yield* drawCharts(options, () => dayCharts(simulated, options.language))
    }
    const name = path === undefined ? "example" : basename(path)
    const started = performance.now()
    const found = yield* attempt(() =>
      run(plan.day, seeds, Option.isSome(options.charts) || Option.isSome(options.json))
    )
    const tookMs = performance.now() - started
    yield* Console.log(
      `${headOf(plan, name)}\n${seeds.length === 1 ? "Seed" : `${seeds.length} days, seeds`} ${seedsText(seeds)}.\n`
    )
    yield* Console.log(showDays(plan.file, found))
    yield* Console.log(`\n${workOf(found, tookMs)}`)
    yield* writeJson(options.json, { plan: name, seeds, days: found.map(({ timing: _timing, ...day }) => day) })
    yield* drawCharts(options, () => dayCharts([{ name, file: plan.file, days: found }], options.language))
  })
).pipe(
  Command.withDescription("Simulate a planned day on the router itself: waits, service levels, occupancy, fairness"),
  Command.withExamples([
    { command: "strowger simulate", description: "A working day of the demonstration bank, to see what it tells" },
    { command: "strowger simulate --example > day.yaml", description: "A plan with comments, to edit" },
    {
      command: "strowger simulate day.yaml --days 20 --charts ./charts",
      description: "Twenty such days, as tables and charts"
    },
    {
      command: "strowger simulate day.yaml --compare other.yaml",
      description: "What if? The same contacts under another plan"
    }
  ])
)

const wrongNumbers = (days: number, seed: number, comparing: boolean): string | undefined => {
  if (days < 1 || days > mostDays) return `--days is 1 to ${mostDays}.`
  if (comparing && days < 2) return "--compare needs 2 days or more: one says nothing about chance."
  if (seed < 0) return "--seed is 0 or more."
  return undefined
}

const run = (day: Plan["day"], seeds: ReadonlyArray<number>, contacts: boolean): ReadonlyArray<DayResult> =>
  seeds.map((seed, index) =>
    simulateDay(day, {
      seed,
      contacts,
      clock: () => performance.now(),
      onProgress: ({ nowMs, arrived, contacts: all }) =>
        progressLine(`day ${index + 1} of ${seeds.length}, ${clockText(nowMs)}, ${arrived} of ${all} contacts`)
    })
  )

const headOf = ({ file, day }: Plan, name: string): string => {
  const { fromMs, untilMs } = dayOf(file)
  const what = file.name === undefined ? name : `${name}: ${file.name}`
  return `${what}. Contacts come from ${clockText(fromMs)} to ${clockText(untilMs)}, ${day.agents.length} agents.`
}

const seedsText = (seeds: ReadonlyArray<number>): string =>
  seeds.length === 1 ? String(seeds[0]) : `${seeds[0]} to ${seeds.at(-1)}`

/** Short names of two plans, apart from each other. */
const namesOf = (one: string, other: string): readonly [string, string] => {
  const short = [basename(one), basename(other)] as const
  if (short[0] !== short[1]) return short
  return one === other ? [one, `${other} (again)`] : [one, other]
}

const workOf = (days: ReadonlyArray<DayResult>, tookMs: number): string => {
  const sum = (of: (day: DayResult) => number): number => days.reduce((total, day) => total + of(day), 0)
  const routerMs = sum((day) => day.timing?.routerMs ?? 0)
  const share = Math.round((routerMs / Math.max(1, tookMs)) * 100)
  return (
    `${sum((day) => day.all.offered)} contacts in ${(tookMs / 1000).toFixed(2)} s, ${share} % of it in the router: ` +
    `${sum((day) => day.work.commands)} commands, ${sum((day) => day.work.events)} events.`
  )
}
