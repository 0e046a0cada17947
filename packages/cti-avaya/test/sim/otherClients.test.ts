import { readFileSync } from "node:fs"
import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { encodeFrame } from "../../src/frame.ts"
import { askingVector, Pbx } from "../../src/sim/index.ts"
import { RawClient } from "./client.ts"

/** Requests as clients by other people write them, bytes untouched: unprefixed, `xmlns=""`, the wrong namespace, members we do not know. */
describe.skipIf(inject("fixtures") === "")("a client we did not write", () => {
  const folder = `${inject("fixtures")}/cti`
  const pbx = new Pbx({
    vdns: [{ extension: "4000", vector: askingVector() }],
    stations: [{ extension: "5555" }, { extension: "5556" }],
    dmcc: {
      switchName: "SW1",
      switchAddress: "192.168.0.10",
      users: [{ name: "ctiuser", password: "ctiuserpassword" }]
    }
  })
  let client: RawClient
  let invokeId = 100
  const send = (xml: string) => {
    const frame = encodeFrame(++invokeId, xml)
    if (Result.isFailure(frame)) throw frame.failure
    client.write(frame.success)
  }
  const theirs = (name: string) => readFileSync(`${folder}/avaya-clients/SimpleDMCCClient/${name}.xml`, "utf8")
  beforeAll(async () => {
    await pbx.start()
    client = await RawClient.open(pbx.port)
  })
  afterAll(() => pbx.stop())

  it("opens a session, watches a station, makes a call and takes its leave", async () => {
    send(theirs("appsession"))
    const { sessionID } = await client.next("StartApplicationSessionPosResponse")
    send(theirs("get_device_id_message"))
    expect((await client.next("GetDeviceIdResponse")).device).toBe("5555:SW1::0")
    send(theirs("monitor_start_message"))
    const { actualMonitorFilter, monitorCrossRefID } = await client.next("MonitorStartResponse")
    expect(actualMonitorFilter?.callcontrol).toMatchObject({ delivered: true, established: true })
    expect(actualMonitorFilter?.callcontrol?.held).toBeUndefined()
    send(theirs("make_call_request_message"))
    const { callingDevice } = await client.next("MakeCallResponse")
    expect(await client.next("OriginatedEvent")).toMatchObject({
      monitorCrossRefID,
      originatedConnection: callingDevice
    })
    expect(pbx.station("5556").state).toBe("ringing")
    send(theirs("snapshot_device_message"))
    expect(await client.next("SnapshotDeviceResponse")).toMatchObject({ privateData: { stationStatus: "busy" } })
    send(theirs("monitor_stop_message").replace("1111111", monitorCrossRefID))
    await client.next("MonitorStopResponse")
    send(theirs("stop_application_session_message").replace("SID-0", sessionID))
    await client.next("StopApplicationSessionPosResponse")
    expect(pbx.sessions).toEqual([])
  })

  it("hears that a service is not there, or that nobody knows it", async () => {
    send(theirs("register_terminal_request_message"))
    expect(await client.next("CSTAErrorCode")).toMatchObject({ category: "security" })
    send(theirs("appsession"))
    await client.next("StartApplicationSessionPosResponse")
    for (const name of [
      "register_terminal_request_message",
      "unregister_terminal_request_message",
      "play_message_request_message"
    ]) {
      send(theirs(name))
      expect(await client.next("CSTAErrorCode")).toMatchObject({ value: "serviceNotSupported" })
    }
    for (const number of [1, 2]) {
      const hex = readFileSync(`${folder}/frames/psco-StartApplicationSession-${number}.frame.hex`, "utf8")
      client.write(Buffer.from(hex.replace(/\s/g, ""), "hex"))
      const { errorCode } = await client.next("StartApplicationSessionNegResponse")
      expect(errorCode.text).toBe("invalidApplicationInfo")
    }
  })
})
