import { Redacted } from "effect"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { automaticOf } from "../../src/email/automatic.ts"
import { headerLines, MailHeaders } from "../../src/email/mime/MailHeaders.ts"
import { answerSubject, keptReferences } from "../../src/email/send/compose.ts"
import { outcomeOf, refusalOf } from "../../src/email/send/transaction.ts"
import { signedIds } from "../../src/email/signedId.ts"
import { threadOf, threadOfRoot } from "../../src/email/threads.ts"
import { SECRET } from "./support.ts"

const ids = signedIds(SECRET, "bank.example")
const headersOf = (...lines: ReadonlyArray<string>): MailHeaders =>
  new MailHeaders(headerLines(Buffer.from(lines.join("\r\n"), "utf8").toString("latin1")))
const NO_BOUNCE = { is: false, quoted: [] }
const mint = (thread: string, outboundId = "main/1/0", to = "zhang@example.cn"): string =>
  ids.mint({ thread, outboundId, to }) as string

describe("our Message-IDs", () => {
  test("carry thread and outbound id, and say whom they were sent to", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 30, unit: "grapheme" }),
        fc.string({ maxLength: 20 }),
        (thread, outboundId) => {
          const messageId = ids.mint({ thread, outboundId, to: "Zhang@Example.cn" })
          if (messageId === undefined) return
          expect(messageId).toMatch(/^<[A-Za-z0-9._-]+@bank\.example>$/)
          const own = ids.read(messageId)
          expect(own).toMatchObject({ messageId, thread, outboundId })
          expect(own?.sentTo("zhang@example.CN")).toBe(true)
          expect(own?.sentTo("li@example.cn")).toBe(false)
        }
      )
    )
  })
  test("are the same for the same outbound for ever", () => {
    expect(mint("t")).toBe(mint("t"))
  })
  test("do not show the address they were sent to", () => {
    expect(mint("t")).not.toContain("zhang")
  })
  test("cannot be made up: one changed character and it is not ours", () => {
    const messageId = mint("thread-1")
    const local = messageId.slice(1, messageId.indexOf("@"))
    // The last character of a 132-bit signature holds six of its bits: every one of them counts.
    const forged = Array.from(
      local,
      (character, at) => `<${local.slice(0, at)}${character === "A" ? "B" : "A"}${local.slice(at + 1)}@bank.example>`
    )
    expect(forged.filter((id) => ids.read(id) !== undefined)).toEqual([])
    expect(signedIds(Redacted.make("another secret, also long"), "bank.example").read(messageId)).toBeUndefined()
  })
  test("are found in any text, hostile ones in time", () => {
    const text = `Reporting-MTA: x\r\nMessage-ID: ${mint("t1")}\r\nIn-Reply-To: ${mint("t2", "b")} ${mint("t1")}`
    expect(ids.findIn(text).map(({ thread }) => thread)).toEqual(["t1", "t2"])
    const startedMs = performance.now()
    ids.findIn("<pa.pb.".repeat(20_000))
    ids.findIn(`<p${"a".repeat(200_000)}`)
    expect(performance.now() - startedMs).toBeLessThan(1_000)
  })
  test("are refused rather than cut when they would not fit", () => {
    expect(ids.mint({ thread: "t".repeat(300), outboundId: "1", to: "a@b.c" })).toBeUndefined()
  })
})

describe("the thread of a mail", () => {
  const thread = (from: string, ...lines: ReadonlyArray<string>) =>
    threadOf(headersOf(...lines), from, ids, NO_BOUNCE, "raw")

  test("is the one in our id that it answers", () => {
    const own = mint("t9")
    expect(thread("zhang@example.cn", `In-Reply-To: ${own}`)).toEqual({ thread: "t9", inReplyTo: own })
    expect(thread("zhang@example.cn", "In-Reply-To: <other@x>", `References: <root@x> ${own} <later@x>`)).toEqual({
      thread: "t9",
      inReplyTo: own
    })
  })
  test("is the newest when it answers several", () => {
    const references = `References: ${mint("old", "1")}\r\n ${mint("new", "2")}`
    expect(thread("zhang@example.cn", references).thread).toBe("new")
  })
  test("is its own when somebody else answers our mail, and a warning says so", () => {
    const own = mint("t9")
    const read = thread("thief@example.net", "Message-ID: <m@x>", `In-Reply-To: ${own}`)
    expect(read.thread).toBe(threadOfRoot("<m@x>", "thief@example.net"))
    expect(read.inReplyTo).toBeUndefined()
    expect(read.warning).toContain(own)
  })
  test("is the first mail of the conversation, per sender, when none of ours is in it", () => {
    const first = thread("zhang@example.cn", "Message-ID: <a@x>").thread
    expect(thread("zhang@example.cn", "Message-ID: <b@x>", "In-Reply-To: <a@x>").thread).toBe(first)
    expect(thread("zhang@example.cn", "Message-ID: <c@x>", "References: <a@x> <b@x>").thread).toBe(first)
    expect(thread("li@example.cn", "Message-ID: <d@x>", "References: <a@x>").thread).not.toBe(first)
  })
  test("is never a matter of the subject", () => {
    const one = thread("zhang@example.cn", "Message-ID: <a@x>", "Subject: Re: my case 12")
    const two = thread("zhang@example.cn", "Message-ID: <b@x>", "Subject: Re: my case 12")
    expect(one.thread).not.toBe(two.thread)
  })
  test("of a bounce is that of the mail it sends back, wherever that is quoted", () => {
    const own = mint("t9")
    const read = threadOf(
      headersOf("From: mailer-daemon@example.cn"),
      "mailer-daemon@example.cn",
      ids,
      { is: true, quoted: [`From: x\r\nMessage-Id: ${own}\r\n`] },
      "raw"
    )
    expect(read).toEqual({ thread: "t9", inReplyTo: own })
  })
  test("does not grow with what the sender puts into References", () => {
    const references = Array.from({ length: 20_000 }, (_, at) => `<${at}@x>`).join(" ")
    const startedMs = performance.now()
    expect(thread("zhang@example.cn", `References: ${references}`).thread).toHaveLength(22)
    expect(performance.now() - startedMs).toBeLessThan(500)
  })
})

describe("mail written by a machine", () => {
  const kind = (lines: ReadonlyArray<string>, mailFrom?: string, types: ReadonlyArray<string> = []) =>
    automaticOf(headersOf(...lines), types, mailFrom === undefined ? {} : { mailFrom }, "cs@bank.example")

  test.each<[string, string, ReadonlyArray<string>, string?]>([
    ["no", "a person's mail", ["From: zhang@example.cn"], "zhang@example.cn"],
    ["no", "Auto-Submitted: no", ["Auto-Submitted: no"], "zhang@example.cn"],
    ["no", "bulk, which people's mail may be", ["Precedence: bulk", "X-Auto-Response-Suppress: All"], "a@b.c"],
    [
      "no",
      "a person who complains about undelivered mail",
      ["From: zhang@example.cn", "Subject: Undelivered!"],
      "a@b.c"
    ],
    ["auto-replied", "an absence note by RFC 3834", ["Auto-Submitted: auto-replied (vacation)"], ""],
    ["auto-replied", "an old autoresponder", ["X-Autoreply: yes"], "a@b.c"],
    ["auto-replied", "Precedence: auto_reply", ["Precedence: auto_reply"], "a@b.c"],
    ["auto-replied", "a Chinese absence note from nobody", ["Subject: 自动回复：休假"], ""],
    ["auto-generated", "a notice", ["Auto-Submitted: auto-generated"], "a@b.c"],
    ["auto-generated", "a list", ["List-Id: <news.example.cn>"], "a@b.c"],
    ["auto-generated", "our own mail come back", ["From: CS@bank.example"], "cs@bank.example"],
    ["auto-generated", "our loop mark come back", ["X-Loop: cs@bank.example"], "a@b.c"],
    [
      "auto-generated",
      "a read receipt",
      ["Content-Type: multipart/report; report-type=disposition-notification"],
      "a@b.c"
    ],
    ["auto-generated", "the null sender of Return-Path", ["Return-Path: <>"]],
    [
      "bounce",
      "a delivery status report",
      ["Content-Type: multipart/report; report-type=delivery-status; boundary=b"],
      ""
    ],
    ["bounce", "a daemon's", ["From: MAILER-DAEMON@example.cn", "Auto-Submitted: auto-replied"], ""],
    ["bounce", "a daemon's by name", ["From: Mail Delivery Subsystem <x@y.z>", "X-Failed-Recipients: a@b.c"], "x@y.z"]
  ])("%s: %s", (expected, _, lines, mailFrom) => {
    expect(kind(lines, mailFrom)).toBe(expected)
  })
  test("our own automatic answers are seen as such by another centre like this one", () => {
    expect(kind(["From: robot@other.example", "Auto-Submitted: auto-replied", "X-Loop: robot@other.example"], "")).toBe(
      "auto-replied"
    )
  })
})

test("a subject is answered once, in the languages mailers use", () => {
  expect(answerSubject("投诉", true)).toBe("Re: 投诉")
  for (const subject of ["Re: x", "RE: x", "回复：x", "答复: x", "AW: x"])
    expect(answerSubject(subject, true)).toBe(subject)
  expect(answerSubject("x\r\nBcc: y@z", true)).toBe("Re: x Bcc: y@z")
  expect(answerSubject("Regarding", true)).toBe("Re: Regarding")
})

test("of a long thread the root and the newest are kept", () => {
  const references = Array.from({ length: 300 }, (_, at) => `<${at}@x>`)
  const kept = keptReferences(references)
  expect(kept).toHaveLength(100)
  expect([kept[0], kept.at(-1)]).toEqual(["<0@x>", "<299@x>"])
  expect(keptReferences(["not an id", "<a b@x>", "<ok@x>"])).toEqual(["<ok@x>"])
})

test.each<[string, Parameters<typeof outcomeOf>[0], boolean, string]>([
  ["nobody listens", { code: "ESOCKET", message: "" }, false, "retry"],
  ["silence before the final dot", { code: "ETIMEDOUT", message: "" }, false, "retry"],
  ["silence after the final dot", { code: "ETIMEDOUT", message: "" }, true, "ambiguous"],
  ["the link is cut after the final dot", { code: "ECONNECTION", message: "" }, true, "ambiguous"],
  ["451 after the final dot", { code: "EMESSAGE", responseCode: 451, command: "DATA", message: "" }, true, "retry"],
  ["554 after the final dot", { code: "EMESSAGE", responseCode: 554, command: "DATA", message: "" }, true, "reject"],
  ["550 for the recipient", { code: "EENVELOPE", responseCode: 550, command: "RCPT TO", message: "" }, false, "reject"],
  ["450 for the recipient", { code: "EENVELOPE", responseCode: 450, command: "RCPT TO", message: "" }, false, "retry"],
  ["421 in the greeting", { code: "EPROTOCOL", responseCode: 421, command: "CONN", message: "" }, false, "retry"],
  [
    "554 in the greeting, which is about us",
    { code: "EPROTOCOL", responseCode: 554, command: "CONN", message: "" },
    false,
    "retry"
  ],
  ["a refused password", { code: "EAUTH", responseCode: 535, command: "AUTH PLAIN", message: "" }, false, "retry"]
])("a send ends right: %s", (_, fault, complete, outcome) => {
  expect(outcomeOf(fault, complete).outcome).toBe(outcome)
})

test("a refused envelope means what was said of the customer; a refused archive can be mended", () => {
  const refusal = (recipient: string, responseCode: number) => ({
    recipient,
    responseCode,
    code: "EENVELOPE",
    message: ""
  })
  const customer = "zhang@customer.example"
  const archive = "sent@bank.example"
  expect(refusalOf([refusal(archive, 450), refusal(customer, 550)], [archive])).toMatchObject({
    outcome: "reject",
    code: "550"
  })
  expect(refusalOf([refusal(customer, 450), refusal(archive, 550)], [archive])).toMatchObject({
    outcome: "retry",
    code: "450"
  })
  expect(refusalOf([refusal(archive, 550)], [archive])).toMatchObject({ outcome: "retry", code: "archive-refused" })
  expect(refusalOf([], [archive])).toBeUndefined()
})
