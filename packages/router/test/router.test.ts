import { afterEach, describe, expect, it, vi } from "vitest"
import { createRouter, type RouterEvent } from "../src/index.ts"

const rules = { queues: { loans: { needs: "zh >= 3 and loan >= 5", offerMs: 20_000 } } }

describe("what an embedding developer types", () => {
  it("DESIGN the first program offers the contact and explains it", () => {
    const told: string[] = []
    const router = createRouter(rules)
    router.subscribe((e) => {
      if (e.type === "OfferMade") told.push(`${e.contact} -> ${e.agent}`)
    })
    router.do({ type: "SignIn", agent: "wei", skills: { zh: 5, loan: 7 }, capacity: { chat: 3 } })
    router.do({ type: "MakeReady", agent: "wei" })
    const r = router.do({ type: "Enqueue", contact: "c1", queue: "loans", channel: "chat" })
    expect(told).toEqual(["c1 -> wei"])
    expect(r.events.map(({ type }) => type)).toEqual(["ContactQueued", "OfferMade"])
    expect(router.explain("c1").text).toContain("is offered to wei")
    expect(router.nextDeadlineMs).toBe(20_000)
    expect(router.tick(20_000).events.map(({ type }) => type)).toEqual(["OfferExpired", "AgentNotReady"])
  })

  it("a listener may give commands: every listener hears everything, in order, each event once", () => {
    const router = createRouter({ queues: { q: {} } })
    const heard: string[] = []
    router.subscribe((e) => {
      if (e.type === "OfferMade") router.do({ type: "Accept", contact: e.contact, agent: e.agent, offer: e.offer })
    })
    const stop = router.subscribe((e) => heard.push(e.type))
    router.do({ type: "SignIn", agent: "ann" })
    router.do({ type: "MakeReady", agent: "ann" })
    router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" })
    expect(heard).toEqual(["AgentSignedIn", "AgentReady", "ContactQueued", "OfferMade", "OfferAccepted"])
    stop()
    router.do({ type: "Complete", contact: "c1", agent: "ann" })
    expect(heard.length).toBe(5)
  })

  it("a listener that throws keeps nobody else from hearing, and the router goes on", () => {
    const router = createRouter({ queues: { q: {} } })
    const heard: string[] = []
    router.subscribe(() => {
      throw new Error("mine")
    })
    router.subscribe((e) => heard.push(e.type))
    expect(() => router.do({ type: "SignIn", agent: "ann" })).toThrow("mine")
    expect(() => router.do({ type: "MakeReady", agent: "ann" })).toThrow("mine")
    expect(heard).toEqual(["AgentSignedIn", "AgentReady"])
    expect(router.view.agent("ann")?.presence).toBe("ready")
  })

  it("goes on from a snapshot and the events after it", () => {
    const router = createRouter(rules, { nowMs: 1_000, sizes: { contacts: 10, agents: 10 } })
    router.do({ type: "SignIn", agent: "wei", skills: { zh: 5, loan: 7 } })
    const snapshot = router.snapshot()
    const events: RouterEvent[] = []
    router.subscribe((e) => events.push(e))
    router.step({ type: "MakeReady", agent: "wei" }, 2_000)
    router.step({ type: "Enqueue", contact: "c1", queue: "loans", channel: "chat" }, 3_000)
    const again = createRouter({ queues: {} }, { snapshot, events })
    expect(again.snapshot()).toEqual(router.snapshot())
    expect(again.view.contact("c1")?.offer?.expiresAtMs).toBe(23_000)
  })
})

describe("on real time", () => {
  afterEach(() => vi.useRealTimers())

  it("fires deadlines by itself, counts from the wall clock, and sleeps when nothing is due", () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 })
    const router = createRouter({ queues: { q: { offerMs: 5_000 } } })
    const events: RouterEvent[] = []
    router.subscribe((e) => events.push(e))
    const stop = router.runOnRealTime()
    expect(vi.getTimerCount()).toBe(0)
    router.do({ type: "SignIn", agent: "ann" })
    router.do({ type: "MakeReady", agent: "ann" })
    vi.advanceTimersByTime(1_000)
    router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" })
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(4_999)
    expect(events.at(-1)?.type).toBe("OfferMade")
    vi.advanceTimersByTime(1)
    expect(events.at(-1)).toEqual({ type: "AgentNotReady", atMs: 1_700_000_006_000, agent: "ann", reason: "no answer" })
    stop()
    expect(vi.getTimerCount()).toBe(0)
  })

  it("a listener that throws does not keep deadlines from firing", () => {
    vi.useFakeTimers({ now: 1_000 })
    const router = createRouter({ queues: { q: { offerMs: 5_000 } } })
    router.runOnRealTime()
    router.do({ type: "SignIn", agent: "ann" })
    router.do({ type: "MakeReady", agent: "ann" })
    const stop = router.subscribe(() => {
      throw new Error("mine")
    })
    expect(() => router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" })).toThrow("mine")
    stop()
    vi.advanceTimersByTime(5_000)
    expect(router.view.agent("ann")?.reason).toBe("no answer")
  })

  it("a wall clock that was set back does not move engine time back", () => {
    vi.useFakeTimers({ now: 5_000 })
    const router = createRouter({ queues: { q: {} } }, { nowMs: 60_000 })
    router.runOnRealTime()
    expect(router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" }).refusal).toBeUndefined()
    expect(router.view.nowMs).toBe(60_000)
    vi.setSystemTime(1_000)
    vi.advanceTimersByTime(500)
    router.do({ type: "Tick" })
    expect(router.view.nowMs).toBe(60_500)
  })
})
