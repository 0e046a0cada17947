import { describe, expect, test } from "vitest"
import { readUnit } from "../../src/sms/inbound.ts"
import type { MessageRequest } from "../../src/sms/pdu/Pdu.ts"
import { customer, ours } from "./openLink.ts"
import { deliverSm } from "./pdus.ts"

const reading = { account: "sms", defaultAlphabet: "gsm7", receiptIds: "as-is" } as const
const read = (more: Partial<MessageRequest> = {}) => readUnit(deliverSm(more), 7, reading)
const unit = (more: Partial<MessageRequest> = {}) => read(more)?.unit({ account: "sms", epoch: "", id: "k" })
const octets = (text: string) => Buffer.from(text, "latin1")

describe("what tells units apart", () => {
  test("sent again it is the same, whatever number it has on the link", () => {
    const again = {
      sequence: 99,
      priority: 2,
      protocolId: 1,
      registeredDelivery: 1,
      replaceIfPresent: 1,
      esmClass: 0x83
    }
    expect(read(again)?.digest).toBe(read()?.digest)
  })

  test("sender, receiver, text, coding, kind, time and every parameter count", () => {
    const changes: ReadonlyArray<Partial<MessageRequest>> = [
      {},
      { source: { ton: 1, npi: 1, value: "8613900139000" } },
      { destination: { ton: 1, npi: 1, value: "95599" } },
      { shortMessage: octets("hallo") },
      { dataCoding: 3 },
      { esmClass: 0x08 },
      { scheduleTime: "240101000000000+" },
      { tlvs: [{ tag: 0x0204, value: Uint8Array.of(0, 1) }] },
      { tlvs: [{ tag: 0x0204, value: Uint8Array.of(0, 2) }] },
      { tlvs: [{ tag: 0x1400, value: Uint8Array.of(0, 1) }] },
      { shortMessage: octets(""), tlvs: [{ tag: 0x0424, value: octets("hello") }] }
    ]
    expect(new Set(changes.map((change) => read(change)?.digest)).size).toBe(changes.length)
  })

  test("the order of the parameters does not count", () => {
    const [a, b] = [
      { tag: 0x0204, value: Uint8Array.of(1) },
      { tag: 0x1400, value: Uint8Array.of(2) }
    ]
    expect(read({ tlvs: [a, b] })?.digest).toBe(read({ tlvs: [b, a] })?.digest)
  })

  test("certain with the centre's own id or time, and for a receipt", () => {
    expect(read()?.certain).toBe(false)
    expect(read({ scheduleTime: "240101000000000+" })?.certain).toBe(true)
    expect(read({ tlvs: [{ tag: 0x001e, value: octets("1") }] })?.certain).toBe(true)
    expect(read({ esmClass: 4, shortMessage: octets("id:1 stat:DELIVRD") })?.certain).toBe(true)
  })
})

describe("what a unit says", () => {
  test("who, to whom, in which thread, when", () => {
    expect(unit({ source: { ton: 1, npi: 1, value: `+${customer}` } })).toEqual({
      type: "Message",
      key: { account: "sms", epoch: "", id: "k" },
      thread: `${customer}|${ours}`,
      atMs: 7,
      from: { channel: "sms", value: customer },
      to: { channel: "sms", value: ours },
      content: { text: "hello" },
      traits: { automatic: "no" }
    })
  })

  test("a sender's name stays a name", () => {
    expect(unit({ source: { ton: 5, npi: 0, value: "+123" } })).toMatchObject({ from: { value: "+123" } })
    expect(unit({ source: { ton: 0, npi: 0, value: "Bank" } })).toMatchObject({ from: { value: "Bank" } })
  })

  test("a part by a header of 16 bits keeps its octets and its coding", () => {
    const shortMessage = Uint8Array.of(6, 8, 4, 1, 0, 2, 2, 0xd8, 0x3d)
    expect(unit({ esmClass: 0x43, dataCoding: 8, shortMessage })).toMatchObject({
      type: "Part",
      set: { total: 2, number: 2 },
      octets: Buffer.from([0xd8, 0x3d]).toString("base64"),
      dataCoding: 8
    })
  })

  test("SAR parameters make a part too; a set of one is a message", () => {
    const sar = (total: number) => [
      { tag: 0x020c, value: Uint8Array.of(0, 0) },
      { tag: 0x020e, value: Uint8Array.of(total) },
      { tag: 0x020f, value: Uint8Array.of(1) }
    ]
    expect(unit({ tlvs: sar(3) })).toMatchObject({ type: "Part", set: { total: 3, number: 1 } })
    expect(unit({ tlvs: sar(1) })).toMatchObject({ type: "Message", content: { text: "hello" } })
  })

  test("what was wrong is in the traits, and the text is there all the same", () => {
    expect(unit({ esmClass: 0x40, shortMessage: octets("hello") })).toMatchObject({
      content: { text: "hello" },
      traits: { warnings: ["the user data header is broken; read as text"] }
    })
  })
})
