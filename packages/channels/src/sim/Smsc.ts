import { type AddressInfo, createServer, type Server } from "node:net"
import type { MessageRequest } from "../sms/pdu/Pdu.ts"
import { status } from "../sms/pdu/Status.ts"
import type { Book, SubmitEntry } from "./smsc/Book.ts"
import { UnitQueue, type UnitSettings } from "./smsc/UnitQueue.ts"
import { phoneInbox } from "./smsc/phoneInbox.ts"
import type { PhoneCoding } from "./smsc/phoneText.ts"
import { partOfSubmit } from "./smsc/submitPart.ts"
import { answerTo, SmscLink } from "./smsc/SmscLink.ts"

export interface SmscOptions {
  readonly systemId: string
  readonly password: string
  /** Default: a free one. */
  readonly port?: number
  readonly host?: string
  /** What a phone does with a message whose sender asked for a receipt. Default: delivered, after 50 ms. */
  readonly receipts?: {
    readonly delayMs?: number
    /** The receipt overtakes the response, as it does at busy centres. */
    readonly beforeResponse?: boolean
    readonly stat?: "DELIVRD" | "UNDELIV" | "EXPIRED" | "REJECTD"
  }
  /** Units on their way to the client at one time. Default 50. */
  readonly window?: number
  /** A unit without an answer goes out again on the same link after this time. Default 30,000. */
  readonly repeatAfterMs?: number
  /** A unit put off by the client (ESME_RX_T_APPN) goes out again after this time. Default 1,000. */
  readonly retryAfterMs?: number
  /** Give each unit the centre's id (receipted_message_id), as some centres do; then the client knows a repetition for certain. Default true. */
  readonly stamp?: boolean
}

/** What happens to a submit: a `command_status`, no answer at all, the link dropped before or after the message was taken. */
export type SubmitFault = number | "silence" | "drop-before" | "drop-after"

/**
 * A message centre that speaks SMPP 3.4 on loopback, with phones behind it: for tests of software that uses SMS, and for the
 * demonstration. It keeps its own book, sends units without a positive answer again over the next link, and can misbehave.
 */
export class Smsc {
  readonly #options: SmscOptions
  readonly #server: Server
  readonly #links = new Set<SmscLink>()
  readonly #units: UnitQueue
  readonly #submits: Array<SubmitEntry> = []
  readonly #watchers = new Set<() => void>()
  #binds = 0
  #malformed = 0
  #ids = 0
  /** Ids of two runs must differ: clients remember what they have seen. */
  readonly #startedAt = Date.now().toString(16).toUpperCase()
  #stopped = false
  #looking = false
  /** While true the centre reads and answers nothing. */
  silent = false
  /** Asked for every submit; `undefined` = take it. */
  fault: (submit: MessageRequest) => SubmitFault | undefined = () => undefined

  private constructor(options: SmscOptions, server: Server) {
    this.#options = options
    this.#server = server
    const settings: UnitSettings = {
      window: options.window ?? 50,
      repeatAfterMs: options.repeatAfterMs ?? 30_000,
      retryAfterMs: options.retryAfterMs ?? 1_000,
      stamp: options.stamp ?? true
    }
    this.#units = new UnitQueue(
      settings,
      () => this.#nextId(),
      () => [...this.#links].filter(({ bound }) => bound),
      () => this.#changed()
    )
    server.on("connection", (socket) => this.#links.add(new SmscLink(socket, this.#events)))
  }

  /** Listens; resolves when clients can connect. */
  static async start(options: SmscOptions): Promise<Smsc> {
    const server = createServer()
    const smsc = new Smsc(options, server)
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject)
      server.listen(options.port ?? 0, options.host ?? "127.0.0.1", resolve)
    })
    return smsc
  }
  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }
  /** Links with a bind. */
  get bound(): number {
    return [...this.#links].filter(({ bound }) => bound).length
  }

  /** A phone writes to us. Goes out at once, or with the next bind. `order` is the order of the parts on the wire, from 1. */
  deliver(message: {
    readonly from: string
    readonly to: string
    readonly text: string
    readonly coding?: PhoneCoding
    readonly order?: ReadonlyArray<number>
    readonly concat?: "udh8" | "udh16" | "sar" | "payload"
    /** Octets in each part of a long message, fewer than the standard's to get more parts. */
    readonly partOctets?: number
  }): ReadonlyArray<string> {
    return this.#units.message(message)
  }
  /** A unit as its sender would like it: for what `deliver` cannot say. */
  deliverPdu(pdu: Partial<MessageRequest>): string {
    return this.#units.raw(pdu)
  }
  /** Octets as they are, over every link. */
  sendRaw(octets: Uint8Array): void {
    for (const link of this.#links) link.writeRaw(octets)
  }
  /** Sends every unit without a final answer again now, over the links there are. */
  redeliver(): void {
    this.#units.sendAgain()
  }
  dropLinks(): void {
    for (const link of this.#links) link.drop()
  }

  book(): Book {
    return {
      units: this.#units.entries(),
      submits: [...this.#submits],
      messages: phoneInbox(this.#submits),
      binds: this.#binds,
      malformed: this.#malformed
    }
  }
  /** Resolves as soon as the book answers `true`; looks after every change. Rejects after `timeoutMs` (10,000). */
  async until(seen: (book: Book) => boolean, timeoutMs = 10_000): Promise<Book> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const book = this.book()
        if (!seen(book)) return
        done()
        resolve(book)
      }
      const timer = setTimeout(() => {
        done()
        reject(new Error("The message centre did not come to see this in time."))
      }, timeoutMs)
      const done = () => {
        clearTimeout(timer)
        this.#watchers.delete(look)
      }
      this.#watchers.add(look)
      look()
    })
  }
  async stop(): Promise<void> {
    this.#stopped = true
    this.#units.stop()
    this.dropLinks()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  readonly #events = {
    onBind: (_link: SmscLink, bind: { readonly systemId: string; readonly password: string }): number => {
      if (bind.systemId !== this.#options.systemId) return status.invalidSystemId
      if (bind.password !== this.#options.password) return status.invalidPassword
      this.#binds++
      // The response goes out first; units follow in the next turn.
      setImmediate(() => {
        this.#units.pump()
        this.#changed()
      })
      return status.ok
    },
    onSubmit: (link: SmscLink, submit: MessageRequest) => this.#onSubmit(link, submit),
    onAnswer: (link: SmscLink, sequence: number, code: number) => this.#units.onAnswer(link, sequence, code),
    onMalformed: () => {
      this.#malformed++
      this.#changed()
    },
    onClose: (link: SmscLink) => {
      this.#links.delete(link)
      this.#units.onClose(link)
      this.#changed()
    },
    silent: () => this.silent
  }

  #onSubmit(link: SmscLink, submit: MessageRequest): void {
    const fault = this.fault(submit)
    if (fault === "drop-before") return link.drop()
    if (typeof fault === "number") return link.write({ ...answerTo(submit), status: fault, messageId: "" })
    const id = this.#nextId()
    this.#submits.push({ id, ...partOfSubmit(submit), atMs: Date.now() })
    this.#changed()
    if (fault === "drop-after") return link.drop()
    const { delayMs = 50, beforeResponse = false } = this.#options.receipts ?? {}
    if (beforeResponse) this.#receipt(submit, id)
    if (fault !== "silence") link.write({ ...answerTo(submit), status: 0, messageId: id })
    if (!beforeResponse) setTimeout(() => this.#receipt(submit, id), delayMs).unref()
  }

  #receipt(submit: MessageRequest, id: string): void {
    if ((submit.registeredDelivery & 0x03) === 0 || this.#stopped) return
    this.#units.receipt(submit, id, this.#options.receipts?.stat ?? "DELIVRD")
  }

  #nextId(): string {
    return `${this.#startedAt}${(++this.#ids).toString(16).toUpperCase().padStart(6, "0")}`
  }
  /** Whoever waits looks once a turn, however much happened in it. */
  #changed(): void {
    if (this.#looking || this.#watchers.size === 0) return
    this.#looking = true
    setImmediate(() => {
      this.#looking = false
      for (const look of this.#watchers) look()
    })
  }
}

export type { Book as SmscBook, PhoneMessage, SubmitEntry, UnitEntry } from "./smsc/Book.ts"
export type { PhoneCoding } from "./smsc/phoneText.ts"
