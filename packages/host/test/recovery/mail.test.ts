import { execFile } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest"
import { type Dovecot, startDovecot } from "../../../channels/test/email/dovecot.ts"
import type { File } from "../../src/config/File.ts"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"

interface Contact {
  readonly contact: string
  readonly conversation: string
  readonly state: string
}
interface Conversation {
  readonly lines: ReadonlyArray<{ readonly author: string; readonly text: string; readonly status?: string }>
}

/** "您好，𠮷" with 𠮷 outside GBK: only GB18030 holds it. */
const bodyBase64 = Buffer.from("C4FABAC3A3AC9534B235", "hex").toString("base64")
const points = ["fetched", "recorded", "replied", "cursor-moved"] as const

describe.skipIf(!inject("peers").dovecot || !inject("peers").swaks)(
  "mail over Dovecot and swaks, killed on the way",
  () => {
    let dovecot: Dovecot
    beforeAll(async () => {
      dovecot = await startDovecot()
    })
    afterAll(() => dovecot.stop())

    const file = (state: string, http: number, listener: number, service: string): File => {
      const password = { demonstration: "strowger" } as const
      const login = { host: "127.0.0.1", port: dovecot.imapPort, password: { demonstration: dovecot.password } }
      return {
        centre: { name: "Test bank" },
        state: { directory: state },
        http: { port: http },
        queues: { mail: { name: { zh: "邮件", en: "Email" }, offer: "60s" } },
        agents: { a1: { name: "Agent 1", password }, boss: { name: "Boss", role: "supervisor", password } },
        adapters: {
          mail: {
            kind: "email",
            address: `${service}@bank.example`,
            imap: { ...login, user: service },
            listener: { port: listener },
            smtp: { host: "127.0.0.1", port: dovecot.smtpPort },
            secret: { demonstration: "mail-secret-for-tests" },
            archive: { ...login, address: `${service}-archive@bank.example`, user: `${service}-archive` }
          }
        },
        entries: [{ adapter: "mail", queue: "mail" }]
      }
    }
    const swaks = (port: number, customer: string, service: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const args = [
          "--server",
          `127.0.0.1:${port}`,
          "--from",
          `${customer}@customer.example`,
          "--to",
          `${service}@bank.example`
        ]
        const headers = [
          "Subject: =?gb18030?B?zbbL3w==?=",
          "MIME-Version: 1.0",
          "Content-Type: text/plain; charset=gb18030",
          "Content-Transfer-Encoding: base64",
          `Message-Id: <question-${customer}@customer.example>`
        ]
        const child = execFile(
          "/usr/bin/swaks",
          [...args, ...headers.flatMap((header) => ["--header", header]), "--body", bodyBase64],
          (error, stdout) => (error === null ? resolve() : reject(new Error(stdout)))
        )
        child.stdin?.end()
      })

    const ways = ["IMAP", "SMTP"] as const
    it.each(ways.flatMap((way) => points.map((point) => ({ way, point }))))(
      "a GB18030 mail by $way with a kill at `$point`: one contact, one reply in the sender's thread",
      async ({ way, point }) => {
        const folder = temporaryFolder()
        const service = `service-${way}-${point}`.toLowerCase()
        const customer = `zhang-${way}-${point}`.toLowerCase()
        const state = `${folder.path}/state`
        const http = await freePort()
        const listener = await freePort()
        const start = () => HostProcess.serveKilledAt(point, file(state, http, listener, service), folder.path)
        const killed = (): boolean =>
          existsSync(`${state}/killed`) && readFileSync(`${state}/killed`, "utf8").includes(point)
        let host = await start()
        let kills = 0
        /** The kill is the host's own, at its named point; it is started again as a supervisor would. */
        const supervise = (): void => {
          void host.exited.then(async (signal) => {
            if (signal !== "SIGKILL") return
            kills++
            host = await start()
            supervise()
          })
        }
        supervise()
        try {
          if (way === "IMAP") await swaks(dovecot.smtpPort, customer, service)
          else {
            // A sender without a 250 sends again.
            await until(
              () =>
                swaks(listener, customer, service).then(
                  () => true,
                  () => false
                ),
              "the listener's 250",
              25_000
            )
          }
          const base = `http://127.0.0.1:${http}`
          const agent = new RobotAgent(base, "a1")
          const boss = new RobotAgent(base, "boss")
          const signIn = () => until(async () => (await agent.signIn(), await boss.signIn(), true), "sign-in", 20_000)
          await signIn()
          await agent.act({ _tag: "SignIn" })
          await agent.act({ _tag: "MakeReady" })
          const offer = await until(async () => (await agent.view()).offers[0], "the offer of the mail", 25_000)
          await agent.act({ _tag: "Accept", contact: offer.contact, offer: offer.offer })
          await agent.act({ _tag: "Say", contact: offer.contact, text: "已受理 €" })
          const contacts = () => boss.get<{ contacts: ReadonlyArray<Contact> }>("/api/contacts")
          const conversation = await until(
            async () => {
              const found = (await contacts()).contacts[0]
              if (found === undefined) return undefined
              const lines = await boss.get<Conversation>(`/api/conversations/${encodeURIComponent(found.conversation)}`)
              return lines.lines.some(
                ({ author, status }) => author === "agent" && status !== undefined && status !== "pending"
              )
                ? lines
                : undefined
            },
            "the reply to be settled",
            60_000
          )
          expect(conversation.lines[0]?.text).toMatch(/^您好，𠮷\s*$/)
          await agent.act({ _tag: "Complete", contact: offer.contact })

          expect(killed()).toBe(true)
          expect(kills).toBe(1)
          // Nothing is on its way any more: judged by the sender's own mailbox and by the host's.
          expect((await contacts()).contacts.map(({ state: at }) => at)).toEqual(["completed"])
          const inbox = await dovecot.mails(customer)
          expect(inbox.length).toBe(1)
          expect(inbox[0]).toMatch(new RegExp(`^In-Reply-To: <question-${customer}@customer\\.example>\\r$`, "m"))
          expect(inbox[0]).toMatch(new RegExp(`^References:[\\s\\S]*<question-${customer}@customer\\.example>`, "m"))
        } finally {
          await host.stop()
          folder.remove()
        }
      },
      120_000
    )
  }
)
