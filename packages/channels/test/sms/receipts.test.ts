import { describe, expect, test } from "vitest"
import { readUnit } from "../../src/sms/inbound.ts"
import { normaliseReference, readReceipt } from "../../src/sms/receipts.ts"
import { deliverSm } from "./pdus.ts"

const tlv = (tag: number, value: Uint8Array) => ({ tag, value })
const read = (text: string, tlvs: ReadonlyArray<{ tag: number; value: Uint8Array }> = []) =>
  readReceipt(deliverSm({ esmClass: 4, tlvs }), text)

describe("receipts", () => {
  test.each([
    [
      "id:1A2b sub:001 dlvrd:001 submit date:2401010000 done date:2401010000 stat:DELIVRD err:000 text:hi",
      "1A2b",
      "delivered",
      undefined
    ],
    ["ID: 77 Stat: UNDELIV ERR: 045", "77", "failed", "045"],
    ["id :9 STAT :expired err:0", "9", "expired", undefined],
    ["id:1 stat:ENROUTE", "1", "submitted", undefined],
    ["id:1 stat:ACCEPTD", "1", "delivered", undefined],
    ["id:1 stat:REJECTD err:99", "1", "failed", "99"],
    ["id:1 stat:DELETED", "1", "failed", undefined],
    ["id:1 stat:UNKNOWN", "1", "unknown", undefined],
    ["id:1", "1", "unknown", undefined]
  ])("%s", (text, reference, status, code) => {
    expect(read(text)).toEqual({ reference, status, ...(code === undefined ? {} : { code }) })
  })

  test("the parameters count before the text", () => {
    const tlvs = [
      tlv(0x001e, Buffer.from("abc\0")),
      tlv(0x0427, Uint8Array.of(3)),
      tlv(0x0423, Uint8Array.of(3, 0, 21))
    ]
    expect(read("id:other stat:DELIVRD err:000", tlvs)).toEqual({ reference: "abc", status: "expired", code: "21" })
    expect(read("stat:DELIVRD", [tlv(0x001e, Buffer.from("abc"))])).toEqual({ reference: "abc", status: "delivered" })
  })

  test("a receipt that names nothing is nothing", () => {
    expect(read("hello")).toBeUndefined()
    expect(read("")).toBeUndefined()
  })

  test.each([
    ["00ff", "as-is", "00ff"],
    ["00ff", "trim-zeros", "ff"],
    ["00", "trim-zeros", "0"],
    ["FF", "trim-zeros", "ff"],
    ["ff", "hex-to-decimal", "255"],
    ["ffffffffffffffff", "hex-to-decimal", "18446744073709551615"],
    ["255", "decimal-to-hex", "ff"],
    ["not a number", "hex-to-decimal", "not a number"],
    ["12-34", "decimal-to-hex", "12-34"]
  ] as const)("%s by %s is %s", (id, form, normal) => {
    expect(normaliseReference(id, form)).toBe(normal)
  })

  test("a unit is a receipt by its esm_class masked, whatever the other bits say", () => {
    const reading = { account: "sms", defaultAlphabet: "gsm7", receiptIds: "hex-to-decimal" } as const
    const kind = (esmClass: number, text: string) =>
      readUnit(deliverSm({ esmClass, shortMessage: Buffer.from(text, "latin1") }), 5, reading)?.unit({
        account: "sms",
        epoch: "",
        id: "k"
      })
    for (const esmClass of [0x04, 0x07, 0x84, 0x20, 0x23]) {
      expect(kind(esmClass, "id:0010 stat:DELIVRD")).toMatchObject({
        type: "Receipt",
        ref: "16",
        status: "delivered",
        atMs: 5
      })
    }
    for (const esmClass of [0x00, 0x03, 0x80, 0x08, 0x10])
      expect(kind(esmClass, "id:10 stat:DELIVRD")).toMatchObject({ type: "Message" })
  })
})
