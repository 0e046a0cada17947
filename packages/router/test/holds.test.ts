import { describe, expect, it } from "vitest"
import { createRouter, type Preferred } from "../src/index.ts"
import { Centre } from "./centre.ts"

const wei = (holdMs: number, more: Partial<Preferred> = {}): Preferred => ({ agent: "wei", holdMs, ...more })
const calls = { voice: 1, chat: 1 }

/** wei has something in hand, bo is idle. */
function centreWithBusyWei(): Centre {
  const centre = new Centre({ q: {}, other: {} })
  centre.ready("wei", {}, calls)
  centre.comes("c0")
  centre.accepts("wei", "c0")
  centre.ready("bo", {}, calls)
  return centre
}

describe("preferred agents", () => {
  it("HOLD-1 a contact is held for the agent it prefers while others are idle, and goes to him when he is free", () => {
    const centre = centreWithBusyWei()
    expect(centre.comes("c1", { preferred: [wei(30_000)] })).toEqual(["ContactQueued c1", "HoldBegan c1 wei preferred"])
    expect(centre.router.view.contact("c1")?.heldFor).toEqual({ agent: "wei", untilMs: 30_000 })
    const { candidates } = centre.at(10_000).router.explain("c1")
    expect(candidates.map(({ agent, rule }) => [agent, rule])).toEqual([
      ["bo", "HOLD-1"],
      ["wei", "CAP-1"]
    ])
    expect(centre.router.explain("bo").text).toContain("1: held for wei for 30 s more (HOLD-1)")
    expect(centre.completes("wei", "c0")).toEqual(["ContactCompleted c0 wei", "OfferMade c1 wei"])
    expect(centre.accepts("wei", "c1")).toEqual(["OfferAccepted c1 wei"])
    expect(centre.router.view.contact("c1")?.heldFor).toBeUndefined()
    expect(centre.at(40_000).ticks()).toEqual([])
  })

  it("HOLD-1 every other rule still stands between the two", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    centre.ready("wei")
    centre.comes("c1", { preferred: [wei(5_000)] })
    expect(centre.router.explain("c1").candidates[0]).toMatchObject({ agent: "wei", rule: "SKILL-1" })
    expect(centre.at(5_000).ticks()).toEqual(["HoldEnded c1 wei time"])
  })

  it("HOLD-2 what is held for him goes before everything else he may take, in the usual order", () => {
    const centre = new Centre({ q: {} })
    centre.do({ type: "SignIn", agent: "wei", capacity: { chat: 4 } })
    centre.comes("first", { priority: 9 })
    centre.at(1).comes("late", { preferred: [wei(60_000)] })
    centre.at(2).comes("later", { preferred: [wei(60_000)] })
    centre.at(3).comes("dear", { preferred: [wei(60_000)], priority: 1 })
    expect(centre.router.explain("first").position).toBe(4)
    expect(centre.router.explain("later").position).toBe(3)
    expect(centre.at(4).do({ type: "MakeReady", agent: "wei" }).slice(1)).toEqual(
      ["dear", "late", "later", "first"].map((contact) => `OfferMade ${contact} wei`)
    )
  })

  it("HOLD-3 when its time is over anybody may take it, from its place", () => {
    const centre = centreWithBusyWei()
    centre.do({ type: "MakeNotReady", agent: "bo" })
    centre.comes("c1", { preferred: [wei(10_000)] })
    centre.at(1_000).comes("c2")
    expect(centre.at(9_999).ticks()).toEqual([])
    expect(centre.at(10_000).ticks()).toEqual(["HoldEnded c1 wei time"])
    expect(centre.do({ type: "MakeReady", agent: "bo" })).toEqual(["AgentReady bo", "OfferMade c1 bo"])
  })

  it("HOLD-3 while it rings at him the time does not run out; a rescinded offer leaves what was left", () => {
    const centre = centreWithBusyWei()
    centre.comes("c1", { preferred: [wei(10_000)] })
    centre.at(8_000).completes("wei", "c0")
    expect(centre.at(15_000).ticks()).toEqual([])
    expect(centre.do({ type: "MakeNotReady", agent: "wei" })).toEqual([
      "OfferRescinded c1 wei agentNotReady",
      "AgentNotReady wei",
      "HoldEnded c1 wei time",
      "OfferMade c1 bo"
    ])

    const other = centreWithBusyWei()
    other.comes("c1", { preferred: [wei(10_000)] })
    other.at(4_000).completes("wei", "c0")
    other.at(6_000).do({ type: "MakeNotReady", agent: "wei" })
    expect(other.router.nextDeadlineMs).toBe(10_000)
  })

  it("HOLD-4 climbs the ladder rung by rung and skips whom it cannot have", () => {
    const centre = new Centre({ q: {} })
    for (const agent of ["wei", "bo", "cem", "out", "enemy"]) centre.do({ type: "SignIn", agent })
    centre.do({ type: "SignOut", agent: "out" })
    const preferred: ReadonlyArray<Preferred> = [
      { agent: "nobody", holdMs: 1_000 },
      { agent: "out", holdMs: 1_000 },
      { agent: "enemy", holdMs: 1_000 },
      { agent: "bo", holdMs: 1_000, lastServedAtMs: 0, maxAgeMs: 99_999 },
      { agent: "wei", holdMs: 2_000 },
      { agent: "cem", holdMs: 3_000, lastServedAtMs: 90_000, maxAgeMs: 12_000 }
    ]
    centre.at(100_000)
    expect(centre.comes("c1", { preferred, excludes: ["enemy"] })).toEqual([
      "ContactQueued c1",
      "HoldBegan c1 wei preferred"
    ])
    // By now cem, too, is longer ago than it asks for.
    expect(centre.at(102_001).ticks()).toEqual(["HoldEnded c1 wei time"])
    expect(centre.at(102_002).do({ type: "MakeReady", agent: "bo" }).at(-1)).toBe("OfferMade c1 bo")
  })

  it("HOLD-4 who declines or misses it, is excluded or signs out ends his rung; who is not ready does not", () => {
    const preferred = [wei(60_000), { agent: "bo", holdMs: 60_000 }]
    const ladder = () => {
      const centre = new Centre({ q: { offerMs: 5_000 } })
      for (const agent of ["wei", "bo"]) centre.do({ type: "SignIn", agent })
      centre.comes("c1", { preferred })
      return centre
    }
    const next = (because: string) => [`HoldEnded c1 wei ${because}`, "HoldBegan c1 bo preferred"]

    const declined = ladder()
    declined.do({ type: "MakeReady", agent: "wei" })
    expect(declined.declines("wei", "c1")).toEqual(["OfferDeclined c1 wei", ...next("declined")])

    const missed = ladder()
    missed.do({ type: "MakeReady", agent: "wei" })
    expect(missed.at(5_000).ticks()).toEqual(["OfferExpired c1 wei", ...next("missed"), "AgentNotReady wei no answer"])

    expect(ladder().do({ type: "Exclude", contact: "c1", agent: "wei" })).toEqual([
      "AgentExcluded c1 wei",
      ...next("excluded")
    ])
    expect(ladder().do({ type: "SignOut", agent: "wei" })).toEqual(["AgentSignedOut wei", ...next("signedOut")])

    const away = ladder()
    away.do({ type: "MakeReady", agent: "wei" })
    expect(away.do({ type: "MakeNotReady", agent: "wei" })).toEqual([
      "OfferRescinded c1 wei agentNotReady",
      "AgentNotReady wei"
    ])
    expect(away.router.view.contact("c1")?.heldFor?.agent).toBe("wei")
  })

  it("HOLD-5 preferredOnly: never anybody else, whatever he does", () => {
    const centre = new Centre({ q: { offerMs: 5_000, onNoAnswer: "stayReady" } })
    for (const agent of ["wei", "bo"]) centre.ready(agent)
    centre.comes("c1", { preferred: [wei(1_000)], preferredOnly: true })
    expect(centre.router.view.contact("c1")?.heldFor).toEqual({ agent: "wei" })
    expect(centre.declines("wei", "c1")).toEqual(["OfferDeclined c1 wei"])
    expect(centre.at(5_000).ticks()).toEqual(["OfferMade c1 wei"])
    expect(centre.at(10_000).ticks()).toEqual(["OfferExpired c1 wei"])
    expect(centre.do({ type: "SignOut", agent: "wei" })).toEqual(["AgentSignedOut wei"])
    const { candidates } = centre.at(900_000).router.explain("c1")
    expect(candidates.find(({ agent }) => agent === "bo")).toMatchObject({ rule: "HOLD-1", failed: "for wei only" })
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual(["ContactAbandoned c1"])
  })

  it("HOLD-5 waits for one who never signed in until he does", () => {
    const centre = new Centre({ q: {} })
    centre.ready("bo")
    expect(centre.comes("c1", { preferred: [wei(1_000)], preferredOnly: true })).toEqual([
      "ContactQueued c1",
      "HoldBegan c1 wei preferred"
    ])
    expect(centre.ready("wei").at(-1)).toBe("OfferMade c1 wei")
  })

  it("HOLD-6 clock and place go on, over unreachable spells, too", () => {
    const centre = centreWithBusyWei()
    centre.do({ type: "MakeNotReady", agent: "bo" })
    centre.comes("c1", { preferred: [wei(10_000)], reachable: false })
    centre.at(1_000).comes("c2")
    expect(centre.at(10_000).ticks()).toEqual(["HoldEnded c1 wei time"])
    centre.do({ type: "MarkReachable", contact: "c1" })
    expect(centre.do({ type: "MakeReady", agent: "bo" }).at(-1)).toBe("OfferMade c1 bo")
  })

  it("HOLD-4 refuses what cannot be, and says what to write", () => {
    const router = createRouter({ queues: { q: {} } })
    const asked = (more: object) =>
      router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...more } as never).refusal
    expect(asked({ preferred: [] })).toMatchObject({ reason: "InvalidValue", field: "preferred" })
    expect(asked({ preferred: [{ agent: "" }] })?.field).toBe("preferred")
    expect(asked({ preferred: [wei(0)] })?.text).toBe("holdMs of wei is 0: write milliseconds from 1 to 2592000000")
    expect(asked({ preferred: [wei(1, { lastServedAtMs: -1 })] })?.text).toContain("lastServedAtMs of wei is -1")
    expect(asked({ preferred: [wei(1, { maxAgeMs: 5 })] })?.text).toContain("says nothing without lastServedAtMs")
    expect(asked({ preferredOnly: true })).toMatchObject({ reason: "InvalidValue", field: "preferredOnly" })
    expect([...router.view.contacts()]).toEqual([])
  })
})
