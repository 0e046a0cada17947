import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Command, createRouter, type Interval } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

const callback = (contact: string, more: Partial<Extract<Command, { type: "RequestCallback" }>> = {}): Command => ({
  type: "RequestCallback",
  contact,
  ...more
})
const fails = (contact: string, agent: string, reason = "noAnswer"): Command => ({
  type: "CallbackFailed",
  contact,
  agent,
  reason
})
const window = (fromMs: number, untilMs: number): ReadonlyArray<Interval> => [{ fromMs, untilMs }]

describe("a callback", () => {
  it("QUEUE-29 keeps its place and clock among those who wait on the line", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).comes("c1", { channel: "voice" })
    centre.at(1_000).comes("c2", { channel: "voice" })
    centre.at(2_000).comes("c3", { channel: "voice" })
    expect(centre.at(3_000).do(callback("c2"))).toEqual(["CallbackRequested c2", "CallbackDue c2"])
    expect(centre.router.view.contact("c2")).toMatchObject({
      state: "waiting",
      enqueuedAtMs: 1_000,
      callback: { retries: 0 }
    })
    for (const contact of ["c1", "c2", "c3"]) {
      expect(centre.ready(`for ${contact}`).at(-1)).toBe(`OfferMade ${contact} for ${contact}`)
    }
  })

  it("QUEUE-29 takes back what rings, for it would be answered as a call", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", { channel: "voice" })
    expect(centre.do(callback("c1", { notBeforeMs: 9_000 }))).toEqual([
      "OfferRescinded c1 ann callback",
      "CallbackRequested c1"
    ])
    expect(centre.do({ type: "MarkReachable", contact: "c1" })).toEqual(["refused: ContactIsCallback"])
    expect(centre.at(9_000).ticks()).toEqual(["CallbackDue c1", "OfferMade c1 ann"])
    expect(centre.do({ type: "MarkUnreachable", contact: "c1" })).toEqual(["refused: ContactIsCallback"])
  })

  it("QUEUE-29 is made by a rule of the queue, and no rule sends it on after that", () => {
    const overflow = [
      { when: { waitedMs: 3_000 }, do: { do: "callback" as const, retries: 2, gapMs: 1_000 } },
      { when: { waitedMs: 5_000 }, do: { do: "end" as const } }
    ]
    const centre = new Centre({ q: { overflow, atClose: { do: "end" } } })
    centre.at(0).comes("c1")
    expect(centre.at(3_000).ticks()).toEqual(["CallbackRequested c1 wait", "CallbackDue c1"])
    expect(centre.router.nextDeadlineMs).toBeUndefined()
    centre.at(9_000).do({ type: "ScheduleQueue", queue: "q", open: [] })
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "waiting", callback: { retries: 2 } })
  })

  it("QUEUE-30 takes nobody outside its windows, says until when, and what rings when one ends is taken back", () => {
    const centre = new Centre({ q: { offerMs: 60_000 } })
    centre.at(0).comes("c1")
    const windows = [...window(5_000, 8_000), ...window(20_000, 30_000)]
    expect(centre.do(callback("c1", { windows, notBeforeMs: 6_000 }))).toEqual(["CallbackRequested c1"])
    expect(centre.ready("ann")).not.toContain("OfferMade c1 ann")
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "unreachable", callback: { dueAtMs: 6_000 } })
    expect(centre.router.explain("c1").text).toMatch(/takes no agent for 6 s \(QUEUE-30\)/)
    expect(centre.router.explain("ann").text).toMatch(/1: a callback that may not be called now \(QUEUE-30\)/)
    expect(centre.at(6_000).ticks()).toEqual(["CallbackDue c1", "OfferMade c1 ann"])
    expect(centre.at(8_000).ticks()).toEqual(["OfferRescinded c1 ann callback", "CallbackHeld c1"])
    // Told late, the window after the one that is over has begun.
    expect(centre.at(25_000).ticks()).toEqual(["CallbackDue c1", "OfferMade c1 ann"])
    centre.accepts("ann", "c1")
    expect(centre.router.nextDeadlineMs).toBeUndefined()
  })

  it("QUEUE-30 ends when no window of the customer is left", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).comes("c1")
    centre.do(callback("c1", { windows: window(1_000, 2_000) }))
    expect(centre.at(1_000).ticks()).toEqual(["CallbackDue c1"])
    expect(centre.at(2_000).ticks()).toEqual(["ContactDeflected c1 callbackExpired"])
    expect(centre.router.view.contact("c1")).toBeUndefined()
  })

  it("QUEUE-31 a failure frees the agent at once; it is tried again from its place after the gap, and is over after the last", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    centre.at(0).comes("c1", { channel: "voice" })
    centre.do(callback("c1", { retries: 1, gapMs: 10_000 }))
    centre.ready("ann")
    centre.accepts("ann", "c1")
    centre.comes("c2", { channel: "voice" })
    expect(centre.at(1_000).do(fails("c1", "ann"))).toEqual(["CallbackFailed c1 ann noAnswer", "OfferMade c2 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({
      state: "unreachable",
      enqueuedAtMs: 0,
      callback: { retries: 0, dueAtMs: 11_000 }
    })
    centre.accepts("ann", "c2")
    centre.completes("ann", "c2")
    centre.at(7_000).comes("c3", { channel: "voice", reachable: false })
    centre.do({ type: "MakeNotReady", agent: "ann" })
    centre.at(11_000).ticks()
    centre.do({ type: "MarkReachable", contact: "c3" })
    expect(centre.do({ type: "MakeReady", agent: "ann" }).at(-1)).toBe("OfferMade c1 ann")
    centre.accepts("ann", "c1")
    expect(centre.do(fails("c1", "ann", "busy"))).toEqual([
      "CallbackFailed c1 ann busy",
      "ContactDeflected c1 callbackFailed",
      "OfferMade c3 ann"
    ])
  })

  it("QUEUE-32 parked and woken it is an ordinary contact again", () => {
    const centre = new Centre({ q: { parking: { maxMs: 60_000, wakeHoldMs: 0 } } })
    centre.comes("c1")
    centre.do(callback("c1", { windows: window(0, 5_000) }))
    centre.ready("ann")
    centre.accepts("ann", "c1")
    centre.do({ type: "Park", contact: "c1", agent: "ann" })
    expect(centre.at(9_000).do({ type: "Wake", contact: "c1" }).at(-1)).toBe("OfferMade c1 ann")
    expect(centre.router.view.contact("c1")).not.toHaveProperty("callback")
    centre.accepts("ann", "c1")
    expect(centre.do(fails("c1", "ann"))).toEqual(["refused: NotEngaged"])
  })

  it("DET-5 DET-6 terms that cannot be are refused by field, and the same terms again change nothing", () => {
    const centre = new Centre({ q: {} })
    centre.at(10_000).comes("c1")
    const bad: ReadonlyArray<readonly [Partial<Extract<Command, { type: "RequestCallback" }>>, string]> = [
      [{ windows: window(1_000, 2_000) }, "windows"],
      [{ windows: [...window(20_000, 30_000), ...window(25_000, 40_000)] }, "windows"],
      [{ notBeforeMs: 0.5 }, "notBeforeMs"],
      [{ retries: -1 }, "retries"],
      [{ gapMs: 1e12 }, "gapMs"]
    ]
    for (const [more, field] of bad) {
      expect(centre.try(callback("c1", more)).refusal).toMatchObject({ reason: "InvalidValue", field })
    }
    expect(centre.do(callback("c1", { retries: 1 }))).toHaveLength(2)
    expect(centre.do(callback("c1", { retries: 1 }))).toEqual([])
    expect(centre.do(callback("c1", { retries: 2 }))).toEqual(["CallbackRequested c1", "CallbackDue c1"])
  })
})

/** Commands that leave every contact asking for the same, of anybody. */
const plain = new Set<Command["type"]>([
  "MakeReady",
  "MakeNotReady",
  "SignOut",
  "Accept",
  "Complete",
  "Abandon",
  "Cancel",
  "RequestCallback",
  "CallbackFailed",
  "Tick"
])

it("QUEUE-29 QUEUE-2 callbacks jump no queue and are jumped by nobody, whatever happens", () => {
  let callbacks = 0
  const property = ({ moves }: History) => {
    const router = createRouter({ queues: { q1: { offerMs: 3_000 } } })
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      const { type } = command
      let asked: Command | undefined =
        type === "Enqueue"
          ? { type, contact: command.contact, queue: "q1", channel: "chat" }
          : type === "SignIn"
            ? { type, agent: command.agent, capacity: { chat: 1 } }
            : plain.has(type)
              ? command
              : undefined
      if (asked === undefined) continue
      if (asked.type === "Enqueue" && move.pick % 3 === 0) {
        router.step(asked, nowMs)
        asked = { type: "RequestCallback", contact: asked.contact }
      }
      const last = router.step(asked, nowMs).events.at(-1)
      if (last?.type !== "OfferMade") continue
      const chosen = router.view.contact(last.contact)!
      if (chosen.callback !== undefined) callbacks++
      for (const other of router.view.contacts()) {
        if (other.state !== "waiting" || chosen.enqueuedAtMs <= other.enqueuedAtMs) continue
        // Only whom the agent missed lately stands before the one chosen.
        const { candidates } = router.explain(other.id)
        expect(candidates).toContainEqual(expect.objectContaining({ agent: last.agent, rule: "OFFER-6" }))
      }
    }
  }
  fc.assert(fc.property(everything(), property), { numRuns: 200 })
  expect(callbacks).toBeGreaterThan(50)
})

it("QUEUE-31 never more callbacks are dialled than agents who took one on, each within his room", () => {
  const property = ({ configuration, moves }: History) => {
    const router = createRouter(configuration)
    const player = everythingPlayer()
    // Who has a callback: who took it on, whom it was handed over to, who joined.
    const dialled = new Map<string, Set<string>>()
    const has = (contact: string) => dialled.get(contact) ?? dialled.set(contact, new Set()).get(contact)!
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      for (const event of router.step(command, nowMs).events) {
        if (event.type === "OfferAccepted" || event.type === "AgentJoined") has(event.contact).add(event.agent)
        if (event.type === "ContactHandedOver") {
          has(event.contact).delete(event.from)
          has(event.contact).add(event.to)
        }
        if (event.type === "AgentLeft") has(event.contact).delete(event.agent)
        if (event.type === "CallbackFailed") expect(has(event.contact)).toContain(event.agent)
        if (event.type === "CallbackDue" || event.type === "CallbackRequested") dialled.delete(event.contact)
      }
      const active = [...router.view.contacts()].filter(({ callback: terms, state }) => terms && state === "active")
      for (const { id, agent } of active) {
        expect(has(id)).toContain(agent)
        expect(router.view.agent(agent!)?.contacts).toContain(id)
      }
    }
  }
  fc.assert(fc.property(everything(), property), { numRuns: 150 })
})
