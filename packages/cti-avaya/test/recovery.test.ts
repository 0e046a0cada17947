import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import type { Delivery } from "@strowger/router/ports"
import { Effect } from "effect"
import { inject } from "vitest"
import { openAvaya } from "../src/index.ts"
import { openCentre, openPbx, optionsFor, short, until } from "./centre.ts"
import { kindOf, lacking, validate } from "./sim/validate.ts"

const fixtures = inject("fixtures")

describe("after a broken link", () => {
  it.live("the session comes back, the monitors work again, and what was missed is told", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      at.free.device = "5001"
      const answered = pbx.call({ from: "13800138000", to: "4000" })
      yield* at.tells(answered.ucid, "CallRinging 5001")
      at.free.device = "5002"
      const gone = pbx.call({ from: "13900139000", to: "4000" })
      yield* at.tells(gone.ucid, "CallRinging 5002")
      at.free.device = undefined
      const waiting = pbx.call({ from: "13700137000", to: "4000" })
      yield* until(() => at.questions.some(({ unit }) => unit.thread === waiting.ucid))
      const session = pbx.sessions[0]?.id
      pbx.dropLinks()
      pbx.station("5001").answer()
      gone.hangUp()
      yield* at.ready(2)
      expect(pbx.sessions.map(({ id }) => id)).toEqual([session])
      expect(at.story(answered.ucid)).toEqual(["CallRinging 5001", "CallAnswered 5001"])
      const list = at.present().at(-1)
      expect(new Set(list?.threads)).toEqual(new Set([answered.ucid, waiting.ucid]))
      // The list comes behind what it sums up.
      expect(at.units.findIndex((unit) => unit === list)).toBeGreaterThan(
        at.units.findIndex((unit) => short(unit) === "CallAnswered 5001")
      )
      const asked = at.questions.length
      yield* until(() => at.questions.length > asked)
      expect(at.questions.at(-1)?.unit.thread).toBe(waiting.ucid)
      answered.hangUp()
      yield* at.tells(answered.ucid, "1", "2", "3")
      // Every event came once: no monitor of the old link was left.
      expect(at.story(answered.ucid)).toEqual(["CallRinging 5001", "CallAnswered 5001", "CallEnded normalClearing"])
    })
  )

  it.live("a session the server lost is started anew, with the same result", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      const before = pbx.sessions[0]?.id
      pbx.loseSessions()
      yield* at.ready(2)
      expect(pbx.sessions[0]?.id).not.toBe(before)
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      const story = ["CallRinging 5001"]
      expect(yield* at.tells(caller.ucid, ...story)).toEqual(story)
    })
  )

  it.live("open questions are withdrawn, and asked again by the vector under the same name", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx, { routeHoldMs: 10_000 })
      yield* at.ready()
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => at.questions.length === 1)
      pbx.dropLinks()
      expect(yield* at.questions[0]?.ended ?? Effect.never).toBe("withdrawn")
      at.free.device = "5001"
      yield* until(() => pbx.station("5001").state === "ringing")
      expect(pbx.station("5001").ucid).toBe(caller.ucid)
    })
  )
})

describe("after a restart", () => {
  it.live("the calls that live are told at once: at telephones and in vectors", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const [talking, waiting] = yield* Effect.scoped(
        Effect.gen(function* () {
          const at = yield* openCentre(pbx)
          yield* at.ready()
          at.free.device = "5001"
          const first = pbx.call({ from: "13800138000", to: "4000" })
          yield* at.tells(first.ucid, "CallRinging 5001")
          at.free.device = undefined
          pbx.station("5001").answer()
          yield* at.tells(first.ucid, "1", "2")
          const second = pbx.call({ from: "13900139000", to: "4000" })
          yield* until(() => at.questions.some(({ unit }) => unit.thread === second.ucid))
          return [first, second] as const
        })
      )
      const at = yield* openCentre(pbx)
      yield* at.ready()
      expect(new Set(at.present()[0]?.threads)).toEqual(new Set([talking.ucid, waiting.ucid]))
      expect(at.story(talking.ucid)).toEqual(["CallAnswered 5001"])
      yield* until(() => at.questions.some(({ unit }) => unit.thread === waiting.ucid))
    })
  )
})

describe("the link behind the server", () => {
  it.live("down: health says so, agents are unknown; back: everything is looked at again", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx)
      yield* at.ready()
      yield* until(() => at.presenceOf("5001") === "signed-out")
      pbx.setSwitchLink(false)
      yield* until(() => at.presenceOf("5001") === "unknown")
      expect(yield* at.adapter.health).toMatchObject({ state: "down", detail: expect.stringContaining("CM1") })
      pbx.setSwitchLink(true)
      yield* at.ready(2)
      expect(yield* at.adapter.health).toMatchObject({ state: "up" })
      yield* until(() => at.presenceOf("5001") === "signed-out")
      const status = pbx.wire.entries.filter(({ xml }) => kindOf(xml) === "SystemStatus")
      const answers = pbx.wire.entries.filter(({ xml }) => kindOf(xml) === "SystemStatusResponse")
      expect(answers.map(({ invokeId }) => invokeId)).toEqual(status.map(({ invokeId }) => invokeId))
      expect(answers.length).toBeGreaterThanOrEqual(2)
    })
  )
})

describe("a host", () => {
  it.live("that cannot record a unit gets it again, in its place and under its key", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      let refusals = 3
      const take = ({ ack, nack }: Delivery) => (refusals-- > 0 ? nack("retry") : ack({ duplicate: false }))
      const at = yield* openCentre(pbx, {}, take)
      at.free.device = "5001"
      yield* until(() => refusals === 2)
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => refusals < 0 && at.units.length >= 5)
      const keys = at.units.map(({ key }) => key.id)
      expect(keys.slice(0, 4)).toEqual(["present/1", "present/1", "present/1", "present/1"])
      expect(at.units.slice(4).map(({ type }) => type)).toContain("CallOffered")
      yield* at.tells(caller.ucid).pipe(Effect.ignore)
    })
  )

  it.live("that calls a unit poison is rid of it, and it is counted", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx, {}, ({ nack }) => nack("poison"))
      yield* at.ready()
      expect(yield* at.adapter.refused).toEqual({ poison: 1 })
    })
  )

  it.live("that drains: no new questions, the open one is finished, good-bye is said, the stream ends", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const at = yield* openCentre(pbx, { routeHoldMs: 1_500 })
      yield* at.ready()
      pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => at.questions.length === 1)
      const drained = yield* Effect.forkChild(at.adapter.drain)
      yield* until(() => pbx.wire.entries.some(({ xml }) => kindOf(xml) === "RouteRegisterCancel"))
      expect((yield* at.adapter.health).state).toBe("draining")
      expect(yield* at.questions[0]?.answer({ device: "5001" }) ?? Effect.never).toBe("taken")
      yield* until(() => pbx.sessions.length === 0)
      yield* until(() => drained.pollUnsafe() !== undefined)
      expect((yield* at.adapter.health).state).toBe("down")
      expect(at.questions).toHaveLength(1)
    })
  )

  it.live("cannot send messages over a telephone line", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      const { adapter } = yield* openAvaya(optionsFor(pbx))
      const outbound = {
        id: "1",
        thread: "t",
        to: { channel: "voice", value: "138" },
        content: { text: "hi" },
        automatic: false
      } as const
      expect(yield* Effect.flip(adapter.send(outbound))).toMatchObject({ outcome: "reject" })
      expect(yield* adapter.find(outbound)).toBe("not-sent")
      expect(adapter).toMatchObject({ id: "cm", channel: "voice", capabilities: { mode: "call", receipts: "none" } })
    })
  )
})

describe("options", () => {
  it.effect("that cannot work are refused, every mistake at once, each with its remedy", () =>
    Effect.gen(function* () {
      const { allowPlaintext: _plain, ...rest } = optionsFor({ port: 4722 } as never)
      const error = yield* Effect.flip(
        openAvaya({ ...rest, addresses: [], switchName: "", vdns: ["4000", "4000"], stations: ["x1"], routeHoldMs: 1 })
      )
      expect(error.problems).toHaveLength(6)
      expect(error.message).toContain("allowPlaintext: true")
      expect(error.message).toContain('"x1" is not an extension')
      const pinned = yield* Effect.flip(openAvaya({ ...rest, tls: { pin: "AB:CD" } }))
      expect(pinned.problems).toEqual(["tls.pin must be 64 hexadecimal digits (SHA-256)."])
      const trusting = yield* Effect.flip(openAvaya({ ...rest, tls: {} }))
      expect(trusting.problems[0]).toContain("ca")
    })
  )
})

describe("a bad wire", () => {
  it.live("in pieces, late, with broken and doubled messages: the story is the same", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      Object.assign(pbx.faults, { chunkOctets: 7, delayMs: 3, malformed: 20, duplicateEvents: 40 })
      const at = yield* openCentre(pbx)
      yield* at.ready()
      at.free.device = "5001"
      const caller = pbx.call({ from: "13800138000", to: "4000" })
      yield* until(() => pbx.station("5001").state === "ringing")
      yield* at.tells(caller.ucid, "1")
      yield* at.callControl.answer(caller.ucid, "5001")
      yield* at.tells(caller.ucid, "1", "2")
      caller.hangUp()
      yield* at.tells(caller.ucid, "1", "2", "3")
      expect(at.story(caller.ucid)).toEqual(["CallRinging 5001", "CallAnswered 5001", "CallEnded normalClearing"])
      expect((yield* at.adapter.refused)["not-well-formed"]).toBe(20)
    })
  )
})

describe.skipIf(fixtures === "" || !inject("peers").xmllint)("everything we send in a run", () => {
  it.live("validates and holds every field it needs", () =>
    Effect.gen(function* () {
      const pbx = yield* openPbx()
      pbx.station("5002").ronaMs = 100
      yield* Effect.scoped(
        Effect.gen(function* () {
          const at = yield* openCentre(pbx)
          const { answer, hold, retrieve, clear, deflect, make } = at.callControl
          yield* at.ready()
          yield* at.presence.set({ device: "5001", login: "2001", presence: "ready" })
          yield* at.presence.set({ device: "5001", login: "2001", presence: "not-ready", reason: "lunch" })
          const first = pbx.call({ from: "13800138000", to: "4000" })
          yield* until(() => at.questions.length === 2)
          yield* at.questions.at(-1)?.answer("none") ?? Effect.void
          at.free.device = "5002"
          yield* until(() => at.story(first.ucid).length >= 2)
          at.free.device = "5001"
          yield* until(() => pbx.station("5001").state === "ringing")
          yield* until(() => at.story(first.ucid).at(-1) === "CallRinging 5001")
          at.free.device = undefined
          yield* deflect(first.ucid, "5001", "4000")
          at.free.device = "5001"
          yield* until(() => at.story(first.ucid).filter((line) => line === "CallRinging 5001").length === 2)
          yield* answer(first.ucid, "5001")
          yield* until(() => at.story(first.ucid).at(-1) === "CallAnswered 5001")
          pbx.dropLinks()
          yield* at.ready(2)
          yield* hold(first.ucid, "5001")
          yield* until(() => at.story(first.ucid).at(-1) === "CallHeld 5001")
          yield* retrieve(first.ucid, "5001")
          yield* until(() => at.story(first.ucid).at(-1) === "CallRetrieved 5001")
          yield* clear(first.ucid, "5001")
          yield* until(() => pbx.station("5001").state === "idle")
          yield* Effect.ignore(make("5001", "13600136000"))
          pbx.setSwitchLink(false)
          pbx.setSwitchLink(true)
          yield* at.ready(3)
          yield* at.presence.set({ device: "5001", login: "2001", presence: "signed-out" })
          yield* at.adapter.drain
        })
      )
      const sent = pbx.wire.entries.filter(({ direction }) => direction === "in").map(({ xml }) => xml)
      expect(lacking(sent)).toEqual([])
      expect(yield* Effect.promise(() => validate(sent, join(fixtures, "cti/schema/all.xsd")))).toEqual([])
      expect([...new Set(sent.map(kindOf))].toSorted()).toEqual([
        "AnswerCall",
        "ClearConnection",
        "DeflectCall",
        "GetAgentState",
        "GetDeviceId",
        "GetThirdPartyDeviceId",
        "HoldCall",
        "MakeCall",
        "MonitorStart",
        "MonitorStop",
        "RetrieveCall",
        "RouteEnd",
        "RouteRegister",
        "RouteRegisterCancel",
        "RouteSelect",
        "SetAgentState",
        "SnapshotCall",
        "SnapshotDevice",
        "StartApplicationSession",
        "StopApplicationSession",
        "SystemRegister",
        "SystemStatusResponse"
      ])
    })
  )
})
