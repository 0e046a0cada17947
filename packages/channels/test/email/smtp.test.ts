import { execFile } from "node:child_process"
import { connect } from "node:net"
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest"
import type { EmailOptions, SmtpListenerOptions } from "../../src/email/index.ts"
import { Mailbox } from "../../src/sim/Mailbox.ts"
import { Ledger, type OpenDesk, openDesk, SECRET } from "./support.ts"

let ledger: Ledger
const open: Array<() => Promise<void>> = []

beforeEach(() => {
  ledger = new Ledger()
})
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

const desk = async (
  listener: Partial<SmtpListenerOptions> = {},
  more: Partial<EmailOptions> = {}
): Promise<OpenDesk & { readonly port: number }> => {
  const opened = await openDesk(
    {
      id: "mail",
      address: "Service@bank.example",
      secret: SECRET,
      smtp: { host: "127.0.0.1", port: 9, secure: false },
      smtpListener: { port: 0, ...listener },
      ...more
    },
    ledger
  )
  open.push(opened.close)
  return { ...opened, port: opened.adapter.smtpPort as number }
}
const customers = async (port: number, retryMs = 0): Promise<Mailbox> => {
  const mailbox = new Mailbox({ target: { host: "127.0.0.1", port }, retryMs })
  await mailbox.start()
  open.push(() => mailbox.stop())
  return mailbox
}
const MAIL = { from: "zhang@customer.example", to: "service@bank.example", subject: "投诉", text: "您好𠮷" }

/** Says lines to a port, each after the answer to the one before; resolves with every answer. */
const talk = (port: number, lines: ReadonlyArray<string | Buffer>): Promise<ReadonlyArray<string>> =>
  new Promise((resolve) => {
    const answers: Array<string> = []
    const left = [...lines]
    let line = ""
    const socket = connect(port, "127.0.0.1")
    socket.on("error", () => {})
    socket.on("close", () => resolve(answers))
    socket.on("data", (chunk: Buffer) => {
      line += chunk.toString("latin1")
      if (!/(^|\r\n)\d{3} [^\r\n]*\r\n$/.test(line)) return
      answers.push(line.trim())
      line = ""
      const next = left.shift()
      if (next === undefined) socket.end()
      else socket.write(next)
    })
  })
const GREETING = [
  "EHLO x\r\n",
  "MAIL FROM:<zhang@customer.example>\r\n",
  "RCPT TO:<service@bank.example>\r\n",
  "DATA\r\n"
]

test("a mail is answered with 250 after it was recorded, and not before", async () => {
  const { port } = await desk()
  const mailbox = await customers(port)
  const before: Array<string> = []
  ledger.decide = () => {
    before.push(...mailbox.sent.map(({ state }) => state))
    return "ack"
  }
  const sent = await mailbox.send(MAIL)
  expect(before).toEqual(["unacked"])
  expect(sent).toMatchObject({ state: "acked", attempts: 1, delivered: 1 })
  expect(sent.lastAnswer).toMatch(/^250/)
  const [unit] = ledger.units
  expect(unit).toMatchObject({
    key: { account: "mail", epoch: "smtp", id: `${sent.messageId}:${unit?.raw?.sha256}` },
    from: { value: "zhang@customer.example" },
    to: { value: "service@bank.example" },
    content: { subject: "投诉" },
    messageId: sent.messageId
  })
  expect(unit?.content.text.trim()).toBe("您好𠮷")
  expect(ledger.cursor).toBeUndefined()
})

test("a mail that is not recorded gets 451, comes again, and is one contact", async () => {
  let refusals = 2
  ledger.decide = () => (refusals-- > 0 ? "retry" : "ack")
  const { port } = await desk()
  const mailbox = await customers(port, 50)
  const first = await mailbox.send({ ...MAIL, messageId: "<one@customer.example>" })
  expect(first).toMatchObject({ state: "unacked" })
  expect(first.lastAnswer).toContain("451")
  expect(await mailbox.settled(10_000)).toEqual([])
  expect(mailbox.sent[0]).toMatchObject({ state: "acked", attempts: 3 })
  expect(ledger.units).toHaveLength(1)
})

test("a host that does not answer in time costs a second delivery, not a second contact", async () => {
  let times = 0
  ledger.decide = () => (times++ === 0 ? "silence" : "ack")
  const { port } = await desk({ ackTimeoutMs: 150 })
  const mailbox = await customers(port)
  expect(await mailbox.send({ ...MAIL, messageId: "<one@customer.example>" })).toMatchObject({ state: "unacked" })
  await mailbox.retry()
  expect(mailbox.sent[0]).toMatchObject({ state: "acked", attempts: 2 })
  expect(ledger.units).toHaveLength(1)
})

test("a mail recorded but not acknowledged is known by its key when it comes again", async () => {
  const raw = Buffer.from("From: zhang@customer.example\r\nMessage-ID: <same@customer.example>\r\n\r\nhello\r\n")
  const { port } = await desk()
  const mailbox = await customers(port)
  await mailbox.send({ ...MAIL, raw })
  await mailbox.send({ ...MAIL, raw })
  expect(ledger.units).toHaveLength(1)
  expect(ledger.duplicates).toBe(1)
})

test("a poisoned mail is refused for good, so that its sender learns of it", async () => {
  ledger.decide = () => "poison"
  const { port, adapter, run } = await desk()
  const mailbox = await customers(port)
  const sent = await mailbox.send(MAIL)
  expect(sent).toMatchObject({ state: "refused" })
  expect(sent.lastAnswer).toContain("554")
  expect(await run(adapter.refused)).toEqual({ poison: 1 })
})

test("mail for anybody else is refused: this is no relay", async () => {
  const { port, adapter, run } = await desk({ alsoFor: ["Loans@bank.example"] })
  const mailbox = await customers(port)
  expect(await mailbox.send({ ...MAIL, to: "victim@elsewhere.example" })).toMatchObject({ state: "refused" })
  expect(await mailbox.send({ ...MAIL, to: "loans@BANK.example" })).toMatchObject({ state: "acked" })
  expect(await run(adapter.refused)).toEqual({ "unknown-recipient": 1 })
})

test("a mail over the limit is answered with 552, announced or not, and the next good one is handled", async () => {
  const { port, adapter, run } = await desk({ maxBytes: 100_000 })
  const announced = await talk(port, ["EHLO x\r\n", "MAIL FROM:<zhang@customer.example> SIZE=31457280\r\n", "QUIT\r\n"])
  expect(announced[2]).toMatch(/^552/)
  const body = `From: zhang@customer.example\r\n\r\n${"0123456789\r\n".repeat(20_000)}.\r\n`
  const unannounced = await talk(port, [...GREETING, body, "QUIT\r\n"])
  expect(unannounced[5]).toMatch(/^552/)
  expect(ledger.blobs.stored.size).toBe(0)
  const mailbox = await customers(port)
  expect(await mailbox.send(MAIL)).toMatchObject({ state: "acked" })
  expect(ledger.units).toHaveLength(1)
  expect(await run(adapter.refused)).toEqual({ "too-large": 2 })
})

test("a mail over the limit is answered at its end, not in its midst", async () => {
  const { port } = await desk({ maxBytes: 100_000 })
  const [early, late] = await new Promise<[string, string]>((resolve) => {
    const left = [...GREETING]
    let greeted = false
    let early = ""
    let late = ""
    let ended = false
    const socket = connect(port, "127.0.0.1")
    socket.on("error", () => {})
    socket.on("data", (chunk: Buffer) => {
      if (greeted) {
        if (ended) late += chunk.toString()
        else early += chunk.toString()
        if (ended) socket.destroy()
        return
      }
      if (!/(^|\r\n)\d{3} [^\r\n]*\r\n$/.test(chunk.toString())) return
      const next = left.shift()
      if (next !== undefined) return void socket.write(next)
      greeted = true
      socket.write("0123456789\r\n".repeat(20_000), () =>
        setTimeout(() => {
          ended = true
          socket.write(".\r\n")
        }, 200)
      )
    })
    socket.on("close", () => resolve([early, late]))
  })
  expect(early).toBe("")
  expect(late).toMatch(/^552 /)
})

test("a mail whose sender breaks off becomes nothing", async () => {
  const { port, adapter, run } = await desk()
  await new Promise<void>((resolve) => {
    const socket = connect(port, "127.0.0.1")
    const left = [...GREETING, "From: zhang@customer.example\r\n\r\nhalf a ma"]
    socket.on("data", (chunk: Buffer) => {
      if (!/(^|\r\n)\d{3} [^\r\n]*\r\n$/.test(chunk.toString())) return
      const next = left.shift()
      if (next === undefined) return
      socket.write(next, () => {
        if (left.length === 0) socket.destroy()
      })
    })
    socket.on("error", () => {})
    socket.on("close", () => resolve())
  })
  const mailbox = await customers(port)
  expect(await mailbox.send(MAIL)).toMatchObject({ state: "acked" })
  expect(ledger.units.map((unit) => unit.content.subject)).toEqual(["投诉"])
  expect(await run(adapter.refused)).toEqual({ "broken-off": 1 })
})

test("an HTTP probe and noise get the protocol's answer and are counted, and the next good mail is handled", async () => {
  const { port, adapter, run } = await desk()
  for (const probe of ["GET / HTTP/1.1\r\nHost: x\r\n\r\n", Buffer.alloc(100_000, 0xff), "\r\n".repeat(100)]) {
    // Spoken after the greeting, and before it, which no client may.
    expect((await talk(port, [probe, "QUIT\r\n"]))[1]).toMatch(/^(421|5\d\d) /)
    const hasty = await new Promise<string>((resolve) => {
      let said = ""
      const socket = connect(port, "127.0.0.1", () => socket.write(probe, () => socket.end()))
      socket.on("data", (chunk: Buffer) => {
        said += chunk.toString("latin1")
      })
      socket.on("error", () => {})
      socket.on("close", () => resolve(said))
    })
    expect(hasty).toMatch(/^(220|421) /)
  }
  const mailbox = await customers(port)
  expect(await mailbox.send(MAIL)).toMatchObject({ state: "acked" })
  expect(ledger.units).toHaveLength(1)
  expect((await run(adapter.refused))["no-mail"]).toBeGreaterThanOrEqual(3)
})

test("a mail of 24 MB is taken, its attachment held back, without growing by more than a few copies of it", async () => {
  const { port } = await desk({}, { maxAttachmentBytes: 1024 * 1024 })
  const mailbox = await customers(port)
  const content = Buffer.alloc(17 * 1024 * 1024, "0123456789")
  const sent = await mailbox.send({ ...MAIL, attachments: [{ name: "扫描件.tiff", mime: "image/tiff", content }] })
  expect(sent).toMatchObject({ state: "acked" })
  expect(ledger.units[0]?.content.attachments).toMatchObject([
    { name: "扫描件.tiff", bytes: content.length, held: expect.stringContaining("larger") as unknown as string }
  ])
})

test("many senders at once are all recorded, each once", async () => {
  const { port } = await desk()
  const mailbox = await customers(port)
  await Promise.all(Array.from({ length: 60 }, (_, at) => mailbox.send({ ...MAIL, subject: `mail ${at}` })))
  expect(mailbox.sent.every(({ state }) => state === "acked")).toBe(true)
  expect(new Set(ledger.units.map((unit) => unit.content.subject)).size).toBe(60)
})

test("a sender that cannot reach us keeps its mail and delivers it when we are back", async () => {
  const first = await desk()
  const { port } = first
  await first.close()
  const mailbox = await customers(port, 50)
  expect(await mailbox.send(MAIL)).toMatchObject({ state: "unacked", delivered: 0 })
  await desk({ port })
  expect(await mailbox.settled(10_000)).toEqual([])
  expect(ledger.units).toHaveLength(1)
})

test("the envelope's null sender marks a mail as automatic", async () => {
  const { port } = await desk()
  await talk(port, [
    "EHLO x\r\n",
    "MAIL FROM:<>\r\n",
    "RCPT TO:<service@bank.example>\r\n",
    "DATA\r\n",
    "From: zhang@customer.example\r\nSubject: Out of the office\r\n\r\nback on Monday\r\n.\r\n",
    "QUIT\r\n"
  ])
  expect(ledger.units[0]?.traits.automatic).toBe("auto-replied")
})

test("drained, it sends newcomers away for a while", async () => {
  const { port, adapter, run } = await desk()
  const mailbox = await customers(port)
  await mailbox.send(MAIL)
  await run(adapter.drain)
  expect(await mailbox.send(MAIL)).toMatchObject({ state: "unacked" })
  expect(ledger.units).toHaveLength(1)
})

test("a port that is taken is a configuration error that names the option", async () => {
  const { port } = await desk()
  await expect(desk({ port })).rejects.toMatchObject({ _tag: "EmailConfigError", field: "smtpListener.port" })
})

test.each<[string, Partial<EmailOptions>]>([
  ["address", { address: "not an address" }],
  ["imap", { smtpListener: undefined as never }],
  ["smtp.port", { smtp: { host: "x", port: 0, secure: false } }],
  ["smtp.password", { smtp: { host: "x", port: 25, secure: false, user: "u" } }],
  ["domain", { domain: "bank example" }],
  ["sentCopy.address", { sentCopy: { address: "service@BANK.example", imap: { host: "x", port: 143, secure: false } } }]
])("options that cannot work are named: %s", async (field, change) => {
  await expect(desk({}, change)).rejects.toMatchObject({ _tag: "EmailConfigError", field })
})

describe.skipIf(!inject("peers").swaks)("swaks", () => {
  const swaks = (args: ReadonlyArray<string>): Promise<{ readonly code: number; readonly said: string }> =>
    new Promise((resolve) => {
      const child = execFile("/usr/bin/swaks", [...args], (error, stdout) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout })
      )
      child.stdin?.end()
    })

  test("a GB18030 mail from a client that is not ours becomes a message with its text", async () => {
    const { port } = await desk()
    const body = Buffer.from("C4FABAC3A3AC9534B235CFC8C9FA", "hex").toString("base64")
    const { code, said } = await swaks([
      "--server",
      `127.0.0.1:${port}`,
      "--from",
      "zhang@customer.example",
      "--to",
      "service@bank.example",
      "--header",
      "From: =?gb18030?B?1cXI/Q==?= <zhang@customer.example>",
      "--header",
      "Subject: =?gb18030?B?zbbL3w==?=",
      "--header",
      "MIME-Version: 1.0",
      "--header",
      "Content-Type: text/plain; charset=gb18030",
      "--header",
      "Content-Transfer-Encoding: base64",
      "--body",
      body
    ])
    expect(said).toContain("250 2.0.0 recorded")
    expect(code).toBe(0)
    const [unit] = ledger.units
    expect(unit?.content).toEqual({ text: "您好，𠮷先生", subject: "投诉" })
    expect(unit?.from).toEqual({ channel: "email", value: "zhang@customer.example", display: "张三" })
  })

  test("it is told when its mail was not recorded", async () => {
    ledger.decide = () => "retry"
    const { port } = await desk()
    const { code, said } = await swaks([
      "--server",
      `127.0.0.1:${port}`,
      "--to",
      "service@bank.example",
      "--from",
      "a@b.example"
    ])
    expect(said).toContain("451")
    expect(code).not.toBe(0)
  })
})
