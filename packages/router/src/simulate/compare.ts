import { checkPlan } from "./checkPlan.ts"
import type {
  ComparedMeasure,
  CompareOptions,
  Comparison,
  ContactMeasure,
  MeasureComparison,
  PlanDifference
} from "./Comparison.ts"
import type { DayPlan } from "./DayPlan.ts"
import type { ContactFigures, DayResult } from "./DayResult.ts"
import { PlanError, type PlanMistake } from "./PlanError.ts"
import { simulate } from "./simulate.ts"
import { studentQuantile } from "./studentQuantile.ts"

interface Measure<A> {
  readonly better?: "less" | "more"
  readonly of: (one: A) => number | undefined
}

const contactMeasures: Readonly<Record<ContactMeasure, Measure<ContactFigures>>> = {
  meanWaitMs: { better: "less", of: ({ waitServed }) => waitServed.meanMs },
  p80WaitMs: { better: "less", of: ({ waitServed }) => waitServed.p80Ms },
  p95WaitMs: { better: "less", of: ({ waitServed }) => waitServed.p95Ms },
  maxWaitMs: { better: "less", of: ({ waitServed }) => waitServed.maxMs },
  meanWaitOfAllMs: { better: "less", of: ({ waitAll }) => waitAll.meanMs },
  serviceLevel: { better: "more", of: ({ serviceLevel }) => serviceLevel.ofAll },
  abandonRate: { better: "less", of: ({ abandonRate }) => abandonRate },
  served: { better: "more", of: ({ served }) => served }
}

const dayMeasures: Readonly<Record<Exclude<ComparedMeasure, ContactMeasure>, Measure<DayResult>>> = {
  occupancy: { of: ({ staff }) => staff.occupancy },
  leastJain: { better: "more", of: ({ fairness }) => fairness.leastJain },
  overtakes: { better: "less", of: ({ fairness }) => fairness.overtakes },
  largestBypassOfAll: { better: "less", of: ({ fairness }) => fairness.largestBypassOfAll },
  regretRatio: { better: "less", of: ({ regret }) => regret?.ratio }
}

/** By plan in their order, what each of its days has. */
type Days<A> = ReadonlyArray<readonly [plan: string, days: ReadonlyArray<A>]>

/**
 * Two plans or more on the same random numbers: every seed gives all of them the same contacts, so that the difference of two days is a
 * difference of the plans. The plans may differ in anything; what they share, they share draw by draw. Throws a `PlanError`.
 */
export function compare(plans: Readonly<Record<string, DayPlan>>, options: CompareOptions): Comparison {
  const { seeds, onProgress, ...others } = options
  const names = Object.keys(plans)
  const mistakes = [...checkSeeds(names, seeds), ...checkPlans(plans, options)]
  if (mistakes.length > 0) throw new PlanError(mistakes)
  let done = 0
  const days: Days<DayResult> = names.map((name) => [
    name,
    seeds.map((seed) => {
      const day = simulate(plans[name]!, { ...others, seed })
      onProgress?.({ days: ++done, of: names.length * seeds.length })
      return day
    })
  ])
  const common = Object.keys(plans[names[0]!]!.classes).filter((each) =>
    names.every((name) => Object.hasOwn(plans[name]!.classes, each))
  )
  const of = (part: (day: DayResult) => ContactFigures) =>
    byMeasure(
      contactMeasures,
      days.map(([name, each]) => [name, each.map(part)])
    )
  return {
    seeds,
    plans: names,
    measures: { ...of(({ all }) => all), ...byMeasure(dayMeasures, days) },
    classes: Object.fromEntries(common.map((each) => [each, of(({ classes }) => classes[each]!)]))
  }
}

function byMeasure<Name extends string, A>(
  measures: Readonly<Record<Name, Measure<A>>>,
  days: Days<A>
): Record<Name, MeasureComparison> {
  const names = Object.keys(measures) as Name[]
  const compared = names.map((name) => [name, compareBy(measures[name], days)] as const)
  return Object.fromEntries(compared) as Record<Name, MeasureComparison>
}

function compareBy<A>({ better, of }: Measure<A>, days: Days<A>): MeasureComparison {
  const values = days.map(([name, each]) => [name, each.map(of)] as const)
  const means = values.flatMap(([name, each]) => {
    const mean = meanOf(each.filter((value) => value !== undefined))
    return mean === undefined ? [] : [[name, mean] as const]
  })
  const first = values[0]![1]
  const differences = values.slice(1).map(([name, each]) => [name, difference(first, each)] as const)
  return {
    ...(better === undefined ? {} : { better }),
    means: Object.fromEntries(means),
    differences: Object.fromEntries(differences)
  }
}

function difference(
  first: ReadonlyArray<number | undefined>,
  other: ReadonlyArray<number | undefined>
): PlanDifference {
  const gaps = other.flatMap((value, at) => {
    const base = first[at]
    return value === undefined || base === undefined ? [] : [value - base]
  })
  const days = gaps.length
  const less = gaps.filter((gap) => gap < 0).length
  const more = gaps.filter((gap) => gap > 0).length
  const mean = meanOf(gaps)
  if (mean === undefined) return { days, less, more }
  if (days < 2) return { days, mean, less, more }
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) * (gap - mean), 0) / (days - 1)
  const half = studentQuantile(days - 1) * Math.sqrt(variance / days)
  return { days, mean, low: mean - half, high: mean + half, less, more }
}

const meanOf = (values: ReadonlyArray<number>): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length

function checkPlans(
  plans: Readonly<Record<string, DayPlan>>,
  { serviceLevelMs, intervalMs }: CompareOptions
): PlanMistake[] {
  const shared = {
    ...(serviceLevelMs === undefined ? {} : { serviceLevelMs }),
    ...(intervalMs === undefined ? {} : { intervalMs })
  }
  return Object.entries(plans).flatMap(([name, plan], at) =>
    checkPlan(plan, at === 0 ? shared : {}).map(({ path, text }) => ({
      path: path.startsWith("options.") ? path : `plans.${name}${path === "" ? "" : `.${path}`}`,
      text
    }))
  )
}

function checkSeeds(names: ReadonlyArray<string>, seeds: unknown): PlanMistake[] {
  const mistakes: PlanMistake[] = []
  const wrong = (path: string, text: string) => mistakes.push({ path, text })
  if (names.length < 2) wrong("plans", "comparing takes two plans or more: write e.g. { now: plan, next: another }")
  if (!Array.isArray(seeds) || seeds.length < 2 || new Set(seeds).size !== seeds.length) {
    wrong(
      "options.seeds",
      "comparing takes two seeds or more, no two alike: write e.g. [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]"
    )
  } else if (!seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)) {
    wrong("options.seeds", "a seed is a whole number from 0 to 2^53 - 1")
  }
  return mistakes
}
