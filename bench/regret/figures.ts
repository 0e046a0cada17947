import { type DayResult, simulate } from "@strowger/router/simulate"
import type { Days } from "./days.ts"
import type { Policy } from "./Policy.ts"

/** What a policy is worth: efficiency and fairness of the same days, beside each other. Waits of all, served or not, milliseconds. */
export interface PolicyFigures {
  readonly policy: string
  /** Over all contacts of all days. */
  readonly meanWaitMs: number
  /** Less the first policy's, day by day: mean, and two standard errors of it. Absent = it is the first. */
  readonly difference?: { readonly meanMs: number; readonly plusMinusMs: number; readonly less: number }
  readonly serviceLevel: number
  readonly abandonRate: number
  /** By class, of all its contacts: mean over days of the wait that 95 percent did not exceed; and mean wait. */
  readonly classes: Readonly<Record<string, { readonly p95Ms: number; readonly meanMs: number }>>
  /** Least of all days. Absent = no two agents are equal. */
  readonly leastJain?: number
  /** The most that went before one who came earlier, of whatever class; of all days. */
  readonly bypass: number
  /** Within a class; must be none. */
  readonly overtakes: number
  /** Total waits over the least possible ones, in slots (`Regret`). */
  readonly regret: number
}

/** Every policy on the same days. */
export function figuresOf(
  days: Days,
  policies: ReadonlyArray<Policy>,
  tell: (line: string) => void = () => {}
): ReadonlyArray<PolicyFigures> {
  const results = policies.map((policy) => {
    tell(`${days.name}: ${policy.name}`)
    return days.days.map(({ plan, seed }) => simulate(policy.on(plan, days.erlangs), { seed, regret: true }))
  })
  return policies.map(({ name }, n) => figures(name, results[n]!, n === 0 ? undefined : results[0]!))
}

const meanWait = ({ all }: DayResult) => all.waitAll.meanMs ?? 0
const sumOf = <A>(all: ReadonlyArray<A>, of: (one: A) => number) => all.reduce((sum, one) => sum + of(one), 0)

function figures(policy: string, days: ReadonlyArray<DayResult>, first?: ReadonlyArray<DayResult>): PolicyFigures {
  const contacts = sumOf(days, ({ all }) => all.waitAll.count)
  const answered = sumOf(days, ({ all }) => all.served + all.abandoned)
  const jains = days.flatMap(({ fairness }) => fairness.leastJain ?? [])
  const names = Object.keys(days[0]!.classes)
  const byClass = names.flatMap((name) => {
    const of = days.map(({ classes }) => classes[name]!.waitAll).filter(({ count }) => count > 0)
    if (of.length === 0) return []
    const meanMs = sumOf(of, ({ meanMs: mean = 0, count }) => mean * count) / sumOf(of, ({ count }) => count)
    return [[name, { p95Ms: sumOf(of, ({ p95Ms = 0 }) => p95Ms) / of.length, meanMs }] as const]
  })
  return {
    policy,
    meanWaitMs: sumOf(days, (day) => meanWait(day) * day.all.waitAll.count) / contacts,
    ...(first === undefined ? {} : { difference: difference(first, days) }),
    serviceLevel:
      sumOf(days, ({ all }) => (all.serviceLevel.ofAll ?? 0) * (all.served + all.abandoned)) / Math.max(1, answered),
    abandonRate: sumOf(days, ({ all }) => all.abandoned) / Math.max(1, answered),
    classes: Object.fromEntries(byClass),
    ...(jains.length === 0 ? {} : { leastJain: Math.min(...jains) }),
    bypass: Math.max(...days.map(({ fairness }) => fairness.largestBypassOfAll)),
    overtakes: sumOf(days, ({ fairness }) => fairness.overtakes),
    regret:
      sumOf(days, ({ regret }) => regret!.totalWait) /
      Math.max(
        1,
        sumOf(days, ({ regret }) => regret!.leastWait)
      )
  }
}

function difference(first: ReadonlyArray<DayResult>, days: ReadonlyArray<DayResult>) {
  const gaps = days.map((day, n) => meanWait(day) - meanWait(first[n]!))
  const mean = sumOf(gaps, (gap) => gap) / gaps.length
  const variance = sumOf(gaps, (gap) => (gap - mean) * (gap - mean)) / Math.max(1, gaps.length - 1)
  return {
    meanMs: mean,
    plusMinusMs: 2 * Math.sqrt(variance / gaps.length),
    less: gaps.filter((gap) => gap < 0).length
  }
}
