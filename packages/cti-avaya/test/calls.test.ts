import { describe, expect, it } from "vitest"
import { reconcile } from "../src/calls/reconcile.ts"
import { id, type Scene, scene, ucid } from "./callScene.ts"
import { stories } from "./callStories.ts"

describe("what the host hears of a call", () => {
  it.each(stories)("%s", (_name, play, expected) => {
    const at = scene()
    play(at)
    expect(at.facts).toEqual(expected)
  })

  it("sends a call away by our own act: deflected, not unanswered", () => {
    const at = scene({ deflected: true })
    at.rings("5001")
    at.diverted("5001")
    expect(at.facts).toEqual(["CallRinging 5001", "CallDiverted 5001 deflected"])
  })

  it("follows a station without a monitor of its own through any other", () => {
    const at = scene({ watched: ["5002"] })
    at.entersVdn()
    at.rings("5001", "vdn")
    at.answers("5001", "vdn")
    expect(at.facts).toEqual(["CallRinging 5001", "CallAnswered 5001"])
  })

  it("numbers the facts of a call", () => {
    const at = scene()
    const numbers: Array<number> = []
    const call = at.book.name("179", ucid)
    for (const _ of [1, 2]) {
      at.rings("5001")
      numbers.push(call.sequence)
      at.diverted("5001")
      numbers.push(call.sequence)
    }
    expect(numbers).toEqual([1, 2, 3, 4])
  })

  it("moves the customer to the second agent by transfer, under his own name", () => {
    const at = scene()
    const consult = "00001001801428242060"
    at.entersVdn()
    at.rings("5001")
    at.answers("5001")
    at.holds("5001")
    at.say(
      "5002",
      { type: "DeliveredEvent", monitorCrossRefID: "1", connection: at.leg("5002", "180"), callingDevice: id("5001") },
      consult
    )
    at.say(
      "5002",
      { type: "EstablishedEvent", monitorCrossRefID: "1", establishedConnection: at.leg("5002", "180") },
      consult
    )
    const transfer = {
      type: "TransferedEvent",
      monitorCrossRefID: "1",
      primaryOldCall: at.leg("5001"),
      secondaryOldCall: at.leg("5001", "180"),
      transferringDevice: id("5001"),
      transferredToDevice: id("5002"),
      transferredConnections: [{ newConnection: at.leg("138", "180") }, { newConnection: at.leg("5002", "180") }]
    } as const
    for (const monitor of ["5001", "5002", "vdn"]) at.say(monitor, transfer)
    expect(at.facts.slice(3)).toEqual([
      `CallRinging 5002 (${consult})`,
      `CallAnswered 5002 (${consult})`,
      "CallLeft 5001 transferred",
      "CallAnswered 5002",
      `CallEnded joined (${consult})`
    ])
    // The old call id dies on its own; the call lives under the new one, and under either UCID.
    at.clears("179")
    expect(at.book.byThread(ucid)?.endedAtMs).toBeUndefined()
    expect(at.book.find("180", undefined, at.now())?.thread).toBe(ucid)
    at.say("vdn", { type: "CallClearedEvent", monitorCrossRefID: "1", clearedCall: at.leg("138", "180") }, consult)
    expect(at.facts.at(-1)).toBe("CallEnded normal")
  })
})

describe("call ids", () => {
  it("find their call for a minute after its end, and then are free", () => {
    const at = scene()
    at.rings("5001")
    at.clears()
    at.later(59_000)
    expect(at.book.find("179", undefined, at.now())?.thread).toBe(ucid)
    at.later(2_000)
    expect(at.book.find("179", undefined, at.now())).toBeUndefined()
    expect(at.book.byThread(ucid)).toBeUndefined()
  })

  it("mean the new call when the switch uses one again", () => {
    const { book } = scene()
    const first = book.name("179", ucid)
    const second = book.name("179", "other")
    expect(second).not.toBe(first)
    expect(book.find("179", undefined, 0)).toBe(second)
    expect([...first.callIds]).toEqual([])
  })

  it("do not keep a thousand ended calls", () => {
    const at = scene()
    for (let n = 0; n < 1_000; n++) {
      const call = at.book.name(String(n), `u${n}`)
      call.endedAtMs = at.now()
      at.book.ended(call)
    }
    at.later(61_000)
    at.book.find("none", undefined, at.now())
    expect(at.book.byThread("u0")).toBeUndefined()
    expect(at.book.byThread("u999")).toBeUndefined()
  })
})

describe("after a lost link", () => {
  const seen = (at: Scene, state: string) => ({
    call: at.book.name("179", ucid),
    state,
    deviceId: id("5001")
  })
  const look = (at: Scene, state?: string) =>
    at.note(reconcile(at.book.live, "5001", state === undefined ? [] : [seen(at, state)]))

  it.each([
    ["nothing changed", "connected", []],
    ["held meanwhile", "hold", ["CallHeld 5001"]],
    ["gone meanwhile", undefined, ["CallLeft 5001 resync"]]
  ])("an answered call, %s", (_name, state, expected) => {
    const at = scene()
    at.rings("5001")
    at.answers("5001")
    at.facts.length = 0
    look(at, state)
    look(at, state)
    expect(at.facts).toEqual(expected)
  })

  it.each([
    ["alerting", ["CallRinging 5001"]],
    ["connected", ["CallAnswered 5001"]],
    ["hold", ["CallAnswered 5001", "CallHeld 5001"]],
    ["initiated", []]
  ])("a call nobody knew, %s", (state, expected) => {
    const at = scene()
    look(at, state)
    expect(at.facts).toEqual(expected)
  })
})
