import { createRouter, restore } from "../../createRouter.ts"
import type { Branch } from "../Branch.ts"
import { Course, ranks } from "../Course.ts"
import type { IntervalTally } from "./goals.ts"
import type { Counts, Setup } from "./Setup.ts"
import { Tally } from "./Tally.ts"
import { timeInHand } from "./timeInHand.ts"

const nobody = { see: () => {} }

/** The days of all seeds side by side, from the beginning of one interval on, under a staff that is told interval by interval. */
export class Days {
  private readonly setup: Setup
  private readonly courses: ReadonlyArray<Course>
  /** By place among the workers: the group and the place in it. */
  private readonly places: ReadonlyArray<readonly [group: number, at: number]>
  private there: Counts = []

  constructor(setup: Setup, branches?: ReadonlyArray<Branch>) {
    const { day, drawn, groups } = setup
    this.setup = setup
    this.courses = drawn.map((fates, at) => {
      const branch = branches?.[at]
      if (branch === undefined) return new Course(createRouter(day.configuration), day, fates, nobody)
      return new Course(restore(branch.snapshot), day, branch.fates, nobody, branch)
    })
    this.places = day.agents.map(({ agent }) => {
      const [name, place] = splitName(agent)
      return [groups.indexOf(name), Number(place) - 1]
    })
  }

  /** The staff from the beginning of interval `at` on: who is one too many leaves, who is missing comes. */
  begin(at: number, counts: Counts): void {
    const atMs = at * this.setup.intervalMs
    this.there = counts
    for (const course of this.courses) {
      course.runTo(atMs, ranks.shift)
      course.passTo(atMs)
      for (const each of course.workers.values()) {
        const [group, place] = this.places[each.at]!
        const isThere = place < counts[group]!
        if (isThere && !each.isOn) course.beginShift(each.plan.agent)
        else if (!isThere && each.isOn) course.endShift(each.plan.agent)
      }
    }
  }

  /** Lives until the interval `at` begins, its staff not told yet. */
  passTo(at: number): void {
    for (const course of this.courses) course.runTo(at * this.setup.intervalMs, ranks.shift)
  }

  /** Lives until what came in interval `at` has settled. */
  settle(at: number): void {
    const { intervalMs, settleMs } = this.setup
    for (const course of this.courses) course.runTo((at + 1) * intervalMs + settleMs, ranks.shift)
  }

  branches(): ReadonlyArray<Branch> {
    return this.courses.map((course) => course.branch())
  }

  /** What came in interval `at`, by seed; and by queue all seeds together. */
  tally(at: number): { readonly bySeed: ReadonlyArray<Tally>; readonly queues: Map<string, Tally> } {
    const { firsts, serviceLevelMs } = this.setup
    const queues = new Map<string, Tally>()
    const bySeed = this.courses.map(({ fates }, seed) => {
      const sum = new Tally()
      for (let place = firsts[seed]![at]!; place < firsts[seed]![at + 1]!; place++) {
        const fate = fates[place]!
        const withinMs = serviceLevelMs(fate.queue)
        sum.count(fate, withinMs)
        let queue = queues.get(fate.queue)
        if (queue === undefined) queues.set(fate.queue, (queue = new Tally()))
        queue.count(fate, withinMs)
      }
      return sum
    })
    return { bySeed, queues }
  }

  /** Time in hand within interval `at`, which is over but no other staff told yet. */
  inHand(at: number): number | undefined {
    const { intervalMs, day } = this.setup
    const agents = this.there.reduce((sum, count) => sum + count, 0)
    const on = new Set(
      day.agents.flatMap(({ agent }, n) => (this.places[n]![1] < this.there[this.places[n]![0]]! ? [agent] : []))
    )
    let busyMs = 0
    let staffedMs = 0
    for (const { fates } of this.courses) {
      const time = timeInHand(fates, [at * intervalMs, (at + 1) * intervalMs], (agent) => on.has(agent), agents)
      busyMs += time.busyMs
      staffedMs += time.staffedMs
    }
    return staffedMs === 0 ? undefined : busyMs / staffedMs
  }
}

/** All seeds together. */
export function together(
  { bySeed, queues }: { readonly bySeed: ReadonlyArray<Tally>; readonly queues: ReadonlyMap<string, Tally> },
  occupancy: number | undefined
): IntervalTally {
  const all = new Tally()
  for (const each of bySeed) all.add(each)
  return { all, queues, occupancy }
}

const splitName = (agent: string): [string, string] => {
  const at = agent.lastIndexOf("#")
  return [agent.slice(0, at), agent.slice(at + 1)]
}
