import { describe, expect, it } from "vitest"
import { checkConfiguration } from "../src/index.ts"
import { Centre } from "./centre.ts"

const loses = (centre: Centre) => centre.do({ type: "LosePresence", agent: "ann" })
const returns = (centre: Centre) => centre.do({ type: "ReturnPresence", agent: "ann" })
const ann = (centre: Centre) => centre.router.view.agent("ann")

/** Ann serves c1, a chat, and c2 rings at her. */
function atWork(more: ConstructorParameters<typeof Centre>[2] = {}): Centre {
  const centre = new Centre({ q: { wrapUpMs: 5_000 } }, { chat: 2 }, more)
  centre.ready("ann")
  centre.comes("c1")
  centre.accepts("ann", "c1")
  centre.comes("c2")
  return centre
}

describe("a desktop that is gone", () => {
  it("PRES-1 rescinds open offers, offers nothing and keeps what the agent has", () => {
    const centre = atWork()
    expect(loses(centre)).toEqual(["OfferRescinded c2 ann agentLost", "AgentLost ann"])
    expect(loses(centre)).toEqual([])
    expect(ann(centre)).toMatchObject({ presence: "lost", contacts: ["c1"] })
    expect(centre.comes("c3")).toEqual(["ContactQueued c3"])
    expect(centre.router.explain("c3").candidates[0]).toMatchObject({ agent: "ann", rule: "PRES-1" })
    expect(centre.router.explain("ann").text).toContain("gone for good in 60 s (PRES-1)")
    expect(centre.router.nextDeadlineMs).toBe(60_000)
    expect(centre.at(59_999).ticks()).toEqual([])
  })

  it("PRES-2 who returns or signs in within the time is what he was, at his place", () => {
    const centre = atWork()
    const before = ann(centre)!
    loses(centre)
    expect(centre.at(30_000).do({ type: "ReturnPresence", agent: "ann" })).toEqual([
      "AgentReturned ann",
      "OfferMade c2 ann"
    ])
    expect(ann(centre)).toEqual(before)
    expect(returns(centre)).toEqual([])
    loses(centre)
    const capacity = { chat: 2 }
    expect(centre.do({ type: "SignIn", agent: "ann", capacity })).toEqual(["AgentReturned ann", "OfferMade c2 ann"])
    loses(centre)
    const skills = { zh: 1 }
    expect(centre.do({ type: "SignIn", agent: "ann", capacity, skills })).toEqual([
      "AgentReturned ann",
      "AgentSignedIn ann",
      "OfferMade c2 ann"
    ])
    expect(centre.router.nextDeadlineMs).toBe(50_000)
  })

  it("PRES-2 who was not ready is not ready again, for the same reason and since the same time", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.at(1_000).do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })
    centre.at(2_000).do({ type: "LosePresence", agent: "ann" })
    expect(ann(centre)).toMatchObject({ presence: "lost", presenceSinceMs: 2_000 })
    returns(centre)
    expect(ann(centre)).toMatchObject({ presence: "not-ready", reason: "lunch", presenceSinceMs: 1_000 })
    loses(centre)
    expect(centre.do({ type: "MakeReady", agent: "ann" })).toEqual(["AgentReady ann"])
    expect(centre.router.nextDeadlineMs).toBeUndefined()
  })

  it("PRES-2 a decline or a miss is not forgiven by coming back", () => {
    const centre = new Centre({ q: {} })
    centre.ready("ann")
    centre.comes("c1")
    centre.declines("ann", "c1")
    loses(centre)
    expect(returns(centre)).toEqual(["AgentReturned ann"])
  })

  it("PRES-3 who does not come back loses his work to others, at its place, and is signed out", () => {
    const centre = atWork()
    centre.ready("bo", {}, { chat: 1, voice: 0 })
    loses(centre)
    expect(centre.at(60_000).ticks()).toEqual([
      "OfferExpired c2 bo",
      "AgentNotReady bo no answer",
      "ContactRequeued c1 ann agentLost",
      "AgentSignedOut ann"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "waiting", enqueuedAtMs: 0 })
    expect(centre.do({ type: "MakeReady", agent: "bo" })).toEqual(["AgentReady bo", "OfferMade c1 bo"])
    expect(returns(centre)).toEqual(["refused: AgentSignedOut"])
  })

  it("PRES-3 a call stays his, a wrap-up ends, and by policy work is over or stays", () => {
    const rules = { lostAfterMs: 1_000, whenLost: { chat: "complete", sms: "keep" } } as const
    const centre = new Centre({ q: { wrapUpMs: 5_000 } }, { chat: 2, sms: 1 }, rules)
    centre.ready("ann")
    const come = { c1: "chat", c2: "chat", c3: "sms", c4: "voice" } as const
    for (const [id, channel] of Object.entries(come)) {
      centre.comes(id, { channel })
      centre.accepts("ann", id)
    }
    centre.completes("ann", "c2")
    loses(centre)
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["refused: AgentBusy"])
    const { events } = centre.at(1_000).try({ type: "Tick" })
    expect(events).toEqual([
      { type: "ContactCompleted", atMs: 1_000, contact: "c1", agent: "ann", because: "agentLost" },
      { type: "WrapUpEnded", atMs: 1_000, contact: "c2", agent: "ann", because: "agentLost" },
      { type: "AgentNotReady", atMs: 1_000, agent: "ann", reason: "lost" }
    ])
    expect(ann(centre)).toMatchObject({ presence: "not-ready", reason: "lost", contacts: ["c3", "c4"] })
    expect(centre.completes("ann", "c4")).toEqual(["ContactCompleted c4 ann"])
  })

  it("PRES-4 a lost agent's contacts may be completed, and he signs out when he has none", () => {
    const centre = atWork()
    loses(centre)
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(centre.do({ type: "EndWrapUp", contact: "c1", agent: "ann" })).toEqual(["WrapUpEnded c1 ann agent"])
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["AgentSignedOut ann"])
    expect(centre.router.nextDeadlineMs).toBeUndefined()
    expect(loses(centre)).toEqual(["refused: AgentSignedOut"])
    expect(centre.do({ type: "LosePresence", agent: "nobody" })).toEqual(["refused: AgentUnknown"])
  })

  it("PRES-2 a restart in between changes nothing", () => {
    const centre = atWork()
    loses(centre)
    const again = centre.again()
    expect(again.router.nextDeadlineMs).toBe(60_000)
    expect(returns(again)).toEqual(returns(centre))
    expect(ann(again)).toEqual(ann(centre))
  })

  it("CONF-3 policies are checked with path and remedy", () => {
    const mistakes = (more: object) => checkConfiguration({ queues: {}, ...more }).map(({ path }) => path)
    expect(mistakes({ lostAfterMs: 0, whenLost: { chat: "drop", tv: "keep" } })).toEqual([
      "lostAfterMs",
      "whenLost.tv",
      "whenLost.chat"
    ])
    expect(mistakes({ whenLost: "keep" })).toEqual(["whenLost"])
  })
})
