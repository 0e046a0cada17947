import { expect, test } from "vitest"
import { Backlog } from "./core/Backlog.ts"
import { Surplus } from "./core/Surplus.ts"
import { NaiveBacklog } from "./naive/NaiveBacklog.ts"
import { NaiveSurplus } from "./naive/NaiveSurplus.ts"
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
