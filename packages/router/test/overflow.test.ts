import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { checkConfiguration, createRouter, type Deflection, type OverflowRule } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

const overflow = (queue: string): Deflection => ({ do: "overflow", queue })
const end: Deflection = { do: "end" }
const rule = (
  when: OverflowRule["when"],
  to: Deflection = overflow("r"),
  whom?: "arriving" | "waiting"
): OverflowRule => (whom === undefined ? { when, do: to } : { when, for: whom, do: to })

describe("a queue that is full", () => {
  it("QUEUE-25 refuses the next contact by name until somebody is accepted or gone; what rings counts", () => {
    const centre = new Centre({ q: { maxWaiting: 2 } })
    centre.ready("ann", {}, { chat: 1 })
    expect(centre.comes("c1").at(-1)).toBe("OfferMade c1 ann")
    centre.comes("c2")
    const before = JSON.stringify(centre.router.snapshot())
    expect(centre.try({ type: "Enqueue", contact: "c3", queue: "q", channel: "chat" }).refusal).toMatchObject({
      reason: "QueueFull",
      field: "queue"
    })
    expect(JSON.stringify(centre.router.snapshot())).toBe(before)
    centre.accepts("ann", "c1")
    expect(centre.comes("c3")).toEqual(["ContactQueued c3"])
  })

  it("QUEUE-25 or sends it on; who comes by overflow is never refused", () => {
    const centre = new Centre({ q: { maxWaiting: 1, whenFull: overflow("r") }, r: { maxWaiting: 1 } })
    centre.comes("c1")
    expect(centre.comes("c2")).toEqual(["ContactQueued c2", "ContactOverflowed c2 full"])
    expect(centre.comes("c3", { queue: "r" })).toEqual(["refused: QueueFull"])
    expect(centre.comes("c4").at(-1)).toBe("ContactOverflowed c4 full")
    expect(centre.router.view.queue("r")?.waiting).toBe(2)
  })

  it("QUEUE-25 QUEUE-21 a closed queue that sends contacts on refuses none of them for being full", () => {
    const centre = new Centre({ q: { maxWaiting: 0, whenClosed: overflow("r") }, r: {} })
    expect(centre.comes("c1")).toEqual(["refused: QueueFull"])
    centre.do({ type: "ScheduleQueue", queue: "q", open: [] })
    expect(centre.comes("c1").at(-1)).toBe("ContactOverflowed c1 closed")
  })
})

describe("overflow", () => {
  it("QUEUE-26 by length asks those who come, and nobody who waits", () => {
    const centre = new Centre({ q: { overflow: [rule({ waiting: 2 })] }, r: {} })
    centre.comes("c1")
    centre.comes("c2", { reachable: false })
    expect(centre.comes("c3")).toEqual(["ContactQueued c3", "ContactOverflowed c3 length"])
    expect(centre.router.view.queue("q")?.waiting).toBe(2)
  })

  it("QUEUE-26 by wait sends on at the very millisecond, from the first enqueue, through a second queue on to the end", () => {
    const r = { overflow: [rule({ waitedMs: 5_000 }, end)] }
    const centre = new Centre({ q: { overflow: [rule({ waitedMs: 3_000 })] }, r })
    centre.at(1_000).comes("c1")
    centre.comes("c2", { reachable: false })
    expect(centre.router.nextDeadlineMs).toBe(4_000)
    expect(centre.at(3_999).ticks()).toEqual([])
    expect(centre.at(4_000).ticks()).toEqual(["ContactOverflowed c1 wait", "ContactOverflowed c2 wait"])
    expect(centre.at(6_000).ticks()).toEqual(["ContactDeflected c1 wait", "ContactDeflected c2 wait"])
  })

  it("QUEUE-26 who rings is asked when the offer is over", () => {
    const centre = new Centre({ q: { offerMs: 60_000, overflow: [rule({ waitedMs: 3_000 }, end)] } })
    centre.ready("ann", {}, { chat: 1 })
    centre.at(0).comes("c1")
    expect(centre.router.nextDeadlineMs).toBe(60_000)
    expect(centre.at(10_000).declines("ann", "c1")).toEqual(["OfferDeclined c1 ann", "ContactDeflected c1 wait"])
  })

  it("QUEUE-26 by service level asks those who come, once the longest waiting of the others is at risk", () => {
    const centre = new Centre({ q: { serviceLevelMs: 20_000, overflow: [rule({ serviceLevelRisk: 80 })] }, r: {} })
    centre.at(0).comes("c1")
    expect(centre.at(15_999).comes("c2")).toEqual(["ContactQueued c2"])
    expect(centre.at(16_000).comes("c3").at(-1)).toBe("ContactOverflowed c3 serviceLevel")
    centre.do({ type: "Cancel", contact: "c1" })
    expect(centre.comes("c4")).toEqual(["ContactQueued c4"])
  })

  it("QUEUE-26 the first rule that holds and can be carried out decides", () => {
    const rules = [rule({ waiting: 5 }, end), rule({ waiting: 1 }), rule({ waiting: 0 }, { do: "voicemail" })]
    const centre = new Centre({
      q: { overflow: rules },
      r: { overflow: [rule({ waiting: 0 }, overflow("q")), rules[2]!] }
    })
    expect(centre.comes("c1").at(-1)).toBe("ContactDeflected c1 length")
    expect(centre.comes("c2", { queue: "r" })).toEqual([
      "ContactQueued c2",
      "ContactOverflowed c2 length",
      // Not back to r: the next rule.
      "ContactDeflected c2 length"
    ])
  })

  it("QUEUE-26 CONF-1 new rules measure the wait of those who are there already", () => {
    const centre = new Centre({ q: {} })
    centre.at(0).comes("c1")
    centre
      .at(1_000)
      .do({ type: "Configure", configuration: { queues: { q: { overflow: [rule({ waitedMs: 3_000 }, end)] } } } })
    expect(centre.router.nextDeadlineMs).toBe(3_000)
    centre.do({ type: "Configure", configuration: { queues: { q: {} } } })
    expect(centre.router.nextDeadlineMs).toBeUndefined()
  })
})

describe("overflow without staff", () => {
  const q = (nobody: "signedIn" | "able" | "ready" | "atWork", whom?: "arriving" | "waiting") => ({
    q: { needs: "loan", wrapUpMs: 9_000, overflow: [rule({ nobody }, end, whom)] }
  })

  it("QUEUE-27 each reason asks for more: signed in, able, ready, at work", () => {
    const reasons = ["signedIn", "able", "ready", "atWork"] as const
    const stays = (prepare: (centre: Centre) => void) =>
      reasons.filter((nobody) => {
        const centre = new Centre(q(nobody))
        prepare(centre)
        return centre.comes("new", { channel: "sms" }).every((text) => !text.startsWith("ContactDeflected"))
      })
    expect(stays(() => undefined)).toEqual([])
    expect(stays((centre) => centre.ready("ann"))).toEqual(["signedIn"])
    expect(stays((centre) => centre.ready("ann", { loan: 1 }, { sms: 0 }))).toEqual(["signedIn"])
    expect(stays((centre) => centre.do({ type: "SignIn", agent: "ann", skills: { loan: 1 } }))).toEqual([
      "signedIn",
      "able"
    ])
    const inWrapUp = (centre: Centre) => {
      centre.ready("ann", { loan: 1 }, { chat: 1 })
      centre.comes("old")
      centre.accepts("ann", "old")
      centre.completes("ann", "old")
    }
    expect(stays(inWrapUp)).toEqual(["signedIn", "able", "ready"])
    expect(stays((centre) => centre.ready("ann", { loan: 1 }))).toEqual([...reasons])
  })

  it("QUEUE-27 those who wait go on with the step that takes the last one away, first come first", () => {
    const centre = new Centre(q("ready", "waiting"))
    centre.ready("ann", { loan: 1 }, { chat: 1 })
    centre.ready("bo", {}, { chat: 1 })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1", "OfferMade c1 ann"])
    centre.comes("c2", { reachable: false })
    centre.comes("c3", { priority: 9 })
    expect(centre.do({ type: "MakeNotReady", agent: "bo" })).toEqual(["AgentNotReady bo"])
    expect(centre.do({ type: "MakeNotReady", agent: "ann" })).toEqual([
      "OfferRescinded c1 ann agentNotReady",
      "AgentNotReady ann",
      "ContactDeflected c1 staff",
      "ContactDeflected c2 staff",
      "ContactDeflected c3 staff"
    ])
    // Whoever comes is not asked; the same step then finds that nobody is there.
    expect(centre.comes("c4")).toEqual(["ContactQueued c4", "ContactDeflected c4 staff"])
  })

  it("QUEUE-27 for those who come only, nobody who waits is sent on", () => {
    const centre = new Centre(q("signedIn", "arriving"))
    centre.do({ type: "SignIn", agent: "ann" })
    expect(centre.comes("c1")).toEqual(["ContactQueued c1"])
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["AgentSignedOut ann"])
    expect(centre.comes("c2").at(-1)).toBe("ContactDeflected c2 staff")
  })

  it("QUEUE-27 DET-1 an offer that is made and taken back in one step names the queue it was made in", () => {
    const toR = rule({ nobody: "ready" }, overflow("r"), "waiting")
    const centre = new Centre({ q: { offerMs: 1_000, onNoAnswer: "stayReady", overflow: [toR] }, r: {} })
    centre.ready("ann", {}, { chat: 1 })
    centre.at(0).comes("c1")
    centre.comes("c2")
    const { events } = centre.at(1_000).try({ type: "SignOut", agent: "ann" })
    expect(events.map(({ type }) => type)).toEqual([
      "OfferExpired",
      "OfferMade",
      "OfferRescinded",
      "AgentSignedOut",
      "ContactOverflowed",
      "ContactOverflowed"
    ])
    expect(events[1]).toMatchObject({ contact: "c2", queue: "q" })
  })

  it("QUEUE-27 who is sent to another queue is offered there in the same step", () => {
    const centre = new Centre({ q: { needs: "loan", overflow: [rule({ nobody: "able" }, overflow("r"))] }, r: {} })
    centre.do({ type: "SignIn", agent: "ann", skills: { loan: 1 } })
    centre.ready("bo")
    expect(centre.comes("c1")).toEqual(["ContactQueued c1"])
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual([
      "AgentSignedOut ann",
      "ContactOverflowed c1 staff",
      "OfferMade c1 bo"
    ])
  })
})

it("QUEUE-26 CONF-3 every mistake in the rules is told with its path", () => {
  const queues = {
    a: {
      maxWaiting: -1,
      whenFull: { do: "end" },
      overflow: [
        { when: { waiting: 1 }, do: { do: "stay" } },
        { when: { waiting: 1, waitedMs: 2 }, do: end },
        { when: { waitedMs: 1.5 }, for: "arriving", do: end },
        { when: { nobody: "here" }, for: "all", do: end },
        { when: { serviceLevelRisk: 0 }, do: overflow("a") }
      ]
    },
    b: { whenFull: "refuse", overflow: { waiting: 1 } }
  }
  expect(checkConfiguration({ queues }).map(({ path }) => path)).toEqual([
    "queues.a.maxWaiting",
    "queues.a.overflow.0.do",
    "queues.a.overflow.1.when",
    "queues.a.overflow.2.for",
    "queues.a.overflow.2.when.waitedMs",
    "queues.a.overflow.3.for",
    "queues.a.overflow.3.when.nobody",
    "queues.a.overflow.4.do.queue",
    "queues.a.overflow.4.when.serviceLevelRisk",
    "queues.b.whenFull",
    "queues.b.overflow"
  ])
})

it("QUEUE-4 QUEUE-24 whatever happens, clocks stay and no contact comes to a queue twice by overflow", () => {
  const property = ({ configuration, moves }: History) => {
    const router = createRouter(configuration)
    const player = everythingPlayer()
    const clocks = new Map<string, number>()
    const been = new Map<string, Set<string>>()
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      const { events } = router.step(command, nowMs)
      for (const event of events) {
        if (event.type === "ContactQueued") {
          clocks.set(event.contact, event.atMs)
          been.set(event.contact, new Set([event.queue]))
        }
        // Where people move it to, it begins anew.
        if (event.type === "ContactTransferred" || event.type === "ContactPulled")
          been.set(event.contact, new Set([event.queue]))
        if (event.type !== "ContactOverflowed") continue
        expect(been.get(event.contact)).not.toContain(event.to)
        been.get(event.contact)?.add(event.to)
      }
      for (const { id, enqueuedAtMs } of router.view.contacts()) expect(enqueuedAtMs).toBe(clocks.get(id))
    }
  }
  fc.assert(fc.property(everything(), property), { numRuns: 150 })
})
