import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { openCentre, openPbx, until } from "./centre.ts"

describe("a caller", () => {
  it.live("is sent to the free agent at once; the telephone rings, is answered, the caller hangs up", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => pbx.station("5001").state === "ringing")
      expect(at.questions).toHaveLength(1)
      pbx.station("5001").answer()
      expect(yield* Effect.promise(() => caller.answered)).toBe("5001")
      caller.hangUp()
      const story = ["CallRinging 5001", "CallAnswered 5001", "CallEnded normalClearing"]
      expect(yield* at.tells(caller.ucid, ...story)).toEqual(story)
      expect(yield* at.adapter.refused).toEqual({})
    })
  )

  it.live("keeps his name over the loops of the vector and is answered in the instant an agent frees", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      const caller = pbx.call({ from: "13800138000", to: "4000", digits: "8675" })
      yield* until(() => at.questions.length === 3)
      expect(new Set(at.questions.map(({ unit }) => unit.thread))).toEqual(new Set([caller.ucid]))
      expect(new Set(at.questions.map(({ unit }) => unit.key.id)).size).toBe(3)
      const [first, , third] = at.questions
      expect(yield* first?.ended ?? Effect.never).toBe("withdrawn")
      expect(yield* third?.answer({ device: "5002" }) ?? Effect.never).toBe("taken")
      yield* until(() => pbx.station("5002").state === "ringing")
      expect(yield* third?.ended ?? Effect.never).toBe("answered")
    })
  )

  it.live("who hangs up while his question is open withdraws it", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx, { routeHoldMs: 20_000 })
      yield* at.ready()
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => at.questions.length === 1)
      caller.hangUp()
      expect(yield* at.questions[0]?.ended ?? Effect.never).toBe("withdrawn")
      expect(yield* at.questions[0]?.answer({ device: "5001" }) ?? Effect.never).toBe("late")
      expect(yield* at.tells(caller.ucid, "CallEnded normalClearing")).toEqual(["CallEnded normalClearing"])
    })
  )

  it.live("whom nobody answers goes on to the next: RONA", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      pbx.station("5001").ronaMs = 150
      const at = yield* openCentre(pbx)
      yield* at.ready()
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => pbx.station("5001").state === "ringing")
      at.free.device = "5002"
      yield* until(() => pbx.station("5002").state === "ringing")
      const story = ["CallRinging 5001", "CallDiverted 5001 no-answer", "CallRinging 5002"]
      expect(yield* at.tells(caller.ucid, ...story)).toEqual(story)
    })
  )

  it.live("sent to a telephone that cannot take him is asked about again", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      pbx.station("5001").outOfService = true
      const at = yield* openCentre(pbx)
      yield* at.ready()
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => at.questions.length === 1)
      at.free.device = undefined
      yield* until(() => at.questions.length >= 2)
      const [story] = yield* at.tells(caller.ucid, "one")
      expect(story).toMatch(/^CallDiverted 5001 route-failed: /)
    })
  )
})

describe("call control", () => {
  const ringing = Effect.gen(function* () {
    const pbx = yield* openPbx()
    const at = yield* openCentre(pbx)
    yield* at.ready()
    at.free.device = "5001"
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    yield* at.tells(caller.ucid, "CallRinging 5001")
    at.free.device = undefined
    return { pbx, at, caller, thread: caller.ucid }
  })

  it.live("answers, holds, retrieves, clears; the states come as events", () =>
    Effect.gen(function* () {
      const { at, thread } = yield* ringing
      const { answer, hold, retrieve, clear } = at.callControl
      yield* answer(thread, "5001")
      yield* at.tells(thread, "1", "2")
      yield* hold(thread, "5001")
      yield* at.tells(thread, "1", "2", "3")
      yield* retrieve(thread, "5001")
      yield* at.tells(thread, "1", "2", "3", "4")
      yield* clear(thread, "5001")
      const story = yield* at.tells(thread, "1", "2", "3", "4", "5", "6")
      expect(story.slice(0, 5)).toEqual([
        "CallRinging 5001",
        "CallAnswered 5001",
        "CallHeld 5001",
        "CallRetrieved 5001",
        "CallLeft 5001 normalClearing"
      ])
      expect(story[5]).toMatch(/^CallEnded/)
    })
  )

  it.live("deflects a ringing call back to its VDN: declined, not unanswered", () =>
    Effect.gen(function* () {
      const { at, thread } = yield* ringing
      const asked = at.questions.length
      yield* at.callControl.deflect(thread, "5001", "4000")
      expect(yield* at.tells(thread, "1", "2")).toEqual(["CallRinging 5001", "CallDiverted 5001 deflected"])
      yield* until(() => at.questions.length > asked)
      expect(at.questions.at(-1)?.unit.thread).toBe(thread)
    })
  )

  it.live("says stale for what is no longer there, refused for what the switch will not do", () =>
    Effect.gen(function* () {
      const { at, thread, caller } = yield* ringing
      const reason = (effect: Effect.Effect<unknown, { readonly reason: string }>) =>
        Effect.map(Effect.flip(effect), (error) => error.reason)
      expect(yield* reason(at.callControl.hold(thread, "5001"))).toBe("stale")
      expect(yield* reason(at.callControl.answer(thread, "5002"))).toBe("stale")
      expect(yield* reason(at.callControl.answer("nobody", "5001"))).toBe("stale")
      caller.hangUp()
      yield* at.tells(thread, "1", "2")
      expect(yield* reason(at.callControl.answer(thread, "5001"))).toBe("stale")
    })
  )

  it.live("makes a call and names it; the station hears when the far end answers", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      const thread = yield* at.callControl.make("5001", "5002")
      yield* until(() => pbx.station("5002").state === "ringing")
      expect(pbx.station("5002").ucid).toBe(thread)
      pbx.station("5002").answer()
      const story = yield* at.tells(thread, "1", "2", "3")
      expect(story).toEqual(["CallRinging 5002", "CallAnswered 5002", "CallAnswered 5001"])
    })
  )
})
