import { execFile } from "node:child_process"
import type { Outbound } from "@strowger/router/ports"
import { Effect, Redacted, Stream } from "effect"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest"
import type { EmailOptions } from "../../src/email/index.ts"
import { Mailbox } from "../../src/sim/Mailbox.ts"
import { type Dovecot, startDovecot } from "./dovecot.ts"
import { Ledger, type OpenDesk, openDesk, SECRET } from "./support.ts"

let ledger: Ledger
const open: Array<() => Promise<void>> = []
beforeEach(() => {
  ledger = new Ledger()
})
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

const outbound = (change: Partial<Outbound> = {}): Outbound => ({
  id: "main/12/0",
  thread: "t-1",
  to: { channel: "email", value: "zhang@customer.example", display: "张三" },
  content: { text: "您好𠮷，已受理。", subject: "投诉" },
  references: ["<a@customer.example>"],
  automatic: false,
  ...change
})

/** A desk that answers into a simulated mailbox. */
const desk = async (more: Partial<EmailOptions> = {}): Promise<OpenDesk & { readonly mailbox: Mailbox }> => {
  const mailbox = new Mailbox({ target: { host: "127.0.0.1", port: 9 }, retryMs: 0 })
  await mailbox.start()
  open.push(() => mailbox.stop())
  const opened = await openDesk(
    {
      id: "mail",
      address: "Service@bank.example",
      displayName: "银行客服",
      secret: SECRET,
      smtp: { host: "127.0.0.1", port: mailbox.port, secure: false, timeoutMs: 400 },
      smtpListener: { port: 0 },
      ...more
    },
    ledger
  )
  open.push(opened.close)
  return { ...opened, mailbox }
}
const failure = async <A, E>(one: OpenDesk, effect: Effect.Effect<A, E>): Promise<E> => one.run(Effect.flip(effect))

test("a reply carries our Message-ID, the thread, Re: and the text", async () => {
  const one = await desk()
  const { refs, parts } = await one.run(
    one.adapter.send(outbound({ references: ["<root@x>", "<a@customer.example>"] }))
  )
  expect(parts).toBe(1)
  const [mail] = one.mailbox.received
  expect(mail).toMatchObject({
    mailFrom: "service@bank.example",
    rcptTo: ["zhang@customer.example"],
    messageId: refs[0],
    inReplyTo: "<a@customer.example>",
    references: ["<root@x>", "<a@customer.example>"],
    subject: "Re: 投诉"
  })
  expect(mail?.text.trim()).toBe("您好𠮷，已受理。")
  const raw = mail?.raw.toString("latin1") ?? ""
  expect(raw).not.toMatch(/^(Auto-Submitted|X-Loop|Bcc):/im)
})

test("the same outbound has the same Message-ID after a restart", async () => {
  const one = await desk()
  const first = await one.run(one.adapter.send(outbound()))
  const two = await desk()
  expect(await two.run(two.adapter.send(outbound()))).toEqual(first)
})

test("an automatic answer says so, and has no sender that could be answered", async () => {
  const one = await desk()
  await one.run(one.adapter.send(outbound({ automatic: true })))
  const [mail] = one.mailbox.received
  expect(mail?.mailFrom).toBe("")
  const raw = mail?.raw.toString("latin1")
  expect(raw).toMatch(/^Auto-Submitted: auto-replied\r$/m)
  expect(raw).toMatch(/^X-Auto-Response-Suppress: All\r$/m)
})

test("attachments come from the blob store, whole and under their names", async () => {
  const one = await desk()
  const content = Buffer.from("对账单\u0000\u0001")
  const stored = await one.run(ledger.blobs.service.put(Stream.make(content)))
  await one.run(
    one.adapter.send(
      outbound({
        content: {
          text: "see",
          html: "<b>see</b>",
          attachments: [{ name: "对账单.pdf", mime: "application/pdf", ...stored }]
        }
      })
    )
  )
  const raw = one.mailbox.received[0]?.raw.toString("latin1") ?? ""
  expect(raw).toContain(content.toString("base64"))
  expect(raw).toContain("<b>see</b>")
  expect(one.mailbox.received[0]?.subject).toBe("Re: Your message")
})

test("nothing in a mail becomes a header, a recipient or a file", async () => {
  const one = await desk()
  await one.run(
    one.adapter.send(
      outbound({
        to: {
          channel: "email",
          value: "zhang@customer.example",
          display: 'x" <thief@x.example>\r\nBcc: thief@x.example'
        },
        content: { text: "x", subject: "a\r\nBcc: thief@x.example", html: '<img src="file:///etc/passwd">' },
        references: ["<a@x>\r\nBcc: thief@x.example"]
      })
    )
  )
  const [mail] = one.mailbox.received
  expect(mail?.rcptTo).toEqual(["zhang@customer.example"])
  expect(mail?.raw.toString("latin1")).not.toMatch(/^Bcc/im)
  expect(mail?.raw.toString("latin1")).not.toContain("root:")
  for (const to of ["a@b\r\nRCPT TO:<c@d>", "not an address", "a@b, c@d", "<a@b>"]) {
    const error = await failure(one, one.adapter.send(outbound({ to: { channel: "email", value: to } })))
    expect(error).toMatchObject({ outcome: "reject", code: "bad-address" })
  }
})

test("what can no longer be sent is rejected with its reason", async () => {
  const one = await desk()
  const gone = outbound({
    content: { text: "x", attachments: [{ name: "a", mime: "text/plain", bytes: 1, sha256: "0".repeat(64) }] }
  })
  expect(await failure(one, one.adapter.send(gone))).toMatchObject({ outcome: "reject", code: "attachment-missing" })
  expect(await failure(one, one.adapter.send(outbound({ expiresAtMs: 1 })))).toMatchObject({
    outcome: "reject",
    code: "expired"
  })
  expect(await failure(one, one.adapter.send(outbound({ thread: "t".repeat(300) })))).toMatchObject({
    outcome: "reject",
    code: "thread-too-long"
  })
  expect(one.mailbox.received).toEqual([])
})

test.each([
  ["451", "retry", 0],
  ["550", "reject", 0],
  ["rcpt-451", "retry", 0],
  ["rcpt-550", "reject", 0],
  ["silent", "ambiguous", 1],
  ["close", "ambiguous", 1]
] as const)("a server that does %s makes the outcome %s", async (fault, outcome, copies) => {
  const one = await desk()
  one.mailbox.fault(fault)
  expect(await failure(one, one.adapter.send(outbound()))).toMatchObject({ outcome })
  expect(one.mailbox.received).toHaveLength(copies)
  // The next one goes out as if nothing had been.
  await one.run(one.adapter.send(outbound({ id: "main/13/0" })))
  expect(one.mailbox.received).toHaveLength(copies + 1)
})

test("a server that is not there makes the outcome retry", async () => {
  const one = await desk()
  await one.mailbox.stop()
  expect(await failure(one, one.adapter.send(outbound()))).toMatchObject({ outcome: "retry" })
})

test("many replies at once are all sent, each once", async () => {
  const one = await desk()
  await one.run(
    Effect.forEach(
      Array.from({ length: 30 }, (_, at) => at),
      (at) => one.adapter.send(outbound({ id: `main/${at}/0` })),
      {
        concurrency: "unbounded"
      }
    )
  )
  expect(new Set(one.mailbox.received.map(({ messageId }) => messageId)).size).toBe(30)
})

test("a server elsewhere gets neither password nor mail before it speaks TLS", async () => {
  const one = await desk()
  const two = await openDesk(
    {
      id: "other",
      address: "service@bank.example",
      secret: SECRET,
      // Not a loopback address by its looks, and the simulated mailbox has no STARTTLS.
      smtp: { host: "0.0.0.0", port: one.mailbox.port, secure: false, user: "u", password: Redacted.make("p") },
      smtpListener: { port: 0 }
    },
    ledger
  )
  open.push(two.close)
  expect(await failure(two, two.adapter.send(outbound()))).toMatchObject({ outcome: "retry" })
  expect(one.mailbox.received).toEqual([])
})

test("without an archive nobody can say whether an ambiguous mail was sent", async () => {
  const one = await desk()
  expect(await one.run(one.adapter.find(outbound()))).toBeUndefined()
})

test("the point after the reply was accepted comes before send returns", async () => {
  const points: Array<string> = []
  const one = await desk({
    checkpoint: (name) => Effect.sync(() => void points.push(`${name} ${mailboxCount()}`))
  })
  const mailboxCount = () => one.mailbox.received.length
  await one.run(one.adapter.send(outbound()))
  expect(points).toEqual(["replied 1"])
})

describe.skipIf(!inject("peers").dovecot || !inject("peers").swaks)("a customer on Dovecot", () => {
  let dovecot: Dovecot
  let users = 0
  let service = ""
  let customer = ""
  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(() => {
    users++
    service = `service${users}`
    customer = `zhang${users}`
  })

  const login = (user: string) => ({
    host: "127.0.0.1",
    port: dovecot.imapPort,
    secure: false,
    user,
    password: Redacted.make(dovecot.password)
  })
  const bank = async (more: Partial<EmailOptions> = {}): Promise<OpenDesk> => {
    const opened = await openDesk(
      {
        id: "mail",
        address: `${service}@bank.example`,
        secret: SECRET,
        imap: { ...login(service), backoffMs: 50 },
        smtp: { host: "127.0.0.1", port: dovecot.smtpPort, secure: false, timeoutMs: 2_000 },
        smtpListener: { port: 0 },
        ...more
      },
      ledger
    )
    open.push(opened.close)
    return opened
  }
  const swaks = (port: number, headers: ReadonlyArray<string>): Promise<string> =>
    new Promise((resolve, reject) => {
      const args = [
        "--server",
        `127.0.0.1:${port}`,
        "--from",
        `${customer}@customer.example`,
        "--to",
        `${service}@bank.example`
      ]
      const child = execFile(
        "/usr/bin/swaks",
        [
          ...args,
          ...headers.flatMap((header) => ["--header", header]),
          "--body",
          Buffer.from("C4FABAC3A3AC9534B235", "hex").toString("base64")
        ],
        (error, stdout) => (error === null ? resolve(stdout) : reject(new Error(stdout)))
      )
      child.stdin?.end()
    })
  const GB18030 = [
    "Subject: =?gb18030?B?zbbL3w==?=",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=gb18030",
    "Content-Transfer-Encoding: base64"
  ]

  test.each(["IMAP", "SMTP"])(
    "a GB18030 mail that came by %s is answered in the sender's thread, and so is the answer to it",
    async (way) => {
      const one = await bank()
      const port = way === "IMAP" ? dovecot.smtpPort : (one.adapter.smtpPort as number)
      await swaks(port, [...GB18030, "Message-Id: <first@customer.example>"])
      const [unit] = await ledger.take(1)
      expect(unit?.key.epoch === "smtp").toBe(way === "SMTP")
      expect(unit?.content).toMatchObject({
        text: expect.stringMatching(/^您好，𠮷\s*$/) as unknown as string,
        subject: "投诉"
      })

      const reply: Outbound = {
        id: "main/1/0",
        thread: unit?.thread as string,
        to: unit?.from as Outbound["to"],
        content: { text: "已受理", subject: unit?.content.subject as string },
        references: [unit?.messageId as string],
        automatic: false
      }
      const { refs } = await one.run(one.adapter.send(reply))
      const inbox = await dovecot.mails(customer)
      expect(inbox).toHaveLength(1)
      expect(inbox[0]).toMatch(/^In-Reply-To: <first@customer\.example>\r$/m)
      expect(inbox[0]).toMatch(/^References: <first@customer\.example>\r$/m)
      expect(inbox[0]?.replace(/\r\n[ \t]/g, " ")).toMatch(new RegExp(`^Message-ID: +${refs[0]}\r$`, "m"))

      await swaks(port, [...GB18030, "Message-Id: <second@customer.example>", `In-Reply-To: ${refs[0]}`])
      const [, answer] = await ledger.take(2)
      expect(answer?.thread).toBe(unit?.thread)
      expect(answer?.inReplyTo).toBe(refs[0])
    }
  )

  test("an ambiguous reply that the server took is found as sent, one that it never took as not sent", async () => {
    const sentCopy = { address: `sent${users}@bank.example`, imap: login(`sent${users}`), settleMs: 300 }
    const one = await bank({ sentCopy })
    const taken = outbound({ to: { channel: "email", value: `${customer}@customer.example` } })
    await one.run(one.adapter.send(taken))
    expect(dovecot.taken.at(-1)?.to).toEqual([`${customer}@customer.example`, sentCopy.address])
    await one.close()
    // A new process, which knows nothing of the attempt.
    const two = await bank({ sentCopy })
    expect(await two.run(two.adapter.find(taken))).toBe("sent")
    expect(await two.run(two.adapter.find(outbound({ id: "main/99/0", to: taken.to })))).toBe("not-sent")
    expect((await dovecot.mails(customer))[0]).not.toContain(sentCopy.address)
  })

  test("a copy whose Message-ID a relay replaced is found by the one we kept beside it", async () => {
    const sentCopy = { address: `sent${users}@bank.example`, imap: login(`sent${users}`), settleMs: 200 }
    const one = await bank({ sentCopy })
    const mail = outbound({ to: { channel: "email", value: `${customer}@customer.example` } })
    await one.run(one.adapter.send(mail))
    const [copy] = await dovecot.mails(`sent${users}`)
    await dovecot.as(`sent${users}`, async (client) => {
      await client.mailboxOpen("INBOX")
      await client.messageDelete("1:*", { uid: true })
    })
    expect(await one.run(one.adapter.find(mail))).toBe("not-sent")
    await dovecot.append(
      `sent${users}`,
      copy?.replace(/^Message-ID:\s*<[^>]*>/im, "Message-ID: <0100018@email.example>") ?? ""
    )
    expect(await one.run(one.adapter.find(mail))).toBe("sent")
  })

  test("find waits while a copy may still arrive", async () => {
    const sentCopy = { address: `sent${users}@bank.example`, imap: login(`sent${users}`), settleMs: 1_500 }
    const one = await bank({ sentCopy })
    const mail = outbound({ to: { channel: "email", value: `${customer}@customer.example` } })
    const found = one.run(one.adapter.find(mail))
    await one.run(one.adapter.send(mail))
    expect(await found).toBe("sent")
  })

  test("when the customer's address is refused no copy is kept, so nothing looks sent", async () => {
    const sentCopy = { address: `sent${users}@bank.example`, imap: login(`sent${users}`), settleMs: 200 }
    const mailbox = new Mailbox({ target: { host: "127.0.0.1", port: 9 }, retryMs: 0 })
    await mailbox.start()
    open.push(() => mailbox.stop())
    const one = await bank({
      sentCopy,
      smtp: { host: "127.0.0.1", port: mailbox.port, secure: false, timeoutMs: 1_000 }
    })
    mailbox.fault("rcpt-550")
    expect(await failure(one, one.adapter.send(outbound()))).toMatchObject({ outcome: "reject", code: "550" })
    expect(mailbox.received).toEqual([])
    expect(await one.run(one.adapter.find(outbound()))).toBe("not-sent")
  })

  test("a bounce of what we sent goes into its conversation", async () => {
    const one = await bank()
    const { refs } = await one.run(
      one.adapter.send(outbound({ to: { channel: "email", value: `${customer}@customer.example` } }))
    )
    await dovecot.append(
      service,
      `Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@customer.example>\r\nTo: ${service}@bank.example\r\nSubject: Undelivered Mail Returned to Sender\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nNo such user.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: ${service}@bank.example\r\nMessage-ID: ${refs[0]}\r\n\r\n--b--\r\n`
    )
    const [unit] = await ledger.take(1)
    expect(unit).toMatchObject({ thread: "t-1", inReplyTo: refs[0], traits: { automatic: "bounce" } })
    expect(unit?.content.text).toContain("Status: 5.1.1")
  })

  test("two centres that answer each other stop by themselves: the second mail is seen as automatic", async () => {
    const one = await bank()
    await one.run(
      one.adapter.send(outbound({ automatic: true, to: { channel: "email", value: `${service}@bank.example` } }))
    )
    const [unit] = await ledger.take(1)
    expect(unit?.traits.automatic).toBe("auto-replied")
  })
})
