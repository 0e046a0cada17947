import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { Result } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { encodeFrame } from "../../src/frame.ts"
import { encode } from "../../src/messages/Message.ts"
import { askingVector, Pbx } from "../../src/sim/index.ts"
import { id, RawClient } from "./client.ts"

const frame = (xml: string, invokeId = 1): Buffer => {
  const made = encodeFrame(invokeId, xml)
  if (Result.isFailure(made)) throw made.failure
  return made.success
}

const pbx = new Pbx({
  vdns: [{ extension: "4000", vector: askingVector(5000) }],
  stations: [{ extension: "5001" }, { extension: "5002", autoAnswerMs: 0 }],
  agents: [{ login: "2001" }],
  dmcc: { loginMs: 300, maxSessions: 10_000 }
})
let good: RawClient
beforeAll(async () => {
  await pbx.start()
  good = await RawClient.open(pbx.port)
  await good.settle("4000", ["5001"])
})
afterAll(() => pbx.stop())

/** Whoever behaves is served all the same. */
const stillServes = async () => {
  const caller = pbx.call({ from: "13800138000", to: "4000" })
  good.select(await good.next("RouteRequest", (one) => one.callLinkageData?.ucid === caller.ucid), "5002")
  expect(await caller.answered).toBe("5002")
  caller.hangUp()
  expect((await caller.ended).endedBy).toBe("caller")
}

describe("on the DMCC port", () => {
  it.each([
    ["an HTTP probe", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "frame-version"],
    ["a TLS hello", Buffer.from("16030100b8010000b40303", "hex"), "frame-version"],
    ["a frame shorter than its header", Buffer.from("00000007303030317879", "hex"), "frame-length"],
    ["an invoke id of letters", Buffer.from("0000000961626364aa", "hex"), "frame-invoke-id"],
    ["a DOCTYPE", frame('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "xml-doctype"],
    [
      "a processing instruction",
      frame('<?php echo 1 ?><GetMonitorList xmlns="http://www.avaya.com/csta"/>'),
      "xml-processing-instruction"
    ],
    ["XML a thousand deep", frame("<a>".repeat(1000) + "</a>".repeat(1000)), "xml-depth"]
  ])("%s: the link is closed and counted, others go on", async (_name, octets, reason) => {
    const before = pbx.refused.get(reason) ?? 0
    const client = await RawClient.open(pbx.port)
    await client.startSession()
    client.write(octets)
    await client.closed
    expect(pbx.refused.get(reason)).toBe(before + 1)
    await stillServes()
  })

  it("what is not well formed, or not known, gets its error and the link goes on", async () => {
    const client = await RawClient.open(pbx.port)
    await client.startSession()
    client.write(frame("<AnswerCall><callToBeAnswered></AnswerCall>", 7000))
    client.write(frame("<Nonsense/>", 7001))
    client.write(frame("<AnswerCall/>", 7002))
    for (const value of ["generic", "serviceNotSupported", "invalidParameterValue"]) {
      await client.next("CSTAErrorCode", (error) => error.value === value)
    }
    expect(await client.request({ type: "GetMonitorList" })).toMatchObject({ type: "GetMonitorListResponse" })
    client.end()
  })

  it("who says nothing is let go", async () => {
    const client = await RawClient.open(pbx.port)
    await client.closed
    expect(pbx.refused.get("no-session")).toBeGreaterThan(0)
  })

  it("mutated frames of good messages never stop the others", async () => {
    const messages = [
      encode({ type: "MonitorStart", monitorObject: { deviceObject: id("5001") }, monitorType: "device" }),
      encode({ type: "RouteSelect", crossRefIdentifier: "1", routeRegisterReqID: "1", routeSelected: id("5001") }),
      encode({ type: "MakeCall", callingDevice: id("5001"), calledDirectoryNumber: id("5002") }),
      encode({ type: "SetAgentState", device: id("5001"), requestedAgentState: "loggedOn", agentID: "2001" }),
      encode({ type: "SnapshotDevice", snapshotObject: id("4000") })
    ].map((xml) => frame(xml))
    const mutation = fc.record({
      which: fc.nat(messages.length - 1),
      changes: fc.array(fc.record({ at: fc.nat(), to: fc.nat(255) }), { minLength: 1, maxLength: 4 }),
      cut: fc.option(fc.nat(400), { nil: undefined })
    })
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 8 }), async (mutations) => {
        const client = await RawClient.open(pbx.port)
        await client.startSession()
        for (const { which, changes, cut } of mutations) {
          const octets = Buffer.from(messages[which] ?? "")
          for (const { at, to } of changes) octets[at % octets.length] = to
          client.write(cut === undefined ? octets : octets.subarray(0, cut))
        }
        client.end()
        await client.closed
      }),
      { numRuns: 150 }
    )
    expect(pbx.sessions.length).toBeGreaterThan(150)
    pbx.station("5001").hangUp()
    await stillServes()
  })
})

describe("over TLS", () => {
  const folder = mkdtempSync(join(tmpdir(), "strowger-tls-"))
  const file = (name: string) => join(folder, name)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const openssl = (): boolean => {
    try {
      const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
      const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", file("key.pem")]
      execFileSync("openssl", ["req", "-x509", ...key, "-out", file("cert.pem"), "-days", "2", ...subject], {
        stdio: "ignore"
      })
      return true
    } catch {
      return false
    }
  }
  const certified = openssl()

  it.skipIf(!certified)("the same is served, and plain octets on that port are refused", async () => {
    const cert = readFileSync(file("cert.pem"), "utf8")
    const secure = new Pbx({
      vdns: [{ extension: "4000", vector: askingVector(5000) }],
      dmcc: { port: "none", tls: { cert, key: readFileSync(file("key.pem"), "utf8") } }
    })
    await secure.start()
    try {
      const client = await RawClient.open(secure.tlsPort, { ca: cert })
      await client.settle("4000", [])
      secure.call({ from: "1", to: "4000" })
      await client.next("RouteRequest")
      const plain = await RawClient.open(secure.tlsPort)
      plain.write("GET / HTTP/1.1\r\n\r\n")
      await plain.closed
      expect(secure.refused.get("tls")).toBe(1)
      secure.call({ from: "2", to: "4000" })
      await client.next("RouteRequest")
    } finally {
      await secure.stop()
    }
  })
})
