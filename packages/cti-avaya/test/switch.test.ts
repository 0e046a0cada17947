import { describe, expect, it } from "@effect/vitest"
import type { Delivery, Question } from "@strowger/router/ports"
import { Effect, Redacted, References, Stream } from "effect"
import { TestClock } from "effect/testing"
import { type AvayaOptions, openAvaya } from "../src/index.ts"
import type { Message } from "../src/messages/Message.ts"
import { short } from "./centre.ts"
import { obliging, Responder, type Script } from "./responder.ts"
import { eventually } from "./sessionScene.ts"

const id = (extension: string): string => `${extension}:CM1::0`
let references = 0

/** A switch that grants everything and has no calls, in a word per request; `special` goes first. */
const granting =
  (special: Script = () => undefined): Script =>
  (message, at) => {
    const own = special(message, at)
    if (own !== undefined) return own
    switch (message.type) {
      case "GetDeviceId":
        return { type: "GetDeviceIdResponse", device: id(message.extension) }
      case "GetThirdPartyDeviceId":
        return { type: "GetThirdPartyDeviceIdResponse", device: id(message.extension) }
      case "MonitorStart": {
        const { requestedMonitorFilter, monitorObject } = message
        const device = "deviceObject" in monitorObject ? monitorObject.deviceObject : ""
        const monitorCrossRefID = device.split(":")[0] ?? String(++references)
        return { type: "MonitorStartResponse", monitorCrossRefID, actualMonitorFilter: requestedMonitorFilter }
      }
      case "RouteRegister":
        return { type: "RouteRegisterResponse", routeRegisterReqID: String(++references) }
      case "SnapshotDevice":
        return { type: "SnapshotDeviceResponse", legs: [] }
      case "GetAgentState":
        return { type: "GetAgentStateResponse", agentStateList: [{ loggedOnState: false }] }
      default:
        return obliging(message, at)
    }
  }

const refusal = (category: string, value: string): Message => ({ type: "CSTAErrorCode", category, value })

const scene = Effect.fnUntraced(function* (special?: Script, more: Partial<AvayaOptions> = {}) {
  const server = yield* Effect.acquireRelease(
    Effect.promise(() => Responder.open()),
    (one) => Effect.promise(() => one.close())
  )
  server.script = granting(special)
  const { adapter, callControl, presence } = yield* Effect.provideService(
    openAvaya({
      id: "cm",
      addresses: [{ host: "127.0.0.1", port: server.port }],
      allowPlaintext: true,
      user: "cti",
      password: Redacted.make("geheim"),
      switchName: "CM1",
      vdns: ["4000"],
      stations: ["5001"],
      routeHoldMs: 2_500,
      ...more
    }),
    References.MinimumLogLevel,
    "None"
  )
  const got: Array<Delivery | Question> = []
  yield* Effect.forkScoped(Stream.runForEach(adapter.inbound, (one) => Effect.sync(() => got.push(one))))
  const seen: Array<string> = []
  yield* Effect.forkScoped(
    Stream.runForEach(presence.changes, (one) => Effect.sync(() => seen.push(`${one.device} ${one.presence}`)))
  )
  const units = () => got.map(({ unit }) => short(unit))
  const has = (what: string) => eventually(() => units().includes(what))
  const rings = (more: object = {}) =>
    server.send({
      type: "DeliveredEvent",
      monitorCrossRefID: "5001",
      connection: { callID: "7", deviceID: id("5001") },
      alertingDevice: id("5001"),
      ...more
    })
  return { server, adapter, callControl, presence, got, units, has, seen, rings, ready: has("CallsPresent") }
})

describe("a call without a UCID", () => {
  it.effect("is named by asking; what comes meanwhile waits in its order", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) => {
        if (message.type !== "GetCallLinkageData") return undefined
        return { type: "GetCallLinkageDataResponse", callLinkageData: { ucid: `u-${message.call.callID}` } }
      })
      yield* at.ready
      at.rings()
      at.server.send({
        type: "EstablishedEvent",
        monitorCrossRefID: "5001",
        establishedConnection: { callID: "7", deviceID: id("5001") },
        // It knows the name already, and must wait all the same.
        callLinkageData: { ucid: "u-7" }
      })
      yield* at.has("CallAnswered 5001")
      expect(at.units().slice(1)).toEqual(["CallRinging 5001", "CallAnswered 5001"])
      expect(at.got.map(({ unit }) => unit.thread).slice(1)).toEqual(["u-7", "u-7"])
      expect(at.server.of("GetCallLinkageData")).toHaveLength(1)
    })
  )

  it.effect("gets a name of ours where the switch has none, or says nothing for a second", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) =>
        message.type === "GetCallLinkageData" && message.call.callID === "7"
          ? refusal("operation", "serviceNotSupported")
          : undefined
      )
      yield* at.ready
      at.rings()
      yield* at.has("CallRinging 5001")
      expect(at.got.at(-1)?.unit.thread).toMatch(/^CM1\/7\//)
    })
  )
})

describe("the list after a restart", () => {
  const waiting = { callID: "9", deviceID: id("4000") }
  const entrance = (message: Message): Message | undefined =>
    message.type === "SnapshotDevice" && message.snapshotObject === id("4000")
      ? { type: "SnapshotDeviceResponse", legs: [{ connectionIdentifier: waiting, localCallState: ["queued"] }] }
      : undefined

  it.effect("waits for the names of the calls it found", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) => (message.type === "GetCallLinkageData" ? undefined : entrance(message)))
      const first = granting(entrance)
      at.server.script = (message, on) => (message.type === "GetCallLinkageData" ? undefined : first(message, on))
      yield* eventually(() => at.server.of("GetCallLinkageData").length === 1)
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 30)))
      expect(at.units()).toEqual([])
      const { invokeId } = at.server.received.findLast(({ message }) => message.type === "GetCallLinkageData") ?? {}
      at.server.send({ type: "GetCallLinkageDataResponse", callLinkageData: { ucid: "u9" } }, invokeId)
      at.server.script = granting((message) =>
        message.type === "SnapshotCall" ? { type: "SnapshotCallResponse", legs: [] } : undefined
      )
      yield* at.ready
      expect(at.got.at(-1)?.unit).toMatchObject({ threads: ["u9"] })
    })
  )

  it.effect("leaves out a call that ended before it was named", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) =>
        message.type === "GetCallLinkageData" ? refusal("operation", "invalidCallID") : entrance(message)
      )
      yield* at.ready
      expect(at.got.at(-1)?.unit).toMatchObject({ threads: [] })
    })
  )
})

describe("what the server will not let us watch", () => {
  it.effect("is named in the health, and looked at again after ten minutes", () =>
    Effect.gen(function* () {
      const wrong = { on: true }
      const at = yield* scene((message) =>
        wrong.on && message.type === "GetDeviceId" ? refusal("operation", "invalidDeviceID") : undefined
      )
      yield* at.ready
      expect(yield* at.adapter.health).toMatchObject({
        state: "up",
        detail: "station 5001: operation/invalidDeviceID"
      })
      wrong.on = false
      const asked = at.server.of("GetDeviceId").length
      yield* TestClock.adjust(599_000)
      expect(at.server.of("GetDeviceId")).toHaveLength(asked)
      expect(at.server.of("MonitorStart")).toHaveLength(1)
      yield* TestClock.adjust(1_000)
      yield* eventually(() => at.server.of("MonitorStart").length === 2)
    })
  )

  it.effect("because it is busy is asked again soon", () =>
    Effect.gen(function* () {
      let busy = 2
      const at = yield* scene((message) =>
        message.type === "MonitorStart" && message.monitorType === "device" && busy-- > 0
          ? refusal("systemResourceAvailibility", "resourceBusy")
          : undefined
      )
      for (const _ of [1, 2]) {
        yield* eventually(() => at.server.of("MonitorStart").length > 0)
        yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 30)))
        yield* TestClock.adjust(500)
      }
      yield* at.ready
      expect((yield* at.adapter.health).detail).toBeUndefined()
    })
  )
})

describe("a route registration", () => {
  it.effect("that is taken away is asked for again, and its question is withdrawn", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      yield* at.ready
      const routeRegisterReqID = String(references)
      at.server.send({
        type: "RouteRequest",
        crossRefIdentifier: "1",
        routeRegisterReqID,
        currentRoute: id("4000"),
        callLinkageData: { ucid: "u1" }
      })
      yield* at.has("CallOffered")
      at.server.send({ type: "RouteRegisterAbort", routeRegisterReqID })
      const question = at.got.find((one): one is Question => one.type === "Question")
      expect(yield* question?.ended ?? Effect.never).toBe("withdrawn")
      expect((yield* at.adapter.health).detail).toContain("vdn 4000")
      yield* TestClock.adjust(1_000)
      yield* eventually(() => at.server.of("RouteRegister").length === 2)
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
      expect((yield* at.adapter.health).detail).toBeUndefined()
    })
  )
})

describe("the list of living calls", () => {
  it.effect("of a new process waits for two loops of the vector where the switch does not tell who stands there", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) =>
        message.type === "SnapshotDevice" && message.snapshotObject === id("4000")
          ? refusal("operation", "invalidDeviceID")
          : message.type === "SnapshotCall"
            ? { type: "SnapshotCallResponse", legs: [] }
            : undefined
      )
      yield* eventually(() => at.server.of("SnapshotDevice").length === 2)
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
      yield* TestClock.adjust(4_000)
      at.server.send({
        type: "RouteRequest",
        crossRefIdentifier: "1",
        currentRoute: id("4000"),
        callLinkageData: { ucid: "u1" },
        routedCall: { callID: "9", deviceID: id("4000") }
      })
      yield* at.has("CallOffered")
      expect(at.units()).toEqual(["CallOffered"])
      yield* TestClock.adjust(6_000)
      yield* at.ready
      expect(at.got.at(-1)?.unit).toMatchObject({ type: "CallsPresent", threads: ["u1"] })
    })
  )
})

describe("a caller at a VDN that cannot be monitored", () => {
  const asked = (denial: string | undefined) =>
    Effect.gen(function* () {
      const at = yield* scene((message) =>
        message.type === "MonitorStart" && message.monitorType === "call"
          ? refusal("operation", "objectMonitorLimitExceeded")
          : message.type === "SnapshotCall"
            ? denial === undefined
              ? { type: "SnapshotCallResponse", legs: [] }
              : refusal("operation", denial)
            : undefined
      )
      yield* at.ready
      at.server.send({
        type: "RouteRequest",
        crossRefIdentifier: "1",
        currentRoute: id("4000"),
        callLinkageData: { ucid: "u1" },
        routedCall: { callID: "9", deviceID: id("4000") }
      })
      yield* at.has("CallOffered")
      at.server.send({ type: "RouteEnd", crossRefIdentifier: "1" })
      const question = at.got.find((one): one is Question => one.type === "Question")
      expect(yield* question?.ended ?? Effect.never).toBe("withdrawn")
      yield* TestClock.adjust(9_999)
      expect(at.server.of("SnapshotCall")).toHaveLength(0)
      yield* TestClock.adjust(1)
      yield* eventually(() => at.server.of("SnapshotCall").length === 1)
      return at
    })

  it.effect("who is gone without a word is asked for and ends", () =>
    Effect.gen(function* () {
      const at = yield* asked("invalidConnectionID")
      yield* at.has("CallEnded gone")
    })
  )

  it.effect.each([undefined, "serviceNotSupported"])(
    "who is still there stays; so does one the switch cannot be asked about",
    (denial) =>
      Effect.gen(function* () {
        const at = yield* asked(denial)
        yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
        expect(at.units()).toEqual(["CallsPresent", "CallOffered"])
      })
  )
})

describe("an agent's state", () => {
  it.effect("asked for before an event came is dropped when it comes behind it", () =>
    Effect.gen(function* () {
      const held = { on: false }
      const at = yield* scene((message) =>
        message.type === "GetAgentState" && held.on ? { type: "MonitorStopResponse" } : undefined
      )
      yield* at.ready
      yield* eventually(() => at.seen.length === 1)
      at.server.script = granting((message) => {
        if (message.type !== "GetAgentState") return undefined
        // The event overtakes the answer.
        at.server.send({ type: "AgentReadyEvent", monitorCrossRefID: "5001", agentDevice: id("5001"), agentID: "2001" })
        return { type: "GetAgentStateResponse", agentStateList: [{ loggedOnState: false }] }
      })
      const polls = at.server.of("GetAgentState").length
      yield* TestClock.adjust(30_000)
      yield* eventually(() => at.server.of("GetAgentState").length === polls + 1)
      yield* eventually(() => at.seen.length === 2)
      yield* Effect.promise(() => new Promise((turn) => setTimeout(turn, 20)))
      expect(at.seen).toEqual(["5001 signed-out", "5001 ready"])
    })
  )
})

describe("a command", () => {
  it.effect("that no event follows is checked with the switch after five seconds", () =>
    Effect.gen(function* () {
      const at = yield* scene((message) => (message.type === "AnswerCall" ? { type: "AnswerCallResponse" } : undefined))
      yield* at.ready
      at.rings({ callLinkageData: { ucid: "u1" } })
      yield* at.has("CallRinging 5001")
      const looks = at.server.of("SnapshotDevice").length
      at.server.script = granting((message) =>
        message.type === "AnswerCall"
          ? { type: "AnswerCallResponse" }
          : message.type === "SnapshotDevice"
            ? {
                type: "SnapshotDeviceResponse",
                legs: [{ connectionIdentifier: { callID: "7", deviceID: id("5001") }, localCallState: ["connected"] }]
              }
            : undefined
      )
      yield* at.callControl.answer("u1", "5001")
      expect(at.units().at(-1)).toBe("CallRinging 5001")
      yield* TestClock.adjust(5_000)
      yield* at.has("CallAnswered 5001")
      expect(at.server.of("SnapshotDevice").length).toBe(looks + 1)
    })
  )

  it.effect("that the switch does not answer is ambiguous, and is never sent twice", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      yield* at.ready
      at.rings({ callLinkageData: { ucid: "u1" } })
      yield* at.has("CallRinging 5001")
      const quiet = granting()
      at.server.script = (message, on) => (message.type === "ClearConnection" ? undefined : quiet(message, on))
      const cleared = yield* Effect.forkChild(Effect.flip(at.callControl.clear("u1", "5001")))
      yield* eventually(() => at.server.of("ClearConnection").length === 1)
      yield* TestClock.adjust(10_000)
      yield* eventually(() => cleared.pollUnsafe() !== undefined)
      expect(at.server.of("ClearConnection")).toHaveLength(1)
    })
  )
})

describe("the other side of the wire", () => {
  it.effect("may send any message at any time: what we do not know is counted, the rest goes on", () =>
    Effect.gen(function* () {
      const at = yield* scene()
      yield* at.ready
      at.server.send({ type: "SystemStatus", systemStatus: "enabled" }, 0)
      yield* eventually(() => at.server.kinds.includes("SystemStatusResponse"))
      expect(at.server.received.at(-1)?.invokeId).toBe(0)
      at.server.send({ type: "HeldEvent", monitorCrossRefID: "999", heldConnection: { callID: "7" } })
      at.server.send({ type: "RouteEnd", crossRefIdentifier: "77" })
      at.server.send({ type: "RouteUsed", crossRefIdentifier: "77" })
      at.rings({ callLinkageData: { ucid: "u1" } })
      yield* at.has("CallRinging 5001")
      expect(yield* at.adapter.refused).toEqual({ "unknown-monitor": 1, "unknown-dialogue": 1 })
    })
  )
})
