import { describe, expect, it } from "vitest"
import { checkConfiguration, type WrapUp } from "../src/index.ts"
import { Centre, line } from "./centre.ts"

/** Ann serves c1, a chat, in a queue with this wrap-up. */
function serving(wrapUp: WrapUp, capacity: { chat: number } = { chat: 1 }): Centre {
  const centre = new Centre({ q: { wrapUp } }, capacity)
  centre.ready("ann")
  centre.comes("c1")
  centre.accepts("ann", "c1")
  return centre
}
const names = { contact: "c1", agent: "ann" }
const asks = (centre: Centre) => centre.do({ type: "RequestWrapUp", ...names })
const ends = (centre: Centre) => centre.do({ type: "EndWrapUp", ...names })
const extends_ = (centre: Centre, byMs?: number) =>
  centre.do({ type: "ExtendWrapUp", ...names, ...(byMs === undefined ? {} : { byMs }) })
const state = (centre: Centre) => centre.router.view.contact("c1")?.state

describe("wrap-up", () => {
  it("WRAP-3 optional: none unless asked for, and then until he ends it", () => {
    const without = serving({ mode: "optional" })
    expect(without.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(state(without)).toBeUndefined()
    const centre = serving({ mode: "optional" })
    expect(asks(centre)).toEqual(["WrapUpRequested c1 ann"])
    expect(asks(centre)).toEqual([])
    expect(centre.try({ type: "Complete", ...names }).events[0]).toMatchObject({ wrapUpOpen: true })
    expect(centre.router.nextDeadlineMs).toBeUndefined()
    expect(centre.at(9_999_999).ticks()).toEqual([])
    expect(state(centre)).toBe("wrap-up")
    expect(centre.router.view.contact("c1")?.wrapUpEndsAtMs).toBeUndefined()
    expect(ends(centre)).toEqual(["WrapUpEnded c1 ann agent"])
  })

  it("WRAP-3 discretionary: always, until he ends it, or by the queue's maxMs", () => {
    const centre = serving({ mode: "discretionary" })
    centre.completes("ann", "c1")
    expect(centre.at(9_999_999).ticks()).toEqual([])
    expect(ends(centre)).toEqual(["WrapUpEnded c1 ann agent"])
    const limited = serving({ mode: "discretionary", maxMs: 5_000 })
    limited.completes("ann", "c1")
    expect(limited.at(5_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
  })

  it("WRAP-3 timed ends by time, or by hand earlier, as wrapUpMs does", () => {
    const timed = serving({ mode: "timed", ms: 5_000 })
    timed.completes("ann", "c1")
    expect(timed.at(4_999).ticks()).toEqual([])
    expect(timed.at(5_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
    const early = serving({ mode: "timed", ms: 5_000 })
    early.completes("ann", "c1")
    expect(ends(early)).toEqual(["WrapUpEnded c1 ann agent"])
  })

  it("WRAP-6 fixed ends by time alone, and by hand only where it has no end", () => {
    const centre = serving({ mode: "fixed", ms: 5_000 })
    centre.completes("ann", "c1")
    expect(centre.try({ type: "EndWrapUp", ...names }).refusal).toMatchObject({ reason: "WrapUpFixed" })
    expect(centre.at(5_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
    const changed = serving({ mode: "discretionary" })
    changed.completes("ann", "c1")
    changed.do({ type: "Configure", configuration: { queues: { q: { wrapUp: { mode: "fixed", ms: 5_000 } } } } })
    expect(ends(changed)).toEqual(["WrapUpEnded c1 ann agent"])
  })

  it("WRAP-4 requested: only when asked for, and then timed; asking where there is none is refused", () => {
    const without = serving({ mode: "requested", ms: 5_000 })
    without.completes("ann", "c1")
    expect(state(without)).toBeUndefined()
    const centre = serving({ mode: "requested", ms: 5_000 })
    asks(centre)
    centre.completes("ann", "c1")
    expect(centre.at(5_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
    expect(asks(serving({ mode: "timed", ms: 5_000 }))).toEqual([])
    expect(asks(serving({ mode: "none" }))).toEqual(["refused: NoWrapUp"])
    expect(asks(serving({ mode: "requested", ms: 1, channels: ["voice"] }))).toEqual(["refused: NoWrapUp"])
  })

  it("WRAP-4 a request outlives a change of mode, and the mode at completion decides", () => {
    const centre = serving({ mode: "optional" })
    asks(centre)
    const to = (wrapUp: WrapUp) => centre.do({ type: "Configure", configuration: { queues: { q: { wrapUp } } } })
    to({ mode: "none" })
    to({ mode: "requested", ms: 700 })
    expect(centre.try({ type: "Complete", ...names }).events[0]).toMatchObject({ wrapUpEndsAtMs: 700 })
  })

  it("WRAP-5 extensions add up to maxMs after completion and no further", () => {
    const centre = serving({ mode: "timed", ms: 5_000, extendMs: 2_000, maxMs: 8_000 })
    centre.completes("ann", "c1")
    expect(centre.at(4_000).router.nextDeadlineMs).toBe(5_000)
    expect(extends_(centre)).toEqual(["WrapUpExtended c1 ann"])
    expect(centre.router.nextDeadlineMs).toBe(7_000)
    expect(centre.try({ type: "ExtendWrapUp", ...names, byMs: 1_001 }).refusal).toMatchObject({
      reason: "WrapUpNotExtendable",
      text: expect.stringContaining("leaves 1000 ms more")
    })
    expect(extends_(centre, 1_000)).toEqual(["WrapUpExtended c1 ann"])
    expect(extends_(centre, 1)).toEqual(["refused: WrapUpNotExtendable"])
    expect(extends_(centre, 1.5)).toEqual(["refused: InvalidValue"])
    expect(centre.at(7_999).ticks()).toEqual([])
    expect(centre.at(8_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
  })

  it("WRAP-5 nothing is extended that is not in wrap-up, has no end or no room for it", () => {
    const working = serving({ mode: "timed", ms: 5_000, maxMs: 8_000 })
    expect(extends_(working)).toEqual(["refused: NotInWrapUp"])
    const open = serving({ mode: "discretionary" })
    open.completes("ann", "c1")
    expect(extends_(open, 1_000)).toEqual(["refused: WrapUpNotExtendable"])
    const short = serving({ mode: "timed", ms: 5_000 })
    short.completes("ann", "c1")
    expect(extends_(short, 1)).toEqual(["refused: WrapUpNotExtendable"])
  })

  it("WRAP-7 a wrap-up that keeps no capacity lets the next one come, and is still his until it ends", () => {
    const centre = serving({ mode: "timed", ms: 5_000, keepsCapacity: false })
    centre.comes("c2")
    centre.at(1_000)
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann", "OfferMade c2 ann"])
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c1", "c2"], load: { chat: 1 } })
    expect(centre.do({ type: "SignOut", agent: "ann" })).toEqual(["refused: AgentBusy"])
    centre.accepts("ann", "c2")
    const { idleSinceMs } = centre.router.view.agent("ann")!
    expect(centre.at(6_000).ticks()).toEqual(["WrapUpEnded c1 ann time"])
    expect(centre.router.view.agent("ann")).toMatchObject({ contacts: ["c2"], load: { chat: 1 }, idleSinceMs })
  })

  it("WRAP-3 only contacts of the named channels have one", () => {
    const centre = new Centre({ q: { wrapUp: { mode: "timed", ms: 5_000, channels: ["voice"] } } })
    centre.ready("ann")
    centre.comes("c1")
    centre.accepts("ann", "c1")
    expect(centre.completes("ann", "c1")).toEqual(["ContactCompleted c1 ann"])
    expect(state(centre)).toBeUndefined()
    centre.comes("c2", { channel: "voice" })
    centre.accepts("ann", "c2")
    centre.completes("ann", "c2")
    expect(centre.router.view.contact("c2")?.state).toBe("wrap-up")
  })

  it("CONF-3 a wrap-up that could not be meant is refused, each mistake with its path", () => {
    const mistakes = (queue: object) =>
      checkConfiguration({ queues: { q: queue } }).map(({ path }) => path.replace("queues.q.", ""))
    expect(mistakes({ wrapUp: { mode: "timed" } })).toEqual(["wrapUp.ms"])
    expect(mistakes({ wrapUp: { mode: "always" } })).toEqual(["wrapUp"])
    expect(mistakes({ wrapUp: { mode: "discretionary", ms: 5 } })).toEqual(["wrapUp.ms"])
    expect(mistakes({ wrapUp: { mode: "none", maxMs: 5, extendMs: 1 } })).toEqual(["wrapUp.extendMs", "wrapUp.maxMs"])
    expect(mistakes({ wrapUp: { mode: "fixed", ms: 5, maxMs: 4 } })).toEqual(["wrapUp.maxMs"])
    expect(mistakes({ wrapUpMs: 1, wrapUp: { mode: "none" } })).toEqual(["wrapUpMs"])
    expect(mistakes({ wrapUp: { mode: "timed", ms: 0, keepsCapacity: 1, channels: ["tv"], x: 1 } })).toEqual([
      "wrapUp.x",
      "wrapUp.ms",
      "wrapUp.keepsCapacity",
      "wrapUp.channels.0"
    ])
    expect(mistakes({ wrapUp: { mode: "requested", ms: 5, extendMs: 1, maxMs: 9, keepsCapacity: false } })).toEqual([])
  })

  it("DET-2 an extended wrap-up is restored to its end, between others of the same length", () => {
    const centre = new Centre({ q: { wrapUp: { mode: "timed", ms: 4_000, maxMs: 5_000 } } }, { chat: 3 })
    centre.ready("ann")
    for (const id of ["c1", "c2"]) {
      centre.comes(id)
      centre.accepts("ann", id)
    }
    centre.completes("ann", "c1")
    centre.at(500).completes("ann", "c2")
    centre.do({ type: "ExtendWrapUp", contact: "c2", agent: "ann", byMs: 500 })
    centre.at(600).do({ type: "ExtendWrapUp", contact: "c1", agent: "ann", byMs: 1_000 })
    const again = centre.again()
    expect(again.router.nextDeadlineMs).toBe(5_000)
    const ended = again.router.tick(5_000).events.map(line)
    expect(ended).toEqual(["WrapUpEnded c2 ann time", "WrapUpEnded c1 ann time"])
    expect(ended).toEqual(centre.at(5_000).ticks())
  })
})
