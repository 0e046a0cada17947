import { describe, expect, it } from "vitest"
import { compare, type DayPlan, PlanError, simulate } from "../src/simulate/index.ts"
import { smallDay } from "./dayPlans.ts"

const seeds = Array.from({ length: 12 }, (_, n) => n + 1)

/** Loans come to their agents by age alone, without the priority they have. */
const byAge = (plan: DayPlan): DayPlan => {
  const { priority: _, ...loans } = plan.configuration.queues.loans!
  return { ...plan, configuration: { ...plan.configuration, queues: { ...plan.configuration.queues, loans } } }
}
const variance = (of: ReadonlyArray<number>) => {
  const mean = of.reduce((a, b) => a + b, 0) / of.length
  return of.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (of.length - 1)
}

describe("comparing plans", () => {
  it("SIM-7 a plan and itself differ in nothing", () => {
    const { measures } = compare({ one: smallDay(), same: smallDay() }, { seeds: [1, 2, 3], regret: true })
    for (const { differences } of Object.values(measures)) {
      expect(differences.same).toMatchObject({ days: 3, mean: 0, low: 0, high: 0, less: 0, more: 0 })
    }
  })

  it("SIM-7 fewer agents mean longer waits and a lower service level, beyond chance", () => {
    const { measures, plans } = compare({ now: smallDay(10), fewer: smallDay(8) }, { seeds })
    expect(plans).toEqual(["now", "fewer"])
    const wait = measures.meanWaitMs
    expect([wait.better, measures.serviceLevel.better, measures.occupancy.better]).toEqual(["less", "more", undefined])
    expect(wait.differences.fewer!.low).toBeGreaterThan(0)
    expect(measures.serviceLevel.differences.fewer!.high).toBeLessThan(0)
    expect(measures.abandonRate.differences.fewer!.more).toBe(seeds.length)
    expect(wait.differences.fewer!.mean).toBeCloseTo(wait.means.fewer! - wait.means.now!, 6)
  })

  it("SIM-7 tells each class that all plans have", () => {
    const { chat: _, ...classes } = smallDay().classes
    const { classes: told, measures } = compare(
      { now: smallDay(9), next: byAge({ ...smallDay(9), classes }) },
      { seeds: [1, 2] }
    )
    expect(Object.keys(told)).toEqual(["general", "loans"])
    const day = simulate(smallDay(9), { seed: 1 })
    const other = simulate(smallDay(9), { seed: 2 })
    expect(told.loans!.served.means.now).toBe((day.classes.loans!.served + other.classes.loans!.served) / 2)
    expect(measures.served.means.now).toBe((day.all.served + other.all.served) / 2)
  })

  it("SIM-7 the interval is Student's: twelve days, eleven degrees", () => {
    const { measures } = compare({ now: smallDay(10), next: smallDay(9) }, { seeds })
    const waits = (agents: number) => seeds.map((seed) => simulate(smallDay(agents), { seed }).all.waitServed.meanMs!)
    const [now, then] = [waits(10), waits(9)]
    const gaps = then.map((wait, at) => wait - now[at]!)
    const { mean, low, high } = measures.meanWaitMs.differences.next!
    const half = 2.200_985_16 * Math.sqrt(variance(gaps) / gaps.length)
    expect(mean).toBeCloseTo(gaps.reduce((a, b) => a + b, 0) / gaps.length, 6)
    expect([low, high]).toEqual([mean! - half, mean! + half].map((bound) => expect.closeTo(bound, 4)))
  })

  it("SIM-7 the same random numbers make the difference of two rules less random than others do", () => {
    const of = (plan: DayPlan, seed: number) => simulate(plan, { seed }).classes.general!.waitServed.meanMs!
    const plan = smallDay(9)
    const base = seeds.map((seed) => of(plan, seed))
    const common = seeds.map((seed, at) => of(byAge(plan), seed) - base[at]!)
    const independent = seeds.map((seed, at) => of(byAge(plan), seed + 1_000) - base[at]!)
    const ratio = variance(independent) / variance(common)
    console.log(`variance of the difference, independent / common random numbers: ${ratio.toFixed(1)}`)
    expect(ratio).toBeGreaterThan(3)
  })

  it("SIM-3 other seeds give days that are alike: no difference beyond chance at 99 percent", () => {
    const waits = (from: number) => seeds.map((seed) => simulate(smallDay(), { seed: from + seed }).all.waitAll.meanMs!)
    const [one, other] = [waits(100), waits(200)]
    const gap = one.reduce((a, b) => a + b, 0) - other.reduce((a, b) => a + b, 0)
    // Student, 22 degrees, 99 percent.
    expect(Math.abs(gap) / seeds.length).toBeLessThan(
      2.819 * Math.sqrt((variance(one) + variance(other)) / seeds.length)
    )
    expect(variance(one)).toBeGreaterThan(0)
  })

  it("SIM-7 tells how far it is", () => {
    const told: Array<readonly [number, number]> = []
    compare({ a: smallDay(4), b: smallDay(4) }, { seeds: [1, 2], onProgress: ({ days, of }) => told.push([days, of]) })
    expect(told).toEqual([1, 2, 3, 4].map((days) => [days, 4]))
  })

  it("SIM-6 names the mistakes of all plans and of the seeds at once", () => {
    const wrong = { ...smallDay(), untilMs: -1 }
    const paths = () => {
      try {
        compare({ now: smallDay(), next: wrong }, { seeds: [1, 1], intervalMs: 0 })
      } catch (error) {
        expect(error).toBeInstanceOf(PlanError)
        return (error as PlanError).mistakes.map(({ path }) => path)
      }
      return []
    }
    expect(paths()).toEqual(["options.seeds", "options.intervalMs", "plans.next.untilMs"])
    expect(() => compare({ now: smallDay() }, { seeds })).toThrow("plans: comparing takes two plans or more")
  })
})
