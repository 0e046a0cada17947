import { describe, expect, it } from "vitest"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

/** Ann and Bo at work, Ann serves the call c1 of queue q. */
function served(queue = {}, more = {}) {
  const centre = new Centre({ q: queue, loans: { needs: "loan", offerMs: 5_000 } }, undefined, more)
  centre.ready("ann")
  centre.at(1_000).comes("c1", call)
  centre.accepts("ann", "c1")
  centre.ready("bo", { loan: 3 })
  return centre.at(2_000)
}

const toLoans = { type: "Transfer", contact: "c1", agent: "ann", to: { queue: "loans" } } as const

describe("transfers", () => {
  it("XFER-1 a blind transfer keeps the clock, frees the agent and rings at the next, in one step", () => {
    const centre = served()
    centre.comes("c2", { ...call, excludes: ["bo"] })
    expect(centre.do(toLoans)).toEqual(["ContactTransferred c1 ann", "OfferMade c1 bo", "OfferMade c2 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ queue: "loans", enqueuedAtMs: 1_000, transfers: 1 })
  })

  it("XFER-1 needs and priority may be new, and it does not come back to who gave it away", () => {
    const centre = served()
    const to = { queue: "q" }
    expect(centre.do({ ...toLoans, to, needs: "zh >=" })).toEqual(["refused: InvalidNeeds"])
    expect(centre.do({ ...toLoans, to, priority: 0.5 })).toEqual(["refused: InvalidValue"])
    expect(centre.do({ ...toLoans, to, needs: "zh >= 3", priority: 7 })).toEqual(["ContactTransferred c1 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "waiting", priority: 7 })
    expect(centre.do({ type: "SignIn", agent: "ann", skills: { zh: 5 } })).toEqual(["AgentSignedIn ann"])
    expect(centre.at(22_000).ticks()).toEqual(["OfferMade c1 ann"])
  })

  it("XFER-2 his wrap-up goes on beside the contact, and owns nothing of it", () => {
    const centre = served({ wrapUpMs: 60_000 })
    expect(centre.do(toLoans)).toEqual(["ContactTransferred c1 ann", "OfferMade c1 bo"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "offered", agent: "bo", wrapUps: ["ann"] })
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c1"], load: { voice: 1 } })
    centre.accepts("bo", "c1")
    expect(centre.completes("bo", "c1")).toEqual(["ContactCompleted c1 bo"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "wrap-up", agent: "ann" })
    expect(centre.comes("c1", call)).toEqual(["refused: ContactExists"])
    expect(centre.at(62_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
    expect(centre.router.view.contact("c1")).toBeUndefined()
  })

  it("XFER-2 the caller hangs up while it rings at the next: it is abandoned once, and the wrap-up goes on", () => {
    const centre = served({ wrapUpMs: 60_000 })
    centre.do(toLoans)
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual([
      "OfferRescinded c1 bo abandoned",
      "ContactAbandoned c1"
    ])
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual(["refused: ContactNotWaiting"])
    expect(centre.do({ type: "EndWrapUp", contact: "c1", agent: "ann" })).toEqual(["WrapUpEnded c1 ann agent"])
  })

  it("XFER-3 it does not come back to who is still in wrap-up of it, and explain says so", () => {
    const centre = new Centre({ q: { wrapUpMs: 60_000, offerMs: 1_000 } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    centre.do({ ...toLoans, to: { queue: "q" } })
    expect(centre.at(30_000).ticks()).toEqual([])
    expect(centre.router.explain("c1").candidates).toMatchObject([{ agent: "ann", rule: "XFER-3" }])
    expect(centre.at(60_000).ticks()).toEqual(["WrapUpEnded c1 ann time", "OfferMade c1 ann"])
  })

  it("XFER-3 given back by force, that wrap-up is over", () => {
    const centre = served({ wrapUpMs: 60_000 })
    centre.do(toLoans)
    expect(centre.do({ type: "Assign", contact: "c1", agent: "ann", force: true })).toEqual([
      "ContactAssigned c1 ann",
      "WrapUpEnded c1 ann returned",
      "OfferRescinded c1 bo taken",
      "OfferMade c1 ann",
      "OfferAccepted c1 ann"
    ])
  })

  it("XFER-4 a contact is passed on so many times and no more", () => {
    const centre = served({}, { maxTransfers: 1 })
    centre.do(toLoans)
    centre.accepts("bo", "c1")
    const back = { ...toLoans, agent: "bo", to: { queue: "q" } }
    expect(centre.try(back).refusal).toMatchObject({ reason: "TransferLoop", rule: "XFER-4" })
    const none = served({}, { maxTransfers: 0 })
    expect(none.do(toLoans)).toEqual(["refused: TransferLoop"])
    expect(none.do({ ...toLoans, to: { agent: "ann" } })).toEqual(["refused: TransferLoop"])
  })

  it("XFER-5 to a colleague who is busy: it is held for him, and after that anybody's", () => {
    const centre = served({}, {})
    centre.ready("cem")
    centre.comes("c2", { ...call, excludes: ["cem"] })
    centre.accepts("bo", "c2")
    expect(centre.do({ ...toLoans, to: { agent: "bo", holdMs: 10_000 } })).toEqual([
      "ContactTransferred c1 ann",
      "HoldBegan c1 bo transfer"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ queue: "q", heldFor: { agent: "bo", untilMs: 12_000 } })
    expect(centre.at(12_000).ticks()).toEqual(["HoldEnded c1 bo time", "OfferMade c1 cem"])
  })

  it("XFER-5 to a colleague who is free: it rings at once; nobody signed out or excluded can be named", () => {
    const centre = served()
    centre.do({ type: "SignIn", agent: "dee" })
    centre.do({ type: "SignOut", agent: "dee" })
    expect(centre.do({ ...toLoans, to: { agent: "dee" } })).toEqual(["refused: AgentSignedOut"])
    expect(centre.do({ ...toLoans, to: { agent: "eve" } })).toEqual(["refused: AgentUnknown"])
    expect(centre.do({ ...toLoans, to: { agent: "bo", holdMs: -1 } })).toEqual(["refused: InvalidValue"])
    expect(centre.do({ ...toLoans, to: {} as never })).toEqual(["refused: InvalidValue"])
    expect(centre.do({ ...toLoans, to: { agent: "bo" } }).at(-1)).toBe("OfferMade c1 bo")
    expect(centre.declines("bo", "c1")).toEqual(["OfferDeclined c1 bo", "HoldEnded c1 bo declined"])
  })
})

const ask = { type: "Consult", contact: "c1", agent: "ann", consult: "k1", to: { queue: "loans" } } as const

describe("consults and conferences", () => {
  it("XFER-10 asking beside an exclusive call needs room only of who is asked", () => {
    const centre = served()
    expect(centre.do(ask)).toEqual(["ContactQueued k1", "OfferMade k1 bo"])
    expect(centre.router.view.contact("k1")).toMatchObject({ channel: "voice", consultOf: "c1", consultBy: "ann" })
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "active", agent: "ann", consults: ["k1"] })
    expect(centre.router.view.agent("ann")?.contacts).toEqual(["c1"])
    expect(centre.do({ ...ask, consult: "c1" })).toEqual(["refused: ContactExists"])
    expect(centre.do({ ...ask, agent: "bo", consult: "k2" })).toEqual(["refused: NotEngaged"])
  })

  it("XFER-10 one colleague is asked: nobody else gets it, however long he takes", () => {
    const centre = served()
    centre.ready("cem", { loan: 9 })
    expect(centre.do({ ...ask, to: { agent: "bo" } })).toEqual([
      "ContactQueued k1",
      "HoldBegan k1 bo consult",
      "OfferMade k1 bo"
    ])
    centre.declines("bo", "k1")
    expect(centre.at(900_000).ticks()).toEqual(["OfferMade k1 bo"])
    expect(centre.do({ type: "Cancel", contact: "k1" }).at(-1)).toBe("ContactCancelled k1")
    expect(centre.router.view.contact("c1")?.consults).toBeUndefined()
  })

  it("XFER-11 what was asked ends with the part of who asked", () => {
    const centre = served()
    centre.do(ask)
    expect(centre.completes("ann", "c1")).toEqual([
      "OfferRescinded k1 bo cancelled",
      "ContactCancelled k1 consult over",
      "ContactCompleted c1 ann"
    ])
    const answered = served()
    answered.do(ask)
    answered.accepts("bo", "k1")
    expect(answered.do({ type: "Pull", contact: "c1" }).slice(0, 2)).toEqual([
      "ContactCompleted k1 bo",
      "ContactPulled c1 ann"
    ])
  })

  it("XFER-12 a warm transfer: the call goes over in one step, at no more room than the consult took", () => {
    const centre = served({ wrapUpMs: 9_000 })
    centre.do(ask)
    const handOver = { type: "HandOver", contact: "c1", from: "ann", to: "bo" } as const
    expect(centre.do(handOver)).toEqual(["refused: NotConsulted"])
    centre.accepts("bo", "k1")
    expect(centre.do(handOver)).toEqual(["ContactCompleted k1 bo", "ContactHandedOver c1"])
    expect(centre.router.view.contact("c1")).toMatchObject({
      state: "active",
      agent: "bo",
      transfers: 1,
      wrapUps: ["ann"]
    })
    expect(centre.router.view.agent("bo")).toMatchObject({ contacts: ["c1"], load: { voice: 1 } })
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c1"], load: { voice: 1 } })
    expect(centre.router.view.contact("k1")).toBeUndefined()
  })

  it("XFER-12 who excludes the contact by then cannot take it over", () => {
    const centre = served()
    centre.do(ask)
    centre.accepts("bo", "k1")
    centre.do({ type: "SignIn", agent: "bo", skills: { loan: 3 }, excludes: ["c1"] })
    expect(centre.do({ type: "HandOver", contact: "c1", from: "ann", to: "bo" })).toEqual(["refused: AgentExcluded"])
    expect(centre.do({ type: "Join", contact: "c1", agent: "bo" })).toEqual(["refused: AgentExcluded"])
  })

  it("XFER-6 XFER-13 XFER-14 a conference: both have it, each leaves with his wrap-up, the last one completes it", () => {
    const centre = served({ wrapUpMs: 9_000 })
    centre.do(ask)
    centre.accepts("bo", "k1")
    expect(centre.do({ type: "Join", contact: "c1", agent: "bo" })).toEqual([
      "ContactCompleted k1 bo",
      "AgentJoined c1 bo"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ agent: "ann", agents: ["ann", "bo"] })
    for (const agent of ["ann", "bo"]) expect(centre.router.view.agent(agent)?.contacts).toEqual(["c1"])
    expect(centre.do({ type: "Join", contact: "c1", agent: "bo" })).toEqual(["refused: AgentBusy"])
    expect(centre.do(toLoans)).toEqual(["refused: InConference"])
    expect(centre.do({ type: "Leave", contact: "c1", agent: "ann" })).toEqual(["AgentLeft c1 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "active", agent: "bo", wrapUps: ["ann"] })
    expect(centre.do({ type: "Leave", contact: "c1", agent: "ann" })).toEqual(["refused: NotEngaged"])
    expect(centre.completes("bo", "c1")).toEqual(["ContactCompleted c1 bo"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "wrap-up", wrapUps: ["ann", "bo"] })
    expect(centre.at(11_000).ticks()).toEqual(["WrapUpEnded c1 ann time", "WrapUpEnded c1 bo time"])
    expect(centre.router.view.contact("c1")).toBeUndefined()
  })
})

it("XFER-11 a consult that its colleague parked is over with the question, too", () => {
  const centre = served({ parking: {} })
  centre.do(ask)
  centre.accepts("bo", "k1")
  centre.do({ type: "Park", contact: "k1", agent: "bo" })
  expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted k1 bo", "ContactCompleted c1 ann"])
})
