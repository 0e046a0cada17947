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
    stations: [{ extension: "5001" }],
    ...options
  })
  await pbx.start()
  open.push(() => pbx.stop())
  return { clock, pbx }
}

describe("a session", () => {
  it("is refused with a wrong password, an unknown version, or when there are too many", async () => {
    const { pbx } = await switched({ dmcc: { versions: ["privC"], maxSessions: 1 } })
    const client = await RawClient.open(pbx.port)
    const refusal = (text: string) => ({
      type: "StartApplicationSessionNegResponse",
      errorCode: { defined: true, text }
    })
    expect(await client.startSession({ password: "wrong" })).toEqual(refusal("invalidApplicationInfo"))
    const login = { userName: "strowger", password: "strowger" }
    const old = await client.request({
      type: "StartApplicationSession",
      applicationInfo: { applicationID: "test", applicationSpecificInfo: login },
      requestedProtocolVersions: ["http://www.ecma-international.org/standards/ecma-323/csta/ed3/priv1"]
    })
    expect(old).toEqual(refusal("requestedProtocolVersionNotSupported"))
    expect(await client.startSession()).toMatchObject({ type: "StartApplicationSessionPosResponse" })
    const second = await RawClient.open(pbx.port)
    expect(await second.startSession()).toEqual(refusal("maxNumberSessions"))
    expect(pbx.refused.get("session-invalidApplicationInfo")).toBe(1)
  })

  it("is needed for anything else", async () => {
    const { pbx } = await switched()
    const client = await RawClient.open(pbx.port)
    const answer = await client.request({ type: "SnapshotDevice", snapshotObject: id("5001") })
    expect(answer).toEqual({ type: "CSTAErrorCode", category: "security", value: "generic" })
    const reset = await client.request({ type: "ResetApplicationSessionTimer", sessionID: "x" })
    expect(reset).toMatchObject({
      type: "ResetApplicationSessionTimerNegResponse",
      errorCode: { text: "invalidSessionID" }
    })
  })

  it("lives while it is kept alive, and is terminated when it is not", async () => {
    const { clock, pbx } = await switched()
    const client = await RawClient.open(pbx.port)
    const started = await client.startSession({ seconds: 60 })
    const sessionID = started.type === "StartApplicationSessionPosResponse" ? started.sessionID : ""
    for (let kept = 0; kept < 3; kept++) {
      clock.advance(50_000)
      const answer = await client.request({
        type: "ResetApplicationSessionTimer",
        sessionID,
        requestedSessionDuration: 60
      })
      expect(answer).toEqual({ type: "ResetApplicationSessionTimerPosResponse", actualSessionDuration: 60 })
    }
    clock.advance(60_000)
    expect(await client.next("ApplicationSessionTerminated")).toMatchObject({
      sessionTermReason: { text: "sessionTimerExpired" }
    })
    await client.closed
  })

  it("survives the client's kill: resumed by its old id, its monitors and questions go on", async () => {
    const { clock, pbx } = await switched()
    const first = await RawClient.open(pbx.port)
    const { session } = await first.settle("4000", ["5001"])
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    await first.next("RouteRequest")
    first.kill()
    await expect.poll(() => pbx.sessions[0]?.linked).toBe(false)
    // Nobody to ask: the vector loops on by itself.
    clock.advance(5000)
    expect(caller.entry?.history.at(-1)?.what).toBe("route skipped")
    const lost = pbx.book.units.filter((unit) => !unit.sent).map((unit) => unit.kind)
    expect(lost).toEqual(["RouteEnd"])

    const second = await RawClient.open(pbx.port)
    expect(await second.startSession({ sessionID: session })).toMatchObject({ sessionID: session })
    clock.advance(5000)
    const asked = await second.next("RouteRequest")
    expect(asked.callLinkageData?.ucid).toBe(caller.ucid)
    second.select(asked, "5001")
    const rings = await second.next("DeliveredEvent", (event) => event.alertingDevice === id("5001"))
    expect(rings.monitorCrossRefID).toBe("1")
    expect(pbx.sessions).toEqual([{ id: session, user: "strowger", linked: true }])
  })

  it("is gone after its cleanup delay; a new one takes over the questions", async () => {
    const { clock, pbx } = await switched()
    const first = await RawClient.open(pbx.port)
    const { session } = await first.settle("4000", [])
    const caller = pbx.call({ from: "13800138000", to: "4000" })
    first.kill()
    await expect.poll(() => pbx.sessions[0]?.linked).toBe(false)
    clock.advance(60_000)
    expect(pbx.sessions).toEqual([])
    const second = await RawClient.open(pbx.port)
    expect(await second.startSession({ sessionID: session })).toMatchObject({
      type: "StartApplicationSessionNegResponse",
      errorCode: { text: "invalidApplicationInfo" }
    })
    await second.settle("4000", [])
    clock.advance(5000)
    expect((await second.next("RouteRequest")).callLinkageData?.ucid).toBe(caller.ucid)
  })

  it("may give its monitors to a new session when its link is lost", async () => {
    const { pbx } = await switched()
    const first = await RawClient.open(pbx.port)
    const { session } = await first.settle("4000", [])
    const second = await RawClient.open(pbx.port)
    const started = await second.startSession()
    const toSessionID = started.type === "StartApplicationSessionPosResponse" ? started.sessionID : ""
    const transfer = { type: "TransferMonitorObjects", fromSessionID: session, toSessionID } as const
    expect(await second.request(transfer)).toMatchObject({ type: "CSTAErrorCode" })
    first.kill()
    await expect.poll(() => pbx.sessions[0]?.linked).toBe(false)
    await second.ask("TransferMonitorObjectsResponse", transfer)
    pbx.call({ from: "1", to: "4000" })
    expect(await second.next("DeliveredEvent")).toMatchObject({ monitorCrossRefID: "1" })
  })
})

describe("faults", () => {
  it("links drop, sessions are lost, the switch link goes down and comes back", async () => {
    const { clock, pbx } = await switched()
    const client = await RawClient.open(pbx.port)
    await client.settle("4000", ["5001"])
    await client.ask("SystemRegisterResponse", { type: "SystemRegister", requestTypes: { systemStatus: true } })
    pbx.setSwitchLink(false)
    const down = await client.next("SystemStatus")
    expect(down.privateData?.switchTlinkStatus).toEqual([{ switchName: "CMSIM", tlinkStatus: "tlinkDown" }])
    pbx.call({ from: "1", to: "4000" })
    expect(await client.request({ type: "SnapshotDevice", snapshotObject: id("5001") })).toMatchObject({
      value: "resourceOutOfService"
    })
    expect(client.events.some((event) => event.type === "RouteRequest")).toBe(false)
    pbx.setSwitchLink(true)
    clock.advance(5000)
    await client.next("RouteRequest")
    pbx.dropLinks()
    await client.closed
    expect(pbx.sessions).toHaveLength(1)
    pbx.loseSessions()
    expect(pbx.sessions).toEqual([])
  })

  it("events come twice, late, in pieces, with rubbish between, as told", async () => {
    const { pbx } = await switched()
    const client = await RawClient.open(pbx.port)
    await client.settle("4000", [])
    pbx.faults.duplicateEvents = 1
    pbx.faults.malformed = 1
    pbx.faults.chunkOctets = 3
    pbx.faults.delayMs = 20
    pbx.call({ from: "1", to: "4000" })
    await client.next("DeliveredEvent")
    await client.next("DeliveredEvent")
    await client.next("RouteRequest")
    expect(client.events).toEqual([])
    pbx.faults.silent = true
    let answered = false
    void client.request({ type: "GetMonitorList" }).then(() => (answered = true))
    pbx.faults.refuseLinks = true
    const refused = await RawClient.open(pbx.port)
    await refused.closed
    expect(answered).toBe(false)
  })
})

describe("the PBX itself", () => {
  it("says when a port is taken, and leaves nothing open", async () => {
    const { pbx } = await switched()
    const second = new Pbx({ dmcc: { port: pbx.port } })
    await expect(second.start()).rejects.toThrow("EADDRINUSE")
    await second.stop()
  })

  it("a session that starts on a link takes the place of the one before", async () => {
    const { pbx } = await switched()
    const client = await RawClient.open(pbx.port)
    await client.settle("4000", [])
    await client.startSession()
    pbx.call({ from: "1", to: "4000" })
    await client.request({ type: "GetMonitorList" })
    expect(client.events).toEqual([])
    expect(pbx.sessions.map((session) => session.linked)).toEqual([false, true])
  })

  it("that is full refuses the client's calls, and tells a script", async () => {
    const { pbx } = await switched({ callIdLimit: 1 })
    const client = await RawClient.open(pbx.port)
    await client.settle("4000", [])
    pbx.call({ from: "1", to: "4000" })
    const made = { type: "MakeCall", callingDevice: id("5001"), calledDirectoryNumber: id("4000") } as const
    expect(await client.request(made)).toMatchObject({ type: "CSTAErrorCode", value: "resourceBusy" })
    expect(() => pbx.call({ from: "2", to: "4000" })).toThrow("callIdLimit")
    expect(() => pbx.call({ from: "2", to: "4000", uui: "abc" })).toThrow("hexadecimal")
  })
})
