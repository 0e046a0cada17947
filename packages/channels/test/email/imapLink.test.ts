import { Redacted } from "effect"
import { describe, expect, inject, test } from "vitest"
import { mail, useImapDesk } from "./imapDesk.ts"
import { effectOf, noop } from "./support.ts"

describe.skipIf(!inject("peers").dovecot)("the link to a mailbox on Dovecot", () => {
  const at = useImapDesk()

  test("one mail is in flight: the next waits for the record of the one before", async () => {
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number))
    const offered: Array<string> = []
    const fetched: Array<string> = []
    at.ledger.decide = (unit) => {
      offered.push(unit.content.subject ?? "")
      return "silence"
    }
    await at.desk({ resyncMs: 100 }, { checkpoint: (name) => (fetched.push(name), noop) })
    await at.ledger.until(() => offered.length > 0, "an offer")
    // A third mail makes the server speak; still nothing else is begun.
    await at.dovecot.append(at.user, mail(3))
    expect(offered).toEqual(["mail 1"])
    expect(fetched).toEqual(["fetched"])
  })

  test("a link cut in IDLE is opened again, and what came meanwhile is read", async () => {
    const link = await at.proxy()
    const { adapter, run } = await at.desk({ port: link.port, resyncMs: 3_600_000 })
    await at.dovecot.append(at.user, mail(1))
    await at.ledger.take(1)
    await link.quiet(300)
    link.cut()
    await at.dovecot.append(at.user, mail(2))
    await at.ledger.take(2)
    expect(link.links()).toBe(2)
    expect(await run(adapter.health)).toMatchObject({ state: "up" })
  })

  test("a link that went silent is noticed and opened again", async () => {
    const link = await at.proxy()
    await at.desk({ port: link.port, resyncMs: 300, socketTimeoutMs: 700 })
    await at.dovecot.append(at.user, mail(1))
    await at.ledger.take(1)
    link.swallow(true)
    await at.dovecot.append(at.user, mail(2))
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (link.links() < 2) return
        clearInterval(look)
        link.swallow(false)
        resolve()
      }, 20)
    })
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 2"])
  })

  test("a link cut while a mail is with the host loses nothing and offers nothing twice", async () => {
    const link = await at.proxy()
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number))
    at.ledger.decide = () => {
      link.cut()
      return "ack"
    }
    await at.desk({ port: link.port })
    await at.ledger.take(2)
    expect(at.subjects()).toEqual(["mail 1", "mail 2"])
    expect(at.ledger.duplicates).toBe(0)
  })

  test("a mail cut off while it is fetched is fetched again, whole", async () => {
    const link = await at.proxy()
    const big = mail(1, "0123456789abcdef".repeat(400_000))
    await at.dovecot.append(at.user, big)
    let cuts = 2
    const timer = setInterval(() => {
      if (cuts-- > 0) link.cut()
      else clearInterval(timer)
    }, 40)
    await at.desk({ port: link.port })
    const [unit] = await at.ledger.take(1)
    clearInterval(timer)
    expect(unit?.raw?.bytes).toBe(big.length)
    expect(at.ledger.blobs.stored.get(unit?.raw?.sha256 ?? "")?.toString("latin1")).toBe(big)
  })

  test("the named points come in order, after the record the move", async () => {
    const points: Array<string> = []
    await at.dovecot.append(at.user, mail(1))
    await at.desk(
      {},
      { checkpoint: (name) => effectOf(Promise.resolve(void points.push(`${name} ${at.ledger.units.length}`))) }
    )
    await at.ledger.take(1)
    await at.dovecot.append(at.user, mail(2))
    await at.ledger.take(2)
    expect(points.slice(0, 3)).toEqual(["fetched 0", "recorded 1", "cursor-moved 1"])
  })

  test("drained, it finishes the mail in flight, begins no other, and says good-bye", async () => {
    for (const number of [1, 2]) await at.dovecot.append(at.user, mail(number))
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const { adapter, run } = await at.desk({}, { checkpoint: (name) => (name === "recorded" ? effectOf(gate) : noop) })
    await at.ledger.take(1)
    const drained = run(adapter.drain)
    expect(await run(adapter.health)).toMatchObject({ state: "draining" })
    release()
    await drained
    expect(at.subjects()).toEqual(["mail 1"])
    expect(JSON.parse(at.ledger.cursor ?? "")).toMatchObject({ lastUid: 1 })
    expect(await run(adapter.health)).toMatchObject({ state: "down" })
  })

  test("drained while the host takes nothing, it gives the mail up to the next start", async () => {
    await at.dovecot.append(at.user, mail(1))
    let refused = 0
    at.ledger.decide = () => {
      refused++
      return "retry"
    }
    const { adapter, run, close } = await at.desk()
    await at.ledger.until(() => refused > 0, "a refusal")
    await run(adapter.drain)
    await close()
    at.ledger.decide = () => "ack"
    await at.desk()
    await at.ledger.take(1)
    expect(at.subjects()).toEqual(["mail 1"])
  })

  test("drained while it idles, it ends at once", async () => {
    const { adapter, run } = await at.desk({ resyncMs: 3_600_000 })
    await at.dovecot.append(at.user, mail(1))
    await at.ledger.take(1)
    const startedMs = performance.now()
    await run(adapter.drain)
    expect(performance.now() - startedMs).toBeLessThan(3_000)
  })

  test("a refused password shows in the health, without the password, and is tried again", async () => {
    const link = await at.proxy()
    const { adapter, run } = await at.desk({ port: link.port, password: Redacted.make("wrong-password") })
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

  test("a server elsewhere hears no password before it speaks TLS", async () => {
    const link = await at.proxy()
    // Not a loopback address by its looks, and this Dovecot has no STARTTLS.
    const { adapter, run } = await at.desk({ host: "0.0.0.0", port: link.port })
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        if (link.links() < 2) return
        clearInterval(look)
        resolve()
      }, 20)
    })
    expect(await run(adapter.health)).toMatchObject({
      state: "backoff",
      detail: expect.stringContaining("TLS") as unknown as string
    })
    expect(link.said()).not.toMatch(/LOGIN|AUTHENTICATE/i)
  })
})
