import fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import { decodePdu, encodePdu } from "../../src/sms/pdu/codec.ts"
import { Framer } from "../../src/sms/pdu/Framer.ts"
import { readUnit } from "../../src/sms/inbound.ts"
import { Smsc } from "@strowger/channels/sim"
import { ack, customer, type OpenLink, openLink, ours, textOf } from "./openLink.ts"
import { deliverSm, everyPdu } from "./pdus.ts"

const reading = { account: "sms", defaultAlphabet: "gsm7", receiptIds: "as-is" } as const

/** What a link does with one frame, without the socket: never a throw. */
const handle = (frame: Uint8Array): string => {
  const pdu = decodePdu(frame)
  if (pdu.command === "deliver_sm" || pdu.command === "data_sm") {
    readUnit(pdu, 0, reading)?.unit({ account: "sms", epoch: "", id: "x" })
  }
  return pdu.command
}

describe("hostile octets, read", () => {
  test("every truncation of every PDU is a PDU or malformed", () => {
    for (const pdu of everyPdu) {
      const frame = Buffer.from(encodePdu(pdu))
      for (let length = 16; length < frame.length; length++) {
        const cut = Buffer.from(frame.subarray(0, length))
        cut.writeUInt32BE(length, 0)
        expect(handle(cut)).toEqual(expect.any(String))
      }
    }
  })

  test("every change of one octet to any value is a PDU or malformed", () => {
    for (const pdu of everyPdu) {
      const frame = Buffer.from(encodePdu(pdu))
      for (let at = 4; at < frame.length; at++) {
        for (let value = 0; value < 256; value++) {
          const changed = Buffer.from(frame)
          changed[at] = value
          expect(typeof handle(changed)).toBe("string")
        }
      }
    }
  })

  test("any octets at all give frames or the end of the stream", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 10 }), (chunks) => {
        const framer = new Framer()
        const read = chunks.flatMap((chunk) => framer.push(chunk).frames.map(handle))
        expect(read.every((command) => command.length > 0)).toBe(true)
      })
    )
  })
})

describe("hostile octets, over the wire", () => {
  let smsc: Smsc
  let link: OpenLink
  afterEach(async () => {
    await link.close()
    await smsc.stop()
  })

  const start = async () => {
    smsc = await Smsc.start({ systemId: "bank", password: "secret" })
    link = await openLink(smsc.port)
    await link.up()
  }
  /** A good unit is handled; says over which bind. */
  const goodUnit = async (text: string): Promise<void> => {
    smsc.deliver({ from: customer, to: ours, text })
    for (;;) {
      const delivery = await link.next()
      await ack(delivery)
      if (textOf(delivery.unit) === text) break
    }
    await smsc.until(({ units }) => units.some((unit) => unit.text === text && unit.state === "acked"))
  }

  test("a body that cannot be read is answered and counted, the link goes on", async () => {
    await start()
    const frame = Buffer.from(encodePdu(deliverSm({ sequence: 77 })))
    frame[frame.indexOf("hello") - 1] = 250
    smsc.sendRaw(frame)
    const unknown = Buffer.alloc(16)
    unknown.writeUInt32BE(16, 0)
    unknown.writeUInt32BE(0x1234, 4)
    smsc.sendRaw(unknown)
    await goodUnit("after a bad body and an unknown command")
    expect(await link.refused()).toMatchObject({ "malformed-body": 1, "unknown-command": 1 })
    expect(smsc.book().binds).toBe(1)
  })

  test.each([
    ["an HTTP answer", Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")],
    ["a length of zero", Buffer.alloc(16)],
    ["a length of two gigabytes", Buffer.from("7fffffff0000000500000000000000010000", "hex")]
  ])("%s ends the link with generic_nack; the next link handles the next unit", async (_, octets) => {
    await start()
    smsc.sendRaw(octets)
    await smsc.until(({ binds }) => binds === 2)
    await goodUnit("after rubbish")
    expect(await link.refused()).toMatchObject({ "bad-length": 1 })
  })

  test("200 mutations of a unit, each followed by a good one: every good one is handled", async () => {
    await start()
    const seed = Date.now() & 0xffff
    // A sequence number that no change of one octet makes one of the centre's own.
    const frame = Buffer.from(encodePdu({ ...(everyPdu[3] ?? deliverSm()), sequence: 0x70707070 }))
    // Octet 4 on: the length stays right, so the link stays too.
    for (let round = 0; round < 200; round++) {
      const changed = Buffer.from(frame)
      const at = 4 + ((seed + round * 7) % (frame.length - 4))
      changed[at] = (seed * 31 + round * 13) & 0xff
      smsc.sendRaw(changed)
      if (round % 20 === 19) await goodUnit(`good ${round} (seed ${seed})`)
    }
    expect(smsc.book().units.every(({ state }) => state === "acked")).toBe(true)
  })
})
