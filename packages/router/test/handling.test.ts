import { describe, expect, it } from "vitest"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

describe("offers that answer themselves", () => {
  it("OFFER-10 where the queue says so, the contact is served in the step that offers it", () => {
    const centre = new Centre({ q: { autoAccept: true } })
    centre.ready("ann")
    expect(centre.comes("c1", call)).toEqual(["ContactQueued c1", "OfferMade c1 ann", "OfferAccepted c1 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "active", agent: "ann" })
    expect(centre.router.nextDeadlineMs).toBeUndefined()
  })

  it("OFFER-10 an agent answers at once on the channels he says", () => {
    const centre = new Centre({ q: {} })
    centre.do({ type: "SignIn", agent: "ann", autoAccept: ["chat"] })
    centre.do({ type: "MakeReady", agent: "ann" })
    expect(centre.comes("c1").at(-1)).toBe("OfferAccepted c1 ann")
    expect(centre.comes("c2", { channel: "email" }).at(-1)).toBe("OfferMade c2 ann")
    expect(centre.do({ type: "SignIn", agent: "ann", autoAccept: ["chat"] })).toEqual([])
    expect(centre.do({ type: "SignIn", agent: "ann" })).toEqual(["AgentSignedIn ann"])
    expect(centre.comes("c3").at(-1)).toBe("OfferMade c3 ann")
    const refused = centre.try({ type: "SignIn", agent: "ann", autoAccept: ["telex"] as never })
    expect(refused.refusal).toMatchObject({ reason: "InvalidValue", field: "autoAccept" })
  })
})

describe("contacts that people take and give", () => {
  it("OFFER-13 who works by hand takes what waits, whatever its place", () => {
    const centre = new Centre({ q: {} })
    centre.do({ type: "SignIn", agent: "ann" })
    for (const id of ["c1", "c2", "c3"]) centre.comes(id)
    expect(centre.do({ type: "Pick", agent: "ann", contact: "c2" })).toEqual([
      "OfferMade c2 ann",
      "OfferAccepted c2 ann"
    ])
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c2"], load: { chat: 1 } })
  })

  it("OFFER-13 picking is held to the rules, and the refusal names the one", () => {
    const centre = new Centre({ q: { needs: "zh >= 3" } }, { chat: 1 })
    centre.do({ type: "SignIn", agent: "ann", skills: { zh: 2 } })
    centre.do({ type: "SignIn", agent: "bo", skills: { zh: 4 } })
    centre.comes("c1", { excludes: ["bo"] })
    centre.comes("c2")
    centre.comes("c3", { reachable: false })
    const refused = (agent: string, contact: string) => centre.try({ type: "Pick", agent, contact }).refusal
    expect(refused("ann", "c1")).toMatchObject({ reason: "AgentNotEligible", rule: "SKILL-1", field: "agent" })
    expect(refused("bo", "c1")).toMatchObject({ reason: "AgentNotEligible", rule: "QUEUE-7" })
    expect(refused("bo", "c3")).toMatchObject({ reason: "AgentNotEligible", rule: "QUEUE-5" })
    expect(centre.do({ type: "Pick", agent: "bo", contact: "c2" })).toHaveLength(2)
    centre.comes("c4")
    expect(refused("bo", "c4")).toMatchObject({ reason: "AgentNotEligible", rule: "CAP-1" })
    expect(refused("bo", "c2")?.reason).toBe("ContactNotWaiting")
    expect(refused("cem", "c4")?.reason).toBe("AgentUnknown")
  })

  it("OFFER-13 who declined may change his mind", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1")
    centre.declines("ann", "c1")
    expect(centre.do({ type: "Pick", agent: "ann", contact: "c1" }).at(-1)).toBe("OfferAccepted c1 ann")
  })

  it("OFFER-11 OFFER-14 a contact that rings is given to somebody else: the other phone stops, and a late answer is refused", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    const offer = centre.offer("c1")
    centre.ready("bo")
    expect(centre.do({ type: "Assign", contact: "c1", agent: "bo", by: "sue" })).toEqual([
      "ContactAssigned c1 bo",
      "OfferRescinded c1 ann taken",
      "OfferMade c1 bo",
      "OfferAccepted c1 bo"
    ])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer })).toEqual(["refused: OfferNotOpen"])
    expect(centre.owner("c1")).toBe("bo")
  })

  it("OFFER-14 given to whom it rings at, it is answered", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(centre.do({ type: "Assign", contact: "c1", agent: "ann" })).toEqual([
      "ContactAssigned c1 ann",
      "OfferAccepted c1 ann"
    ])
  })

  it("OFFER-14 libredesk#385: what somebody gave by hand no automatic assignment takes away", () => {
    const centre = new Centre({ q: { offerMs: 1_000, onNoAnswer: "stayReady" } })
    centre.ready("ann")
    centre.do({ type: "SignIn", agent: "bo" })
    centre.comes("c1", { excludes: ["ann"] })
    centre.do({ type: "Assign", contact: "c1", agent: "bo", force: true })
    for (let atMs = 1_000; atMs <= 60_000; atMs += 1_000) {
      expect(centre.at(atMs).ticks()).toEqual([])
      expect(centre.ready(`agent${atMs}`).filter((line) => line.includes("c1"))).toEqual([])
    }
    expect(centre.owner("c1")).toBe("bo")
  })

  it("OFFER-14 without force every rule counts, and the refusal names the first", () => {
    const centre = new Centre({ q: { needs: "zh >= 3" } })
    centre.do({ type: "SignIn", agent: "ann" })
    centre.comes("c1")
    const refusal = centre.try({ type: "Assign", contact: "c1", agent: "ann" }).refusal
    expect(refusal).toMatchObject({ reason: "AgentNotEligible", rule: "SKILL-1" })
    expect(refusal?.text).toContain("(SKILL-1)")
  })

  it("OFFER-15 force says which rules it set aside, in the order of their numbers", () => {
    const centre = new Centre({ q: { needs: "zh >= 3" } }, { chat: 1 })
    centre.do({ type: "SignIn", agent: "ann" })
    centre.comes("c1", { excludes: ["ann"], reachable: false })
    centre.comes("c2")
    centre.do({ type: "Assign", contact: "c2", agent: "ann", force: true })
    const { events } = centre.try({ type: "Assign", contact: "c1", agent: "ann", force: true, by: "sue" })
    expect(events[0]).toEqual({
      type: "ContactAssigned",
      atMs: 0,
      contact: "c1",
      agent: "ann",
      by: "sue",
      overrode: ["CAP-1", "CAP-4", "QUEUE-5", "QUEUE-7", "SKILL-1"]
    })
    expect(centre.router.view.agent("ann")?.load.chat).toBe(2)
  })

  it("OFFER-15 over capacity by force, nothing is offered until there is room again", () => {
    const centre = new Centre({ q: {} }, { chat: 1 })
    centre.ready("ann")
    for (const id of ["c1", "c2", "c3"]) centre.comes(id)
    centre.accepts("ann", "c1")
    const [assigned] = centre.try({ type: "Assign", contact: "c2", agent: "ann", force: true }).events
    expect(assigned).toMatchObject({ overrode: ["CAP-1"] })
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(centre.completes("ann", "c2")).toEqual(["ContactCompleted c2 ann", "OfferMade c3 ann"])
  })

  it("OFFER-16 a contact is taken back to its place, and goes to somebody else", () => {
    const centre = new Centre({ q: { offerMs: 5_000, wrapUpMs: 9_000 } })
    centre.ready("ann")
    centre.at(1_000).comes("c1", call)
    centre.accepts("ann", "c1")
    centre.at(2_000).comes("c2", call)
    expect(centre.at(3_000).do({ type: "Pull", contact: "c1", by: "sue" })).toEqual([
      "ContactPulled c1 ann",
      "OfferMade c2 ann"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "waiting", enqueuedAtMs: 1_000 })
    expect(centre.ready("bo").at(-1)).toBe("OfferMade c1 bo")
    expect(centre.do({ type: "Pull", contact: "c2" })).toEqual(["OfferRescinded c2 ann pulled", "ContactPulled c2 ann"])
    expect(centre.do({ type: "Pull", contact: "c2" })).toEqual(["refused: NotEngaged"])
  })

  it("OFFER-16 it may be taken to another queue", () => {
    const centre = new Centre({ q: {}, r: { needs: "boss" } })
    centre.ready("ann")
    centre.ready("eve", { boss: 1 })
    centre.comes("c1", { excludes: ["eve"] })
    centre.accepts("ann", "c1")
    expect(centre.do({ type: "Pull", contact: "c1", to: "nowhere" })).toEqual(["refused: QueueUnknown"])
    expect(centre.do({ type: "Pull", contact: "c1", to: "r" })).toEqual(["ContactPulled c1 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ queue: "r", state: "waiting" })
    expect(centre.router.explain("c1").text).toContain("QUEUE-7")
  })
})
