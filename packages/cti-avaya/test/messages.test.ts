import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Result } from "effect"
import { describe, expect, inject, it, test } from "vitest"
import { FrameDecoder } from "../src/frame.ts"
import { decode, encode, type Kind, type Message, messages, type Unread } from "../src/messages/Message.ts"
import { missingFields, requiredFields } from "../src/messages/requiredFields.ts"
import { readXml } from "../src/xml/read.ts"
import { samples } from "./samples.ts"
import { lacking, validate } from "./sim/validate.ts"

const all = Object.entries(samples).flatMap(([type, list]) =>
  list.map((members) => ({ type: type as Kind, ...members }) as Message)
)
const understood = (xml: string | Uint8Array): Message | Unread => decode(Result.getOrThrow(readXml(xml)))
const fixtures = inject("fixtures")
const xmllint = inject("peers").xmllint

describe("every kind of message", () => {
  it("has a sample", () => {
    expect(Object.keys(samples).toSorted()).toEqual(Object.keys(messages).toSorted())
    expect(Object.keys(messages).length).toBeGreaterThanOrEqual(90)
    for (const list of Object.values(samples)) expect(list.length).toBeGreaterThan(0)
  })

  it.each(all.map((message) => [message.type, message] as const))("%s is read as it was written", (_type, message) => {
    expect(understood(encode(message))).toEqual(message)
  })

  it("holds every field it needs", () => {
    expect(lacking(all.map((message) => encode(message)))).toEqual([])
    expect(Object.keys(requiredFields).filter((kind) => !(kind in messages))).toEqual([])
  })

  it("shows a field that is missing or empty", () => {
    const select = { type: "RouteSelect", crossRefIdentifier: "501", routeRegisterReqID: "12" } as const
    const missing = (message: Message) => missingFields(Result.getOrThrow(readXml(encode(message))))
    expect(missing({ ...select, routeSelected: "5001:CM1::0" })).toEqual([])
    expect(missing({ ...select, routeSelected: "" })).toEqual(["routeSelected"])
    expect(missing({ type: "AnswerCall", callToBeAnswered: { callID: "1" } })).toEqual(["callToBeAnswered/deviceID"])
  })

  it("can carry the negotiated protocol version as its namespace", () => {
    const xml = encode({ type: "MonitorStop", monitorCrossRefID: "3" }, { cstaNamespace: "x/ed3/privA" })
    expect(xml).toContain('<MonitorStop xmlns="x/ed3/privA">')
    const start = encode(
      { type: "RouteRegister", privateData: { switchNameList: "CM1" } },
      { cstaNamespace: "x/ed3/privA" }
    )
    expect(start).toContain('<RouteRegisterPrivateData xmlns="http://www.avaya.com/csta">')
  })

  describe.skipIf(!xmllint || fixtures === "")("against the schema", () => {
    it("validates", async () => {
      const schema = join(fixtures, "cti/schema/all.xsd")
      expect(
        await validate(
          all.map((message) => encode(message)),
          schema
        )
      ).toEqual([])
      // The oracle must be able to say no.
      const wrong =
        '<MonitorStop xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed3"><callID/></MonitorStop>'
      expect((await validate([wrong], schema)).length).toBeGreaterThan(0)
    })
  })
})

describe("what servers send beyond the letter", () => {
  const csta = 'xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed3"'

  it("reads a connection's members in any order", () => {
    const form = (inner: string) =>
      understood(
        `<HeldEvent ${csta}><monitorCrossRefID>1</monitorCrossRefID><heldConnection>${inner}</heldConnection></HeldEvent>`
      )
    const call = "<callID>7</callID>"
    const device = "<deviceID>5001:CM1::0</deviceID>"
    expect(form(call + device)).toEqual(form(device + call))
    expect(form(call + device)).toMatchObject({ heldConnection: { callID: "7", deviceID: "5001:CM1::0" } })
  })

  it("reads an event of another edition, without a call id, in the wrong order", () => {
    const event = understood(
      '<DeliveredEvent xmlns="http://www.ecma-international.org/standards/ecma-323/csta/ed4"><cause>newCall</cause>' +
        "<connection><deviceID>5001</deviceID></connection><monitorCrossRefID>9</monitorCrossRefID></DeliveredEvent>"
    )
    expect(event).toEqual({
      type: "DeliveredEvent",
      cause: "newCall",
      connection: { deviceID: "5001" },
      monitorCrossRefID: "9"
    })
  })

  it("keeps an enumeration it does not know", () => {
    expect(
      understood(
        `<QueuedEvent ${csta}><monitorCrossRefID>1</monitorCrossRefID><queuedConnection/><cause>acmeOverflow</cause></QueuedEvent>`
      )
    ).toMatchObject({ type: "QueuedEvent", cause: "acmeOverflow" })
  })

  it("keeps a child it does not know, verbatim", () => {
    const event = understood(
      `<MonitorStop ${csta}><monitorCrossRefID>1</monitorCrossRefID><acme v="2"><deep>x</deep></acme></MonitorStop>`
    )
    expect(event).toMatchObject({
      type: "MonitorStop",
      monitorCrossRefID: "1",
      other: [{ name: "acme", attributes: { v: "2" }, children: [{ name: "deep", text: "x" }] }]
    })
  })

  it("keeps private data it does not know, and a member that makes no sense", () => {
    const event = understood(
      `<RouteRequest ${csta}><crossRefIdentifier>1</crossRefIdentifier><currentRoute><deviceIdentifier>4000</deviceIdentifier></currentRoute>` +
        "<replyTimeout>soon</replyTimeout><extensions><privateData><private><Acme/></private></privateData></extensions></RouteRequest>"
    )
    expect(event).toMatchObject({
      type: "RouteRequest",
      currentRoute: "4000",
      other: [{ name: "replyTimeout" }, { name: "extensions" }]
    })
  })

  it("hands over a kind it does not know, and one that lacks what it cannot do without", () => {
    expect(understood('<FancyEvent xmlns="x"><a/></FancyEvent>')).toMatchObject({
      type: "Unread",
      why: "unknown-kind",
      name: "FancyEvent",
      element: { children: [{ name: "a" }] }
    })
    expect(understood("<HeldEvent/>")).toMatchObject({ type: "Unread", why: "incomplete", name: "HeldEvent" })
    for (const name of ["constructor", "__proto__", "toString"]) {
      expect(understood(`<${name}/>`)).toMatchObject({ type: "Unread", why: "unknown-kind" })
    }
  })

  it("reads user data in either case", () => {
    const data = (hex: string) =>
      understood(
        `<EstablishedEvent ${csta}><monitorCrossRefID>1</monitorCrossRefID><establishedConnection/><userData><string>${hex}</string></userData></EstablishedEvent>`
      )
    expect(data("434e3d31")).toMatchObject({ userData: "434E3D31" })
    expect(data("434")).toMatchObject({ other: [{ name: "userData" }] })
  })

  it("reads errors whatever they are called", () => {
    expect(understood(`<CSTAErrorCode ${csta}><acmeErrors>tooHot</acmeErrors></CSTAErrorCode>`)).toEqual({
      type: "CSTAErrorCode",
      category: "acmeErrors",
      value: "tooHot"
    })
    expect(understood(`<CSTAErrorCode ${csta}/>`)).toMatchObject({ category: "unspecified" })
  })
})

describe.skipIf(fixtures === "")("other people's messages", () => {
  const folder = (name: string) => join(fixtures, "cti", name)
  const clients = folder("avaya-clients")

  it.each([
    ["SimpleDMCCClient/appsession.xml", "StartApplicationSession"],
    ["SimpleDMCCClient/get_device_id_message.xml", "GetDeviceId"],
    ["SimpleDMCCClient/make_call_request_message.xml", "MakeCall"],
    ["SimpleDMCCClient/monitor_start_message.xml", "MonitorStart"],
    ["SimpleDMCCClient/monitor_stop_message.xml", "MonitorStop"],
    ["SimpleDMCCClient/snapshot_device_message.xml", "SnapshotDevice"],
    ["SimpleDMCCClient/stop_application_session_message.xml", "StopApplicationSession"],
    ["f-me-dmcc-doc-samples/GetDeviceIdResponse.xml", "GetDeviceIdResponse"],
    ["f-me-dmcc-doc-samples/MonitorStartResponse.xml", "MonitorStartResponse"],
    ["f-me-dmcc-doc-samples/StartApplicationSessionNegResponse.xml", "StartApplicationSessionNegResponse"],
    ["f-me-dmcc-doc-samples/StartApplicationSessionPosResponse.xml", "StartApplicationSessionPosResponse"]
  ])("%s is read as %s", (file, type) => {
    expect(understood(readFileSync(join(clients, file)))).toMatchObject({ type })
  })

  it("reads a login whose members have no namespace and whose session id is empty", () => {
    const start = understood(readFileSync(join(clients, "SimpleDMCCClient/appsession.xml")))
    expect(start).toMatchObject({
      applicationInfo: {
        applicationID: "SimpleXMLCli",
        applicationSpecificInfo: { userName: "ctiuser", password: "ctiuserpassword", sessionCleanupDelay: 60 }
      },
      requestedSessionDuration: 180
    })
    expect(JSON.stringify(start)).not.toContain("sessionID")
  })

  it("reads private data without a namespace of its own", () => {
    expect(understood(readFileSync(join(clients, "SimpleDMCCClient/monitor_start_message.xml")))).toMatchObject({
      monitorObject: { deviceObject: "5555:SW1:192.168.0.10:0" },
      privateData: { invertFilter: true }
    })
    expect(understood(readFileSync(join(clients, "f-me-dmcc-doc-samples/GetDeviceIdResponse.xml")))).toMatchObject({
      device: "4750::111.2.33.444:0"
    })
  })

  test("two whole frames of another client", () => {
    const frames = ["psco-StartApplicationSession-1", "psco-StartApplicationSession-2"].map((name) =>
      Buffer.from(readFileSync(join(folder("frames"), `${name}.frame.hex`), "latin1").trim(), "hex")
    )
    const read = new FrameDecoder().push(Buffer.concat(frames)).frames
    expect(read.map(({ invokeId }) => invokeId)).toEqual([1, 2])
    for (const { body } of read) expect(understood(body)).toMatchObject({ type: "StartApplicationSession" })
    expect(read.map(({ body }) => body.length + 8)).toEqual([423, 671])
  })

  it("writes 77 messages of somebody else's hand again, element for element", () => {
    const plain = (xml: string) =>
      xml
        .replace(/^<\?xml.*?\?>\s*/, "")
        .replace(/<(\w+)([^<>]*)><\/\1>/g, "<$1$2/>")
        .replaceAll("ns1", "acx")
        .trim()
    const unknown: Array<string> = []
    let same = 0
    for (const file of readdirSync(folder("derived-avaya"))) {
      const xml = readFileSync(join(folder("derived-avaya"), file), "utf8")
      const message = understood(xml)
      if (message.type === "Unread") unknown.push(file)
      else {
        expect([file, plain(encode(message))]).toEqual([file, plain(xml)])
        same += 1
      }
    }
    expect(same).toBe(77)
    expect(unknown).toEqual(["97-RegisterTerminalRequest-recorder.xml", "98-MediaStartEvent.xml"])
  })
})
