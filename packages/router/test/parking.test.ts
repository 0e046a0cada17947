import { describe, expect, it } from "vitest"
import { checkConfiguration, type Parking } from "../src/index.ts"
import { Centre } from "./centre.ts"

const names = { contact: "c1", agent: "ann" }
const parks = (centre: Centre) => centre.do({ type: "Park", ...names })
const wakes = (centre: Centre) => centre.do({ type: "Wake", contact: "c1" })

/** Ann, who takes one chat at a time, serves c1; c2 waits. */
function serving(parking?: Parking, chat = 1): Centre {
  const centre = new Centre({ q: parking === undefined ? {} : { parking } }, { chat })
  centre.ready("ann")
  centre.comes("c1")
  centre.accepts("ann", "c1")
  centre.comes("c2")
  return centre
}

describe("parked conversations", () => {
  it("PARK-1 parking gives the slot back and keeps the owner", () => {
    const centre = serving()
    expect(parks(centre)).toEqual(["ContactParked c1 ann", "OfferMade c2 ann"])
    expect(parks(centre)).toEqual([])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "parked", agent: "ann", parkedUntilMs: 86_400_000 })
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c1", "c2"], load: { chat: 1 } })
    expect(centre.router.explain("c1").text).toContain("is parked at ann, for 86400 s at most (PARK-1)")
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["refused: AgentBusy"])
  })

  it("PARK-1 or keeps it, where the queue says so", () => {
    const centre = serving({ keepsCapacity: true })
    expect(parks(centre)).toEqual(["ContactParked c1 ann"])
    expect(centre.router.view.agent("ann")?.load.chat).toBe(1)
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann", "OfferMade c2 ann"])
  })

  it("PARK-1 only who serves it parks it, and only what is parked is woken", () => {
    const centre = serving()
    centre.ready("bo")
    expect(wakes(centre)).toEqual(["refused: NotParked"])
    expect(centre.do({ type: "Park", contact: "c1", agent: "bo" })).toEqual(["refused: NotEngaged"])
    expect(centre.do({ type: "Park", contact: "c2", agent: "ann" })).toEqual(["refused: NotEngaged"])
    expect(centre.do({ type: "Wake", contact: "c9" })).toEqual(["refused: ContactUnknown"])
  })

  it("PARK-2 waking takes nobody over his capacity: it waits for him first, and before what waits for anybody", () => {
    const centre = serving()
    parks(centre)
    centre.accepts("ann", "c2")
    centre.comes("c0", { priority: 9 })
    expect(wakes(centre)).toEqual(["ContactWoken c1 ann customer", "HoldBegan c1 ann woken"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "waiting", enqueuedAtMs: 0 })
    centre.ready("bo", {}, { chat: 2 })
    expect(centre.owner("c0")).toBe("bo")
    expect(centre.owner("c1")).toBeUndefined()
    expect(centre.completes("ann", "c2")).toEqual(["ContactCompleted c2 ann", "OfferMade c1 ann"])
  })

  it("PARK-2 it waits for him only so long, then anybody takes it from its place", () => {
    const centre = serving({ wakeHoldMs: 5_000 })
    parks(centre)
    centre.accepts("ann", "c2")
    wakes(centre)
    centre.ready("bo")
    expect(centre.at(4_999).ticks()).toEqual([])
    expect(centre.at(5_000).ticks()).toEqual(["HoldEnded c1 ann time", "OfferMade c1 bo"])
    const none = serving({ wakeHoldMs: 0 })
    parks(none)
    none.accepts("ann", "c2")
    none.ready("bo")
    expect(wakes(none)).toEqual(["ContactWoken c1 ann customer", "OfferMade c1 bo"])
  })

  it("PARK-2 what woke for somebody who is then lost for good goes to others", () => {
    const centre = serving({ wakeHoldMs: 900_000 })
    parks(centre)
    centre.accepts("ann", "c2")
    wakes(centre)
    centre.do({ type: "LosePresence", agent: "ann" })
    expect(centre.at(60_000).ticks()).toEqual([
      "ContactRequeued c2 ann agentLost",
      "AgentSignedOut ann",
      "HoldEnded c1 ann signedOut"
    ])
  })

  it("PARK-3 what nobody wakes is over in time, or waits for anybody", () => {
    const centre = serving({ maxMs: 5_000 })
    parks(centre)
    centre.accepts("ann", "c2")
    expect(centre.at(5_000).try({ type: "Tick" }).events).toEqual([
      { type: "ContactCompleted", atMs: 5_000, contact: "c1", agent: "ann", because: "time" }
    ])
    const other = serving({ maxMs: 5_000, atMax: "queue" }, 2)
    parks(other)
    other.accepts("ann", "c2")
    expect(other.at(5_000).ticks()).toEqual(["ContactWoken c1 ann time", "OfferMade c1 ann"])
  })

  it("PARK-4 a parked one is completed without a wrap-up, and neither abandoned, cancelled nor unreachable", () => {
    const centre = new Centre({ q: { wrapUpMs: 5_000 } }, { chat: 1 })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    parks(centre)
    for (const type of ["Abandon", "Cancel", "MarkUnreachable", "MarkReachable"] as const)
      expect(centre.do({ type, contact: "c1" })).toEqual(["refused: ContactNotWaiting"])
    expect(centre.do({ type: "Exclude", ...names })).toEqual(["AgentExcluded c1 ann"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "parked", agent: "ann" })
    expect(centre.again().completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(wakes(centre)).toEqual(["ContactWoken c1 ann customer"])
    centre.ready("bo")
    expect(centre.owner("c1")).toBe("bo")
  })

  it("PRES-3 what is parked stays parked when its agent is lost for good", () => {
    const centre = serving()
    parks(centre)
    centre.do({ type: "LosePresence", agent: "ann" })
    expect(centre.at(60_000).ticks()).toEqual(["AgentNotReady ann lost"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "parked", agent: "ann" })
  })

  it("CONF-3 what a queue says of parking is checked with its path", () => {
    const mistakes = (parking: unknown) => checkConfiguration({ queues: { q: { parking } } }).map(({ path }) => path)
    const at = (name: string) => `queues.q.parking.${name}`
    expect(mistakes({ keepsCapacity: 1, wakeHoldMs: -1, maxMs: 0, atMax: "end", x: 1 })).toEqual(
      ["x", "keepsCapacity", "wakeHoldMs", "maxMs", "atMax"].map(at)
    )
    expect(mistakes(true)).toEqual(["queues.q.parking"])
  })
})
