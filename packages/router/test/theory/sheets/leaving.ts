import { erlangA } from "../../../src/simulate/index.ts"
import { perHour } from "../Arrivals.ts"
import {
  abandoned,
  admitted,
  inClass,
  meanWait,
  type Measure,
  present,
  queueLength,
  queueVariance,
  served,
  share,
  waits,
  waitVariance,
  within
} from "../Measure.ts"
import { json } from "../read.ts"
import type { Row, Sheet } from "../Row.ts"
import { type ClassOfContacts, constant, erlang2, exponential, lognormal, pool, unitMs } from "../System.ts"
import { twoClasses } from "../twoClasses.ts"
import { short } from "./erlang.ts"

export interface TwoClassesRow {
  readonly n: number
  readonly lam_high: number
  readonly lam_low: number
  readonly theta_high: number
  readonly theta_low: number
  readonly p_wait: number
  readonly E_wait_high: number
  readonly E_wait_low: number
  readonly p_abandon_high: number
  readonly p_abandon_low: number
  readonly mix_E_wait?: number
}

export const twoClassesSheet: Sheet = {
  name: "two-classes",
  file: "two_class_priority_abandonment.json",
  title: "Two classes by strict priority, and both give up",
  shows: "`priority` beside patience; of equal patience, both together are Erlang A",
  rows: (folder) =>
    (folder === ""
      ? ownTwoClasses()
      : json<ReadonlyArray<TwoClassesRow>>(folder, "two_class_priority_abandonment.json")
    ).map((row): Row => {
      const { n, lam_high: high, lam_low: low, theta_high: highLeaves, theta_low: lowLeaves } = row
      return {
        name: `n ${n}, ${high} before ${low}, patience ${short(1 / highLeaves)} and ${short(1 / lowLeaves)}`,
        ...(n === 5 && low === 3.5 && highLeaves === lowLeaves ? { decisive: true } : {}),
        is: {
          system: {
            system: {
              agents: n,
              classes: [
                { rate: high, handle: exponential(), patience: exponential(1 / highLeaves), priority: 1 },
                { rate: low, handle: exponential(), patience: exponential(1 / lowLeaves) }
              ]
            },
            measures: [
              share("P(wait)", row.p_wait, waits),
              meanWait("wait, high", row.E_wait_high, inClass(0)),
              meanWait("wait, low", row.E_wait_low, inClass(1)),
              share("P(gives up), high", row.p_abandon_high, abandoned, inClass(0)),
              share("P(gives up), low", row.p_abandon_low, abandoned, inClass(1)),
              ...(row.mix_E_wait === undefined ? [] : [meanWait("mean wait of all", row.mix_E_wait)])
            ]
          }
        }
      }
    })
}

const ownTwoClasses = (): ReadonlyArray<TwoClassesRow> =>
  [
    [5, 2, 3.5, 0.5, 0.5],
    [5, 2, 3.5, 1, 0.25],
    [10, 5, 6, 0.2, 1]
  ].map(([n = 0, high = 0, low = 0, highLeaves = 0, lowLeaves = 0]) => ownRow(n, high, low, highLeaves, lowLeaves))

/** The same by our own solution of the Markov chain. */
export function ownRow(n: number, high: number, low: number, highLeaves: number, lowLeaves: number): TwoClassesRow {
  const { mustWait, waiting } = twoClasses({ agents: n, high, low, highLeaves, lowLeaves })
  return {
    n,
    lam_high: high,
    lam_low: low,
    theta_high: highLeaves,
    theta_low: lowLeaves,
    p_wait: mustWait,
    E_wait_high: waiting[0] / high,
    E_wait_low: waiting[1] / low,
    p_abandon_high: (waiting[0] * highLeaves) / high,
    p_abandon_low: (waiting[1] * lowLeaves) / low
  }
}

interface Simulated {
  readonly sim: number
  readonly hw95: number
}
interface WhittCase {
  readonly lam: number
  readonly s: number
  readonly r: number
  readonly service: string
  readonly patience: string
  readonly values: Readonly<Record<string, Simulated>>
  readonly exact_printed_M4?: Readonly<Record<string, number>>
}

/** The laws as the tables name them. */
function lawOf(text: string): Exclude<ClassOfContacts["handle"], { kind: "hyperexponential" }> {
  const mean = Number(text.match(/mean ([\d.]+)/)?.[1] ?? 1)
  if (text.startsWith("Erlang2")) return erlang2(mean)
  if (text.startsWith("D ")) return constant(mean)
  if (text.startsWith("LN(1,1)")) return lognormal(mean, 1)
  if (text.startsWith("lognormal")) return lognormal(mean, Number(text.match(/scv ([\d.]+)/)?.[1]))
  if (text === "exp") return exponential(mean)
  throw new RangeError(`${text} is no law known here`)
}

type Make = (exact: number, rate: number) => Measure
const gaveUp = abandoned
const makes: Readonly<Record<string, Make>> = {
  "P(W=0)": (exact) => share("P(no wait)", exact, (contact) => !waits(contact)),
  "P(A)": (exact) => share("P(gives up)", exact, gaveUp),
  "E[Q]": (exact, rate) => queueLength("waiting", exact, rate),
  "Var(Q)": (exact) => queueVariance("variance of waiting", exact),
  "E[N]": (exact) => present("there in all", exact),
  "E[W|S]": (exact) => meanWait("wait of the served", exact, served),
  "Var(W|S)": (exact) => waitVariance("its variance", exact, served),
  "E[W|A]": (exact) => meanWait("wait of who gave up", exact, gaveUp),
  "Var(W|A)": (exact) => waitVariance("its variance, gave up", exact, gaveUp),
  "P(W<=0.1|S)": (exact) => within("served: within 0.1", exact, 0.1, served, served),
  "P(W<=0.2|S)": (exact) => within("served: within 0.2", exact, 0.2, served, served),
  "P(W<=0.1|A)": (exact) => within("gave up: within 0.1", exact, 0.1, gaveUp, gaveUp),
  "P(W<=0.2|A)": (exact) => within("gave up: within 0.2", exact, 0.2, gaveUp, gaveUp)
}

/** Half of the last digit printed. */
function rounding(value: number): number {
  const [, digits = ""] = String(value).split(".")
  return 0.5 / 10 ** digits.length
}

const measuresOf = (values: Readonly<Record<string, Simulated>>, rate: number): ReadonlyArray<Measure> =>
  Object.entries(values).map(([name, { sim, hw95 }]) => ({ ...makes[name]!(sim, rate), theirs: hw95 + rounding(sim) }))

export const whittSheet: Sheet = {
  name: "whitt",
  file: "whitt2005_tables.json",
  title: "Whitt (2005), tables 1 to 7: handle times and patience by other laws",
  shows:
    "Erlang, lognormal and constant laws; published simulations of 50 million contacts each, with their own errors",
  rows: (folder) => {
    if (folder === "") return []
    const { cases } = json<{ readonly cases: Readonly<Record<string, WhittCase>> }>(folder, "whitt2005_tables.json")
    return Object.entries(cases).flatMap(
      ([name, { lam, s, r, service, patience, values, exact_printed_M4: printed }]) => {
        const play = (label: string, law: ReturnType<typeof lawOf>, measures: ReadonlyArray<Measure>): Row => ({
          name: label,
          is: { system: { system: { ...pool(s, lam, { handle: lawOf(service), patience: law }), room: r }, measures } }
        })
        const rows = [play(name, lawOf(patience), measuresOf(values, lam))]
        if (printed === undefined) return rows
        const exact = Object.entries(printed).map(([of, value]) => ({
          ...makes[of]!(value, lam),
          theirs: rounding(value)
        }))
        return [...rows, play("T3 M/M/100/200+M, exact", exponential(4), exact)]
      }
    )
  }
}

/** Whoever is told: Erlang A of five agents and 5.5 contacts in a handle time, patience two. */
export const invariant = (): ReadonlyArray<Measure> => {
  const exact = erlangA({ perHour: perHour(5.5), handleMs: unitMs, agents: 5, patienceMs: 2 * unitMs })
  return [
    share("P(wait)", exact.mustWait, waits),
    share("P(gives up)", exact.abandoned, abandoned),
    queueLength("waiting", exact.waiting, 5.5),
    meanWait("mean wait of all", exact.meanWaitMs / unitMs, admitted)
  ]
}
