import type { AddressInfo } from "node:net"
import { simpleParser } from "mailparser"
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server"

/** A mail that came to a customer. */
export interface ReceivedMail {
  readonly atMs: number
  /** Envelope. */
  readonly mailFrom: string
  readonly rcptTo: ReadonlyArray<string>
  readonly raw: Buffer
  readonly messageId: string
  readonly inReplyTo: string
  readonly references: ReadonlyArray<string>
  readonly subject: string
  readonly text: string
}

/**
 * What the server does instead of taking a mail. `rcpt-` refuses the first recipient; `silent` and `close` come after all octets were
 * taken, and the mail is kept.
 */
export type MailFault = "451" | "550" | "rcpt-451" | "rcpt-550" | "silent" | "close"

const listOf = (value: string | Array<string> | undefined): ReadonlyArray<string> =>
  value === undefined ? [] : Array.isArray(value) ? value : value.split(/\s+/)

const refusal = (code: number, text: string): Error => Object.assign(new Error(text), { responseCode: code })

/** The customers' mail server: keeps every mail it took. */
export class ReceivedBook {
  readonly all: Array<ReceivedMail> = []
  /** Used up one per mail, in order. */
  readonly faults: Array<MailFault> = []
  #server: SMTPServer | undefined
  readonly #watchers = new Set<(mail: ReceivedMail) => void>()
  readonly #sessions = new Map<string, MailFault | undefined>()

  get port(): number {
    const address = this.#server?.server.address() as AddressInfo | null | undefined
    if (address === null || address === undefined) throw new Error("start the mailbox first")
    return address.port
  }

  async start(port: number): Promise<void> {
    const server = new SMTPServer({
      name: "customers.example",
      disabledCommands: ["AUTH", "STARTTLS"],
      disableReverseLookup: true,
      logger: false,
      closeTimeout: 100,
      onRcptTo: (_address, session, callback) => {
        const fault = this.#faultOf(session)
        if (fault !== "rcpt-451" && fault !== "rcpt-550") return callback()
        // Only the first recipient: what a sender makes of a half refused envelope is its business.
        this.#sessions.set(session.id, undefined)
        return callback(fault === "rcpt-451" ? refusal(451, "4.2.1 mailbox busy") : refusal(550, "5.1.1 no such user"))
      },
      onData: (stream, session, callback) => void this.#take(server, stream, session, callback),
      onClose: (session) => void this.#sessions.delete(session.id)
    })
    server.on("error", () => {})
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.server.once("error", reject)
      server.listen(port, "127.0.0.1", resolve)
    })
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server !== undefined) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  /** The first mail for which `which` holds, had already or to come. */
  wait(which: (mail: ReceivedMail) => boolean, timeoutMs: number): Promise<ReceivedMail> {
    const had = this.all.find(which)
    if (had !== undefined) return Promise.resolve(had)
    return new Promise((resolve, reject) => {
      const look = (mail: ReceivedMail) => {
        if (!which(mail)) return
        clearTimeout(timer)
        this.#watchers.delete(look)
        resolve(mail)
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new Error(`no such mail came within ${timeoutMs} ms; ${this.all.length} others did`))
      }, timeoutMs)
      this.#watchers.add(look)
    })
  }

  /** One fault per transaction, drawn when its first recipient is named. */
  #faultOf(session: SMTPServerSession): MailFault | undefined {
    if (!this.#sessions.has(session.id)) this.#sessions.set(session.id, this.faults.shift())
    return this.#sessions.get(session.id)
  }

  async #take(
    server: SMTPServer,
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null) => void
  ): Promise<void> {
    const fault = this.#faultOf(session)
    this.#sessions.delete(session.id)
    const chunks: Array<Buffer> = []
    try {
      for await (const chunk of stream) chunks.push(chunk as Buffer)
    } catch {
      return callback(refusal(451, "broken off"))
    }
    if (fault === "451") return callback(refusal(451, "4.3.0 try again"))
    if (fault === "550") return callback(refusal(550, "5.7.1 refused"))
    await this.#keep(Buffer.concat(chunks), session)
    if (fault === "silent") return
    if (fault === "close") {
      for (const connection of server.connections) if (connection.session.id === session.id) connection.close()
      return
    }
    callback()
  }

  async #keep(raw: Buffer, session: SMTPServerSession): Promise<void> {
    const mail = await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true })
    const { mailFrom, rcptTo } = session.envelope
    const received: ReceivedMail = {
      atMs: Date.now(),
      mailFrom: mailFrom === false ? "" : mailFrom.address,
      rcptTo: rcptTo.map(({ address }) => address),
      raw,
      messageId: mail.messageId ?? "",
      inReplyTo: mail.inReplyTo ?? "",
      references: listOf(mail.references),
      subject: mail.subject ?? "",
      text: mail.text ?? ""
    }
    this.all.push(received)
    for (const watcher of this.#watchers) watcher(received)
  }
}
