import { describe, expect, it } from "vitest"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

describe("who gets whom", () => {
  it("SKILL-1 a contact goes to who meets the queue's needs and its own", () => {
    const centre = new Centre({ q: { needs: "zh >= 3 and loan >= 5" } })
    centre.ready("ann", { zh: 5, loan: 4 })
    centre.ready("bo", { zh: 3, loan: 5 })
    centre.ready("cem", { zh: 3, loan: 5, en: 2 })
    expect(centre.comes("c1", { ...call, needs: "en" }).at(-1)).toBe("OfferMade c1 cem")
    expect(centre.comes("c2", call).at(-1)).toBe("OfferMade c2 bo")
    expect(centre.comes("c3", call)).toEqual(["ContactQueued c3"])
  })

  it("SKILL-4 a new skill of a live agent is matched at once, and his work goes on", () => {
    const centre = new Centre({ q: { needs: "zh" }, other: {} })
    centre.ready("ann", { en: 1 })
    centre.comes("c0", { queue: "other" })
    centre.accepts("ann", "c0")
    centre.comes("c1")
    expect(centre.do({ type: "SignIn", agent: "ann", skills: { zh: 1 } })).toEqual([
      "AgentSignedIn ann",
      "OfferMade c1 ann"
    ])
    expect(centre.router.view.agent("ann")).toMatchObject({ presence: "ready", contacts: ["c0", "c1"] })
  })

  it("CAP-1 chats share by slots, the sign-in's before the configuration's before ours", () => {
    const centre = new Centre({ q: {} }, { chat: 2 })
    centre.ready("ann")
    centre.ready("bo", {}, { chat: 1 })
    for (let n = 1; n <= 5; n++) centre.comes(`c${n}`)
    expect(centre.router.view.agent("ann")?.load.chat).toBe(2)
    expect(centre.router.view.agent("bo")?.load.chat).toBe(1)
    expect(centre.router.view.queue("q")?.waiting).toBe(2)
    expect(centre.router.view.agent("ann")?.capacity).toEqual({ voice: 1, chat: 2, sms: 3, email: 2, fax: 1 })
  })

  it("CAP-2 a call is exclusive, from its ringing to the end of its wrap-up", () => {
    const centre = new Centre({ q: { wrapUpMs: 1_000 } })
    centre.ready("ann")
    centre.comes("c1", call)
    expect(centre.comes("c2")).toEqual(["ContactQueued c2"])
    centre.accepts("ann", "c1")
    expect(centre.comes("c3", call)).toEqual(["ContactQueued c3"])
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(centre.at(1_000).ticks()).toEqual(["WrapUpEnded c1 ann time", "OfferMade c2 ann", "OfferMade c3 ann"])
  })

  it("CAP-3 messages in hand do not keep a call away", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1", { channel: "sms" })
    centre.accepts("ann", "c1")
    expect(centre.comes("c2", call).at(-1)).toBe("OfferMade c2 ann")
  })

  it("CAP-4 signing in does not make ready", () => {
    const centre = new Centre({ q: {} })
    centre.comes("c1")
    expect(centre.do({ type: "SignIn", agent: "ann" })).toEqual(["AgentSignedIn ann"])
    expect(centre.do({ type: "MakeReady", agent: "ann" })).toEqual(["AgentReady ann", "OfferMade c1 ann"])
  })

  it("CAP-5 slots taken away end nothing, and nothing new comes", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann", {}, { chat: 3 })
    for (const id of ["c1", "c2"]) centre.comes(id)
    centre.accepts("ann", "c1")
    centre.accepts("ann", "c2")
    centre.do({ type: "SignIn", agent: "ann", capacity: { chat: 1 } })
    expect(centre.comes("c3")).toEqual(["ContactQueued c3"])
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(centre.completes("ann", "c2").at(-1)).toBe("OfferMade c3 ann")
  })

  it("SCORE-1 when several agents become free in one instant, the first contact goes to the first agent", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } })
    for (const agent of ["ann", "bo"]) centre.ready(agent)
    centre.comes("c1", call)
    centre.comes("c2", call)
    centre.accepts("bo", "c2")
    centre.accepts("ann", "c1")
    centre.completes("bo", "c2")
    centre.completes("ann", "c1")
    centre.comes("low", call)
    centre.comes("high", { ...call, priority: 1 })
    // Equal deadlines fire in the order set, so bo rests longer.
    expect(centre.at(5_000).ticks()).toEqual([
      "WrapUpEnded c2 bo time",
      "WrapUpEnded c1 ann time",
      "OfferMade high bo",
      "OfferMade low ann"
    ])
  })

  it("FAIR-2 who rests longest is first, and a decline costs nobody his place", () => {
    const centre = new Centre({ q: { offerMs: 60_000 } })
    centre.ready("zoe")
    centre.at(1_000).ready("ann")
    centre.at(2_000).comes("c1", call)
    expect(centre.owner("c1")).toBe("zoe")
    expect(centre.at(3_000).declines("zoe", "c1")).toEqual(["OfferDeclined c1 zoe", "OfferMade c1 ann"])
    expect(centre.comes("c2", call).at(-1)).toBe("OfferMade c2 zoe")
  })

  it("FAIR-2 who has less in hand is before who rests longer", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.ready("bo")
    for (const [contact, agent] of [
      ["c1", "ann"],
      ["c2", "bo"],
      ["c3", "ann"]
    ] as const) {
      expect(centre.comes(contact).at(-1)).toBe(`OfferMade ${contact} ${agent}`)
      centre.accepts(agent, contact)
    }
    centre.completes("bo", "c2")
    expect(centre.comes("c4").at(-1)).toBe("OfferMade c4 bo")
  })

  it("DET-4 equal deadlines fire in the order they were set, not by name", () => {
    const centre = new Centre({ q: { offerMs: 5_000 }, slow: { offerMs: 10_000 } })
    centre.ready("ann")
    centre.ready("bo")
    centre.comes("z", { ...call, queue: "slow" })
    centre.at(5_000).comes("a", call)
    expect(centre.at(10_000).ticks()).toEqual([
      "OfferExpired z ann",
      "AgentNotReady ann no answer",
      "OfferExpired a bo",
      "AgentNotReady bo no answer"
    ])
  })
})
