import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { draws } from "../../src/replay/draws.ts"
import { TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { work } from "../support/worker.ts"

interface ApiContact {
  readonly contact: string
  readonly adapter: string
  readonly thread: string
  readonly state: string
  readonly acceptedBy: ReadonlyArray<string>
  readonly agent?: string
  readonly source: { readonly id: string }
  readonly conversation: string
}

const kills = Number(process.env["STROWGER_KILLS"] ?? 50)
const seed = Number(process.env["STROWGER_SEED"] ?? Date.now() % 1_000_000)
const random = draws(seed)
const agents = 6
/** One contact of each channel so often: 4 every 150 ms are 26 in a second. */
const everyMs = 150
/** An answer this long before a kill may not be recorded yet; after a start the link to the switch takes a moment. */
const learnMs = 500
const linkMs = 300
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

describe(`kill -9 under load (seed ${seed})`, () => {
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let sent = 0

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents, phones: { autoAnswerMs: 40, talkMs: 300 } })
  })
  afterAll(async () => {
    await carriers.stop()
    folder.remove()
  })

  const one = (): void => {
    sent += 4
    carriers.text(`短信 ${sent} 🙂`)
    carriers.visit(`网聊 ${sent}`)
    carriers.mail(`邮件 ${sent}`)
    carriers.call({ patienceMs: 600_000 })
  }
  /** Units on the wire that nobody has answered, by the carriers' own books. */
  const inFlight = () => ({
    sms: carriers.smsc
      .book()
      .units.filter((unit) => unit.state !== "acked" && unit.tries > 0)
      .map((unit) => unit.id),
    mail: carriers.mailbox.sent
      .filter((mail) => mail.state === "unacked" && mail.delivered > 0)
      .map((mail) => mail.messageId),
    chat: carriers.visitors.flatMap((visitor) => {
      const { session, links, written } = visitor.book()
      return session !== undefined && links > 0
        ? written.filter(({ seq }) => seq === undefined).map(({ cid }) => cid)
        : []
    }),
    voice: carriers.pbx.book.openQuestions.flatMap(({ ucid }) => (ucid === undefined ? [] : [ucid]))
  })
  type InFlight = ReturnType<typeof inFlight>

  it(
    `I1 I2: ${kills} kills at random points: nothing acknowledged is lost, nothing is owned twice, what was not acknowledged comes again`,
    async () => {
      const base = `http://127.0.0.1:${carriers.http}`
      const start = () => HostProcess.serve(carriers.file(`${folder.path}/state`), folder.path)
      let host = await start()
      const robots = Array.from({ length: agents }, (_, index) => new RobotAgent(base, `a${index + 1}`))
      for (const robot of robots) await robot.signIn()
      const workers = robots.map((robot) => work(robot))
      const atKill: Array<InFlight> = []
      const down: Array<{ readonly fromMs: number; readonly untilMs: number }> = []
      let upMs = 0
      let sentWhileUp = 0

      for (let kill = 0; kill < kills; kill++) {
        const from = performance.now()
        const sentBefore = sent
        const untilMs = 250 + random() * 500
        while (performance.now() - from < untilMs) {
          one()
          await pause(everyMs)
        }
        // A burst, and the kill somewhere in it: units leave at once, and no answer is read meanwhile.
        for (let more = 0; more < 6; more++) one()
        await pause(random() * 3)
        for (let more = 0; more < 3; more++) one()
        for (let more = 0; more < 8; more++) carriers.text(`短信 ${kill}/${more}`)
        await new Promise<void>((resolve) => setImmediate(resolve))
        const killAtMs = performance.now() + random() * 2.5
        while (performance.now() < killAtMs);
        await host.kill()
        // Answers that were on their way still arrive.
        await pause(20)
        const killedAtMs = Date.now()
        upMs += performance.now() - from
        sentWhileUp += sent - sentBefore
        atKill.push(inFlight())
        host = await start()
        // However long the host takes to be linked again: that is no fault.
        while (!carriers.pbx.sessions.some(({ linked }) => linked)) await pause(5)
        down.push({ fromMs: killedAtMs - learnMs, untilMs: Date.now() + linkMs })
        // What was answered needs its page no longer.
        for (const visitor of carriers.visitors) {
          if (visitor.book().written.every(({ seq }) => seq !== undefined)) await visitor.stop()
        }
      }

      const busy = atKill.filter(({ sms, mail, chat }) => sms.length + mail.length + chat.length > 0).length
      const sum = (channel: keyof InFlight): number =>
        atKill.reduce((total, flight) => total + flight[channel].length, 0)
      const rate = sentWhileUp / (upMs / 1000)
      console.log(
        `seed ${seed}: ${kills} kills, ${sent} contacts, ${rate.toFixed(1)} contacts/s while up; ${busy} kills with units in flight ` +
          `(sms ${sum("sms")}, mail ${sum("mail")}, chat ${sum("chat")}; open route requests ${sum("voice")})`
      )

      // Everything that was sent is acknowledged in the end: unacknowledged units came again.
      await carriers.smsc.until((book) => book.units.every((unit) => unit.state === "acked"), 60_000)
      await carriers.mailbox.settled(60_000)
      for (const visitor of carriers.visitors) {
        await visitor.until((book) => book.written.every(({ seq }) => seq !== undefined), 60_000)
      }
      await Promise.all(carriers.callers.map((caller) => caller.ended))

      const boss = new RobotAgent(base, "boss")
      await boss.signIn()
      const contacts: Array<ApiContact> = []
      for (;;) {
        const after = contacts.at(-1)?.contact
        const page = await boss.get<{ contacts: ReadonlyArray<ApiContact> }>(
          `/api/contacts?limit=1000${after === undefined ? "" : `&after=${encodeURIComponent(after)}`}`
        )
        contacts.push(...page.contacts)
        if (page.contacts.length < 1000) break
      }
      for (const worker of workers) await worker.stop()

      const of = (adapter: string): ReadonlyArray<ApiContact> =>
        contacts.filter((contact) => contact.adapter === adapter)
      const threads = (adapter: string): ReadonlyArray<string> => of(adapter).map((contact) => contact.thread)
      // One contact for each: no more, no fewer, by each carrier's own book.
      const phones = carriers.smsc
        .book()
        .units.filter((unit) => unit.kind !== "receipt")
        .map((unit) => unit.from)
      expect(new Set(phones).size).toBe(sent / 4 + kills * 8)
      for (const phone of new Set(phones)) {
        expect(threads("sms").filter((thread) => thread.includes(phone)).length, `phone ${phone}`).toBe(1)
      }
      expect(of("sms").length).toBe(sent / 4 + kills * 8)
      expect(carriers.mailbox.sent.filter((mail) => mail.state !== "acked")).toEqual([])
      expect(of("mail").length).toBe(sent / 4)
      const sessions = carriers.visitors.map((visitor) => visitor.book().session ?? "none")
      expect([...threads("chat")].sort()).toEqual([...sessions].sort())
      if (process.env["STROWGER_DEBUG"])
        (await import("node:fs")).writeFileSync(
          process.env["STROWGER_DEBUG"],
          JSON.stringify(
            { calls: carriers.pbx.book.calls, contacts: of("avaya"), down, atKill, log: host.output },
            null,
            1
          )
        )
      const ucids = carriers.pbx.book.calls.map((call) => call.ucid)
      expect([...threads("avaya")].sort()).toEqual([...ucids].sort())

      // Each customer said one thing, and it stands in the conversation once: what came again was known again.
      const written = contacts.filter((contact) => contact.adapter !== "avaya")
      for (let from = 0; from < written.length; from += 50) {
        const lines = await Promise.all(
          written.slice(from, from + 50).map(async ({ conversation }) => {
            const found = await boss.get<{ lines: ReadonlyArray<{ author: string; text: string }> }>(
              `/api/conversations/${encodeURIComponent(conversation)}`
            )
            return found.lines.filter(({ author }) => author === "customer").map(({ text }) => text)
          })
        )
        expect(lines.filter((said) => said.length !== 1)).toEqual([])
      }

      // Owned once, and for calls by whom the switch saw answering.
      expect(contacts.filter((contact) => contact.acceptedBy.length > 1)).toEqual([])
      for (const call of carriers.pbx.book.calls) {
        const { answeredBy, answeredAtMs = 0 } = call
        const owner = of("avaya").find((contact) => contact.thread === call.ucid)?.acceptedBy
        // Answered and perhaps over while no host was there to see it: then nobody is said to own it.
        const unseen = down.some(({ fromMs, untilMs }) => fromMs <= answeredAtMs && answeredAtMs <= untilMs)
        const answerer = answeredBy === undefined ? [] : [`a${Number(answeredBy) - 5000}`]
        if (!unseen || owner?.length !== 0) expect(owner, `call ${call.ucid}`).toEqual(answerer)
      }

      // What was in flight at a kill went out again.
      const again = new Map(carriers.smsc.book().units.map((unit) => [unit.id, unit.tries]))
      for (const { sms } of atKill) for (const id of sms) expect(again.get(id), `unit ${id}`).toBeGreaterThan(1)
      const attempts = new Map(carriers.mailbox.sent.map((mail) => [mail.messageId, mail.attempts]))
      for (const { mail } of atKill) for (const id of mail) expect(attempts.get(id), `mail ${id}`).toBeGreaterThan(1)
      for (const { voice } of atKill) {
        for (const ucid of voice) {
          const asked = carriers.pbx.book.call(ucid)?.history.filter(({ what }) => what === "route asked").length
          const ended = carriers.pbx.book.call(ucid)?.endedBy
          expect((asked ?? 0) > 1 || ended !== undefined, `call ${ucid}`).toBe(true)
        }
      }
      expect(rate).toBeGreaterThan(20)
      expect(busy).toBeGreaterThanOrEqual(Math.floor(kills * 0.8))
      expect(await host.stop()).toBe(0)
    },
    15 * 60_000
  )
})
