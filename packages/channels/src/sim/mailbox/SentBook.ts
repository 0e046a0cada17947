import { Readable } from "node:stream"
import SMTPConnection from "nodemailer/lib/smtp-connection"
import { type CustomerMail, composeCustomerMail } from "./customerMail.ts"

/** One customer's mail in the sender's own book. */
export interface SentMail {
  readonly number: number
  readonly messageId: string
  readonly from: string
  readonly to: string
  /** unacked = no 250 yet, so the sender must try again; refused = a 5yz answer, a sender gives up. */
  readonly state: "unacked" | "acked" | "refused"
  readonly attempts: number
  /** Attempts in which all octets were sent: the far side may have the mail even without a 250. */
  readonly delivered: number
  readonly lastAnswer: string
}

interface Entry {
  readonly number: number
  readonly messageId: string
  readonly mail: CustomerMail
  state: SentMail["state"]
  attempts: number
  delivered: number
  lastAnswer: string
  trying: boolean
  /** Composed once: what is sent again is the same octets, Date included, as from any mail server's queue. Let go once answered. */
  octets?: Buffer
}

export interface SmtpTarget {
  readonly host: string
  readonly port: number
}

const SILENCE_MS = 60_000

/** A sending mail server: what it holds an answer for is done, everything else it sends again. */
export class SentBook {
  readonly #entries: Array<Entry> = []
  readonly #target: SmtpTarget
  readonly #retryMs: number
  readonly #connections = new Set<SMTPConnection>()
  readonly #watchers = new Set<() => void>()
  #timer: NodeJS.Timeout | undefined

  constructor(target: SmtpTarget, retryMs: number) {
    this.#target = target
    this.#retryMs = retryMs
  }

  start(): void {
    if (this.#retryMs > 0) this.#timer ??= setInterval(() => void this.retry(), this.#retryMs)
  }
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const connection of this.#connections) connection.close()
  }

  get all(): ReadonlyArray<SentMail> {
    return this.#entries.map(({ number, messageId, mail, state, attempts, delivered, lastAnswer }) => ({
      number,
      messageId,
      from: mail.from,
      to: mail.to,
      state,
      attempts,
      delivered,
      lastAnswer
    }))
  }

  /** Enters a mail and tries once; resolves with its line in the book after that attempt. */
  async send(mail: CustomerMail): Promise<SentMail> {
    const number = this.#entries.length + 1
    const named = /^Message-ID:\s*(<[^>\r\n]+>)/im.exec(mail.raw?.toString("latin1") ?? "")?.[1]
    const messageId =
      named ?? mail.messageId ?? `<${number}.${crypto.randomUUID()}@${mail.from.split("@")[1] ?? "customer.example"}>`
    const entry: Entry = {
      number,
      messageId,
      mail,
      state: "unacked",
      attempts: 0,
      delivered: 0,
      lastAnswer: "",
      trying: false
    }
    this.#entries.push(entry)
    await this.#attempt(entry)
    return this.all[number - 1] as SentMail
  }

  /** Tries everything without an answer again; resolves when these attempts are over. */
  async retry(): Promise<void> {
    await Promise.all(this.#entries.filter((entry) => entry.state === "unacked").map((entry) => this.#attempt(entry)))
  }

  /** Resolves when nothing is unacked, or after `timeoutMs` with what still is. */
  settled(timeoutMs: number): Promise<ReadonlyArray<SentMail>> {
    const open = () => this.all.filter(({ state }) => state === "unacked")
    return new Promise((resolve) => {
      const look = () => {
        if (open().length > 0) return
        finish()
      }
      const timer = setTimeout(() => finish(), timeoutMs)
      const finish = () => {
        clearTimeout(timer)
        this.#watchers.delete(look)
        resolve(open())
      }
      this.#watchers.add(look)
      look()
    })
  }

  async #attempt(entry: Entry): Promise<void> {
    if (entry.trying || entry.state !== "unacked") return
    entry.trying = true
    entry.attempts++
    try {
      entry.octets ??= await composeCustomerMail(entry.mail, entry.messageId)
      entry.lastAnswer = await this.#transaction(entry, entry.octets)
      entry.state = "acked"
      delete entry.octets
    } catch (error) {
      const { responseCode, message } = error as { responseCode?: number; message: string }
      entry.lastAnswer = message
      if (responseCode !== undefined && responseCode >= 500) entry.state = "refused"
    } finally {
      entry.trying = false
      for (const watcher of this.#watchers) watcher()
    }
  }

  #transaction(entry: Entry, raw: Buffer): Promise<string> {
    const connection = new SMTPConnection({
      ...this.#target,
      ignoreTLS: true,
      logger: false,
      connectionTimeout: 5_000,
      greetingTimeout: 5_000,
      socketTimeout: SILENCE_MS
    })
    this.#connections.add(connection)
    return new Promise<string>((resolve, reject) => {
      connection.on("error", reject)
      connection.once("end", () => reject(new Error("the connection was closed")))
      connection.connect((refused) => {
        if (refused) return reject(refused)
        const octets = Readable.from(
          (function* () {
            yield raw
            // Asked for more: the octets are with the connection, the final dot follows them.
            entry.delivered++
          })(),
          { objectMode: false }
        )
        connection.send({ from: entry.mail.from, to: [entry.mail.to] }, octets, (error, info) =>
          error ? reject(error) : resolve(info?.response ?? "")
        )
      })
    }).finally(() => {
      this.#connections.delete(connection)
      connection.close()
    })
  }
}
