import { describe, expect, it } from "vitest"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

describe("offers", () => {
  it("OFFER-2 a token opens one offer once: late, reused and foreign ones are refused", () => {
    const centre = new Centre({ q: { offerMs: 1_000, onNoAnswer: "stayReady" } })
    centre.ready("ann")
    centre.comes("c1", call)
    const first = centre.offer("c1")
    centre.at(1_000).ticks()
    centre.at(2_000).ticks()
    const second = centre.offer("c1")
    expect(second).not.toBe(first)
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer: first })).toEqual(["refused: OfferNotOpen"])
    centre.ready("bo")
    expect(centre.do({ type: "Accept", contact: "c1", agent: "bo", offer: second })).toEqual(["refused: OfferNotOpen"])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer: second })).toEqual(["OfferAccepted c1 ann"])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer: second })).toEqual(["refused: OfferNotOpen"])
  })

  it("OFFER-3 an answer in the millisecond before the deadline counts, in the millisecond of the deadline it is late", () => {
    for (const [atMs, answer] of [
      [19_999, ["OfferAccepted c1 ann"]],
      [20_000, ["OfferExpired c1 ann", "AgentNotReady ann no answer", "refused: OfferNotOpen"]]
    ] as const) {
      const centre = new Centre({ q: { offerMs: 20_000 } })
      centre.ready("ann")
      centre.comes("c1", call)
      const offer = centre.offer("c1")
      expect(centre.router.nextDeadlineMs).toBe(20_000)
      expect(centre.at(atMs).do({ type: "Accept", contact: "c1", agent: "ann", offer })).toEqual(answer)
    }
  })

  it("OFFER-5 OFFER-6 a declined contact goes to somebody else at once and not back to the same for one offerMs", () => {
    const centre = new Centre({ q: { offerMs: 10_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(centre.at(1_000).declines("ann", "c1")).toEqual(["OfferDeclined c1 ann"])
    expect(centre.at(2_000).ready("bo").at(-1)).toBe("OfferMade c1 bo")
    expect(centre.at(3_000).declines("bo", "c1")).toEqual(["OfferDeclined c1 bo"])
    expect(centre.router.nextDeadlineMs).toBe(11_000)
    expect(centre.at(11_000).ticks()).toEqual(["OfferMade c1 ann"])
  })

  it("OFFER-6 who declined takes what else waits", () => {
    const centre = new Centre({ q: { offerMs: 10_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.comes("c2", call)
    expect(centre.declines("ann", "c1")).toEqual(["OfferDeclined c1 ann", "OfferMade c2 ann"])
  })

  it("OFFER-4 OFFER-6 when everybody declines everything, each pair meets once per offerMs and nothing spins", () => {
    const offerMs = 10_000
    const centre = new Centre({ q: { offerMs } })
    const offers = new Map<string, number[]>()
    centre.router.subscribe((e) => {
      if (e.type !== "OfferMade") return
      const pair = `${e.contact} ${e.agent}`
      offers.set(pair, [...(offers.get(pair) ?? []), e.atMs])
      centre.router.do({ type: "Decline", contact: e.contact, agent: e.agent, offer: e.offer })
    })
    for (const agent of ["ann", "bo", "cem"]) centre.ready(agent)
    for (let n = 0; n < 10; n++) centre.at(n * 100).comes(`c${n}`, call)
    let steps = 0
    for (
      let due = centre.router.nextDeadlineMs;
      due !== undefined && due <= 600_000;
      due = centre.router.nextDeadlineMs
    ) {
      centre.at(due).ticks()
      steps++
    }
    expect(offers.size).toBe(30)
    for (const times of offers.values()) {
      expect([60, 61]).toContain(times.length)
      expect(times.every((atMs, n) => n === 0 || atMs - times[n - 1]! >= offerMs)).toBe(true)
    }
    expect(steps).toBeLessThan(30 * 61)
  })

  it("OFFER-7 who makes himself ready again is offered what he missed", () => {
    const centre = new Centre({ q: { offerMs: 10_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.at(10_000).ticks()
    expect(centre.at(12_000).do({ type: "MakeReady", agent: "ann" })).toEqual(["AgentReady ann", "OfferMade c1 ann"])
  })

  it("OFFER-8 a RONA takes the agent for absent, and his other offers go back too", () => {
    const centre = new Centre({ q: { offerMs: 10_000 } })
    centre.ready("ann")
    centre.comes("c1")
    centre.at(4_000).comes("c2")
    expect(centre.at(10_000).ticks()).toEqual([
      "OfferExpired c1 ann",
      "OfferRescinded c2 ann agentNotReady",
      "AgentNotReady ann no answer"
    ])
    expect(centre.router.view.agent("ann")).toMatchObject({ presence: "not-ready", reason: "no answer", contacts: [] })
  })

  it("OFFER-8 where the queue says so he stays ready, at the end of those at rest", () => {
    const centre = new Centre({ q: { offerMs: 10_000, onNoAnswer: "stayReady" } })
    centre.ready("ann")
    centre.at(1_000).ready("bo")
    centre.at(2_000).comes("c1", call)
    expect(centre.owner("c1")).toBe("ann")
    expect(centre.at(12_000).ticks()).toEqual(["OfferExpired c1 ann", "OfferMade c1 bo"])
    centre.accepts("bo", "c1")
    centre.completes("bo", "c1")
    expect(centre.at(13_000).comes("c2", call).at(-1)).toBe("OfferMade c2 ann")
  })

  it("OFFER-9 not ready gives open offers back, oldest first, and keeps work", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    for (const id of ["c1", "c2", "c3"]) centre.comes(id)
    centre.accepts("ann", "c2")
    expect(centre.do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })).toEqual([
      "OfferRescinded c1 ann agentNotReady",
      "OfferRescinded c3 ann agentNotReady",
      "AgentNotReady ann lunch"
    ])
    expect(centre.router.view.agent("ann")?.contacts).toEqual(["c2"])
    expect(centre.do({ type: "MakeReady", agent: "ann" })).toEqual([
      "AgentReady ann",
      "OfferMade c1 ann",
      "OfferMade c3 ann"
    ])
  })

  it("OFFER-9 nobody signs out with work in hand; with offers only, they go back", () => {
    const centre = new Centre({ q: { wrapUpMs: 1_000 } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["refused: AgentBusy"])
    centre.completes("ann", "c1")
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["refused: AgentBusy"])
    centre.do({ type: "EndWrapUp", agent: "ann", contact: "c1" })
    centre.comes("c2")
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual([
      "OfferRescinded c2 ann agentSignedOut",
      "AgentSignedOut ann"
    ])
  })

  it("WRAP-1 wrap-up takes the slot until its time or its agent ends it", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    centre.comes("c2", call)
    centre.comes("c3", call)
    centre.accepts("ann", "c1")
    expect(centre.at(1_000).completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(centre.at(6_000).ticks()).toEqual(["WrapUpEnded c1 ann time", "OfferMade c2 ann"])
    centre.accepts("ann", "c2")
    centre.completes("ann", "c2")
    expect(centre.at(7_000).do({ type: "EndWrapUp", agent: "ann", contact: "c2" })).toEqual([
      "WrapUpEnded c2 ann agent",
      "OfferMade c3 ann"
    ])
    expect(centre.do({ type: "EndWrapUp", agent: "ann", contact: "c3" })).toEqual(["refused: NotInWrapUp"])
    expect(centre.completes("ann", "c3")).toEqual(["refused: NotEngaged"])
  })

  it("WRAP-2 a new configuration does not change a wrap-up that runs", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    centre.completes("ann", "c1")
    centre.do({ type: "Configure", configuration: { queues: { q: { wrapUpMs: 60_000 } } } })
    expect(centre.router.nextDeadlineMs).toBe(5_000)
  })
})
