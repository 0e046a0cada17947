import { Effect, Redacted } from "effect"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest"
import type { EmailOptions, ImapOptions } from "../../src/email/index.ts"
import { type Dovecot, startDovecot } from "./dovecot.ts"
import { effectOf, Ledger, noop, type OpenDesk, openDesk, SECRET } from "./support.ts"
import { startTcpProxy, type TcpProxy } from "./tcpProxy.ts"

const mail = (number: number, body = `text ${number}`): string =>
  `From: zhang@customer.example\r\nTo: service@bank.example\r\nSubject: mail ${number}\r\nMessage-ID: <m${number}@customer.example>\r\n\r\n${body}\r\n`

describe.skipIf(!inject("peers").dovecot)("a mailbox on Dovecot", () => {
  let dovecot: Dovecot
  let user: string
  let users = 0
  let ledger: Ledger
  const open: Array<OpenDesk | TcpProxy> = []

  beforeAll(async () => {
    dovecot = await startDovecot()
  })
  afterAll(() => dovecot.stop())
  beforeEach(() => {
    user = `service${++users}`
    ledger = new Ledger()
  })
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await ("close" in one ? one.close() : one.stop())
  })

  const options = (imap: Partial<ImapOptions> = {}, more: Partial<EmailOptions> = {}): EmailOptions => ({
    id: "mail",
    address: "service@bank.example",
    secret: SECRET,
    smtp: { host: "127.0.0.1", port: dovecot.smtpPort, secure: false },
    imap: {
      host: "127.0.0.1",
      port: dovecot.imapPort,
      secure: false,
      user,
      password: Redacted.make(dovecot.password),
      backoffMs: 50,
      ...imap
    },
    ...more
  })
  const desk = async (imap: Partial<ImapOptions> = {}, more: Partial<EmailOptions> = {}): Promise<OpenDesk> => {
    const opened = await openDesk(options(imap, more), ledger)
    open.push(opened)
    return opened
  }
  const proxy = async (): Promise<TcpProxy> => {
    const started = await startTcpProxy(dovecot.imapPort)
    open.push(started)
    return started
  }
  const subjects = () => ledger.units.map((unit) => unit.content.subject)

  test("what lies in it comes in order, each with its place in the same breath", async () => {
    for (const number of [1, 2, 3]) await dovecot.append(user, mail(number))
    await desk()
    await ledger.take(3)
    expect(subjects()).toEqual(["mail 1", "mail 2", "mail 3"])
    const [first] = ledger.units
    expect(first?.key).toEqual({ account: "mail", epoch: expect.stringMatching(/^\d+$/) as unknown as string, id: "1" })
    expect(first?.messageId).toBe("<m1@customer.example>")
    expect(first?.raw?.bytes).toBe(mail(1).length)
    expect(JSON.parse(ledger.cursor ?? "")).toEqual({ uidValidity: first?.key.epoch, lastUid: 3 })
  })

  test("new mail comes by IDLE, long before the next look", async () => {
    await desk({ resyncMs: 3_600_000 })
    await dovecot.append(user, mail(1))
    await ledger.take(1)
    const startedMs = performance.now()
    await dovecot.append(user, mail(2))
    await ledger.take(2)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })

  test("looking again and again at what was read offers nothing twice", async () => {
    const points: Array<string> = []
    const link = await proxy()
    await desk({ resyncMs: 30, port: link.port }, { checkpoint: (name) => Effect.sync(() => void points.push(name)) })
    await dovecot.append(user, mail(1))
    await ledger.take(1)
    // While this is appended the mailbox is looked at several times.
    await dovecot.append(user, mail(2))
    await ledger.take(2)
    await dovecot.append(user, mail(3))
    await ledger.take(3)
    expect(points.filter((name) => name === "fetched")).toHaveLength(3)
    expect(ledger.duplicates).toBe(0)
  })

  test("a GB18030 mail delivered by LMTP is read right", async () => {
    const raw = Buffer.concat([
      Buffer.from(
        "From: =?gb18030?B?1cXI/Q==?= <zhang@customer.example>\r\nTo: service@bank.example\r\nSubject: =?gb18030?B?zbbL3w==?=\r\nMessage-ID: <gb@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
      ),
      Buffer.from("C4FABAC3A3AC9534B235CFC8C9FA", "hex")
    ])
    await dovecot.append(user, raw)
    await desk()
    const [unit] = await ledger.take(1)
    expect(unit?.content.text.trim()).toBe("您好，𠮷先生")
    expect(unit?.content.subject).toBe("投诉")
    expect(unit?.from.display).toBe("张三")
  })

  test("after a restart it goes on from the recorded place", async () => {
    await dovecot.append(user, mail(1))
    const first = await desk()
    await ledger.take(1)
    await first.close()
    await dovecot.append(user, mail(2))
    await desk()
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 2"])
    expect(ledger.duplicates).toBe(0)
  })

  test("a mail that was not recorded comes again after a restart", async () => {
    await dovecot.append(user, mail(1))
    let offered = 0
    ledger.decide = () => {
      offered++
      return "silence"
    }
    const first = await desk()
    await ledger.until(() => offered === 1, "the first offer")
    await first.close()
    ledger.decide = () => "ack"
    await desk()
    await ledger.take(1)
    expect(subjects()).toEqual(["mail 1"])
  })

  test("one mail is in flight: the next waits for the record of the one before", async () => {
    for (const number of [1, 2]) await dovecot.append(user, mail(number))
    const offered: Array<string> = []
    const fetched: Array<string> = []
    ledger.decide = (unit) => {
      offered.push(unit.content.subject ?? "")
      return "silence"
    }
    await desk({ resyncMs: 100 }, { checkpoint: (name) => (fetched.push(name), noop) })
    await ledger.until(() => offered.length > 0, "an offer")
    // A third mail makes the server speak; still nothing else is begun.
    await dovecot.append(user, mail(3))
    expect(offered).toEqual(["mail 1"])
    expect(fetched).toEqual(["fetched"])
  })

  test("told to try again, it offers the same mail until it is taken, and keeps the order", async () => {
    for (const number of [1, 2]) await dovecot.append(user, mail(number))
    let refusals = 2
    ledger.decide = (unit) => (unit.content.subject === "mail 1" && refusals-- > 0 ? "retry" : "ack")
    await desk()
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 2"])
    expect(refusals).toBe(-1)
  })

  test("a poisoned mail does not hold up the one behind it, and is counted", async () => {
    for (const number of [1, 2]) await dovecot.append(user, mail(number))
    ledger.decide = (unit) => (unit.content.subject === "mail 1" ? "poison" : "ack")
    const { adapter, run } = await desk()
    await ledger.take(1)
    expect(subjects()).toEqual(["mail 2"])
    expect(await run(adapter.refused)).toEqual({ poison: 1 })
  })

  test("when the mailbox is numbered anew everything is read again, and the host tells it apart by the mail itself", async () => {
    await dovecot.recreate(user, "Service")
    for (const number of [1, 2]) await dovecot.append(user, mail(number), "Service")
    const first = await desk({ mailbox: "Service" })
    await ledger.take(2)
    await first.close()
    const before = ledger.units[0]?.key.epoch
    await dovecot.recreate(user, "Service")
    for (const number of [1, 2, 3]) await dovecot.append(user, mail(number), "Service")
    await desk({ mailbox: "Service" })
    await ledger.take(3)
    expect(subjects()).toEqual(["mail 1", "mail 2", "mail 3"])
    expect(ledger.duplicates).toBe(2)
    expect(ledger.units[2]?.key.epoch).not.toBe(before)
    expect(ledger.units[2]?.traits.warnings?.join()).toContain("numbered anew")
  })

  test("mail older than what the host remembers is passed over when the mailbox is numbered anew", async () => {
    await dovecot.recreate(user, "Service")
    await dovecot.append(user, mail(1), "Service")
    const first = await desk({ mailbox: "Service" })
    await ledger.take(1)
    await first.close()
    await dovecot.recreate(user, "Service")
    await dovecot.as(user, (client) =>
      client.append("Service", mail(8), [], new Date(Date.now() - 40 * 24 * 3_600_000))
    )
    await dovecot.append(user, mail(9), "Service")
    const { adapter, run } = await desk({ mailbox: "Service" })
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 9"])
    expect(await run(adapter.refused)).toEqual({ "too-old": 1 })
  })

  test("a link cut in IDLE is opened again, and what came meanwhile is read", async () => {
    const link = await proxy()
    const { adapter, run } = await desk({ port: link.port, resyncMs: 3_600_000 })
    await dovecot.append(user, mail(1))
    await ledger.take(1)
    await link.quiet(300)
    link.cut()
    await dovecot.append(user, mail(2))
    await ledger.take(2)
    expect(link.links()).toBe(2)
    expect(await run(adapter.health)).toMatchObject({ state: "up" })
  })

  test("a link that went silent is noticed and opened again", async () => {
    const link = await proxy()
    await desk({ port: link.port, resyncMs: 300, socketTimeoutMs: 700 })
    await dovecot.append(user, mail(1))
    await ledger.take(1)
    link.swallow(true)
    await dovecot.append(user, mail(2))
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (link.links() < 2) return
        clearInterval(look)
        link.swallow(false)
        resolve()
      }, 20)
    })
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 2"])
  })

  test("a link cut while a mail is with the host loses nothing and offers nothing twice", async () => {
    const link = await proxy()
    for (const number of [1, 2]) await dovecot.append(user, mail(number))
    ledger.decide = () => {
      link.cut()
      return "ack"
    }
    await desk({ port: link.port })
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 2"])
    expect(ledger.duplicates).toBe(0)
  })

  test("a mail cut off while it is fetched is fetched again, whole", async () => {
    const link = await proxy()
    const big = mail(1, "0123456789abcdef".repeat(400_000))
    await dovecot.append(user, big)
    let cuts = 2
    const timer = setInterval(() => {
      if (cuts-- > 0) link.cut()
      else clearInterval(timer)
    }, 40)
    await desk({ port: link.port })
    const [unit] = await ledger.take(1)
    clearInterval(timer)
    expect(unit?.raw?.bytes).toBe(big.length)
    expect(ledger.blobs.stored.get(unit?.raw?.sha256 ?? "")?.toString("latin1")).toBe(big)
  })

  test("a 30 MB mail becomes a message with its attachment held back, and the next mail is handled", async () => {
    const attachment = Buffer.alloc(22 * 1024 * 1024, "0123456789")
    const encoded = attachment.toString("base64").replace(/(.{76})/g, "$1\r\n")
    const raw = `From: zhang@customer.example\r\nSubject: big\r\nMessage-ID: <big@customer.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee the scan\r\n--b\r\nContent-Type: image/tiff\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="scan.tiff"\r\n\r\n${encoded}\r\n--b--\r\n`
    expect(raw.length).toBeGreaterThan(30_000_000)
    await dovecot.append(user, raw)
    await dovecot.append(user, mail(2))
    await desk()
    const [unit] = await ledger.take(2)
    expect(unit?.content.text.trim()).toBe("see the scan")
    expect(unit?.content.attachments).toMatchObject([
      { name: "scan.tiff", bytes: attachment.length, held: expect.any(String) as unknown as string }
    ])
    expect(ledger.blobs.stored.get(unit?.content.attachments?.[0]?.sha256 ?? "")?.equals(attachment)).toBe(true)
    expect(subjects()).toEqual(["big", "mail 2"])
  })

  test("a mail above what is ever fetched still becomes a message that says where the rest is", async () => {
    await dovecot.append(user, mail(1, "x".repeat(300_000)))
    await dovecot.append(user, mail(2))
    const { adapter, run } = await desk({ maxBytes: 100_000 })
    const [unit] = await ledger.take(2)
    expect(unit?.raw?.bytes).toBe(100_000)
    expect(unit?.traits.warnings?.join()).toContain("UID 1")
    expect(await run(adapter.refused)).toEqual({ "too-large": 1 })
  })

  test("a broken MIME tree is counted, shown as it came, and the next mail is handled", async () => {
    await dovecot.append(
      user,
      "From: a@customer.example\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nI am here\r\n"
    )
    await dovecot.append(user, mail(2))
    const { adapter, run } = await desk()
    const [unit] = await ledger.take(2)
    expect(unit?.content.text).toContain("I am here")
    expect(await run(adapter.refused)).toEqual({ "broken-mime": 1 })
  })

  test("a mail expunged before it was fetched is passed over", async () => {
    for (const number of [1, 2, 3]) await dovecot.append(user, mail(number))
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    await desk({}, { checkpoint: (name) => (name === "recorded" && ledger.units.length === 1 ? effectOf(gate) : noop) })
    await ledger.take(1)
    await dovecot.as(user, async (client) => {
      await client.mailboxOpen("INBOX")
      await client.messageDelete("2", { uid: true })
    })
    release()
    await ledger.take(2)
    expect(subjects()).toEqual(["mail 1", "mail 3"])
  })

  test("the named points come in order, after the record the move", async () => {
    const points: Array<string> = []
    await dovecot.append(user, mail(1))
    await desk(
      {},
      { checkpoint: (name) => effectOf(Promise.resolve(void points.push(`${name} ${ledger.units.length}`))) }
    )
    await ledger.take(1)
    await dovecot.append(user, mail(2))
    await ledger.take(2)
    expect(points.slice(0, 3)).toEqual(["fetched 0", "recorded 1", "cursor-moved 1"])
  })

  test("drained, it finishes the mail in flight, begins no other, and says good-bye", async () => {
    for (const number of [1, 2]) await dovecot.append(user, mail(number))
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const { adapter, run } = await desk({}, { checkpoint: (name) => (name === "recorded" ? effectOf(gate) : noop) })
    await ledger.take(1)
    const drained = run(adapter.drain)
    expect(await run(adapter.health)).toMatchObject({ state: "draining" })
    release()
    await drained
    expect(subjects()).toEqual(["mail 1"])
    expect(JSON.parse(ledger.cursor ?? "")).toMatchObject({ lastUid: 1 })
    expect(await run(adapter.health)).toMatchObject({ state: "down" })
  })

  test("drained while the host takes nothing, it gives the mail up to the next start", async () => {
    await dovecot.append(user, mail(1))
    let refused = 0
    ledger.decide = () => {
      refused++
      return "retry"
    }
    const { adapter, run, close } = await desk()
    await ledger.until(() => refused > 0, "a refusal")
    await run(adapter.drain)
    await close()
    ledger.decide = () => "ack"
    await desk()
    await ledger.take(1)
    expect(subjects()).toEqual(["mail 1"])
  })

  test("drained while it idles, it ends at once", async () => {
    const { adapter, run } = await desk({ resyncMs: 3_600_000 })
    await dovecot.append(user, mail(1))
    await ledger.take(1)
    const startedMs = performance.now()
    await run(adapter.drain)
    expect(performance.now() - startedMs).toBeLessThan(3_000)
  })

  test("a refused password shows in the health, without the password, and is tried again", async () => {
    const link = await proxy()
    const { adapter, run } = await desk({ port: link.port, password: Redacted.make("wrong-password") })
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (link.links() < 2) return
        clearInterval(look)
        resolve()
      }, 20)
    })
    const health = await run(adapter.health)
    expect(health).toMatchObject({ state: "backoff", detail: "the server refused user and password" })
    expect(JSON.stringify(health)).not.toContain("wrong-password")
  })
})
