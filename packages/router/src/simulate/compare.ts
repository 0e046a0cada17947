import { checkPlan } from "./checkPlan.ts"
import type { ComparedMeasure, CompareOptions, Comparison, MeasureComparison, PlanDifference } from "./Comparison.ts"
import type { DayPlan } from "./DayPlan.ts"
import type { DayResult } from "./DayResult.ts"
import { PlanError, type PlanMistake } from "./PlanError.ts"
import { simulate } from "./simulate.ts"
import { studentQuantile } from "./studentQuantile.ts"

interface Measure {
  readonly better?: "less" | "more"
  readonly of: (day: DayResult) => number | undefined
}

const measures: Readonly<Record<ComparedMeasure, Measure>> = {
  meanWaitMs: { better: "less", of: ({ all }) => all.waitServed.meanMs },
  p80WaitMs: { better: "less", of: ({ all }) => all.waitServed.p80Ms },
  p95WaitMs: { better: "less", of: ({ all }) => all.waitServed.p95Ms },
  maxWaitMs: { better: "less", of: ({ all }) => all.waitServed.maxMs },
  meanWaitOfAllMs: { better: "less", of: ({ all }) => all.waitAll.meanMs },
  serviceLevel: { better: "more", of: ({ all }) => all.serviceLevel.ofAll },
  abandonRate: { better: "less", of: ({ all }) => all.abandonRate },
  served: { better: "more", of: ({ all }) => all.served },
  occupancy: { of: ({ staff }) => staff.occupancy },
  leastJain: { better: "more", of: ({ fairness }) => fairness.leastJain },
  overtakes: { better: "less", of: ({ fairness }) => fairness.overtakes },
  largestBypassOfAll: { better: "less", of: ({ fairness }) => fairness.largestBypassOfAll }
}

/**
 * Two plans or more on the same random numbers: every seed gives all of them the same contacts, so that the difference of two days is a
 * difference of the plans. The plans may differ in anything; what they share, they share draw by draw. Throws a `PlanError`.
 */
export function compare(plans: Readonly<Record<string, DayPlan>>, options: CompareOptions): Comparison {
  const { seeds, onProgress, ...others } = options
  const names = Object.keys(plans)
  const mistakes = [...checkSeeds(names, seeds), ...checkPlans(plans, options)]
  if (mistakes.length > 0) throw new PlanError(mistakes)
  let days = 0
  const results = names.map((name) =>
    seeds.map((seed) => {
      const day = simulate(plans[name]!, { ...others, seed })
      onProgress?.({ days: ++days, of: names.length * seeds.length })
      return day
    })
  )
  const compared = Object.entries(measures).map(([name, measure]) => [name, compareBy(measure, names, results)])
  return { seeds, plans: names, measures: Object.fromEntries(compared) as Comparison["measures"] }
}

function compareBy(
  { better, of }: Measure,
  names: ReadonlyArray<string>,
  results: ReadonlyArray<ReadonlyArray<DayResult>>
): MeasureComparison {
  const values = results.map((days) => days.map(of))
  const means = values.flatMap((each, at) => {
    const mean = meanOf(each.filter((value) => value !== undefined))
    return mean === undefined ? [] : [[names[at]!, mean] as const]
  })
  const differences = values.slice(1).map((each, at) => [names[at + 1]!, difference(values[0]!, each)] as const)
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
