import { describe, expect, it } from "vitest"
import type { Configuration, QueueConfiguration } from "../src/index.ts"
import { Centre } from "./centre.ts"

const configure = (centre: Centre, queues: Configuration["queues"], more: Omit<Configuration, "queues"> = {}) =>
  centre.do({ type: "Configure", configuration: { queues, ...more } })
const contact = (centre: Centre, id = "c1") => centre.router.view.contact(id)
const end = (waitedMs: number) => [{ when: { waitedMs }, do: { do: "end" as const } }]

describe("CONF-10 contacts that wait", () => {
  it("keep clock, own priority, head start, needs and what they exclude", () => {
    const centre = new Centre({ q: { needs: "zh", priority: 1 } })
    centre.ready("ann", { zh: 1, en: 1 })
    centre.comes("c1", { channel: "voice" })
    const own = { priority: 3, creditMs: 500, needs: "en", excludes: ["ann"], customer: "li" }
    centre.at(1_000).comes("c2", own)
    centre.do({ type: "MarkUnreachable", contact: "c2" })
    centre.at(9_000)
    configure(centre, { q: { priority: 10, creditMs: 2_000 } })
    expect(contact(centre, "c2")).toMatchObject({
      enqueuedAtMs: 1_000,
      priority: 13,
      creditMs: 2_500,
      customer: "li",
      state: "unreachable"
    })
    centre.do({ type: "MarkReachable", contact: "c2" })
    centre.do({ type: "Abandon", contact: "c1" })
    expect(centre.ready("bo", { zh: 5 })).not.toContain("OfferMade c2 bo")
    expect(centre.ready("cem", { en: 1 })).toContain("OfferMade c2 cem")
  })

  it("are ordered by the new tier, ageing and order at once", () => {
    const first = (queues: Configuration["queues"]) => {
      const centre = new Centre({ q: { needs: "no" }, r: { needs: "no" } })
      centre.comes("c1")
      centre.at(60_000).comes("c2", { queue: "r" })
      centre.at(120_000).ready("ann", {}, { chat: 1 })
      return configure(centre, queues)[1]
    }
    expect(first({ q: {}, r: {} })).toBe("OfferMade c1 ann")
    expect(first({ q: {}, r: { tier: 1 } })).toBe("OfferMade c2 ann")
    expect(first({ q: {}, r: { creditMs: 60_001 } })).toBe("OfferMade c2 ann")
    expect(first({ q: { order: "newest" }, r: {} })).toBe("OfferMade c2 ann")
    expect(first({ q: { ageing: { kind: "linear", perMinute: 1 } }, r: { priority: 1 } })).toBe("OfferMade c1 ann")
    expect(first({ q: { ageing: { kind: "linear", perMinute: 1 } }, r: { priority: 3 } })).toBe("OfferMade c2 ann")
  })

  it("stay held for whom they are held, and a callback stays one, in its window", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1", { preferred: [{ agent: "ann", holdMs: 9_000 }] })
    centre.do({ type: "SignIn", agent: "ann" })
    centre.comes("c2", { preferred: [{ agent: "ann", holdMs: 9_000 }] })
    centre.comes("c3")
    centre.do({ type: "RequestCallback", contact: "c3", notBeforeMs: 5_000, retries: 2 })
    configure(centre, { q: { priority: 4, overflow: end(1) } })
    expect(contact(centre, "c2")?.heldFor).toEqual({ agent: "ann", untilMs: 9_000 })
    centre.at(1)
    centre.ticks()
    expect(contact(centre, "c2")).toBeUndefined()
    expect(contact(centre, "c3")?.callback).toEqual({ retries: 2, dueAtMs: 5_000 })
    centre.ready("bo")
    expect(contact(centre, "c3")?.state).not.toBe("offered")
    expect(centre.at(5_000).ticks()).toContain("OfferMade c3 bo")
  })
})

describe("CONF-11 contacts that ring", () => {
  const ringing = (queue: QueueConfiguration = {}) => {
    const centre = new Centre({ q: { offerMs: 20_000, ...queue } })
    centre.ready("ann", { zh: 3 })
    centre.ready("bo", { zh: 3 })
    centre.comes("c1")
    return centre
  }

  it("ring on at the same agent, with token and deadline, and he may accept", () => {
    const centre = ringing()
    const offer = contact(centre)?.offer
    expect(configure(centre, { q: { offerMs: 1_000, needs: "zh >= 9", autoAccept: true, maxWaiting: 0 } })).toEqual([
      "Configured"
    ])
    expect(contact(centre)?.offer).toEqual(offer)
    expect(centre.at(19_999).accepts("ann", "c1")).toEqual(["OfferAccepted c1 ann"])
  })

  it("an offer that ends is judged by the rules then in force", () => {
    const centre = ringing({ onNoAnswer: "notReady" })
    configure(centre, { q: { onNoAnswer: "stayReady", excludeMs: 90_000, offerMs: 5_000 } })
    expect(centre.at(20_000).ticks()).toEqual(["OfferExpired c1 ann", "OfferMade c1 bo"])
    expect(centre.router.view.agent("ann")?.presence).toBe("ready")
    expect(contact(centre)?.offer?.expiresAtMs).toBe(25_000)
    centre.declines("bo", "c1")
    configure(centre, { q: {} })
    // What runs of an exclusion runs on.
    expect(centre.at(109_999).ticks()).toEqual([])
    expect(centre.at(110_000).ticks()).toEqual(["OfferMade c1 bo"])
  })

  it("at more agents from that step on, at fewer only from the next offers", () => {
    const centre = ringing()
    expect(configure(centre, { q: { offersAtOnce: 2 } })).toEqual(["Configured", "OfferMade c1 bo"])
    expect(configure(centre, { q: {} })).toEqual(["Configured"])
    expect(contact(centre)?.offers?.map(({ agent }) => agent)).toEqual(["ann", "bo"])
  })
})

describe("CONF-12 contacts in somebody's hands", () => {
  const served = (queue: QueueConfiguration = {}) => {
    const centre = new Centre({ q: queue }, { chat: 1 })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    return centre
  }

  it("the wrap-up is by the rules at completion, and keeps its duration then", () => {
    const centre = served({ wrapUpMs: 9_000 })
    configure(centre, { q: { wrapUpMs: 30_000, needs: "zh" } })
    centre.completes("ann", "c1")
    configure(centre, { q: {} })
    expect(contact(centre)).toMatchObject({ state: "wrap-up", wrapUpEndsAtMs: 30_000 })
    expect(centre.at(30_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
  })

  it("what is parked keeps its end, and what then becomes of it is asked then", () => {
    const centre = served({ parking: { maxMs: 5_000 } })
    centre.do({ type: "Park", contact: "c1", agent: "ann" })
    configure(centre, { q: { parking: { maxMs: 60_000, atMax: "queue", keepsCapacity: true } } })
    expect(contact(centre)?.parkedUntilMs).toBe(5_000)
    expect(centre.router.view.agent("ann")?.load.chat).toBe(0)
    expect(centre.at(5_000).ticks()).toEqual(["ContactWoken c1 ann time", "OfferMade c1 ann"])
  })

  it("a lease runs on, and what becomes of the work is asked at its end", () => {
    const centre = served()
    centre.do({ type: "LosePresence", agent: "ann" })
    configure(centre, { q: {} }, { lostAfterMs: 1, whenLost: { chat: "complete" } })
    expect(centre.at(59_999).ticks()).toEqual([])
    expect(centre.at(60_000).ticks()).toContain("ContactCompleted c1 ann agentLost")
  })

  it("transfers so far count against the new limit", () => {
    const centre = served()
    centre.ready("bo")
    const transfer = { type: "Transfer", contact: "c1", to: { queue: "q" } } as const
    expect(centre.do({ ...transfer, agent: "ann" })).toContain("OfferMade c1 bo")
    centre.accepts("bo", "c1")
    configure(centre, { q: {} }, { maxTransfers: 1 })
    expect(centre.do({ ...transfer, agent: "bo" })).toEqual(["refused: TransferLoop"])
  })
})

describe("CONF-13 rules that send contacts on", () => {
  const waiting = () => {
    const centre = new Centre({ q: { needs: "no" }, r: {} })
    centre.comes("c1")
    centre.at(1_000).comes("c2")
    centre.do({ type: "MarkUnreachable", contact: "c2" })
    return centre.at(5_000)
  }

  it("by wait and after the last step whoever waited so long goes in that step, after what can be offered was", () => {
    expect(configure(waiting(), { q: { overflow: end(5_000) }, r: {} })).toEqual([
      "Configured",
      "ContactDeflected c1 wait"
    ])
    expect(configure(waiting(), { q: { afterSteps: { afterMs: 4_000, do: "end" } }, r: {} })).toEqual([
      "Configured",
      "ContactDeflected c1 lastStep",
      "ContactDeflected c2 lastStep"
    ])
    const staffed = waiting()
    staffed.ready("ann")
    expect(configure(staffed, { q: { overflow: end(1) }, r: {} })).toEqual([
      "Configured",
      "OfferMade c1 ann",
      "ContactDeflected c2 wait"
    ])
    // Who rings is asked when the offer is over.
    expect(staffed.declines("ann", "c1")).toEqual(["OfferDeclined c1 ann", "ContactDeflected c1 wait"])
  })

  it("by staff, too; and to a queue that was not there before", () => {
    const rule = { when: { nobody: "able" }, do: { do: "overflow", queue: "s" } } as const
    const centre = waiting()
    expect(configure(centre, { q: { needs: "no", overflow: [rule] }, r: {}, s: {} })).toEqual([
      "Configured",
      "ContactOverflowed c1 staff",
      "ContactOverflowed c2 staff"
    ])
    expect(contact(centre, "c2")).toMatchObject({ queue: "s", state: "unreachable", enqueuedAtMs: 1_000 })
    expect(centre.do({ type: "RevertConfiguration" })).toEqual(["refused: InvalidConfiguration"])
  })

  it("nobody who waits leaves for a limit, a length, a risk or hours", () => {
    const centre = waiting()
    centre.do({ type: "ScheduleQueue", queue: "q", open: [] })
    const out = { do: "end" } as const
    const overflow = [
      { when: { waiting: 0 }, do: out },
      { when: { serviceLevelRisk: 1 }, do: out }
    ]
    const q: QueueConfiguration = { needs: "no", maxWaiting: 0, whenFull: out, overflow, whenClosed: out, atClose: out }
    expect(configure(centre, { q, r: {} })).toEqual(["Configured"])
    expect(centre.router.view.queue("q")).toMatchObject({ open: false, waiting: 2 })
    expect(centre.comes("c3")).toEqual(["ContactQueued c3", "ContactDeflected c3 closed"])
  })
})

describe("CONF-14 agents", () => {
  it("slots and units are of the sign-in; diff says so", () => {
    const centre = new Centre({ q: {} }, { chat: 1 })
    centre.ready("ann")
    centre.ready("bo", {}, { chat: 1 })
    for (const id of ["c1", "c2", "c3", "c4"]) centre.comes(id)
    const next = { queues: { q: {} }, capacity: { chat: 2 } }
    expect(centre.router.diff(next).warnings.map(({ name, path }) => `${name} ${path}`)).toEqual([
      "CapacityFromSignIn capacity"
    ])
    expect(centre.do({ type: "Configure", configuration: next })).toEqual(["Configured"])
    expect(centre.do({ type: "SignIn", agent: "ann" })).toEqual(["AgentSignedIn ann", "OfferMade c3 ann"])
    expect(centre.do({ type: "SignIn", agent: "bo", capacity: { chat: 1 } })).toEqual([])
  })

  it("which channels come alone, what they cost, orders and reserves hold at once; work in hand stays", () => {
    const centre = new Centre({ q: {}, r: { reserve: { opensAt: 5, closesAt: 1 } } }, { chat: 3 })
    centre.do({ type: "SignIn", agent: "ann", units: 3, reserveFor: { r: 1 } })
    centre.do({ type: "MakeReady", agent: "ann" })
    centre.comes("c1")
    centre.accepts("ann", "c1")
    const queues = { q: {}, r: { reserve: { opensAt: 5, closesAt: 1 } } }
    configure(centre, queues, { exclusive: ["voice", "chat"] })
    expect(centre.comes("c2")).toEqual(["ContactQueued c2"])
    expect(configure(centre, queues, { costs: { chat: 3 } })).toEqual(["Configured"])
    expect(configure(centre, queues, { costs: { chat: 1 } })).toEqual(["Configured", "OfferMade c2 ann"])
    centre.comes("c3", { queue: "r" })
    expect(configure(centre, { q: {}, r: { reserve: { opensAt: 1, closesAt: 0 } } })).toEqual([
      "Configured",
      "ReserveOpened",
      "OfferMade c3 ann",
      "ReserveClosed"
    ])
  })

  it("words that go take nothing from who has them", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    centre.ready("ann", { zh: 3 })
    configure(centre, { q: { needs: "en or not en" } }, { skills: ["en"] })
    expect(centre.router.view.agent("ann")?.skills).toEqual({ zh: 3 })
    expect(centre.comes("c1")).toContain("OfferMade c1 ann")
  })
})

describe("CONF-15 queues that go", () => {
  it("their hours go with them, and diff says so", () => {
    const centre = new Centre({ q: {}, r: {} })
    centre.do({ type: "ScheduleQueue", queue: "r", open: [] })
    const next = { queues: { q: {} } }
    expect(centre.router.diff(next).warnings.map(({ name, path }) => `${name} ${path}`)).toEqual([
      "HoursDropped queues.r"
    ])
    centre.do({ type: "Configure", configuration: next })
    centre.do({ type: "RevertConfiguration" })
    expect(centre.router.view.queue("r")?.open).toBeUndefined()
  })

  it("wrap-ups of what was offered from them go on", () => {
    const centre = new Centre({ q: { wrapUpMs: 9_000 }, r: { needs: "zh" } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    centre.do({ type: "Transfer", contact: "c1", agent: "ann", to: { queue: "r" } })
    expect(contact(centre)?.wrapUps).toEqual(["ann"])
    expect(configure(centre, { r: { needs: "zh" } })).toEqual(["Configured"])
    expect(contact(centre)?.wrapUps).toEqual(["ann"])
    expect(centre.at(9_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
  })

  it("what agents said of them counts again when they come back", () => {
    const centre = new Centre({ q: {}, r: {} })
    centre.do({ type: "SignIn", agent: "ann", delays: { r: 5_000 }, reserveFor: { q: 1 } })
    centre.do({ type: "MakeReady", agent: "ann" })
    configure(centre, { s: {} })
    configure(centre, { q: { reserve: { opensAt: 9, closesAt: 1 } }, r: {} })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1"])
    expect(centre.comes("c2", { queue: "r" })).toEqual(["ContactQueued c2"])
    expect(centre.at(5_000).ticks()).toEqual(["OfferMade c2 ann"])
  })
})
