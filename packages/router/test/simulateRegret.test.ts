import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { QueueConfiguration } from "../src/index.ts"
import { type AgentPlan, type DayPlan, PlanError, simulate } from "../src/simulate/index.ts"
import { hourMs, minuteMs, oneQueue, smallDay } from "./dayPlans.ts"

const slotMs = 5 * minuteMs
/** Contacts of one slot each, who come in these slots. */
const inSlots = (...slots: ReadonlyArray<number>) =>
  slots.map((slot) => ({ atMs: slot * slotMs, handleMs: slotMs, patienceMs: 1 }))

/** Random small days: two queues with rules of every kind, four agents of some skills, shifts and breaks anywhere. */
const rules: fc.Arbitrary<QueueConfiguration> = fc.oneof(
  fc.constantFrom<QueueConfiguration>(
    {},
    { order: "newest" },
    { priority: 2, ageing: { kind: "linear", perMinute: 1 } },
    { creditMs: 3 * slotMs, wrapUpMs: 60_000 },
    { agents: "leastFlexible" },
    { maxWaiting: 1, whenFull: { do: "end" } }
  ),
  fc.integer({ min: 1, max: 4 * slotMs }).map((afterMs) => ({ steps: [{ afterMs, anybody: true as const }] }))
)
const times = fc
  .uniqueArray(fc.integer({ min: 0, max: 20 * slotMs }), { minLength: 2, maxLength: 6 })
  .map((instants) => instants.toSorted((a, b) => a - b))
const shiftsOf = (instants: ReadonlyArray<number>): AgentPlan["shifts"] => {
  const [fromMs = 0, ...others] = instants
  const untilMs = others.pop() ?? fromMs + 1
  const breaks = others.length < 2 ? [] : [{ fromMs: others[0]!, untilMs: others[1]! }]
  return [{ fromMs, untilMs, breaks }]
}
const days: fc.Arbitrary<DayPlan> = fc
  .record({
    one: rules,
    two: rules,
    agents: fc.array(fc.record({ x: fc.boolean(), y: fc.boolean(), delay: fc.boolean(), at: times }), {
      minLength: 1,
      maxLength: 4
    }),
    came: fc.array(fc.integer({ min: 0, max: 15 * slotMs }), { maxLength: 8 }),
    also: fc.array(fc.integer({ min: 0, max: 15 * slotMs }), { maxLength: 8 })
  })
  .map(({ one, two, agents, came, also }) => ({
    configuration: { queues: { one: { ...one, needs: "x" }, two: { ...two, needs: "y" } } },
    classes: {
      one: {
        queue: "one",
        channel: "voice",
        contacts: came.toSorted((a, b) => a - b).map((atMs) => ({ atMs, handleMs: slotMs }))
      },
      two: {
        queue: "two",
        channel: "chat",
        contacts: also.toSorted((a, b) => a - b).map((atMs) => ({ atMs, handleMs: 3 * slotMs }))
      }
    },
    agents: agents.map(({ x, y, delay, at }, n) => ({
      agent: `a${n}`,
      signIn: {
        skills: { ...(x ? { x: 1 } : {}), ...(y ? { y: 1 } : {}) },
        ...(delay ? { delays: { one: slotMs } } : {})
      },
      shifts: shiftsOf(at)
    })),
    untilMs: 20 * slotMs
  }))

describe("regret", () => {
  it("SIM-8 no rules wait less than hindsight, whatever they are", () => {
    let above = 0
    fc.assert(
      fc.property(days, (plan) => {
        const { regret } = simulate(plan, { regret: true })
        const { totalWait, leastWait, unserved, leastUnserved, ratio } = regret!
        expect(totalWait).toBeGreaterThanOrEqual(leastWait)
        expect(unserved).toBeGreaterThanOrEqual(leastUnserved)
        expect(ratio).toBe(leastWait === 0 ? undefined : totalWait / leastWait)
        if (totalWait > leastWait) above++
      }),
      { numRuns: 300 }
    )
    // Were it the same always, nothing would have been asked.
    expect(above).toBeGreaterThan(30)
  })

  it("SIM-8 equal agents who serve one queue in order of arrival wait no more than must be", () => {
    for (const agents of [1, 3, 7]) {
      const plan = oneQueue(agents, 11 * agents, { kind: "constant", ms: slotMs }, 6 * hourMs)
      const breaks = [{ fromMs: 2 * hourMs + minuteMs, untilMs: 3 * hourMs }]
      const shifts = [{ fromMs: 3 * minuteMs, untilMs: 6 * hourMs, breaks }]
      const { regret } = simulate(
        { ...plan, agents: plan.agents.map((each) => ({ ...each, shifts })) },
        { regret: true }
      )
      expect(regret!.slotMs).toBe(slotMs)
      expect(regret!.leastWait).toBeGreaterThan(10)
      expect([regret!.totalWait, regret!.unserved]).toEqual([regret!.leastWait, regret!.leastUnserved])
    }
  })

  it("SIM-8 who gives a contact to the only agent for the next has lost a slot", () => {
    // Both may take x, he who is first at rest may take y, too: x goes to him, and y waits for what need not be.
    const plan: DayPlan = {
      configuration: { queues: { x: { needs: "x" }, y: { needs: "y" } } },
      classes: {
        x: { queue: "x", channel: "voice", contacts: inSlots(1) },
        y: { queue: "y", channel: "voice", contacts: inSlots(1, 1) }
      },
      agents: [
        { agent: "both", signIn: { skills: { x: 1, y: 1 } }, shifts: [{ fromMs: 0, untilMs: 10 * slotMs }] },
        { agent: "one", signIn: { skills: { x: 1 } }, shifts: [{ fromMs: 0, untilMs: 10 * slotMs }] }
      ],
      untilMs: 10 * slotMs
    }
    const { regret, all } = simulate(plan, { regret: true })
    // x at 1 to both, y at 2 and 3: 1 + 2; in hindsight x to one, y at 1 and 2: 1.
    expect(regret).toEqual({ slotMs, contacts: 3, totalWait: 3, leastWait: 1, unserved: 0, leastUnserved: 0, ratio: 3 })
    // The day itself is another one: there they leave after a millisecond.
    expect(all.abandoned).toBe(2)
  })

  it("SIM-8 asking for it changes nothing else", () => {
    const { regret, ...others } = simulate(smallDay(), { seed: 4, regret: true })
    expect(others).toEqual(simulate(smallDay(), { seed: 4 }))
    expect(regret!.ratio).toBeGreaterThan(1)
    expect(regret!.contacts).toBe(others.all.offered)
  })

  it("SIM-8 a day that is too large is refused by name", () => {
    const plan = oneQueue(60, 3_600, { kind: "constant", ms: minuteMs }, 8 * hourMs)
    expect(() => simulate(plan, { regret: true })).toThrow(PlanError)
    expect(() => simulate(plan, { regret: true })).toThrow("options.regret: ")
    // Few contacts, but slots of milliseconds.
    const short = oneQueue(60, 60, { kind: "constant", ms: 2 }, 8 * hourMs)
    expect(() => simulate(short, { regret: true })).toThrow("slots of agents (2 ms each)")
    expect(simulate(oneQueue(1, 0, { kind: "constant", ms: 1 }, hourMs), { regret: true }).regret!.contacts).toBe(0)
  })
})
