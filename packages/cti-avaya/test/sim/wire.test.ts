import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { askingVector, collect, ManualClock, Pbx, queueTo, type WireEntry, wait } from "../../src/sim/index.ts"
import { id, RawClient } from "./client.ts"
import { kindOf, lacking, validate } from "./validate.ts"

/** One run in which the PBX says everything it can say. */
const everything = async (pbx: Pbx, clock: ManualClock): Promise<void> => {
  const client = await RawClient.open(pbx.port)
  await client.startSession({ password: "wrong" })
  const { session } = await client.settle("4000", ["5001", "5002"])
  await client.ask("MonitorStartResponse", {
    type: "MonitorStart",
    monitorObject: { deviceObject: id("6000") },
    monitorType: "call"
  })
  await client.request({ type: "ResetApplicationSessionTimer", sessionID: session, requestedSessionDuration: 180 })
  await client.request({ type: "ResetApplicationSessionTimer", sessionID: "none", requestedSessionDuration: 180 })
  await client.request({ type: "StopApplicationSession", sessionID: "none" })
  await client.request({ type: "SystemRegister", requestTypes: { systemStatus: true } })
  await client.request({ type: "GetDeviceId", switchName: "CMSIM", extension: "5001" })
  await client.request({ type: "GetThirdPartyDeviceId", switchName: "CMSIM", extension: "13800138000" })
  await client.request({ type: "ReleaseDeviceId", device: id("5001") })
  await client.request({ type: "GetMonitorList" })
  pbx.setSwitchLink(false)
  pbx.setSwitchLink(true)

  const phone = pbx.station("5001")
  const set = { type: "SetAgentState", device: id("5001"), agentID: "2001" } as const
  await client.request({ ...set, requestedAgentState: "loggedOn", password: "00" })
  await client.request({
    ...set,
    requestedAgentState: "loggedOn",
    password: Buffer.from("secret").toString("hex"),
    privateData: { workMode: "manualIn" }
  })
  const inbound = pbx.call({ from: "13800138000", to: "4000", digits: "8675", uui: "434E3D31" })
  client.select(await client.next("RouteRequest"), "5001", { routeUsedReq: true })
  const rings = await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
  await client.request({ type: "AnswerCall", callToBeAnswered: rings.connection })
  await client.request({ type: "GetAgentState", device: id("5001") })
  await client.request({ ...set, requestedAgentState: "workingAfterCall", privateData: { enablePending: true } })
  await client.request({ type: "GetAgentState", device: id("5001") })
  await client.request({ type: "HoldCall", callToBeHeld: rings.connection })
  await client.request({ type: "RetrieveCall", callToBeRetrieved: rings.connection })
  const getStationStatus = true
  await client.request({ type: "SnapshotDevice", snapshotObject: id("5001"), privateData: { getStationStatus } })
  await client.request({ type: "SnapshotDevice", snapshotObject: id("5002") })
  await client.request({ type: "SnapshotCall", snapshotObject: rings.connection })
  await client.request({ type: "GetCallLinkageData", call: rings.connection })
  await client.request({ type: "SingleStepTransferCall", activeCall: rings.connection, transferredTo: id("5002") })
  const there = { callID: inbound.callId, deviceID: id("5002") }
  await client.request({ type: "DeflectCall", callToBeDiverted: there, newDestination: id("4000") })
  client.select(await client.next("RouteRequest"), "nobody")
  inbound.hangUp()
  await client.next("CallClearedEvent")
  await client.request({ ...set, requestedAgentState: "ready", privateData: { workMode: "autoIn" } })

  // No answer, then no computer in time, then nobody waits any more.
  const second = pbx.call({ from: "13900139000", to: "4000" })
  client.select(await client.next("RouteRequest"), "2001")
  const rang = (ucid: string | undefined) => ucid === second.ucid
  await client.next(
    "DeliveredEvent",
    ({ alertingDevice: at, callLinkageData }) => at === id("5001") && rang(callLinkageData?.ucid)
  )
  clock.advance(15_000)
  clock.advance(5000)
  second.hangUp()
  await client.next("CallClearedEvent")

  const queued = pbx.call({ from: "13700137000", to: "6000" })
  await client.next("QueuedEvent")
  queued.hangUp()
  const made = await client.ask("MakeCallResponse", {
    type: "MakeCall",
    callingDevice: id("5001"),
    calledDirectoryNumber: id("02112345678"),
    userData: "00"
  })
  clock.advance(1000)
  await client.request({ type: "ClearConnection", connectionToBeCleared: made.callingDevice })
  await client.request({ type: "MakeCall", callingDevice: id("5001"), calledDirectoryNumber: id("0") })
  phone.logOff(1)
  await client.next("AgentLoggedOffEvent")
  await client.request({ type: "GetAgentState", device: id("5001") })
  await client.request({ type: "RouteRegisterCancel", routeRegisterReqID: "1" })
  await client.request({ type: "MonitorStop", monitorCrossRefID: "3" })
  const { session: toSessionID, register } = await client.settle("4000", [])
  await client.request({ type: "TransferMonitorObjects", fromSessionID: session, toSessionID })
  const other = await RawClient.open(pbx.port)
  await other.settle("4000", [])
  expect(await client.next("RouteRegisterAbort")).toMatchObject({ routeRegisterReqID: register })
  clock.advance(181_000)
  await client.next("ApplicationSessionTerminated")
  const last = await RawClient.open(pbx.port)
  const started = await last.startSession()
  if (started.type !== "StartApplicationSessionPosResponse") throw new Error(JSON.stringify(started))
  await last.request({ type: "StopApplicationSession", sessionID: started.sessionID })
}

describe("everything the PBX sends", () => {
  const clock = new ManualClock()
  const pbx = new Pbx({
    clock,
    vdns: [
      { extension: "4000", vector: [collect(4), ...askingVector(5000).slice(0, 2), { step: "goto", to: 2 }] },
      { extension: "4001", vector: [queueTo("6000"), wait(1000)] }
    ],
    stations: [{ extension: "5001" }, { extension: "5002" }],
    agents: [{ login: "2001", password: "secret", skills: ["6000"] }],
    skills: [{ extension: "6000" }],
    outside: (number) => (number.startsWith("021") ? { answerMs: 500 } : undefined)
  })
  let sent: ReadonlyArray<WireEntry> = []
  beforeAll(async () => {
    await pbx.start()
    await everything(pbx, clock)
    sent = pbx.wire.entries.filter((entry) => entry.direction === "out")
  })
  afterAll(() => pbx.stop())

  it("is every kind it has", () => {
    const kinds = new Set(sent.map((entry) => kindOf(entry.xml)))
    expect([...kinds].sort()).toEqual(
      [
        "AgentBusyEvent",
        "AgentLoggedOffEvent",
        "AgentLoggedOnEvent",
        "AgentNotReadyEvent",
        "AgentReadyEvent",
        "AgentWorkingAfterCallEvent",
        "AnswerCallResponse",
        "ApplicationSessionTerminated",
        "CSTAErrorCode",
        "CallClearedEvent",
        "ClearConnectionResponse",
        "ConnectionClearedEvent",
        "DeflectCallResponse",
        "DeliveredEvent",
        "DivertedEvent",
        "EstablishedEvent",
        "FailedEvent",
        "GetAgentStateResponse",
        "GetCallLinkageDataResponse",
        "GetDeviceIdResponse",
        "GetMonitorListResponse",
        "GetThirdPartyDeviceIdResponse",
        "HeldEvent",
        "HoldCallResponse",
        "MakeCallResponse",
        "MonitorStartResponse",
        "MonitorStopResponse",
        "NetworkReachedEvent",
        "OriginatedEvent",
        "QueuedEvent",
        "ReleaseDeviceIdResponse",
        "ResetApplicationSessionTimerNegResponse",
        "ResetApplicationSessionTimerPosResponse",
        "RetrieveCallResponse",
        "RetrievedEvent",
        "RouteEnd",
        "RouteRegisterAbort",
        "RouteRegisterCancelResponse",
        "RouteRegisterResponse",
        "RouteRequest",
        "RouteUsed",
        "ServiceInitiatedEvent",
        "SetAgentStateResponse",
        "SingleStepTransferCallResponse",
        "SnapshotCallResponse",
        "SnapshotDeviceResponse",
        "StartApplicationSessionNegResponse",
        "StartApplicationSessionPosResponse",
        "StopApplicationSessionNegResponse",
        "StopApplicationSessionPosResponse",
        "SystemRegisterResponse",
        "SystemStatus",
        "TransferMonitorObjectsResponse",
        "TransferedEvent"
      ].sort()
    )
  })

  it("holds every field its kind needs", () => {
    expect(lacking(sent.map((entry) => entry.xml))).toEqual([])
  })

  it("a missing field is noticed", () => {
    const [good] = sent.filter((entry) => kindOf(entry.xml) === "EstablishedEvent")
    const bad = (good?.xml ?? "").replace(/<globallyUniqueCallLinkageID>.*?<\/globallyUniqueCallLinkageID>/, "")
    expect(lacking([bad])).toEqual([
      "EstablishedEvent: callLinkageData/globalCallData/globalCallLinkageID/globallyUniqueCallLinkageID"
    ])
  })

  it("shows no password in the log", () => {
    const all = pbx.wire.entries.map((entry) => entry.xml).join("\n")
    expect(all).not.toContain(">strowger</acx:password>")
    expect(all).not.toContain(Buffer.from("secret").toString("hex"))
    expect(all).toContain(">2A2A2A<")
  })

  describe.skipIf(!inject("peers").xmllint || inject("fixtures") === "")("against the schema", () => {
    it("validates", async () => {
      const schema = `${inject("fixtures")}/cti/schema/all.xsd`
      expect(
        await validate(
          pbx.wire.entries.map((entry) => entry.xml),
          schema
        )
      ).toEqual([])
      const [valid] = sent.filter((entry) => kindOf(entry.xml) === "DeliveredEvent")
      const swapped = (valid?.xml ?? "").replace("<localConnectionInfo>", "<localConnectionInfo>x")
      expect((await validate([swapped], schema)).length).toBeGreaterThan(0)
    })
  })
})
