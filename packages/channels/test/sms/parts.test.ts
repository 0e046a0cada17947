import { joinParts, partSetId } from "@strowger/channels/sms"
import type { InboundPart } from "@strowger/router/ports"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { customer, ours } from "./openLink.ts"

const part = (number: number, total: number, octets: Uint8Array, dataCoding = 8, set = "s"): InboundPart => ({
  type: "Part",
  key: { account: "sms", epoch: "", id: `${set}-${number}-${Buffer.from(octets).toString("hex")}` },
  thread: `${customer}|${ours}`,
  atMs: 1,
  from: { channel: "sms", value: customer },
  to: { channel: "sms", value: ours },
  set: { id: set, total, number },
  octets: Buffer.from(octets).toString("base64"),
  dataCoding
})

/** Cut anywhere, also in the middle of a character. */
const cut = (text: string, at: ReadonlyArray<number>): ReadonlyArray<InboundPart> => {
  const octets = Buffer.from(text, "utf16le").swap16()
  const edges = [0, ...at.toSorted((a, b) => a - b), octets.length]
  return edges.slice(1).map((edge, index) => part(index + 1, edges.length - 1, octets.subarray(edges[index], edge)))
}

describe("joining parts", () => {
  test("any order, any repetition, any place of the cuts: the same text", () => {
    const story = fc
      .record({
        text: fc.string({ unit: "grapheme", minLength: 4, maxLength: 80 }),
        cuts: fc.integer({ min: 1, max: 6 })
      })
      .chain(({ text, cuts }) =>
        fc.record({
          text: fc.constant(text),
          at: fc.array(fc.integer({ min: 0, max: text.length * 2 }), { minLength: cuts, maxLength: cuts })
        })
      )
      .chain(({ text, at }) => {
        const parts = cut(text, at)
        const again = fc.array(fc.constantFrom(...parts), { maxLength: 4 })
        return again.chain((more) =>
          fc.record({
            text: fc.constant(text),
            parts: fc.shuffledSubarray([...parts, ...more], { minLength: parts.length + more.length })
          })
        )
      })
    fc.assert(
      fc.property(story, ({ text, parts }) => {
        fc.pre(!text.startsWith("\ufeff") && !text.startsWith("\ufffe"))
        expect(joinParts(parts)).toEqual({ complete: true, content: { text }, missing: [], warnings: [], earlier: [] })
      })
    )
  })

  test("half a surrogate pair in each of two parts is one emoji", () => {
    const joined = joinParts([part(2, 2, Uint8Array.of(0xde, 0x00)), part(1, 2, Uint8Array.of(0xd8, 0x3d))])
    expect(joined.content).toEqual({ text: "😀" })
    expect(joined.warnings).toEqual([])
  })

  test("an escape at the end of a part and its septet in the next are one €", () => {
    expect(joinParts([part(1, 2, Uint8Array.of(0x35, 0x1b), 0), part(2, 2, Uint8Array.of(0x65), 0)]).content).toEqual({
      text: "5€"
    })
  })

  test("what is missing is named, what is there is readable", () => {
    const parts = cut("一二三四五六", [4, 8]).filter(({ set }) => set.number !== 2)
    expect(joinParts(parts)).toMatchObject({ complete: false, missing: [2], content: { text: "一二…五六" } })
    expect(joinParts([])).toEqual({ complete: false, missing: [], warnings: [], earlier: [] })
  })

  test("the same number with other octets begins a new set; the old one is not lost", () => {
    const first = cut("old text", [8])
    const second = cut("new text", [8])
    const joined = joinParts([...first, ...second])
    expect(joined).toMatchObject({ complete: true, content: { text: "new text" } })
    expect(joined.earlier).toMatchObject([{ complete: true, content: { text: "old text" } }])
  })

  test("255 parts of one octet", () => {
    const text = "0123456789".repeat(26).slice(0, 255)
    const parts = [...Buffer.from(text)]
      .map((octet, index) => part(index + 1, 255, Uint8Array.of(octet), 0))
      .toReversed()
    expect(joinParts(parts)).toMatchObject({ complete: true, content: { text } })
  })

  test("parts of two codings are each read in their own", () => {
    expect(joinParts([part(1, 2, Buffer.from("a@"), 3), part(2, 2, Uint8Array.of(0x4e, 0x2d), 8)]).content).toEqual({
      text: "a@中"
    })
  })
})

describe("which set a part belongs to", () => {
  test("account, numbers, width, reference and total tell sets apart; the part's own number does not", () => {
    const place = { width: 8, reference: 0, total: 3, number: 1 } as const
    const id = partSetId("sms", customer, ours, place)
    expect(partSetId("sms", customer, ours, { ...place, number: 3 })).toBe(id)
    const others = [
      partSetId("other", customer, ours, place),
      partSetId("sms", "1", ours, place),
      partSetId("sms", customer, "1", place),
      partSetId("sms", customer, ours, { ...place, width: 16 }),
      partSetId("sms", customer, ours, { ...place, width: 0 }),
      partSetId("sms", customer, ours, { ...place, reference: 1 }),
      partSetId("sms", customer, ours, { ...place, total: 2 })
    ]
    expect(new Set([id, ...others]).size).toBe(8)
  })
})
