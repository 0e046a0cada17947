import { Mailbox, Smsc, Visitor } from "@strowger/channels/sim"
import { adjunct, type Caller, goto, Pbx, wait } from "@strowger/cti-avaya/sim"
import type { File } from "../../src/config/File.ts"
import { freePort } from "./HostProcess.ts"

const password = { demonstration: "strowger" } as const

/** Carriers of a test bank, in the test's process: they outlive every kill of the host, and each keeps its own book. */
export class TestCarriers {
  readonly smsc: Smsc
  readonly mailbox: Mailbox
  readonly pbx: Pbx
  readonly visitors: Array<Visitor> = []
  readonly callers: Array<Caller> = []
  readonly http: number
  readonly chat: number
  readonly mailIn: number
  readonly agents: number
  #numbers = 0

  private constructor(smsc: Smsc, mailbox: Mailbox, pbx: Pbx, ports: [number, number, number], agents: number) {
    this.smsc = smsc
    this.mailbox = mailbox
    this.pbx = pbx
    ;[this.http, this.chat, this.mailIn] = ports
    this.agents = agents
  }

  /** `phones`: stations pick up by themselves and hang up again, as busy people do; left out, the desks do it. */
  static async start(options: {
    readonly agents: number
    readonly phones?: { readonly autoAnswerMs: number; readonly talkMs: number }
    readonly vectorWaitMs?: number
  }): Promise<TestCarriers> {
    const ports: [number, number, number] = [await freePort(), await freePort(), await freePort()]
    const smsc = await Smsc.start({ systemId: "test", password: "strowger" })
    const mailbox = new Mailbox({ target: { host: "127.0.0.1", port: ports[2] }, retryMs: 200 })
    await mailbox.start()
    const numbers = Array.from({ length: options.agents }, (_, index) => index + 1)
    const pbx = new Pbx({
      stations: numbers.map((number) => ({ extension: station(number), ...options.phones })),
      agents: numbers.map((number) => ({ login: login(number) })),
      vdns: [{ extension: "6001", vector: [adjunct(), wait(options.vectorWaitMs ?? 2_000), goto(1)] }],
      ronaMs: 15_000,
      dmcc: { switchName: "CM1", wire: { keep: 200_000 } }
    })
    await pbx.start()
    return new TestCarriers(smsc, mailbox, pbx, ports, options.agents)
  }
  async stop(): Promise<void> {
    await Promise.allSettled([
      ...this.visitors.map((visitor) => visitor.stop()),
      this.smsc.stop(),
      this.mailbox.stop(),
      this.pbx.stop()
    ])
  }

  /** Configuration of a host for these carriers. Agents are a1, a2, ...; the supervisor is boss. */
  file(
    directory: string,
    change: { readonly routeHold?: string; readonly wrapUp?: string; readonly offer?: string } = {}
  ): File {
    const people = Array.from({ length: this.agents }, (_, index) => index + 1)
    return {
      centre: { name: "Test bank" },
      state: { directory },
      http: { port: this.http },
      queues: {
        general: {
          name: { zh: "综合", en: "General" },
          needs: "zh",
          offer: change.offer ?? "10s",
          wrapUp: change.wrapUp ?? "0s"
        }
      },
      agents: {
        ...Object.fromEntries(
          people.map((number) => [
            `a${number}`,
            {
              name: `Agent ${number}`,
              password,
              skills: { zh: 50 },
              capacity: { voice: 1, chat: 20, sms: 20, email: 20 },
              device: station(number),
              login: login(number)
            }
          ])
        ),
        boss: { name: "Boss", role: "supervisor", password }
      },
      adapters: {
        sms: { kind: "sms", host: "127.0.0.1", port: this.smsc.port, systemId: "test", password, number: "10690001" },
        mail: {
          kind: "email",
          address: "service@bank.example",
          listener: { port: this.mailIn },
          smtp: { host: "127.0.0.1", port: this.mailbox.port },
          secret: { demonstration: "mail-secret-for-tests" }
        },
        chat: {
          kind: "chat",
          port: this.chat,
          origins: [`http://127.0.0.1:${this.chat}`],
          secret: { demonstration: "chat-secret-for-tests" }
        },
        avaya: {
          kind: "avaya",
          addresses: [{ host: "127.0.0.1", port: this.pbx.port }],
          allowPlaintext: true,
          user: "strowger",
          password,
          switchName: "CM1",
          vdns: ["6001"],
          routeHold: change.routeHold ?? "1500ms"
        }
      },
      entries: ["sms", "mail", "chat", "avaya"].map((adapter) => ({ adapter, queue: "general" }))
    }
  }

  text(body: string): string {
    const from = `86138${String(++this.#numbers).padStart(8, "0")}`
    this.smsc.deliver({ from, to: "10690001", text: body })
    return from
  }
  visit(body: string): Visitor {
    const visitor = new Visitor({ url: `ws://127.0.0.1:${this.chat}/chat`, retryMs: 100 })
    this.visitors.push(visitor)
    visitor.write(body)
    return visitor
  }
  mail(body: string): void {
    // The book knows what became of it; a refused connection is the point of the test.
    this.mailbox
      .send({ from: `c${++this.#numbers}@example.com`, to: "service@bank.example", subject: "Question", text: body })
      .catch(() => undefined)
  }
  call(options: { readonly patienceMs?: number; readonly talkMs?: number } = {}): Caller {
    const caller = this.pbx.call({ from: `86139${String(++this.#numbers).padStart(8, "0")}`, to: "6001", ...options })
    this.callers.push(caller)
    return caller
  }
}

export const station = (number: number): string => String(5000 + number)
export const login = (number: number): string => String(7000 + number)
