import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter, type SignIn } from "../src/index.ts"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

const signsIn = (centre: Centre, agent: string, more: Partial<SignIn>) =>
  centre.do({ type: "SignIn", agent, ...more } as SignIn)
const isReady = (centre: Centre, agent: string) => centre.do({ type: "MakeReady", agent })
const ready = (centre: Centre, agent: string, more: Partial<SignIn>) => [
  ...signsIn(centre, agent, more),
  ...isReady(centre, agent)
]

describe("what agents prefer", () => {
  it("SCORE-9 points for a queue are added to the priority of its contacts, for this agent alone", () => {
    const centre = new Centre({ loans: {}, cards: { priority: 2 } })
    centre.at(0).comes("card1", { ...call, queue: "cards" })
    centre.at(0).comes("card2", { ...call, queue: "cards" })
    centre.at(1_000).comes("loan1", { ...call, queue: "loans" })
    centre.at(1_000).comes("loan2", { ...call, queue: "loans" })
    expect(ready(centre, "ann", { prefers: { loans: 2 } }).at(-1)).toBe("OfferMade card1 ann")
    expect(ready(centre, "bo", { prefers: { loans: 3 } }).at(-1)).toBe("OfferMade loan1 bo")
    expect(ready(centre, "cem", { prefers: { cards: -3 } }).at(-1)).toBe("OfferMade loan2 cem")
  })

  it("SCORE-9 among several free agents a contact goes to who prefers it most, then as its queue says", () => {
    const centre = new Centre({ q: {}, other: {} })
    centre.at(0)
    ready(centre, "ann", {})
    ready(centre, "bo", { prefers: { q: 1 } })
    ready(centre, "cem", { prefers: { q: 1 } })
    expect(["c1", "c2", "c3"].map((id) => centre.comes(id, call).at(-1))).toEqual([
      "OfferMade c1 bo",
      "OfferMade c2 cem",
      "OfferMade c3 ann"
    ])
  })

  it("SCORE-9 of all pairs the best goes first: who came later to somebody who prefers it, then the other", () => {
    const needs = "missing"
    const centre = new Centre({ q: { needs }, loans: { needs } })
    ready(centre, "ann", {})
    ready(centre, "bo", { prefers: { loans: 1 } })
    centre.at(0).comes("first", call)
    centre.at(1_000).comes("loan", { ...call, queue: "loans" })
    // Now everybody may take everything, in one step.
    expect(centre.do({ type: "Configure", configuration: { queues: { q: {}, loans: {} } } })).toEqual([
      "Configured",
      "OfferMade loan bo",
      "OfferMade first ann"
    ])
  })

  it("SCORE-13 a queue is weighed against others by priority, by ageing, or strictly by tier", () => {
    const waiting = (q: object) => {
      const centre = new Centre({ q, other: { priority: 1 } })
      centre.at(0).comes("weighed", call)
      centre.at(1_000).comes("other", { ...call, queue: "other" })
      return ready(centre.at(60_000), "ann", {}).at(-1)
    }
    expect(waiting({})).toBe("OfferMade other ann")
    expect(waiting({ priority: 1 })).toBe("OfferMade weighed ann")
    expect(waiting({ ageing: { kind: "linear", perMinute: 1 } })).toBe("OfferMade weighed ann")
    expect(waiting({ tier: 1, priority: -9 })).toBe("OfferMade weighed ann")
  })
})

describe("a delay before an agent takes a queue", () => {
  it("SCORE-10 he takes a contact only once it has waited so long, to the millisecond; others take it meanwhile", () => {
    const centre = new Centre({ q: {} })
    ready(centre, "helper", { delays: { q: 30_000 } })
    centre.at(1_000).comes("c1", call)
    centre.at(2_000).comes("c2", call)
    expect(centre.router.nextDeadlineMs).toBe(31_000)
    const [candidate] = centre.router.explain("c1").candidates
    expect(candidate).toMatchObject({ failed: "takes q only after a wait of 30 s", rule: "SCORE-10" })
    expect(ready(centre.at(3_000), "ann", {}).at(-1)).toBe("OfferMade c1 ann")
    // The deadline of c1 is of no use any more; the offer to ann ends first.
    expect(centre.router.nextDeadlineMs).toBe(23_000)
    centre.at(22_000).accepts("ann", "c1")
    expect(centre.router.nextDeadlineMs).toBe(32_000)
    expect(centre.at(31_999).ticks()).toEqual([])
    expect(centre.at(32_000).ticks()).toEqual(["OfferMade c2 helper"])
  })

  it("SCORE-10 FAIR-1 the wait counts from the first enqueue, whatever became of the contact since, and survives a restart", () => {
    const centre = new Centre({ q: { offerMs: 5_000 } })
    ready(centre, "ann", {})
    centre.at(0).comes("c1", call)
    expect(centre.owner("c1")).toBe("ann")
    ready(centre, "helper", { delays: { q: 10_000 } })
    expect(centre.at(5_000).ticks()).toEqual(["OfferExpired c1 ann", "AgentNotReady ann no answer"])
    const restored = createRouter({ queues: {} }, { snapshot: centre.router.snapshot() })
    expect(restored.nextDeadlineMs).toBe(10_000)
    for (const router of [centre.router, restored]) {
      expect(router.tick(10_000).events).toMatchObject([{ type: "OfferMade", contact: "c1", agent: "helper" }])
    }
  })

  it("SCORE-10 of several delays the next one is a deadline, also when nobody took the contact at the one before", () => {
    const centre = new Centre({ q: {} })
    signsIn(centre, "away", { delays: { q: 10_000 } })
    ready(centre, "bo", { delays: { q: 20_000 } })
    centre.at(0).comes("c1", call)
    expect(centre.router.nextDeadlineMs).toBe(10_000)
    expect(centre.at(10_000).ticks()).toEqual([])
    expect(centre.router.nextDeadlineMs).toBe(20_000)
    expect(centre.at(20_000).ticks()).toEqual(["OfferMade c1 bo"])
  })

  it("SCORE-10 signing out, or in without it, ends a delay; a new one counts for who waits already", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).comes("c1", call)
    ready(centre, "ann", { delays: { q: 10_000 } })
    ready(centre, "bo", { delays: { q: 8_000 } })
    expect(centre.router.nextDeadlineMs).toBe(8_000)
    centre.at(1_000).do({ type: "SignOut", agent: "bo" })
    expect(centre.router.nextDeadlineMs).toBe(10_000)
    expect(signsIn(centre.at(2_000), "ann", { delays: { q: 0 } }).at(-1)).toBe("OfferMade c1 ann")
    expect(centre.router.nextDeadlineMs).toBe(22_000)
    expect(centre.router.view.agent("ann")).not.toHaveProperty("delays")
  })

  it("SCORE-10 a delay that nobody has any more does not hide the next one, though nobody asked meanwhile", () => {
    const centre = new Centre({ q: {} })
    ready(centre, "ann", { delays: { q: 10_000 } })
    ready(centre, "bo", { delays: { q: 1_000 } })
    centre.comes("c1", call)
    centre.do({ type: "SignOut", agent: "bo" })
    expect(centre.at(60_000).ticks()).toEqual(["OfferMade c1 ann"])
  })

  it("SCORE-10 newest first: the newest of those that have waited long enough", () => {
    const centre = new Centre({ q: { order: "newest" } })
    centre.at(0).comes("a", call)
    centre.at(1_000).comes("b", call)
    centre.at(2_000).comes("c", call)
    expect(ready(centre.at(6_500), "ann", { delays: { q: 5_000 } }).at(-1)).toBe("OfferMade b ann")
  })
})

describe("shares of queues", () => {
  it("SCORE-11 the queue he is behind with most goes first, before priority; what he does not name comes last", () => {
    const centre = new Centre({ a: {}, b: { priority: 9 }, c: { priority: 99 } })
    for (let n = 0; n < 5; n++) {
      centre.at(n).comes(`a${n}`, { channel: "chat", queue: "a" })
      centre.at(n).comes(`b${n}`, { channel: "chat", queue: "b" })
    }
    centre.at(9).comes("c", { channel: "chat", queue: "c" })
    const lines = ready(centre.at(10), "ann", { capacity: { chat: 20 }, allocation: { a: 75, b: 25 } })
    const order = lines.filter((said) => said.startsWith("OfferMade")).map((said) => said.split(" ")[1])
    // Equal at first, so priority; then a until it has three of four.
    expect(order).toEqual(["b0", "a0", "a1", "a2", "b1", "a3", "a4", "b2", "b3", "b4", "c"])
    expect(centre.router.view.agent("ann")).toMatchObject({ allocation: { a: 75, b: 25 } })
  })

  it("SCORE-11 declined and missed contacts do not count, accepted ones do; another allocation counts from 0", () => {
    const centre = new Centre({ a: {}, b: {} })
    for (let n = 0; n < 4; n++) centre.at(n).comes(`a${n}`, { ...call, queue: "a" })
    for (let n = 0; n < 4; n++) centre.at(9 + n).comes(`b${n}`, { ...call, queue: "b" })
    const taken = () => centre.router.view.agent("ann")?.taken
    expect(ready(centre.at(20), "ann", { allocation: { a: 50, b: 50 } }).at(-1)).toBe("OfferMade a0 ann")
    expect(centre.declines("ann", "a0").at(-1)).toBe("OfferMade a1 ann")
    centre.accepts("ann", "a1")
    expect(taken()).toEqual({ a: 1 })
    expect(centre.completes("ann", "a1").at(-1)).toBe("OfferMade b0 ann")
    centre.accepts("ann", "b0")
    const restored = createRouter({ queues: {} }, { snapshot: centre.router.snapshot() })
    expect(restored.view.agent("ann")?.taken).toEqual({ a: 1, b: 1 })
    signsIn(centre, "ann", { allocation: { a: 50, b: 50 }, skills: { zh: 1 } })
    expect(taken()).toEqual({ a: 1, b: 1 })
    signsIn(centre, "ann", { allocation: { a: 1, b: 99 } })
    expect(taken()).toBeUndefined()
  })

  it("SCORE-11 a contact goes to the agent who is behind with its queue rather than to one who is ahead or has no shares", () => {
    const centre = new Centre({ a: {}, b: {} })
    ready(centre, "ann", { capacity: { chat: 9 }, allocation: { a: 50, b: 50 } })
    ready(centre, "bo", { capacity: { chat: 9 } })
    const goes = (contact: string, queue: string) => centre.comes(contact, { channel: "chat", queue }).at(-1)
    expect(goes("a1", "a")).toBe("OfferMade a1 ann")
    // Now ann is ahead with a and behind with b, and bo is neither.
    expect(goes("a2", "a")).toBe("OfferMade a2 bo")
    expect(goes("b1", "b")).toBe("OfferMade b1 ann")
    expect(goes("b2", "b")).toBe("OfferMade b2 bo")
  })

  it("SCORE-11 what an offer makes him fall behind with is at once before everything else that waits in the same step", () => {
    const needs = "missing"
    const centre = new Centre({ a: { needs }, b: { needs }, x: { needs } })
    ready(centre, "ann", { skills: { ab: 1 }, capacity: { chat: 2 }, allocation: { a: 50, b: 50 } })
    ready(centre, "bo", { skills: { x: 1 } })
    for (const queue of ["a", "b", "x"]) centre.comes(queue, { channel: "chat", queue })
    const queues = { a: { needs: "ab", priority: 9 }, x: { needs: "x", priority: 5 }, b: { needs: "ab" } }
    expect(centre.do({ type: "Configure", configuration: { queues } }).slice(1)).toEqual([
      "OfferMade a ann",
      "OfferMade b ann",
      "OfferMade x bo"
    ])
  })

  it("SCORE-11 HOLD-2 of several contacts held for him the one of the queue he is behind with goes first", () => {
    const centre = new Centre({ a: {}, b: {} })
    centre.at(0).comes("a1", { ...call, queue: "a" })
    ready(centre, "ann", { allocation: { a: 50, b: 50 } })
    centre.accepts("ann", "a1")
    const preferred = [{ agent: "ann", holdMs: 60_000 }]
    centre.at(1_000).comes("a2", { ...call, queue: "a", priority: 5, preferred })
    centre.at(2_000).comes("b2", { ...call, queue: "b", preferred })
    expect(centre.at(3_000).completes("ann", "a1").at(-1)).toBe("OfferMade b2 ann")
  })

  it("SCORE-11 with two queues that never run dry no share is ever a whole contact off, with more nobody has a contact too many", () => {
    const percents = fc
      .array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 })
      .filter((of) => of.reduce((sum, n) => sum + n, 0) < 100)
      .map((of) => [...of, 100 - of.reduce((sum, n) => sum + n, 0)])
    const priorities = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 4 })
    const property = (of: ReadonlyArray<number>, points: ReadonlyArray<number>, slots: number) => {
      const names = of.map((_, at) => `q${at}`)
      const queues = Object.fromEntries(names.map((name, at) => [name, { priority: points[at]! }]))
      const centre = new Centre(queues)
      let came = 0
      const comes = (queue: string) => centre.comes(`c${came++}`, { channel: "chat", queue })
      for (let n = 0; n < 4; n++) names.forEach(comes)
      const allocation = Object.fromEntries(names.map((name, at) => [name, of[at]!]))
      const ringing: Array<{ contact: string; queue: string; offer: string }> = []
      centre.router.subscribe((e) => {
        if (e.type === "OfferMade") ringing.push({ contact: e.contact, queue: e.queue, offer: e.offer })
      })
      ready(centre, "ann", { capacity: { chat: slots }, allocation })
      const had = new Map(names.map((name) => [name, 0]))
      for (let total = 1; total <= 120; total++) {
        const { contact, queue, offer } = ringing.shift()!
        had.set(queue, had.get(queue)! + 1)
        for (const [at, name] of names.entries()) {
          const hundredths = of[at]! * total - 100 * had.get(name)!
          expect(hundredths).toBeGreaterThan(-100)
          expect(hundredths).toBeLessThan(100 * (names.length - 1))
        }
        comes(queue)
        centre.do({ type: "Accept", agent: "ann", contact, offer })
        centre.completes("ann", contact)
      }
      const taken = Object.values(centre.router.view.agent("ann")!.taken!)
      expect(taken.reduce((sum, n) => sum + n, 0)).toBe(120)
    }
    fc.assert(fc.property(percents, priorities, fc.integer({ min: 1, max: 3 }), property), { numRuns: 60 })
  })
})

it("SCORE-9 SCORE-10 SCORE-11 what cannot be is refused with its field, and nothing is changed", () => {
  const centre = new Centre({ a: {}, b: {} })
  const refused = (more: object) => {
    const { refusal } = centre.try({ type: "SignIn", agent: "ann", ...more } as SignIn)
    return [refusal?.reason, refusal?.field, refusal?.text]
  }
  expect(refused({ prefers: { a: 1_001 } })).toEqual([
    "InvalidValue",
    "prefers",
    "prefers: a: 1001 is not a whole number from -1000 to 1000 (points of priority, e.g. { loans: 5 })"
  ])
  expect(refused({ delays: { c: 1 } })).toEqual(["QueueUnknown", "delays", "delays: queue c is not configured"])
  expect(refused({ delays: [1] }).slice(0, 2)).toEqual(["InvalidValue", "delays"])
  expect(refused({ delays: { a: 0.5 } }).slice(0, 2)).toEqual(["InvalidValue", "delays"])
  expect(refused({ allocation: { a: 60, b: 60 } })).toEqual([
    "InvalidValue",
    "allocation",
    "allocation: the percentages add up to 120: make them 100"
  ])
  expect([...centre.router.view.agents()]).toEqual([])
  expect(signsIn(centre, "ann", { prefers: { a: 0 }, allocation: { a: 0, b: 100 } })).toEqual(["AgentSignedIn ann"])
  expect(signsIn(centre, "ann", { allocation: { b: 100 }, delays: {} })).toEqual([])
})
