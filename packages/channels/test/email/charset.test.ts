import * as fc from "fast-check"
import { expect, test } from "vitest"
import { decodeHz, decodeText } from "../../src/email/mime/charset.ts"
import { decodeWords, oneLine, rawHeaderText } from "../../src/email/mime/headerText.ts"
import { headerLines, MailHeaders } from "../../src/email/mime/MailHeaders.ts"

const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ""), "hex")
const octets = (bytes: Buffer): string => bytes.toString("latin1")

// 投诉 in GBK is CD B6 CB DF; 𠮷 (U+20BB7) in GB18030 is 95 34 B2 35; 镕 (U+9555) is E9 46, in GBK but not in GB2312.
const COMPLAINT = hex("CDB6CBDF")

test("GB18030 text is read, four-octet characters too", () => {
  expect(decodeText(hex("C4FABAC3 9534B235 CFC8C9FA"), "gb18030").text).toBe("您好𠮷先生")
})

test.each(["gb2312", "GBK", "cp936", "x-gbk", "csGB2312", "EUC-CN"])(
  "text labelled %s is read as GB18030, since mailers mix the names up",
  (label) => {
    expect(decodeText(hex("D6EC E946 BBF9 9534B235"), label)).toEqual({ text: "朱镕基𠮷" })
  }
)

test("HZ is read: shifts, a tilde, a line that goes on", () => {
  expect(decodeHz(Buffer.from("Hi ~{M6K_~}!~~ a~\nb", "latin1"))).toBe("Hi 投诉!~ ab")
  expect(decodeText(Buffer.from("~{M6K_~}", "latin1"), "HZ-GB-2312").text).toBe("投诉")
})

test("HZ that is never closed ends with its line", () => {
  expect(decodeHz(Buffer.from("~{M6K_\nplain", "latin1"))).toBe("投诉\nplain")
})

test("ISO-2022-JP is read by its label and, in seven bits, without one", () => {
  const bytes = Buffer.from("\u001b$B$3$s$K$A$O\u001b(B", "latin1")
  expect(decodeText(bytes, "iso-2022-jp").text).toBe("こんにちは")
  expect(decodeText(bytes, undefined).text).toBe("こんにちは")
})

test("UTF-7 is not read as such: it could smuggle markup past a filter", () => {
  expect(decodeText(Buffer.from("+ADw-script+AD4-"), "utf-7").text).toBe("+ADw-script+AD4-")
})

test("eight-bit text without a label is read as UTF-8 if it is, else as GB18030, and says so", () => {
  expect(decodeText(Buffer.from("投诉"), undefined)).toEqual({ text: "投诉" })
  expect(decodeText(COMPLAINT, undefined).text).toBe("投诉")
  expect(decodeText(COMPLAINT, "utf-8")).toEqual({
    text: "投诉",
    warning: expect.stringContaining("gb18030") as unknown as string
  })
})

test("octets that no decoder takes still become text, with a warning", () => {
  const read = decodeText(hex("41 FF FF 42"), "gb18030")
  expect(read.text).toMatch(/^A.*B$/)
  expect(read.warning).toBeDefined()
})

test("no octets and no label make a decoder throw", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.oneof(fc.string(), fc.constantFrom("gbk", "hz", "iso-2022-jp", "big5", "utf-16", "utf-7", "shift_jis")),
      (bytes, label) => {
        expect(typeof decodeText(bytes, label).text).toBe("string")
      }
    )
  )
})

test("any Chinese text survives GB18030 in encoded words, wherever they are cut", () => {
  // The platform has no GB18030 encoder: the table is made from its decoder.
  const table = new Map<string, Array<number>>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const text = new TextDecoder("gb18030").decode(Uint8Array.of(high, low))
      if (/^.$/su.test(text) && text !== "\ufffd") table.set(text, [high, low])
    }
  }
  const characters = [...table.keys()]
  expect(characters.length).toBeGreaterThan(20_000)
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 30 }),
      (text, size) => {
        const bytes = Buffer.from(text.flatMap((character) => table.get(character) as Array<number>))
        const words: Array<string> = []
        for (let at = 0; at < bytes.length; at += size) {
          words.push(`=?gb18030?B?${bytes.subarray(at, at + size).toString("base64")}?=`)
        }
        expect(decodeWords(words.join("\r\n "))).toBe(text.join(""))
      }
    )
  )
})

test("encoded words split inside a two-octet character are joined before they are read", () => {
  const subject = "=?gbk?B?zbbL?= =?gbk?B?3w==?="
  expect(decodeWords(subject)).toBe("投诉")
  expect(decodeWords("=?gbk?Q?=CD=B6=CB?=\t=?gbk?Q?=DF?=")).toBe("投诉")
})

test("base64 cut inside a group of four over two words is put together", () => {
  expect(decodeWords("=?utf-8?B?5oqV6K?= =?utf-8?B?+J?=")).toBe("投诉")
})

test("white space between an encoded word and plain text stays, between two words it goes", () => {
  expect(decodeWords("A =?utf-8?Q?=C3=A9?= b =?utf-8?Q?c?= =?utf-8?Q?d_e?=")).toBe("A é b cd e")
})

test("raw GBK in a header is read by the body's charset, or as GB18030 when it has none", () => {
  expect(rawHeaderText(octets(COMPLAINT), "gb2312")).toBe("投诉")
  expect(rawHeaderText(octets(COMPLAINT), undefined)).toBe("投诉")
  expect(rawHeaderText(octets(Buffer.from("投诉")), "gb2312")).toBe("投诉")
  expect(rawHeaderText(octets(Buffer.from("Grüße")), "iso-8859-1")).toBe("Grüße")
  expect(rawHeaderText(octets(hex("47 72 FC DF 65")), "iso-8859-1")).toBe("Grüße")
  expect(rawHeaderText("~{M6K_~}", "hz-gb-2312")).toBe("投诉")
})

test("two GBK characters that are also UTF-8 are read by the body's charset", () => {
  // 模块 in GBK is C4 A3 BF E9; 摹 is C4 A1: as UTF-8 the octets C4 A1 C4 A3 are valid too ("ġģ").
  expect(rawHeaderText(octets(hex("C4A1 C4A3")), "gbk")).toBe("摹模")
  expect(rawHeaderText(octets(hex("C4A1 C4A3")), undefined)).toBe("ġģ")
})

const headersOf = (text: string): MailHeaders => new MailHeaders(headerLines(text))

test("a comma inside an encoded name does not split the address", () => {
  const headers = headersOf("From: =?utf-8?B?5bygLCDkuIk=?= <Zhang@Example.CN>, b@example.cn\r\n")
  expect(headers.mailboxes("from")).toEqual([
    { address: "zhang@example.cn", name: "张, 三" },
    { address: "b@example.cn", name: "" }
  ])
})

test("a raw GBK name with a backslash octet keeps its address", () => {
  // 昞 is 95 5C in GBK: its second octet is a backslash.
  const name = octets(hex("D5C5 955C"))
  const headers = headersOf(`Content-Type: text/plain; charset=gbk\r\nFrom: "${name}" <zhang@example.cn>\r\n`)
  expect(headers.mailboxes("from")).toEqual([{ address: "zhang@example.cn", name: "张昞" }])
})

test("line ends hidden in an encoded word do not become a header", () => {
  const headers = headersOf("Subject: =?utf-8?Q?a=0D=0ABcc:_x@example.cn?=\r\n")
  expect(headers.text("subject")).toBe("a Bcc: x@example.cn")
  expect(oneLine("a\u2028b\u0000c")).toBe("a b c")
})

test("header text of any octets is read without throwing, in time that grows with its length", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary-ascii", maxLength: 500 }), (value) => {
      const headers = new MailHeaders([
        { key: "from", line: `From: ${value}` },
        { key: "content-type", line: `Content-Type: ${value}` }
      ])
      return (
        Array.isArray(headers.mailboxes("from")) &&
        typeof headers.text("from") === "string" &&
        typeof headers.token("content-type") === "string"
      )
    })
  )
  const startedMs = performance.now()
  for (const hostile of [
    "=?".repeat(30_000),
    "=?a?b?".repeat(10_000),
    "<".repeat(60_000),
    "(".repeat(60_000),
    '"\\'.repeat(30_000)
  ]) {
    const headers = headersOf(`From: ${hostile}\r\nSubject: ${hostile}\r\nReferences: ${hostile}\r\n`)
    headers.mailboxes("from")
    headers.text("subject")
    headers.messageIds("references")
    headers.token("from")
    headers.parameter("subject", "x")
  }
  expect(performance.now() - startedMs).toBeLessThan(2_000)
})
