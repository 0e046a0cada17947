import { expect, test } from "vitest"
import { Backlog } from "./core/Backlog.ts"
import { Surplus } from "./core/Surplus.ts"
import { Numbers } from "./cycle/Numbers.ts"
import { Strings } from "./cycle/Strings.ts"
import { verdictOf } from "./harness/Figure.ts"
import { runCase } from "./harness/runCase.ts"
import { NaiveBacklog } from "./naive/NaiveBacklog.ts"
import { NaiveSurplus } from "./naive/NaiveSurplus.ts"
import { coreStep } from "./sections/coreStep.ts"
import { sizes } from "./world/sizes.ts"
import { World } from "./world/World.ts"

test("the naive scan that the router is set beside chooses the same contact, 20,000 times", () => {
  const world = new World(sizes.s)
  const backlog = new Backlog(world)
  const scan = new NaiveBacklog(world, backlog)
  expect(scan.waiting.length).toBe(sizes.s.waiting)
  for (let n = 0; n < 20_000; n++) {
    // The scan looks at the time of the router's step before it.
    backlog.step()
    scan.step()
    expect(scan.handles[scan.chosen]).toBe(backlog.chosen)
  }
  expect(backlog.hitRate).toBe(1)
  expect(backlog.waiting).toBe(sizes.s.waiting)
})

test("the naive scan of idle agents chooses the same agent, 20,000 times", () => {
  const world = new World(sizes.s)
  const surplus = new Surplus(world)
  const scan = new NaiveSurplus(world, surplus)
  for (let n = 0; n < 20_000; n++) {
    scan.step()
    surplus.step()
    expect(scan.chosen).toBe(surplus.chosen)
  }
  expect(surplus.hitRate).toBe(1)
})

test("a life cycle has five events, by text and by number, and the backlog stays as it is", () => {
  const [numbers, strings] = [new Numbers(new World(sizes.s)), new Strings(new World(sizes.s))]
  for (let n = 0; n < 5_000; n++) {
    numbers.step()
    strings.step()
  }
  expect([numbers.rowsRead, numbers.steps, numbers.misses]).toEqual([25_000, 5_000, 0])
  expect([strings.heard, strings.steps, strings.misses]).toEqual([25_000, 5_000, 0])
  // Who signs in does so by text, and its event is made.
  expect(numbers.router.counters.eventsMade).toBe(sizes.s.agents)
  const work = ({ router }: Numbers | Strings) => ({ ...router.counters, eventsMade: 0 })
  expect(work(numbers)).toEqual(work(strings))
})

test("ten times as many who wait cost no more comparisons", () => {
  const groups = { agents: 200, skills: 20, skillSets: 20, classes: 50 }
  const [few, many] = [1_000, 10_000].map((waiting) => new Backlog(new World({ ...groups, waiting }), "evenly"))
  for (let n = 0; n < 2_000; n++) {
    few!.step()
    many!.step()
  }
  expect(many!.lanesCompared).toBeLessThanOrEqual(few!.lanesCompared * 1.1)
  expect(many!.lanesCompared).toBeLessThan(20)
})

test("a figure fails where its pass line does not hold, and only there", () => {
  const figure = { name: "x", unit: "x", pass: { atMost: 3 }, aim: { atMost: 2 } } as const
  expect([1, 2.5, 3.1].map((value) => verdictOf({ ...figure, value }))).toEqual(["aim", "pass", "FAIL"])
  expect(verdictOf({ name: "x", unit: "x", value: 9 })).toBe("-")
  expect(verdictOf({ name: "x", unit: "x", value: 90, pass: { atLeast: 100 } })).toBe("FAIL")
})

test("a decision makes no garbage", async () => {
  const small = coreStep.cases.find(({ name }) => name === "s")!
  const { bytes, hitRate } = await runCase(coreStep, small)
  expect(bytes).toBeLessThanOrEqual(1)
  expect(hitRate).toBe(1)
})
