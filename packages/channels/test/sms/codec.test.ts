import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, inject, test } from "vitest"
import { decodePdu, encodePdu } from "../../src/sms/pdu/codec.ts"
import { Framer } from "../../src/sms/pdu/Framer.ts"
import type { MessageRequest, Pdu } from "../../src/sms/pdu/Pdu.ts"
import { deliverSm, everyPdu, hexOf } from "./pdus.ts"

/** What we look at in a PDU of the npm package smpp, the second opinion on our codec. */
interface OtherPdu {
  readonly command: string
  readonly command_id: number
  readonly command_status: number
  readonly sequence_number: number
  readonly [field: string]: unknown
  readonly toBuffer: () => Buffer
}
const { PDU: OtherPdu } = createRequire(import.meta.url)("smpp/lib/pdu.js") as {
  readonly PDU: new (from: Buffer | string, fields?: Record<string, unknown>) => OtherPdu
}

/** Octets as hexadecimal digits, so that a Buffer and a Uint8Array of the same octets are equal. */
const plain = (pdu: unknown): unknown =>
  JSON.parse(
    JSON.stringify(pdu, function (this: Record<string, unknown>, key, value: unknown) {
      const original = this[key]
      return original instanceof Uint8Array ? Buffer.from(original).toString("hex") : value
    })
  )

const ascii = (longest: number) =>
  fc.string({ maxLength: longest, unit: fc.integer({ min: 1, max: 255 }).map((n) => String.fromCharCode(n)) })
const octet = fc.integer({ min: 0, max: 255 })
const address = fc.record({ ton: octet, npi: octet, value: ascii(20) })
const anyMessage: fc.Arbitrary<MessageRequest> = fc.record({
  command: fc.constantFrom("deliver_sm", "submit_sm"),
  sequence: fc.integer({ min: 1, max: 0x7fffffff }),
  status: fc.constant(0),
  serviceType: ascii(5),
  source: address,
  destination: address,
  esmClass: octet,
  protocolId: octet,
  priority: octet,
  scheduleTime: ascii(16),
  validityPeriod: ascii(16),
  registeredDelivery: octet,
  replaceIfPresent: octet,
  dataCoding: octet,
  defaultMessageId: octet,
  shortMessage: fc.uint8Array({ maxLength: 255 }),
  tlvs: fc.array(fc.record({ tag: fc.integer({ min: 0, max: 0xffff }), value: fc.uint8Array({ maxLength: 300 }) }), {
    maxLength: 5
  })
})

describe("the codec", () => {
  test("every PDU of ours is read back as it was written", () => {
    for (const pdu of everyPdu) {
      const frame = encodePdu(pdu)
      expect(Buffer.from(frame).readUInt32BE(0)).toBe(frame.length)
      expect(plain(decodePdu(frame))).toEqual(plain(pdu))
    }
  })

  test("any message survives, octets above 127 in its texts too", () => {
    fc.assert(
      fc.property(anyMessage, (pdu) => {
        expect(plain(decodePdu(encodePdu(pdu)))).toEqual(plain(pdu))
      })
    )
  })

  test("the npm package smpp reads the same fields from our octets", () => {
    for (const pdu of everyPdu) {
      const other = new OtherPdu(Buffer.from(encodePdu(pdu)))
      expect(other).toMatchObject({ command: pdu.command, sequence_number: pdu.sequence, command_status: pdu.status })
      if (!("dataCoding" in pdu)) continue
      expect(other).toMatchObject({
        source_addr: pdu.source.value,
        source_addr_ton: pdu.source.ton,
        destination_addr: pdu.destination.value,
        dest_addr_npi: pdu.destination.npi,
        esm_class: pdu.esmClass,
        data_coding: pdu.dataCoding,
        registered_delivery: pdu.registeredDelivery
      })
    }
  })

  test("we read the octets of the npm package smpp", () => {
    const octets = Buffer.from("d83dde00", "hex")
    const fields = {
      source_addr: "1",
      destination_addr: "2",
      data_coding: 8,
      short_message: octets,
      user_message_reference: 7
    }
    const other = new OtherPdu("submit_sm", { ...fields, sequence_number: 5 }).toBuffer()
    const pdu = decodePdu(other)
    expect(pdu).toMatchObject({ command: "submit_sm", sequence: 5, dataCoding: 8 })
    expect(plain(pdu)).toMatchObject({ shortMessage: octets.toString("hex"), tlvs: [{ tag: 0x0204, value: "0007" }] })
  })

  test("a body that ends too early, a text without an end, a parameter past the end and an unknown command are named", () => {
    const whole = Buffer.from(encodePdu(deliverSm({ tlvs: [{ tag: 0x0424, value: Buffer.from("x") }] })))
    const lengthOf = whole.indexOf("hello") - 1
    const longer = Buffer.from(whole)
    longer[lengthOf] = 200
    expect(decodePdu(longer)).toMatchObject({ command: "malformed", name: "deliver_sm", answer: 0x02 })
    const tooLong = Buffer.from(whole)
    tooLong.writeUInt16BE(9, whole.length - 3)
    expect(decodePdu(tooLong)).toMatchObject({ command: "malformed", answer: 0xc0 })
    expect(decodePdu(whole.subarray(0, 20))).toMatchObject({ command: "malformed", answer: 0x02 })
    const unknown = Buffer.from(whole)
    unknown.writeUInt32BE(0x77, 4)
    expect(decodePdu(unknown)).toMatchObject({ command: "malformed", id: 0x77, sequence: 1, answer: 0x03 })
  })
})

describe("the framer", () => {
  const stream = Buffer.concat(everyPdu.map(encodePdu))
  const all = everyPdu.map(hexOf)
  const framesOf = (framer: Framer, chunk: Uint8Array) =>
    framer.push(chunk).frames.map((frame) => Buffer.from(frame).toString("hex"))

  test("the stream cut in two at any octet gives the same PDUs", () => {
    for (let at = 0; at <= stream.length; at++) {
      const framer = new Framer()
      const frames = [...framesOf(framer, stream.subarray(0, at)), ...framesOf(framer, stream.subarray(at))]
      expect(frames).toEqual(all)
      expect(framer.held).toBe(0)
    }
  })

  test("cut anywhere, in any number of pieces, it gives the same PDUs", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.length }), { maxLength: 40 }), (cuts) => {
        const framer = new Framer()
        const edges = [0, ...cuts.toSorted((a, b) => a - b), stream.length]
        const frames = edges.slice(1).flatMap((edge, index) => framesOf(framer, stream.subarray(edges[index], edge)))
        expect(frames).toEqual(all)
      })
    )
  })

  test.each([0, 4, 8, 15, 70_001, 0x48545450, 0xffffffff])(
    "a length of %i ends the stream, after what came before",
    (length) => {
      const framer = new Framer()
      const bad = Buffer.alloc(16)
      bad.writeUInt32BE(length, 0)
      const { frames, bad: ended } = framer.push(Buffer.concat([encodePdu(deliverSm()), bad]))
      expect(frames).toHaveLength(1)
      expect(ended).toEqual({ length })
      expect(framer.push(encodePdu(deliverSm())).frames).toEqual([])
    }
  )
})

const folder = inject("fixtures")
describe.skipIf(folder === "")("PDUs of other people", () => {
  const lines = (file: string) =>
    readFileSync(join(folder, "channels/sms-pdu", file), "utf8")
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as { readonly hex: string; readonly complete?: boolean; readonly label?: string })

  const read = (hex: string): ReadonlyArray<ReturnType<typeof decodePdu>> =>
    new Framer().push(Buffer.from(hex, "hex")).frames.map((frame) => decodePdu(frame))

  test("what Kannel sent is read, and written again to the same octets", () => {
    const kannel = lines("kannel-1.4.5-esme.jsonl")
    expect(kannel.filter(({ hex }) => read(hex)[0]?.command === "submit_sm").length).toBeGreaterThan(5)
    for (const { hex } of kannel) {
      const [pdu] = read(hex)
      expect(pdu?.command).not.toBe("malformed")
      expect(hexOf(pdu as Pdu)).toBe(hex)
    }
  })

  test("what cloudhopper's tests hold is read, or named as malformed; nothing throws", () => {
    const commands = lines("cloudhopper-smpp.jsonl").flatMap(({ hex }) => read(hex).map(({ command }) => command))
    const known = commands.filter((command) => command !== "malformed")
    expect(known.length).toBeGreaterThan(20)
  })

  test("frames of other protocols are no crash", () => {
    const smsgate = lines("smsgate-cmpp-sgip-smgp-smpp.jsonl")
    expect(smsgate.map(({ hex }) => read(hex).length).length).toBe(smsgate.length)
  })
})
