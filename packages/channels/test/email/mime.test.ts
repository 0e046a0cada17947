import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Stream } from "effect"
import * as fc from "fast-check"
import { describe, expect, inject, test } from "vitest"
import type { InboundMessage } from "@strowger/router/ports"
import { type MessageContext, messageOf } from "../../src/email/message.ts"
import { signedIds } from "../../src/email/signedId.ts"
import { MemoryBlobs, SECRET } from "./support.ts"

const blobs = new MemoryBlobs()
const context: MessageContext = {
  address: "cs@bank.example",
  ids: signedIds(SECRET, "bank.example"),
  read: { blobs: blobs.service, maxAttachmentBytes: 1024 * 1024, maxText: 100_000, parseTimeoutMs: 10_000 }
}

const unitOf = async (
  raw: Buffer | string,
  change: Partial<MessageContext["read"]> = {}
): Promise<InboundMessage & { readonly broken: boolean }> => {
  const bytes = typeof raw === "string" ? Buffer.from(raw.replace(/\r?\n/g, "\r\n"), "latin1") : raw
  const stored = await Effect.runPromise(blobs.service.put(Stream.make(bytes)))
  const read = await Effect.runPromise(
    messageOf(
      stored,
      { account: "a", epoch: "1", id: "1" },
      { atMs: 1_000, envelope: {}, warnings: [] },
      { ...context, read: { ...context.read, ...change } }
    )
  )
  return { ...read.unit, broken: read.broken }
}
const warnings = (unit: InboundMessage): string => (unit.traits.warnings ?? []).join("\n")
const blobText = (sha256: string): string => blobs.stored.get(sha256)?.toString("latin1") ?? ""

const HEAD =
  "From: =?gb18030?B?1cXI/Q==?= <zhang@example.cn>\nTo: cs@bank.example\nSubject: x\nMessage-ID: <1@example.cn>\n"

test("a GB18030 mail in eight bits becomes a message with its text, name and subject", async () => {
  const unit = await unitOf(
    Buffer.concat([
      Buffer.from(
        "From: =?gb18030?B?1cXI/Q==?= <Zhang@Example.CN>\r\nSubject: =?gb18030?B?zbbL3w==?=\r\nMIME-Version: 1.0\r\n" +
          "Content-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
      ),
      Buffer.from("C4FABAC3A3AC9534B235CFC8C9FA8139EE39A2E3", "hex")
    ])
  )
  expect(unit.content).toEqual({ text: "您好，𠮷先生㐀€", subject: "投诉" })
  expect(unit.from).toEqual({ channel: "email", value: "zhang@example.cn", display: "张三" })
  expect(unit.traits).toEqual({ automatic: "no" })
  expect(blobs.stored.get(unit.raw?.sha256 ?? "")?.length).toBe(unit.raw?.bytes)
})

test("an HZ mail is read, header and body", async () => {
  const unit = await unitOf(
    "From: a@example.cn\nSubject: ~{M6K_~}\nContent-Type: text/plain; charset=HZ-GB-2312\n\n~{Dz:C~}: ~{M6K_~}\n"
  )
  expect(unit.content.subject).toBe("投诉")
  expect(unit.content.text.trim()).toBe("您好: 投诉")
})

test("a body in GBK that says nothing or calls itself UTF-8 is read all the same", async () => {
  const body = Buffer.from("C4FABAC3A3ACCDB6CBDF", "hex")
  for (const type of ["", "Content-Type: text/plain\r\n", "Content-Type: text/plain; charset=utf-8\r\n"]) {
    const unit = await unitOf(Buffer.concat([Buffer.from(`From: a@example.cn\r\n${type}\r\n`), body]))
    expect(unit.content.text).toBe("您好，投诉")
    expect(warnings(unit)).toContain("gb18030")
  }
})

test("an attachment named in raw GBK keeps its name", async () => {
  const name = Buffer.from("B6D4D5CBB5A5", "hex").toString("latin1")
  const unit = await unitOf(
    Buffer.from(
      `From: a@example.cn\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="${name}.pdf"\r\n\r\nPDF\r\n--b--\r\n`,
      "latin1"
    )
  )
  expect(unit.content.attachments?.map((blob) => blob.name)).toEqual(["对账单.pdf"])
  expect(unit.content.text.trim()).toBe("hi")
})

test("attachments are stored by their hash; the large and those that run are held", async () => {
  const big = Buffer.alloc(3_000, "x")
    .toString("base64")
    .replace(/(.{76})/g, "$1\n")
  const part = (type: string, name: string, body: string) =>
    `--b\nContent-Type: ${type}\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename="${name}"\n\n${body}\n`
  const unit = await unitOf(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee\n${part("text/csv", "a.csv", "YQ==")}${part("image/png", "big.png", big)}${part("application/pdf", "../x/evil.exe", "YQ==")}${part("application/pdf", "real.pdf", "TVqQ")}--b--\n`,
    { maxAttachmentBytes: 2_000 }
  )
  expect(unit.content.attachments?.map(({ name, bytes, held }) => ({ name, bytes, held }))).toEqual([
    { name: "a.csv", bytes: 1, held: undefined },
    { name: "big.png", bytes: 3_000, held: "larger than 2000 octets" },
    { name: "evil.exe", bytes: 1, held: "a type that can run programs" },
    { name: "real.pdf", bytes: 3, held: "a Windows program under another name" }
  ])
  expect(blobText(unit.content.attachments?.[0]?.sha256 ?? "")).toBe("a")
})

test("a name that turns its writing direction is shown straight", async () => {
  const unit = await unitOf(
    `${HEAD}Content-Type: application/pdf; name="=?utf-8?B?${Buffer.from("fatura\u202efdp.exe").toString("base64")}?="\nContent-Disposition: attachment\n\nx\n`
  )
  expect(unit.content.attachments?.[0]).toMatchObject({ name: "faturafdp.exe", held: "a type that can run programs" })
})

test("a mail in HTML alone is shown as text, and its HTML kept", async () => {
  const unit = await unitOf(
    `${HEAD}Content-Type: text/html; charset=utf-8\n\n<p>Hello</p><p>there</p><script>x()</script>\n`
  )
  expect(unit.content.text).toMatch(/^Hello\s+there\s*$/)
  expect(unit.content.html).toContain("<p>Hello</p>")
})

test("a forwarded mail stays an attachment", async () => {
  const unit = await unitOf(
    `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nsee below\n--b\nContent-Type: message/rfc822\n\nFrom: other@example.cn\nSubject: inner\n\nsecret\n--b--\n`
  )
  expect(unit.content.text.trim()).toBe("see below")
  expect(unit.content.attachments?.[0]).toMatchObject({ mime: "message/rfc822", name: "mail-1.eml" })
  expect(unit.content.subject).toBe("x")
})

describe("a mail with a broken MIME tree is still a message, with a warning", () => {
  test("3,000 levels of multipart", async () => {
    let raw = `${HEAD}Content-Type: multipart/mixed; boundary=b0\n\n`
    for (let level = 0; level < 3_000; level++)
      raw += `--b${level}\nContent-Type: multipart/mixed; boundary=b${level + 1}\n\n`
    const unit = await unitOf(`${raw}the point of it`, { maxText: 1_000_000 })
    expect(unit.broken).toBe(true)
    expect(warnings(unit)).toContain("structure")
    expect(unit.content.text.endsWith("the point of it")).toBe(true)
    expect(unit.from.value).toBe("zhang@example.cn")
  })
  test("multipart without a boundary", async () => {
    const unit = await unitOf(`${HEAD}Content-Type: multipart/mixed\n\nI want my money back\n`)
    expect(unit.content.text).toContain("I want my money back")
  })
  test("a boundary that never comes", async () => {
    const unit = await unitOf(`${HEAD}Content-Type: multipart/mixed; boundary=never\n\nI want my money back\n`)
    expect(unit.content.text).toContain("I want my money back")
    expect(unit.broken).toBe(true)
  })
  test("a last part that is not closed", async () => {
    const unit = await unitOf(`${HEAD}Content-Type: multipart/mixed; boundary=b\n\n--b\n\nI want my mon`)
    expect(unit.content.text).toContain("I want my mon")
    expect(warnings(unit)).toContain("not closed")
  })
  test("a header block that never ends", async () => {
    const unit = await unitOf(`From: zhang@example.cn\nX-Long: ${"a".repeat(2 * 1024 * 1024)}`)
    expect(unit.from.value).toBe("zhang@example.cn")
    expect(unit.broken).toBe(true)
  })
  test.each(["", "\n", "\u0000\u0001\u0002", "no header at all\n\nand a body", ": :\n\n:"])(
    "octets %j",
    async (raw) => {
      const unit = await unitOf(raw)
      expect(unit.from.value).toBe("unknown@invalid")
      expect(warnings(unit)).toContain("no sender")
    }
  )
})

test("a mail with more text than anyone reads is cut, and says so", async () => {
  const unit = await unitOf(`${HEAD}\n${"word ".repeat(50_000)}`)
  expect(unit.content.text.length).toBe(100_000)
  expect(warnings(unit)).toContain("cut")
})

test("text is never cut inside a surrogate pair", async () => {
  const unit = await unitOf(
    `${HEAD}Content-Type: text/plain; charset=utf-8\n\na${Buffer.from("𠮷".repeat(10)).toString("latin1")}`,
    {
      maxText: 4
    }
  )
  expect(unit.content.text).toBe("a𠮷")
})

test("no octets make reading a mail fail", async () => {
  const chunk = fc.oneof(
    fc.constantFrom(
      "--b\r\n",
      "--b--\r\n",
      "\r\n",
      "Content-Type: multipart/mixed; boundary=b\r\n",
      "Content-Type: message/rfc822\r\n",
      "Content-Transfer-Encoding: base64\r\n",
      "Content-Type: text/html; charset=gbk\r\n",
      "From: a@example.cn\r\n",
      "Content-Disposition: attachment; filename*0*=gbk''%CD; filename=\"x\"\r\n",
      "=?gbk?B?zb?="
    ),
    fc.string({ unit: "binary-ascii", maxLength: 40 })
  )
  await fc.assert(
    fc.asyncProperty(fc.array(chunk, { maxLength: 25 }), async (chunks) => {
      const unit = await unitOf(Buffer.from(chunks.join(""), "latin1"))
      expect(unit.type).toBe("Message")
      expect(unit.thread).toMatch(/^[A-Za-z0-9_-]{22}$/)
    }),
    { numRuns: 150 }
  )
})

const fixtures = inject("fixtures")

describe.skipIf(fixtures === "")("other people's mails", () => {
  const folder = (name: string) => join(fixtures, "channels", name)
  const mails = () =>
    ["email-mime", "email-bounce", "email-zh"].flatMap((name) =>
      readdirSync(folder(name))
        .filter((file) => /\.(eml|msg)$/.test(file) || (name === "email-mime" && file.endsWith(".txt")))
        .map((file) => join(folder(name), file))
    )

  test("each becomes a message, and none throws", async () => {
    const files = mails()
    expect(files.length).toBeGreaterThan(150)
    const lost: Array<string> = []
    for (const file of files) {
      const raw = readFileSync(file)
      const { content } = await unitOf(raw)
      const body = /\r?\n\r?\n([^]*)/.exec(raw.toString("latin1"))?.[1] ?? ""
      const shown = content.text !== "" || content.html !== undefined || content.attachments !== undefined
      if (body.trim() !== "" && !shown) lost.push(file)
    }
    expect(lost).toEqual([])
  })

  test("those in Chinese have the text that was written", async () => {
    const expected = readdirSync(folder("email-zh")).filter((file) => file.endsWith(".expected.json"))
    expect(expected.length).toBeGreaterThanOrEqual(6)
    for (const file of expected) {
      const { why: _, ...want } = JSON.parse(readFileSync(join(folder("email-zh"), file), "utf8")) as {
        readonly why?: string
      }
      const unit = await unitOf(readFileSync(join(folder("email-zh"), file.replace(".expected.json", ".eml"))))
      expect({
        file,
        subject: unit.content.subject,
        fromName: unit.from.display,
        text: unit.content.text.trim(),
        attachments: unit.content.attachments?.map(({ name }) => name)
      }).toMatchObject({ file, ...want })
    }
  })

  test("nearly all bounces are known as such, and what is none is not called one", async () => {
    const known: Array<string> = []
    const kindOf = async (file: string) =>
      (await unitOf(readFileSync(join(folder("email-bounce"), file)))).traits.automatic
    const files = readdirSync(folder("email-bounce"))
    const bounces = files.filter((name) => /^[lr]host-|^rfc3464-/.test(name))
    for (const file of bounces) if ((await kindOf(file)) === "bounce") known.push(file)
    expect(known.length / bounces.length).toBeGreaterThan(0.9)
    const others = files.filter((name) => /^is-not-bounce|^rfc3834/.test(name))
    for (const file of others) if ((await kindOf(file)) === "bounce") known.push(file)
    expect(known.filter((file) => others.includes(file))).toEqual([])
  })
})
