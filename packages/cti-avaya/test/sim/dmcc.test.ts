import { afterEach, describe, expect, it } from "vitest"
import { askingVector, ManualClock, Pbx, type PbxOptions } from "../../src/sim/index.ts"
import { id, RawClient } from "./client.ts"

const open: Array<() => Promise<void>> = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const switched = async (options: PbxOptions = {}) => {
  const clock = new ManualClock()
  const pbx = new Pbx({
    clock,
    vdns: [{ extension: "4000", vector: askingVector(5000) }],
    stations: [{ extension: "5001" }, { extension: "5002" }],
    agents: [{ login: "2001", password: "secret" }],
    ...options
  })
  await pbx.start()
  open.push(() => pbx.stop())
  return { clock, pbx }
}
const linked = async (options: PbxOptions = {}) => {
  const { clock, pbx } = await switched(options)
  const client = await RawClient.open(pbx.port)
  const session = await client.settle("4000", ["5001", "5002"])
  return { client, clock, pbx, ...session }
}

describe("adjunct routing", () => {
  it("answered while an agent is free: the call rings at the station chosen, in the order a switch says it", async () => {
    const { client, pbx } = await linked()
    const caller = pbx.call({ from: "13800138000", to: "4000", uui: "434E" })
    const question = await client.next("RouteRequest")
    expect(question.callLinkageData?.ucid).toBe(caller.ucid)
    expect(question.privateData).toMatchObject({ userData: "434E", trunkGroup: "1" })
    client.select(question, "5001", { routeUsedReq: true })
    const rings = await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
    expect(rings).toMatchObject({ callLinkageData: { ucid: caller.ucid }, localConnectionInfo: "alerting" })
    const before = client.events.map((event) => event.type)
    expect(before.filter((type) => type.startsWith("Route"))).toEqual(["RouteUsed", "RouteEnd"])
    expect(caller.state).toBe("ringing")
    await client.ask("AnswerCallResponse", { type: "AnswerCall", callToBeAnswered: rings.connection })
    await client.next("EstablishedEvent")
    expect(await caller.answered).toBe("5001")
    expect(pbx.book.units.find((unit) => unit.kind === "RouteRequest")).toMatchObject({
      ucid: caller.ucid,
      sent: true,
      outcome: { by: "client", what: "RouteSelect 5001" }
    })
  })

  it("a queued caller is asked for on every loop with the same UCID, and is answered when the client is ready", async () => {
    const { client, clock, pbx } = await linked()
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    const first = await client.next("RouteRequest")
    client.send({ type: "RouteEnd", crossRefIdentifier: first.crossRefIdentifier, routeRegisterReqID: "1" })
    await expect.poll(() => caller.entry?.history.at(-1)?.what).toBe("route declined")
    clock.advance(5000)
    const second = await client.next("RouteRequest")
    clock.advance(5000)
    const over = await client.next("RouteEnd", (end) => end.crossRefIdentifier === second.crossRefIdentifier)
    expect(over.errorValue).toEqual({ category: "operation", value: "routeingTimerExpired" })
    const third = await client.next("RouteRequest")
    expect([first, second, third].map((one) => one.callLinkageData?.ucid)).toEqual(Array(3).fill(caller.ucid))
    client.select(third, "5002")
    await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5002"))
    expect(pbx.book.openQuestions).toEqual([])
  })

  it("a caller who hangs up during an open question ends it with noActiveCall, then the call is cleared", async () => {
    const { client, pbx } = await linked()
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    const question = await client.next("RouteRequest")
    caller.hangUp()
    const end = await client.next("RouteEnd")
    expect(end).toMatchObject({
      crossRefIdentifier: question.crossRefIdentifier,
      errorValue: { category: "stateIncompatibility", value: "noActiveCall" }
    })
    expect(await client.next("CallClearedEvent")).toMatchObject({ callLinkageData: { ucid: caller.ucid } })
    client.select(question, "5001")
    // One that comes too late is told so, and rings nowhere.
    await expect.poll(() => pbx.refused.get("request-invalidRouteingCrossRefID")).toBe(1)
    expect((await caller.ended).endedBy).toBe("caller")
  })

  it("a choice that cannot be had is refused in the dialogue, and the vector goes on", async () => {
    const { client, clock, pbx } = await linked()
    pbx.call({ from: "1", to: "4000" })
    client.select(await client.next("RouteRequest"), "9999")
    expect(await client.next("RouteEnd")).toMatchObject({
      errorValue: { category: "operation", value: "invalidDestination" }
    })
    clock.advance(5000)
    client.select(await client.next("RouteRequest"), "5001")
    await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
  })

  it("goes to the latest who registered; the one before is told so", async () => {
    const { client, pbx } = await linked()
    const other = await RawClient.open(pbx.port)
    await other.settle("4000", [])
    expect(await client.next("RouteRegisterAbort")).toMatchObject({ routeRegisterReqID: "1" })
    pbx.call({ from: "1", to: "4000" })
    await other.next("RouteRequest")
    expect(client.events.some((event) => event.type === "RouteRequest")).toBe(false)
  })
})

describe("monitors", () => {
  it("a station sees its own leg ring, answer, hold, come back and go; the VDN's monitor sees the whole call to its end", async () => {
    const { client, pbx } = await linked()
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    client.select(await client.next("RouteRequest"), "5001")
    await client.next("RouteEnd")
    const phone = pbx.station("5001")
    phone.answer()
    phone.hold()
    phone.retrieve()
    caller.hangUp()
    await client.next("CallClearedEvent")
    const seen = (monitor: string) =>
      client.events.flatMap((event) =>
        "monitorCrossRefID" in event && event.monitorCrossRefID === monitor ? [event.type.replace("Event", "")] : []
      )
    expect(seen("1")).toEqual([
      "Delivered",
      "Delivered",
      "Established",
      "Held",
      "Retrieved",
      "ConnectionCleared",
      "ConnectionCleared"
    ])
    expect(seen("2")).toEqual([
      "Delivered",
      "Established",
      "Held",
      "Retrieved",
      "ConnectionCleared",
      "ConnectionCleared"
    ])
    expect(seen("3")).toEqual([])
    const own = client.events.filter(
      (event) => event.type === "ConnectionClearedEvent" && event.monitorCrossRefID === "2"
    )
    expect(own.at(-1)).toMatchObject({ releasingDevice: id("5001"), localConnectionInfo: "null" })
  })

  it("no answer is told as Diverted (redirected), the agent as not ready, and the call comes round again", async () => {
    const { client, clock, pbx } = await linked({ ronaMs: 12_000, ronaReason: 4 })
    pbx.station("5001").logOn("2001", "secret")
    pbx.station("5001").ready()
    const caller = pbx.call({ from: "1", to: "4000" })
    client.select(await client.next("RouteRequest"), "2001")
    await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
    clock.advance(12_000)
    expect(await client.next("DivertedEvent", (event) => event.monitorCrossRefID === "2")).toMatchObject({
      divertingDevice: id("5001"),
      newDestination: id("4000"),
      cause: "redirected"
    })
    await client.next("AgentNotReadyEvent", (event) => event.privateData?.reasonCode === 4)
    const again = await client.next("RouteRequest")
    expect(again.callLinkageData?.ucid).toBe(caller.ucid)
  })

  it("gives what the filter asks for, inverted or plain, and says what it grants", async () => {
    const { pbx } = await switched({ dmcc: { agentEvents: false } })
    const client = await RawClient.open(pbx.port)
    await client.startSession()
    const start = { type: "MonitorStart", monitorObject: { deviceObject: id("5001") } } as const
    const inverted = await client.ask("MonitorStartResponse", {
      ...start,
      requestedMonitorFilter: { callcontrol: { delivered: true }, logicalDeviceFeature: { agentReady: true } },
      privateData: { invertFilter: true }
    })
    expect(inverted.actualMonitorFilter).toEqual({ callcontrol: { delivered: true } })
    const plain = await client.ask("MonitorStartResponse", {
      ...start,
      requestedMonitorFilter: { callcontrol: { delivered: true } }
    })
    expect(plain.actualMonitorFilter?.callcontrol?.delivered).toBeUndefined()
    expect(plain.actualMonitorFilter?.callcontrol?.established).toBe(true)
    const none = await client.request({ ...start, monitorObject: { deviceObject: id("9") } })
    expect(none).toMatchObject({ type: "CSTAErrorCode", value: "invalidMonitorObject" })
    await client.ask("MonitorStopResponse", { type: "MonitorStop", monitorCrossRefID: plain.monitorCrossRefID })
    const gone = await client.request({ type: "MonitorStop", monitorCrossRefID: plain.monitorCrossRefID })
    expect(gone).toMatchObject({ type: "CSTAErrorCode", value: "invalidCrossRefID" })
  })
})

describe("services", () => {
  it("answer, hold, retrieve, transfer, make and clear calls; the answer comes before the event", async () => {
    const { client, pbx } = await linked({ dmcc: { wire: { keep: 500 } } })
    const made = await client.ask("MakeCallResponse", {
      type: "MakeCall",
      callingDevice: id("5001"),
      calledDirectoryNumber: id("5002"),
      autoOriginate: "doNotPrompt"
    })
    const out = pbx.wire.entries.filter((entry) => entry.direction === "out").map((entry) => entry.xml)
    const at = (name: string) => out.findIndex((xml) => xml.includes(`<${name} `))
    expect(at("MakeCallResponse")).toBeGreaterThan(-1)
    expect(at("MakeCallResponse")).toBeLessThan(at("ServiceInitiatedEvent"))
    const ringing = { callID: made.callingDevice.callID, deviceID: id("5002") }
    await client.ask("AnswerCallResponse", { type: "AnswerCall", callToBeAnswered: ringing })
    await client.ask("HoldCallResponse", { type: "HoldCall", callToBeHeld: ringing })
    expect(await client.request({ type: "HoldCall", callToBeHeld: ringing })).toMatchObject({
      type: "CSTAErrorCode",
      category: "stateIncompatibility",
      value: "noActiveCall"
    })
    await client.ask("RetrieveCallResponse", { type: "RetrieveCall", callToBeRetrieved: ringing })
    await client.ask("SingleStepTransferCallResponse", {
      type: "SingleStepTransferCall",
      activeCall: ringing,
      transferredTo: id("4000")
    })
    expect(await client.next("TransferedEvent", (event) => event.monitorCrossRefID === "3")).toMatchObject({
      transferringDevice: id("5002"),
      transferredToDevice: id("4000"),
      localConnectionInfo: "null"
    })
    client.select(await client.next("RouteRequest"), "5002")
    await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5002"))
    await client.ask("DeflectCallResponse", {
      type: "DeflectCall",
      callToBeDiverted: ringing,
      newDestination: id("4000")
    })
    await client.next("RouteRequest")
    await client.ask("ClearConnectionResponse", {
      type: "ClearConnection",
      connectionToBeCleared: { callID: made.callingDevice.callID, deviceID: id("5001") }
    })
    await client.next("CallClearedEvent")
    expect(pbx.book.calls[0]?.endedBy).toBe("client")
    expect(await client.request({ type: "AnswerCall", callToBeAnswered: ringing })).toMatchObject({
      value: "invalidCallID"
    })
  })

  it("set and tell the state of agents", async () => {
    const { client, pbx } = await linked()
    const set = { type: "SetAgentState", device: id("5001"), agentID: "2001" } as const
    const password = Buffer.from("secret").toString("hex")
    const wrong = await client.request({ ...set, requestedAgentState: "loggedOn", password: "00" })
    expect(wrong).toMatchObject({ type: "CSTAErrorCode", value: "invalidAgentPassword" })
    await client.ask("SetAgentStateResponse", { ...set, requestedAgentState: "loggedOn", password })
    expect(await client.next("AgentLoggedOnEvent")).toMatchObject({ agentDevice: id("5001"), agentID: "2001" })
    await client.next("AgentNotReadyEvent")
    await client.ask("SetAgentStateResponse", {
      ...set,
      requestedAgentState: "ready",
      privateData: { workMode: "manualIn" }
    })
    await client.next("AgentReadyEvent")
    const read = () => client.ask("GetAgentStateResponse", { type: "GetAgentState", device: id("5001") })
    expect(await read()).toMatchObject({
      agentStateList: [{ agentID: "2001", loggedOnState: true, agentInfo: [{ agentState: "agentReady" }] }],
      privateData: { workMode: "manualIn", talkState: "idle" }
    })
    pbx.call({ from: "1", to: "4000" })
    client.select(await client.next("RouteRequest"), "2001")
    await client.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
    pbx.station("5001").answer()
    await client.next("AgentBusyEvent")
    const notReady = { ...set, requestedAgentState: "notReady" } as const
    expect(await client.request(notReady)).toMatchObject({ value: "connectedCallExists" })
    expect(
      await client.ask("SetAgentStateResponse", { ...notReady, privateData: { reasonCode: 3, enablePending: true } })
    ).toMatchObject({ privateData: { isPending: true } })
    expect(await read()).toMatchObject({ privateData: { talkState: "onCall", pendingReasonCode: 3 } })
    pbx.station("5001").hangUp()
    expect(await client.next("AgentNotReadyEvent")).toMatchObject({ privateData: { reasonCode: 3 } })
    await client.ask("SetAgentStateResponse", { ...set, requestedAgentState: "loggedOff" })
    await client.next("AgentLoggedOffEvent")
    expect((await read()).agentStateList).toEqual([{ loggedOnState: false }])
  })

  it("snapshots show the calls at a station, at a VDN and the legs of a call", async () => {
    const { client, pbx } = await linked()
    const waiting = pbx.call({ from: "13800138000", to: "4000" })
    const snap = (device: string) =>
      client.ask("SnapshotDeviceResponse", { type: "SnapshotDevice", snapshotObject: id(device) })
    expect((await snap("4000")).legs).toMatchObject([{ localCallState: ["queued", "connected"] }])
    expect((await snap("5001")).legs).toEqual([])
    client.select(await client.next("RouteRequest"), "5001")
    await client.next("RouteEnd")
    const [leg] = (await snap("5001")).legs ?? []
    expect(leg?.localCallState?.[0]).toBe("alerting")
    const call = await client.ask("SnapshotCallResponse", {
      type: "SnapshotCall",
      snapshotObject: { callID: waiting.callId }
    })
    expect(call).toMatchObject({ callLinkageData: { ucid: waiting.ucid }, callingDevice: id("13800138000") })
    expect(call.legs?.map((one) => one.localConnectionInfo)).toEqual(["connected", "alerting"])
    const linkage = await client.ask("GetCallLinkageDataResponse", {
      type: "GetCallLinkageData",
      call: leg?.connectionIdentifier ?? {}
    })
    expect(linkage.callLinkageData?.ucid).toBe(waiting.ucid)
  })
})
