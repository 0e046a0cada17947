import { Effect } from "effect"
import { describe, expect, inject, test } from "vitest"
import { mail, useImapDesk } from "./imapDesk.ts"
import { effectOf, noop } from "./support.ts"

describe.skipIf(!inject("peers").dovecot)("a mailbox on Dovecot", () => {
  const at = useImapDesk()

  test("what lies in it comes in order, each with its place in the same breath", async () => {
    for (const number of [1, 2, 3]) await at.dovecot.append(at.user, mail(number))
    await at.desk()
    await at.ledger.take(3)
    expect(at.subjects()).toEqual(["mail 1", "mail 2", "mail 3"])
    const [first] = at.ledger.units
    expect(first?.key).toEqual({ account: "mail", epoch: expect.stringMatching(/^\d+$/) as unknown as string, id: "1" })
    expect(first?.messageId).toBe("<m1@customer.example>")
    expect(first?.raw?.bytes).toBe(mail(1).length)
    expect(JSON.parse(at.ledger.cursor ?? "")).toEqual({ uidValidity: first?.key.epoch, lastUid: 3 })
  })

  test("new mail comes by IDLE, long before the next look", async () => {
    await at.desk({ resyncMs: 3_600_000 })
    await at.dovecot.append(at.user, mail(1))
    await at.ledger.take(1)
    const startedMs = performance.now()
    await at.dovecot.append(at.user, mail(2))
    await at.ledger.take(2)
    expect(performance.now() - startedMs).toBeLessThan(5_000)
  })

  test("looking again and again at what was read offers nothing twice", async () => {
    const points: Array<string> = []
    const link = await at.proxy()
    await at.desk(
      { resyncMs: 30, port: link.port },
      { checkpoint: (name) => Effect.sync(() => void points.push(name)) }
    )
    await at.dovecot.append(at.user, mail(1))
    await at.ledger.take(1)
    // While this is appended the mailbox is looked at several times.
    await at.dovecot.append(at.user, mail(2))
    await at.ledger.take(2)
    await at.dovecot.append(at.user, mail(3))
    await at.ledger.take(3)
    expect(points.filter((name) => name === "fetched")).toHaveLength(3)
    expect(at.ledger.duplicates).toBe(0)
  })

  test("a GB18030 mail delivered by LMTP is read right", async () => {
    const raw = Buffer.concat([
      Buffer.from(
        "From: =?gb18030?B?1cXI/Q==?= <zhang@customer.example>\r\nTo: service@bank.example\r\nSubject: =?gb18030?B?zbbL3w==?=\r\nMessage-ID: <gb@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb18030\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
      ),
      Buffer.from("C4FABAC3A3AC9534B235CFC8C9FA", "hex")
    ])
    await at.dovecot.append(at.user, raw)
    await at.desk()
    const [unit] = await at.ledger.take(1)
    expect(unit?.content.text.trim()).toBe("您好，𠮷先生")
    expect(unit?.content.subject).toBe("投诉")
    expect(unit?.from.display).toBe("张三")
  })

  test("after a restart it goes on from the recorded place", async () => {
    await at.dovecot.append(at.user, mail(1))
    const first = await at.desk()
    await at.ledger.take(1)
    await first.close()
    await at.dovecot.append(at.user, mail(2))
    await at.desk()
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 2"])
    expect(at.ledger.duplicates).toBe(0)
  })

  test("a mail that was not recorded comes again after a restart", async () => {
    await at.dovecot.append(at.user, mail(1))
    let offered = 0
    at.ledger.decide = () => {
      offered++
      return "silence"
    }
    const first = await at.desk()
    await at.ledger.until(() => offered === 1, "the first offer")
    await first.close()
    at.ledger.decide = () => "ack"
    await at.desk()
    await at.ledger.take(1)
    expect(at.subjects()).toEqual(["mail 1"])
  })

  test("told to try again, it offers the same mail until it is taken, and keeps the order", async () => {
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number))
    let refusals = 2
    at.ledger.decide = (unit) => (unit.content.subject === "mail 1" && refusals-- > 0 ? "retry" : "ack")
    await at.desk()
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 2"])
    expect(refusals).toBe(-1)
  })

  test("a poisoned mail does not hold up the one behind it, and is counted", async () => {
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number))
    at.ledger.decide = (unit) => (unit.content.subject === "mail 1" ? "poison" : "ack")
    const { adapter, run } = await at.desk()
    await at.ledger.take(1)
    expect(at.subjects()).toEqual(["mail 2"])
    expect(await run(adapter.refused)).toEqual({ poison: 1 })
  })

  test("when the mailbox is numbered anew everything is read again, and the host tells it apart by the mail itself", async () => {
    await at.dovecot.recreate(at.user, "Service")
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number), "Service")
    const first = await at.desk({ mailbox: "Service" })
    await at.ledger.take(2)
    await first.close()
    const before = at.ledger.units[0]?.key.epoch
    await at.dovecot.recreate(at.user, "Service")
    for (const number of [1, 2, 3]) await at.dovecot.append(at.user, mail(number), "Service")
    await at.desk({ mailbox: "Service" })
    await at.ledger.take(3)
    expect(at.subjects()).toEqual(["mail 1", "mail 2", "mail 3"])
    expect(at.ledger.duplicates).toBe(2)
    expect(at.ledger.units[2]?.key.epoch).not.toBe(before)
    expect(at.ledger.units[2]?.traits.warnings?.join()).toContain("numbered anew")
  })

  test("mail older than what the host remembers is passed over when the mailbox is numbered anew", async () => {
    await at.dovecot.recreate(at.user, "Service")
    await at.dovecot.append(at.user, mail(1), "Service")
    const first = await at.desk({ mailbox: "Service" })
    await at.ledger.take(1)
    await first.close()
    await at.dovecot.recreate(at.user, "Service")
    await at.dovecot.as(at.user, (client) =>
      client.append("Service", mail(8), [], new Date(Date.now() - 40 * 24 * 3_600_000))
    )
    await at.dovecot.append(at.user, mail(9), "Service")
    const { adapter, run } = await at.desk({ mailbox: "Service" })
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 9"])
    expect(await run(adapter.refused)).toEqual({ "too-old": 1 })
  })

  test("a 30 MB mail becomes a message with its attachment held back, and the next mail is handled", async () => {
    const attachment = Buffer.alloc(22 * 1024 * 1024, "0123456789")
    const encoded = attachment.toString("base64").replace(/(.{76})/g, "$1\r\n")
    const raw = `From: zhang@customer.example\r\nSubject: big\r\nMessage-ID: <big@customer.example>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nsee the scan\r\n--b\r\nContent-Type: image/tiff\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="scan.tiff"\r\n\r\n${encoded}\r\n--b--\r\n`
    expect(raw.length).toBeGreaterThan(30_000_000)
    await at.dovecot.append(at.user, raw)
    await at.dovecot.append(at.user, mail(2))
    await at.desk()
    const [unit] = await at.ledger.take(2)
    expect(unit?.content.text.trim()).toBe("see the scan")
    expect(unit?.content.attachments).toMatchObject([
      { name: "scan.tiff", bytes: attachment.length, held: expect.any(String) as unknown as string }
    ])
    expect(at.ledger.blobs.stored.get(unit?.content.attachments?.[0]?.sha256 ?? "")?.equals(attachment)).toBe(true)
    expect(at.subjects()).toEqual(["big", "mail 2"])
  })

  test("a mail above what is ever fetched still becomes a message that says where the rest is", async () => {
    await at.dovecot.append(at.user, mail(1, "x".repeat(300_000)))
    await at.dovecot.append(at.user, mail(2))
    const { adapter, run } = await at.desk({ maxBytes: 100_000 })
    const [unit] = await at.ledger.take(2)
    expect(unit?.raw?.bytes).toBe(100_000)
    expect(unit?.traits.warnings?.join()).toContain("UID 1")
    expect(await run(adapter.refused)).toEqual({ "too-large": 1 })
  })

  test("a broken MIME tree is counted, shown as it came, and the next mail is handled", async () => {
    await at.dovecot.append(
      at.user,
      "From: a@customer.example\r\nContent-Type: multipart/mixed; boundary=never\r\n\r\nI am here\r\n"
    )
    await at.dovecot.append(at.user, mail(2))
    const { adapter, run } = await at.desk()
    const [unit] = await at.ledger.take(2)
    expect(unit?.content.text).toContain("I am here")
    expect(await run(adapter.refused)).toEqual({ "broken-mime": 1 })
  })

  test("a mail expunged before it was fetched is passed over", async () => {
    for (const number of [1, 2, 3]) await at.dovecot.append(at.user, mail(number))
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    await at.desk(
      {},
      { checkpoint: (name) => (name === "recorded" && at.ledger.units.length === 1 ? effectOf(gate) : noop) }
    )
    await at.ledger.take(1)
    await at.dovecot.as(at.user, async (client) => {
      await client.mailboxOpen("INBOX")
      await client.messageDelete("2", { uid: true })
    })
    release()
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 3"])
  })
})
