import { joinParts } from "@strowger/channels/sms"
import type { Inbound } from "@strowger/router/ports"
import { Effect, Result } from "effect"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { ack, customer, type OpenLink, openLink, ours } from "./openLink.ts"
import { dissect, joinDissected } from "./peer/dissect.ts"
import { type PerlCentre, startPerlCentre } from "./peer/PerlCentre.ts"

/** Three parts of 67 units when cut flat, the first ending inside 😀. */
const complaint = `${"投诉贷款".repeat(16)}您好😀${"我的卡丢了，请挂失😀。".repeat(9)}`
const longReply = "您好，您的卡已挂失，编号 20240101 🙏🏽👨‍👩‍👧 祝您愉快！".repeat(4)
const gsmReply = "Fee: 5€ [ok] ^_~ Ä@".repeat(12)

const partsOf = (units: ReadonlyArray<Inbound>) => units.filter((unit) => unit.type === "Part")

describe.skipIf(!inject("peers").netSmpp)("SMS against a message centre made with Net::SMPP", () => {
  let centre: PerlCentre
  let link: OpenLink
  const units: Array<Inbound> = []

  beforeAll(async () => {
    const deliver = [{ from: customer, to: ours, text: complaint, order: [3, 1, 2] }]
    centre = await startPerlCentre({ systemId: "bank", password: "secret", deliver })
    link = await openLink(centre.port)
  })
  afterAll(async () => {
    await link?.close()
    await centre?.stop()
  })

  test("three parts out of order, an emoji cut in two between them, are one Chinese text", async () => {
    for (let count = 0; count < 3; count++) {
      const delivery = await link.next()
      units.push(delivery.unit)
      await ack(delivery)
    }
    const parts = partsOf(units)
    expect(parts.map(({ set }) => set.number)).toEqual([3, 1, 2])
    expect(new Set(parts.map(({ set }) => set.id)).size).toBe(1)
    // The cut really is inside a character: the first part alone ends with half of it.
    const firstPart = Buffer.from(parts.find(({ set }) => set.number === 1)?.octets ?? "", "base64")
    expect(firstPart.readUInt16BE(firstPart.length - 2)).toBe(0xd83d)
    expect(joinParts(parts)).toMatchObject({ complete: true, content: { text: complaint }, missing: [] })
  })

  test("each part was acknowledged with an empty message_id", async () => {
    for (const sequence of [1, 2, 3]) {
      const acked = await centre.event((event) => event.acked === sequence)
      expect(acked).toEqual({ acked: sequence, status: 0, messageId: "" })
    }
  })

  test("a reply with emoji and one in GSM 7-bit with € are equal when joined at the Perl side", async () => {
    expect(longReply.length).toBeGreaterThanOrEqual(71)
    for (const [text, dataCoding] of [
      [longReply, 8],
      [gsmReply, 0]
    ] as const) {
      const sent = Result.getOrThrow(await link.send(text))
      const there = await centre.event(({ message }) => message === text)
      expect(there).toMatchObject({ dataCoding, parts: sent.parts, from: ours, to: customer })
      expect(sent.parts).toBeGreaterThan(1)
      expect(sent.refs).toHaveLength(sent.parts)
      // One receipt for each part.
      for (const ref of sent.refs) {
        const receipt = await link.next()
        expect(receipt.unit).toMatchObject({ type: "Receipt", ref, status: "delivered" })
        await ack(receipt)
      }
    }
  })

  test("a receipt that comes before the response names the message that the response names", async () => {
    const order: Array<string> = []
    const sending = link.send("ok").then((sent) => {
      order.push("response")
      return Result.getOrThrow(sent)
    })
    const receipt = await link.next()
    order.push("receipt")
    const { refs } = await sending
    await ack(receipt)
    expect(order).toEqual(["receipt", "response"])
    expect(receipt.unit).toMatchObject({
      type: "Receipt",
      ref: refs[0],
      status: "delivered",
      thread: `${customer}|${ours}`
    })
  })

  test.skipIf(!inject("peers").tshark)("tshark reads the same from the octets", async () => {
    const wire = centre.events.flatMap(({ wire: way, hex }) =>
      way === undefined || hex === undefined ? [] : [{ hex, fromClient: way === "in" }]
    )
    const pdus = await dissect(wire, centre.port)
    expect(pdus).toHaveLength(wire.length)
    expect(pdus.filter(({ malformed }) => malformed)).toEqual([])
    const delivered = pdus.filter(({ commandId, part }) => commandId === "0x00000005" && part !== undefined)
    expect(joinDissected(delivered)).toBe(complaint)
    const submitted = pdus.filter(({ commandId }) => commandId === "0x00000004")
    const joined = (dataCoding: string) =>
      joinDissected(submitted.filter((pdu) => pdu.part !== undefined && pdu.dataCoding === dataCoding))
    expect(joined("0x08")).toBe(longReply)
    expect(joined("0x00")).toBe(gsmReply)
    expect(submitted.every(({ destination }) => destination === customer)).toBe(true)
  })

  test("drain says unbind; after a restart what comes again has the keys it had", async () => {
    await Effect.runPromise(link.adapter.drain)
    await centre.event(({ wire, hex }) => wire === "in" && hex?.slice(8, 16) === "00000006")
    await link.close()
    const known = new Set(units.map(({ key }) => key.id))
    link = await openLink(centre.port, { recorded: (key) => Effect.succeed(known.has(key.id)) })
    const again = [await link.next(), await link.next(), await link.next()]
    expect(again.map(({ unit }) => unit.key)).toEqual(units.map(({ key }) => key))
  })
})
