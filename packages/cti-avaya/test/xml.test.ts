import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import type { Element } from "../src/xml/Element.ts"
import { maxDepth, readXml } from "../src/xml/read.ts"
import { writeXml } from "../src/xml/write.ts"

const read = (xml: string | Uint8Array): Element => Result.getOrThrow(readXml(xml))
const reason = (xml: string | Uint8Array): string => {
  const result = readXml(xml)
  return Result.isFailure(result) ? result.failure.reason : "read"
}
const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth)

describe("reading XML", () => {
  it("takes names without their prefixes, wherever the namespace stands", () => {
    const forms = [
      '<Get xmlns="u"><device>1</device></Get>',
      '<n:Get xmlns:n="u"><n:device>1</n:device></n:Get>',
      '<Get xmlns="u"><device xmlns="">1</device></Get>',
      "<Get><device>1</device></Get>"
    ]
    for (const form of forms)
      expect(read(form)).toMatchObject({ name: "Get", children: [{ name: "device", text: "1" }] })
  })

  it("joins text, character data and references; white space between elements is not text", () => {
    expect(read("<a>x&amp;<![CDATA[<y>]]>&#36151;</a>").text).toBe("x&<y>贷")
    expect(read("<a>\n  <b/>\n</a>").text).toBe("")
    expect(read("<?xml version='1.0' encoding='utf-8'?><!-- hello --><a/>").name).toBe("a")
  })

  it.each([
    ["a DOCTYPE", "<!DOCTYPE a><a/>", "doctype"],
    ["a DOCTYPE with a file", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "doctype"],
    [
      "an entity bomb",
      '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]><a>&z;</a>',
      "doctype"
    ],
    ["an undeclared entity", "<a>&x;</a>", "not-well-formed"],
    ["a processing instruction", "<?php run()?><a/>", "processing-instruction"],
    ["a processing instruction inside", "<a><?run?></a>", "processing-instruction"],
    ["a second root", "<a/><b/>", "not-well-formed"],
    ["text behind the root", "<a/>junk", "not-well-formed"],
    ["an open root", "<a><b></a>", "not-well-formed"],
    ["a cut document", "<a><b>", "not-well-formed"],
    ["no element", "hello", "not-well-formed"],
    ["nothing", "", "not-well-formed"],
    ["a prefix from nowhere", "<n:a/>", "not-well-formed"],
    ["an attribute twice", '<a b="1" b="2"/>', "not-well-formed"],
    ["too deep nesting", nested(maxDepth + 1), "depth"],
    ["another encoding", '<?xml version="1.0" encoding="GB2312"?><a/>', "encoding"],
    [
      "octets that are not UTF-8",
      Buffer.concat([Buffer.from("<a>"), Buffer.of(0xc3, 0x28), Buffer.from("</a>")]),
      "encoding"
    ],
    ["UTF-16", Buffer.from("<a/>", "utf16le"), "not-well-formed"]
  ])("refuses %s", (_name, xml, expected) => {
    expect(reason(xml)).toBe(expected)
  })

  it("reads the deepest that is allowed", () => {
    expect(reason(nested(maxDepth))).toBe("read")
  })

  it("is quick about hostile nesting and attributes", () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `a${i}="x"`).join(" ")
    const before = performance.now()
    expect(reason(nested(20_000))).toBe("depth")
    expect(reason(`<a ${many}/>`)).toBe("read")
    expect(performance.now() - before).toBeLessThan(1_000)
  })

  test("keeps any text it wrote, except what XML cannot hold", () => {
    const texts = fc.string({ unit: "binary", maxLength: 60 })
    fc.assert(
      fc.property(texts, texts, (text, value) => {
        const root: Element = { name: "a", uri: "u", attributes: { v: value }, children: [], text }
        const back = read(writeXml(root))
        const impossible =
          // oxlint-disable-next-line no-control-regex
          /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
        const allowed = (s: string) => s.replace(impossible, "\ufffd")
        expect(back.text).toBe(allowed(text))
        expect(back.attributes["v"]).toBe(allowed(value))
      }),
      { numRuns: 500 }
    )
  })
})

describe("writing XML", () => {
  const leaf = (uri: string, name: string, text = ""): Element => ({ name, uri, attributes: {}, children: [], text })

  it("declares a namespace where it changes and only there", () => {
    const root = {
      ...leaf("u", "a"),
      children: [leaf("u", "b", "1"), { ...leaf("v", "c"), children: [leaf("u", "d")] }]
    }
    expect(writeXml(root)).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<a xmlns="u"><b>1</b><c xmlns="v"><d xmlns="u"/></c></a>'
    )
  })

  it("escapes what would end an element, an attribute or a line", () => {
    const root = { ...leaf("", "a", "1 < 2 & 3 > 2\r"), attributes: { q: 'say "hi"\n\t<' } }
    expect(writeXml(root)).toContain('<a q="say &quot;hi&quot;&#10;&#9;&lt;">1 &lt; 2 &amp; 3 &gt; 2&#13;</a>')
  })

  it("can put another namespace in the place of one", () => {
    expect(writeXml(leaf("u", "a"), (uri) => (uri === "u" ? "u/privA" : uri))).toContain('<a xmlns="u/privA"/>')
  })
})
