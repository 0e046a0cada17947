import { describe, expect, it } from "vitest"
import {
  erlangA,
  PlanError,
  simulate,
  type SeriesPoint,
  staffing,
  StaffingLimitError,
  type StaffingPlan,
  withStaff
} from "../src/simulate/index.ts"
import { hourMs, minuteMs } from "./dayPlans.ts"

const halfHourMs = 30 * minuteMs
const exponential = (meanMs: number) => ({ kind: "exponential" as const, meanMs })

/** One queue, one group, by half hour. */
const oneGroup = (perInterval: ReadonlyArray<number>, most = 20): StaffingPlan => ({
  configuration: { queues: { calls: {} } },
  classes: {
    calls: {
      queue: "calls",
      channel: "voice",
      arrivals: { perInterval, intervalMs: halfHourMs },
      handle: exponential(3 * minuteMs),
      patience: exponential(5 * minuteMs)
    }
  },
  groups: { agents: { most } },
  untilMs: perInterval.length * halfHourMs
})

/** Two languages and a chat, three groups, ringing, wrap-up. */
const threeGroups: StaffingPlan = {
  configuration: {
    queues: {
      chinese: { needs: "zh", wrapUpMs: 15_000 },
      english: { needs: "en" },
      chat: { needs: "zh", serviceLevelMs: 60_000 }
    },
    capacity: { chat: 2 }
  },
  classes: {
    chinese: {
      queue: "chinese",
      channel: "voice",
      arrivals: { perInterval: [30, 60, 45, 15], intervalMs: halfHourMs },
      handle: { kind: "lognormal", meanMs: 3 * minuteMs, sdMs: 3 * minuteMs },
      patience: exponential(4 * minuteMs)
    },
    english: {
      queue: "english",
      channel: "voice",
      arrivals: { perInterval: [10, 20, 30, 20], intervalMs: halfHourMs },
      handle: exponential(4 * minuteMs),
      patience: exponential(4 * minuteMs)
    },
    chat: {
      queue: "chat",
      channel: "chat",
      arrivals: { perHour: 20 },
      handle: { kind: "erlang", shape: 2, meanMs: 6 * minuteMs },
      patience: exponential(10 * minuteMs)
    }
  },
  groups: {
    zh: { signIn: { skills: { zh: 3 } }, most: 14, answer: { kind: "constant", ms: 4000 } },
    en: { signIn: { skills: { en: 3 } }, most: 10 },
    both: { signIn: { skills: { zh: 2, en: 2 } }, most: [6, 6, 6, 6], least: 1, cost: 1.3 }
  },
  untilMs: 2 * hourMs
}

/** In time and all, by interval, of whole days simulated from the plan anew. */
function levels(
  plan: StaffingPlan,
  counts: ReadonlyArray<Readonly<Record<string, number>>>,
  seeds: ReadonlyArray<number>,
  serviceLevelMs?: number
): number[] {
  const within = serviceLevelMs === undefined ? {} : { serviceLevelMs }
  const days = seeds.map((seed) => simulate(withStaff(plan, counts), { seed, ...within }).series)
  return counts.map((_, at) => {
    const points = days.flatMap((series): SeriesPoint[] => (series[at] === undefined ? [] : [series[at]]))
    const all = points.reduce((sum, { served, abandoned }) => sum + served + abandoned, 0)
    return points.reduce((sum, p) => sum + (p.serviceLevel ?? 0) * (p.served + p.abandoned), 0) / all
  })
}

describe("the least staff", () => {
  const found = staffing(threeGroups, { serviceLevel: 0.8 }, { days: 10 })
  const counts = found.intervals.map(({ groups }) => groups)

  it("SIM-11 is what a simulation of the whole day, from the beginning, finds to be enough", () => {
    expect(found.met).toBe(true)
    const simulated = levels(threeGroups, counts, found.work.seeds)
    for (const [at, { achieved }] of found.intervals.entries()) {
      expect(simulated[at]).toBeCloseTo(achieved.serviceLevel!, 12)
      expect(simulated[at]).toBeGreaterThanOrEqual(0.8)
    }
    const others = levels(threeGroups, counts, [11, 12, 13, 14, 15, 16, 17, 18, 19, 20])
    for (const [at, { otherDays }] of found.intervals.entries()) {
      expect(others[at]).toBeCloseTo(otherDays.serviceLevel!, 12)
    }
    for (const seed of found.work.seeds.slice(0, 1)) {
      const again = staffing(threeGroups, { serviceLevel: 0.8 }, { days: 2, seed })
      const days = again.work.seeds.map((each) =>
        simulate(
          withStaff(
            threeGroups,
            again.intervals.map((i) => i.groups)
          ),
          { seed: each }
        )
      )
      for (const [at, interval] of again.intervals.entries()) {
        const busy = days.reduce((sum, { series }) => sum + series[at]!.busy, 0)
        const staffed = days.reduce((sum, { series }) => sum + series[at]!.staffed, 0)
        expect(interval.occupancy).toBeCloseTo(busy / staffed, 9)
      }
    }
  })

  it("SIM-11 cannot do without any one agent, of any group, in any interval", () => {
    let tried = 0
    for (const [at, groups] of counts.entries()) {
      for (const [name, count] of Object.entries(groups)) {
        if (count === (name === "both" ? 1 : 0)) continue
        tried++
        const fewer = counts.map((each, n) => (n === at ? { ...each, [name]: count - 1 } : each))
        expect(Math.min(...levels(threeGroups, fewer, found.work.seeds)), `${at} ${name}`).toBeLessThan(0.8)
      }
    }
    expect(tried).toBeGreaterThan(6)
  })

  it("SIM-11 is the same for the same plan, goal and options, and tells how far it is", () => {
    const told: number[] = []
    const again = staffing(threeGroups, { serviceLevel: 0.8 }, { days: 10, onProgress: ({ days }) => told.push(days) })
    expect(JSON.stringify(again)).toBe(JSON.stringify(found))
    expect(told.length).toBeGreaterThanOrEqual(8)
    expect(told).toEqual(told.toSorted((one, other) => one - other))
  })

  it("SIM-11 of one group and three half hours is the smallest of all there are", () => {
    const plan = oneGroup([12, 24, 15], 7)
    const seeds = [1, 2, 3, 4, 5, 6]
    const sizes = [1, 2, 3, 4, 5, 6, 7]
    let smallest = Number.POSITIVE_INFINITY
    for (const a of sizes) {
      for (const b of sizes) {
        for (const c of sizes) {
          if (a + b + c >= smallest) continue
          const level = levels(plan, [{ agents: a }, { agents: b }, { agents: c }], seeds, 20_000)
          if (level.every((each) => each >= 0.8)) smallest = a + b + c
        }
      }
    }
    const { intervals } = staffing(plan, { serviceLevel: 0.8 }, { days: 6 })
    expect(intervals.reduce((sum, { agents }) => sum + agents, 0)).toBe(smallest)
  })
})

describe("beside Erlang A", () => {
  it("SIM-12 a steady load of one class needs the agents Erlang A says, or one more or fewer where chance leaves that open", () => {
    const targets = [
      { erlang: 1.5, patienceMs: 3 * minuteMs, hours: 12 },
      { erlang: 4, patienceMs: undefined, hours: 24 },
      { erlang: 8, patienceMs: 4 * minuteMs, hours: 8 }
    ]
    for (const { erlang, patienceMs, hours } of targets) {
      const load = { perHour: erlang * 20, handleMs: 3 * minuteMs, ...(patienceMs === undefined ? {} : { patienceMs }) }
      const plan: StaffingPlan = {
        ...oneGroup([]),
        classes: {
          calls: {
            queue: "calls",
            channel: "voice",
            arrivals: { perHour: load.perHour },
            handle: exponential(load.handleMs),
            ...(patienceMs === undefined ? {} : { patience: exponential(patienceMs) })
          }
        },
        groups: { agents: { most: 40 } },
        untilMs: hours * hourMs
      }
      const { intervals } = staffing(plan, { serviceLevel: 0.8 }, { days: 20, intervalMs: hours * hourMs })
      const { agents, achieved, erlang: says } = intervals[0]!
      const level = (n: number) => erlangA({ ...load, agents: n }).servedWithin(20_000)
      const name = `${erlang} Erlang, patience ${patienceMs}`
      const error = achieved.serviceLevelError!
      expect(error, name).toBeLessThan(0.05)
      // 95 percent are 2.09 standard errors of 20 days.
      expect(Math.abs(achieved.serviceLevel! - level(agents)), name).toBeLessThanOrEqual((4 * error) / 2.09)
      const exact = says.agents!.agentsByA!
      expect(level(exact), name).toBeGreaterThanOrEqual(0.8)
      expect(level(exact - 1), name).toBeLessThan(0.8)
      if (agents !== exact) {
        expect(Math.abs(agents - exact), name).toBe(1)
        expect(Math.abs(level(Math.min(agents, exact)) - 0.8), name).toBeLessThanOrEqual(error)
      }
    }
  }, 60_000)

  it("SIM-12 the formulas stand beside an interval only where one group serves its queues alone, with what they do not know", () => {
    const one = staffing(oneGroup([20, 30]), { serviceLevel: 0.8 }, { days: 4 })
    expect(one.unlikeErlang).toEqual([])
    const { erlangs, serviceLevelByA, agentsByA, agentsByC } = one.intervals[1]!.erlang.agents!
    expect(erlangs).toBeCloseTo(3, 12)
    const by = (agents: number) => erlangA({ perHour: 60, handleMs: 180_000, patienceMs: 300_000, agents })
    expect(serviceLevelByA).toBe(by(one.intervals[1]!.agents).servedWithin(20_000))
    expect(by(agentsByA!).servedWithin(20_000)).toBeGreaterThanOrEqual(0.8)
    expect(agentsByC).toBeGreaterThanOrEqual(agentsByA!)
    const many = staffing(threeGroups, { serviceLevel: 0.5 }, { days: 2 })
    expect(many.intervals[0]!.erlang).toEqual({})
    expect(many.unlikeErlang).toContain("english: served by en and both: no formula covers that")
    expect(many.unlikeErlang).toContain("chinese: has a wrap-up")
    expect(many.unlikeErlang).toContain("chinese: handle times are lognormal, not exponential")
    expect(many.unlikeErlang).toContain("chat: an agent takes 2 at once")
    expect(many.unlikeErlang).toContain("zh: takes time to answer")
  })
})

describe("what may be asked", () => {
  it("SIM-13 of a queue, of who gives up, of waits, of occupancy: each alone is met, and asks for more staff than nothing", () => {
    const plan = oneGroup([30, 40, 20])
    const goals = [
      { serviceLevel: 0.9 },
      { queues: { calls: { serviceLevel: 0.9 } } },
      { abandonRate: 0.03 },
      { meanWaitMs: 10_000 },
      { occupancy: 0.7 }
    ]
    const found = goals.map((goal) => staffing(plan, goal, { days: 5 }))
    expect(found.map(({ met }) => met)).toEqual(goals.map(() => true))
    const [all, queue, gone, wait, busy] = found
    expect(queue!.intervals.map(({ agents }) => agents)).toEqual(all!.intervals.map(({ agents }) => agents))
    for (const { achieved } of gone!.intervals) expect(achieved.abandonRate).toBeLessThanOrEqual(0.03)
    for (const { achieved } of wait!.intervals) expect(achieved.meanWaitMs).toBeLessThanOrEqual(10_000)
    for (const { occupancy } of busy!.intervals) expect(occupancy).toBeLessThanOrEqual(0.7)
    const less = staffing(plan, { serviceLevel: 0.5 }, { days: 5 })
    expect(less.agentHours.all).toBeLessThan(all!.agentHours.all)
  })

  it("SIM-13 what cannot be met with all there are is said, interval by interval; the rest of the day is staffed", () => {
    const found = staffing(
      { ...oneGroup([20, 60, 20]), groups: { agents: { most: [8, 5, 8] } } },
      { serviceLevel: 0.8 },
      { days: 5 }
    )
    expect(found.met).toBe(false)
    expect(found.intervals[1]!.agents).toBe(5)
    expect(found.intervals[1]!.unmet[0]).toMatch(/^service level \d+\.\d %, asked 80\.0 %$/)
    expect(found.intervals[2]!.unmet).toEqual([])
  })

  it("SIM-13 where nothing helps, nobody is added who does not: few who speak English do not call all who speak Chinese", () => {
    const { zh, en } = threeGroups.groups
    const few: StaffingPlan = { ...threeGroups, groups: { zh: { ...zh!, most: 40 }, en: { ...en!, most: 1 } } }
    const chinese = { chinese: { serviceLevel: 0.8 }, chat: { serviceLevel: 0.8 } }
    const both = staffing(few, { queues: { ...chinese, english: { serviceLevel: 0.8 } } }, { days: 4 })
    const alone = staffing(few, { queues: chinese }, { days: 4 })
    expect(both.met).toBe(false)
    expect(alone.met).toBe(true)
    for (const [at, { groups, unmet }] of both.intervals.entries()) {
      expect(unmet.filter((text) => !text.startsWith("english: "))).toEqual([])
      expect(groups.en).toBe(1)
      expect(Math.abs(groups.zh! - alone.intervals[at]!.groups.zh!)).toBeLessThanOrEqual(1)
    }
  })

  it("SIM-13 the least and the cost of groups are kept to; nobody works where nobody comes", () => {
    const dear = { ...threeGroups, groups: { ...threeGroups.groups, both: { ...threeGroups.groups.both!, cost: 10 } } }
    const found = staffing(dear, { serviceLevel: 0.8 }, { days: 4 })
    expect(found.intervals.map(({ groups }) => groups.both)).toEqual([1, 1, 1, 1])
    expect(found.cost).toBe(found.agentHours.groups.zh! * 2 + found.agentHours.groups.en! * 2 + 4 * 10)
    const quiet = staffing(oneGroup([20, 0, 0, 10]), { serviceLevel: 0.8 }, { days: 4 })
    expect(quiet.intervals[2]!.agents).toBe(0)
  })

  it("SIM-13 too much work ends with what to change; mistakes are told all at once", () => {
    expect(() => staffing(oneGroup([30, 40, 20]), { serviceLevel: 0.8 }, { days: 10, mostDays: 12 })).toThrow(
      StaffingLimitError
    )
    const wrong = () =>
      staffing(
        {
          ...oneGroup([30]),
          groups: { a: { most: [1, 2], least: -1 }, b: { most: 3, cost: 0, answer: { kind: "constant", ms: -1 } } }
        },
        { serviceLevel: 80, queues: { cals: {} } },
        { days: 1 }
      )
    expect(wrong).toThrow(PlanError)
    for (const text of [
      "groups.b.answer.ms: ",
      "groups.a.least: -1 is not a whole number from 0 to 10000, or a list of them",
      "groups.a.most: has 2 numbers, the day 1 intervals",
      "groups.b.cost: 0 is not a number above 0",
      "goal.serviceLevel: 80 is not a share from 0 to 1: write 0.8 for 80 percent",
      'goal.queues.cals: no queue "cals": there are calls',
      "options.days: 1 is not a whole number, at least 2"
    ]) {
      expect(wrong).toThrow(text)
    }
    expect(() => staffing(oneGroup([30]), {})).toThrow("goal: asks for nothing")
  })
})
