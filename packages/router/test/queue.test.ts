import { describe, expect, it } from "vitest"
import { createRouter } from "../src/index.ts"
import { Centre, line } from "./centre.ts"

const call = { channel: "voice" } as const

describe("contacts that wait", () => {
  it("QUEUE-2 first come, first served, also within one millisecond", () => {
    const centre = new Centre({ q: {} })
    for (const id of ["c9", "c1", "c5"]) centre.comes(id, call)
    centre.ready("ann")
    expect(centre.owner("c9")).toBe("ann")
    centre.accepts("ann", "c9")
    expect(centre.completes("ann", "c9")).toEqual(["ContactCompleted c9 ann", "OfferMade c1 ann"])
  })

  it("QUEUE-3 higher priority first, the queue's and the contact's added", () => {
    const centre = new Centre({ q: {}, vip: { priority: 5 } })
    centre.comes("c1", call)
    centre.comes("c2", { ...call, priority: 5 })
    centre.comes("c3", { ...call, queue: "vip", priority: 1 })
    centre.comes("c4", { ...call, queue: "vip" })
    centre.ready("ann")
    const order: string[] = []
    for (let owner = "c3"; owner; ) {
      order.push(owner)
      centre.accepts("ann", owner)
      owner = centre.completes("ann", owner).at(1)?.split(" ")[1] ?? ""
    }
    expect(order).toEqual(["c3", "c2", "c4", "c1"])
  })

  /** Who is served in which order by one agent who takes calls, one at a time. */
  const served = (centre: Centre): ReadonlyArray<string> => {
    const order: string[] = []
    for (let next = centre.ready("ann").at(-1); next?.startsWith("OfferMade"); ) {
      const contact = next.split(" ")[1]!
      order.push(contact)
      centre.accepts("ann", contact)
      next = centre.completes("ann", contact).at(-1)
    }
    return order
  }

  it("QUEUE-10 a head start of 90 s passes those who came up to 90 s before, the queue's and the contact's added", () => {
    const centre = new Centre({ q: {}, gold: { creditMs: 60_000 } })
    centre.at(0).comes("c1", call)
    centre.at(10_000).comes("c2", call)
    centre.at(20_000).comes("c3", call)
    centre.at(100_000).comes("g1", { ...call, queue: "gold", creditMs: 30_000 })
    centre.at(100_001).comes("g2", { ...call, creditMs: 90_000 })
    centre.at(100_002).comes("c4", call)
    centre.at(120_000)
    // g1 counts from 10 s as c2 does: c2 was enqueued first.
    expect(served(centre)).toEqual(["c1", "c2", "g1", "g2", "c3", "c4"])
  })

  it("QUEUE-10 priority goes before any head start, and the clock of the wait stays", () => {
    const centre = new Centre({ q: {} })
    centre.at(5_000).comes("c1", { ...call, creditMs: 2_592_000_000 })
    centre.at(6_000).comes("c2", { ...call, priority: 1 })
    expect(centre.router.view.contact("c1")).toMatchObject({ enqueuedAtMs: 5_000, creditMs: 2_592_000_000 })
    expect(centre.router.view.contact("c2")).not.toHaveProperty("creditMs")
    expect(centre.router.view.queue("q")?.oldestEnqueuedAtMs).toBe(5_000)
    expect(served(centre)).toEqual(["c2", "c1"])
  })

  it("QUEUE-10 the head start survives a missed offer, a restart and an unreachable spell, and follows a new configuration", () => {
    const centre = new Centre({ q: { offerMs: 20_000 }, gold: { creditMs: 60_000 } })
    centre.at(0).comes("c1", call)
    centre.at(30_000).comes("g1", { ...call, queue: "gold" })
    centre.at(30_000).comes("g2", { ...call, creditMs: 10_000 })
    centre.do({ type: "MarkUnreachable", contact: "g1" })
    centre.do({ type: "MarkReachable", contact: "g1" })
    centre.at(40_000).ready("bo")
    expect(centre.owner("g1")).toBe("bo")
    expect(centre.at(60_000).ticks()).toEqual(["OfferExpired g1 bo", "AgentNotReady bo no answer"])
    const places = (router = centre.router) => ["g1", "c1", "g2"].map((id) => router.explain(id).position)
    expect(places()).toEqual([1, 2, 3])
    expect(places(createRouter({ queues: {} }, { snapshot: centre.router.snapshot() }))).toEqual([1, 2, 3])
    centre.do({ type: "Configure", configuration: { queues: { q: { creditMs: 60_000 }, gold: {} } } })
    expect(places()).toEqual([3, 1, 2])
  })

  it("QUEUE-10 each of those with a head start stands at its own place, also when it has become the first of them", () => {
    const centre = new Centre({ q: {} })
    for (const [n, atMs] of [40_000, 50_000, 60_000, 70_000].entries()) {
      centre.at(atMs).comes(`c${n}`, call)
      centre.at(atMs).comes(`g${n}`, { ...call, creditMs: 15_000 })
    }
    expect(served(centre)).toEqual(["g0", "g1", "c0", "g2", "c1", "g3", "c2", "c3"])
  })

  it("QUEUE-11 who comes as late as the head start is long overtakes nobody", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).comes("c1", call)
    centre.at(1).comes("c2", call)
    centre.at(90_000).comes("g1", { ...call, creditMs: 90_000 })
    expect(served(centre)).toEqual(["c1", "g1", "c2"])
  })

  it("QUEUE-12 a complaint is taken from the agent it is about while it rings, and goes to another from its place", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.at(1_000).comes("c1", call)
    centre.at(2_000).comes("c2", call)
    centre.ready("bo")
    expect([centre.owner("c1"), centre.owner("c2")]).toEqual(["ann", "bo"])
    centre.declines("bo", "c2")
    expect(centre.at(3_000).do({ type: "Exclude", contact: "c1", agent: "ann" })).toEqual([
      "OfferRescinded c1 ann excluded",
      "AgentExcluded c1 ann",
      "OfferMade c1 bo",
      "OfferMade c2 ann"
    ])
    expect(centre.router.view.contact("c1")?.enqueuedAtMs).toBe(1_000)
  })

  it("QUEUE-12 an exclusion holds while it waits, cannot be reached, after a restart, and for who never signed in", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", call)
    centre.comes("c2", { ...call, reachable: false })
    for (const contact of ["c1", "c2"]) {
      for (const agent of ["ann", "new"]) {
        expect(centre.do({ type: "Exclude", contact, agent })).toEqual([`AgentExcluded ${contact} ${agent}`])
        expect(centre.do({ type: "Exclude", contact, agent })).toEqual([])
      }
    }
    centre.do({ type: "MarkReachable", contact: "c2" })
    for (const agent of ["ann", "new"]) expect(centre.ready(agent).at(-1)).toBe(`AgentReady ${agent}`)
    expect(centre.router.explain("c1").candidates).toMatchObject([
      { agent: "ann", failed: "excluded by the contact", rule: "QUEUE-7" },
      { agent: "new", failed: "excluded by the contact", rule: "QUEUE-7" }
    ])
    const restored = createRouter({ queues: {} }, { snapshot: centre.router.snapshot() })
    restored.do({ type: "SignIn", agent: "bo" })
    const { events } = restored.do({ type: "MakeReady", agent: "bo" })
    expect(events.map(line)).toEqual(["AgentReady bo", "OfferMade c1 bo"])
  })

  it("QUEUE-12 who serves a contact cannot be excluded from it any more", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.accepts("ann", "c1")
    for (const agent of ["ann", "bo"]) {
      expect(centre.do({ type: "Exclude", contact: "c1", agent })).toEqual(["refused: ContactNotWaiting"])
    }
    centre.completes("ann", "c1")
    expect(centre.do({ type: "Exclude", contact: "c1", agent: "ann" })).toEqual(["refused: ContactNotWaiting"])
  })

  it("QUEUE-13 an answer that comes after the exclusion is refused by its own name and changes nothing", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    const offer = centre.offer("c1")
    centre.do({ type: "Exclude", contact: "c1", agent: "ann" })
    const before = JSON.stringify(centre.router.snapshot())
    const { events, refusal } = centre.try({ type: "Accept", contact: "c1", agent: "ann", offer })
    expect(events).toEqual([])
    expect(refusal).toEqual({
      reason: "AgentExcluded",
      field: "agent",
      text: "contact c1 excludes ann: it goes to somebody else"
    })
    expect(JSON.stringify(centre.router.snapshot())).toBe(before)
    expect(centre.do({ type: "Decline", contact: "c1", agent: "ann", offer })).toEqual(["refused: OfferNotOpen"])
  })

  it("QUEUE-13 even an offer that a stored log left open to somebody excluded cannot be accepted", () => {
    const centre = new Centre({ q: { offerMs: 20_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.router.evolve([{ type: "AgentExcluded", atMs: 0, contact: "c1", agent: "ann" }])
    expect(centre.owner("c1")).toBe("ann")
    expect(centre.accepts("ann", "c1")).toEqual(["refused: AgentExcluded"])
    expect(centre.at(20_000).ready("bo")).toContain("OfferMade c1 bo")
  })

  it("QUEUE-4 after a RONA the contact is at its old place, with its old clock", () => {
    const centre = new Centre({ q: { offerMs: 20_000 } })
    centre.ready("ann")
    centre.at(5_000).comes("c1", call)
    centre.at(6_000).comes("c2", call)
    expect(centre.at(25_000).ticks()).toEqual(["OfferExpired c1 ann", "AgentNotReady ann no answer"])
    expect(centre.router.view.contact("c1")?.enqueuedAtMs).toBe(5_000)
    expect(centre.at(30_000).ready("bo").at(-1)).toBe("OfferMade c1 bo")
  })

  it("QUEUE-5 an unreachable caller keeps place and clock, takes no agent, and is first again when reachable", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", { ...call, reachable: false })
    centre.at(1_000).comes("c2", call)
    expect(centre.at(2_000).ready("ann")).toEqual(["AgentSignedIn ann", "AgentReady ann", "OfferMade c2 ann"])
    centre.at(3_000).comes("c3", call)
    expect(centre.at(4_000).do({ type: "MarkReachable", contact: "c1" })).toEqual(["ContactReachable c1"])
    centre.accepts("ann", "c2")
    expect(centre.at(5_000).completes("ann", "c2").at(-1)).toBe("OfferMade c1 ann")
    expect(centre.router.view.contact("c1")?.enqueuedAtMs).toBe(0)
  })

  it("QUEUE-5 a caller who becomes unreachable while it rings goes back, and the agent is free for the next", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.comes("c2", call)
    expect(centre.do({ type: "MarkUnreachable", contact: "c1" })).toEqual([
      "OfferRescinded c1 ann unreachable",
      "ContactUnreachable c1",
      "OfferMade c2 ann"
    ])
  })

  it("QUEUE-6 abandon wins over an accept that comes later in the same millisecond", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    const offer = centre.offer("c1")
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual([
      "OfferRescinded c1 ann abandoned",
      "ContactAbandoned c1"
    ])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer })).toEqual(["refused: ContactUnknown"])
    expect(centre.comes("c2", call).at(-1)).toBe("OfferMade c2 ann")
  })

  it("QUEUE-6 what somebody serves or wraps up is not abandoned or cancelled", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual(["refused: ContactNotWaiting"])
    centre.completes("ann", "c1")
    expect(centre.do({ type: "Cancel", contact: "c1" })).toEqual(["refused: ContactNotWaiting"])
  })

  it("QUEUE-7 an excluded agent is passed over, whoever else waits", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", { ...call, excludes: ["ann"] })
    centre.comes("c2", call)
    expect(centre.ready("ann").at(-1)).toBe("OfferMade c2 ann")
    expect(centre.ready("bo").at(-1)).toBe("OfferMade c1 bo")
  })

  it("QUEUE-8 a queue that is taken away takes nobody any more, also who asks for what others asked for before", () => {
    const centre = new Centre({ q: {}, other: {} })
    centre.ready("ann", { chat: 1 })
    for (const id of ["c1", "c2"]) {
      centre.comes(id, { channel: "chat", needs: "zh" })
      centre.do({ type: "Cancel", contact: id })
    }
    centre.do({ type: "Configure", configuration: { queues: { other: {} } } })
    expect(centre.comes("c3", { channel: "chat", needs: "zh" })).toEqual(["refused: QueueUnknown"])
  })

  it("QUEUE-8 a contact of a queue that a log names and nobody configured waits until it is", () => {
    const centre = new Centre({ q: {} })
    centre.router.evolve([
      { type: "ContactQueued", atMs: 0, contact: "c1", queue: "gone", channel: "chat", priority: 0, reachable: true }
    ])
    expect(centre.ready("ann")).toEqual(["AgentSignedIn ann", "AgentReady ann"])
    expect(centre.comes("c2", { queue: "gone" })).toEqual(["refused: QueueUnknown"])
    expect(centre.router.view.queue("gone")?.waiting).toBe(1)
    expect(centre.do({ type: "Configure", configuration: { queues: { q: {}, gone: {} } } })).toEqual([
      "Configured",
      "OfferMade c1 ann"
    ])
  })

  it("QUEUE-9 an id is free again when its contact has ended", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1")
    expect(centre.comes("c1")).toEqual(["refused: ContactExists"])
    centre.do({ type: "Cancel", contact: "c1" })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1"])
  })

  it("QUEUE-16 another priority acts at once, and clock and ringing offers stay", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1")
    centre.at(1_000).comes("c2")
    centre.at(2_000).comes("c3")
    centre.do({ type: "Reprioritise", contact: "c3", priority: 1 })
    expect(centre.router.explain("c3").position).toBe(1)
    centre.ready("ann", {}, { chat: 1 })
    expect(centre.router.view.contact("c3")).toMatchObject({ state: "offered", enqueuedAtMs: 2_000, priority: 1 })
    expect(centre.do({ type: "Reprioritise", contact: "c3", priority: 0 })).toEqual(["ContactReprioritised c3"])
    expect(centre.router.view.contact("c3")?.state).toBe("offered")
    expect(centre.do({ type: "Reprioritise", contact: "c3", priority: 0 })).toEqual([])
    centre.declines("ann", "c3")
    expect(centre.router.view.contact("c1")?.agent).toBe("ann")
    const { refusal } = centre.try({ type: "Reprioritise", contact: "c2", priority: 0.5 })
    expect(refusal).toMatchObject({ reason: "InvalidValue", field: "priority" })
  })
})
