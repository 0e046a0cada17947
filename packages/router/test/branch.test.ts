import { expect, it } from "vitest"
import { createRouter, restore } from "../src/index.ts"
import { comers } from "../src/simulate/comers.ts"
import { Course, ranks } from "../src/simulate/Course.ts"
import { hourMs, minuteMs, smallDay } from "./dayPlans.ts"

const plan = smallDay(9)
const drawn = comers(plan, 5)
const nobody = { see: () => {} }
const told = ({ fates }: Course) => fates.map(({ leaves: _l, answer: _a, asks: _s, draws: _d, ...fate }) => fate)

it("SIM-2 a day gone on with from a branch of it, anywhere, ends as it does without one; so does the day it was taken from", () => {
  const straight = new Course(createRouter(plan.configuration), plan, drawn, nobody)
  straight.run()
  const outcomes = new Set(straight.fates.map(({ outcome }) => outcome))
  expect(outcomes).toEqual(new Set(["served", "abandoned", "unserved"]))

  const trunk = new Course(createRouter(plan.configuration), plan, drawn, nobody)
  const instants = [0, hourMs, 2 * hourMs + 1234, 3 * hourMs + 20 * minuteMs, 5 * hourMs, 9 * hourMs]
  const branches = instants.map((atMs) => {
    trunk.runTo(atMs, ranks.shift)
    return trunk.branch()
  })
  trunk.run()
  expect(told(trunk)).toEqual(told(straight))
  for (const branch of branches) {
    // Two from one branch: what the first does is not seen by the second.
    for (let n = 0; n < 2; n++) {
      const course = new Course(restore(branch.snapshot), plan, branch.fates, nobody, branch)
      course.run()
      expect(told(course)).toEqual(told(straight))
    }
  }
  expect(drawn.every(({ outcome }) => outcome === "unserved")).toBe(true)
})
