import { randomUUID } from "node:crypto"
import { WebSocket } from "ws"
import type { ClientFrame, Evt, ServerFrame } from "../chat/Frame.ts"

export interface VisitorOptions {
  /** `ws://host:port/chat`. */
  readonly url: string
  /** Origin of the page the visitor is on. Default: the chat's own address. */
  readonly origin?: string
  readonly lang?: string
  /** Wait before a new link after one was lost. Default 200. */
  readonly retryMs?: number
}
/** One line the visitor wrote: acknowledged with its number, or still to be sent again. */
export interface Written {
  readonly cid: string
  readonly text: string
  readonly seq: number | undefined
}
export interface VisitorBook {
  readonly session: string | undefined
  readonly written: ReadonlyArray<Written>
  /** Lines seen, by number; gapless when nothing was lost. */
  readonly lines: ReadonlyArray<Evt>
  /** Times a link was opened. */
  readonly links: number
}

/**
 * A customer of the web chat, over a real WebSocket: writes lines and sends them again until they are acknowledged, resumes by number, and
 * keeps its own book, so that a test can judge what a contact centre owes it. Survives the end of the host.
 */
export class Visitor {
  readonly #options: VisitorOptions
  readonly #clientId = randomUUID()
  readonly #written: Array<{ cid: string; text: string; seq: number | undefined }> = []
  readonly #lines: Array<Evt> = []
  readonly #watchers = new Set<() => void>()
  #socket: WebSocket | undefined
  #token: string | undefined
  #session: string | undefined
  #welcomed = false
  #links = 0
  #timer: NodeJS.Timeout | undefined
  #stopped = false
  /** Called for every line of an agent. */
  onAgent: (line: Evt) => void = () => undefined

  constructor(options: VisitorOptions) {
    this.#options = options
    this.#open()
  }

  write(text: string): string {
    const cid = randomUUID()
    this.#written.push({ cid, text, seq: undefined })
    if (this.#welcomed) this.#send({ type: "msg", cid, text })
    return cid
  }
  /** Leaves for good: the centre is told. */
  async leave(): Promise<void> {
    this.#send({ type: "bye" })
    await this.stop()
  }
  /** The page is closed without a word. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    const socket = this.#socket
    if (socket === undefined || socket.readyState === WebSocket.CLOSED) return
    await new Promise<void>((resolve) => {
      socket.once("close", () => resolve())
      socket.close()
      // A silent peer keeps a closing socket for half a minute.
      setTimeout(() => socket.terminate(), 1_000).unref()
    })
  }

  book(): VisitorBook {
    return {
      session: this.#session,
      written: this.#written.map((line) => ({ ...line })),
      lines: [...this.#lines],
      links: this.#links
    }
  }
  /** Resolves as soon as the book answers `true`; rejects after `timeoutMs` (10,000). */
  until(seen: (book: VisitorBook) => boolean, timeoutMs = 10_000): Promise<VisitorBook> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const book = this.book()
        if (!seen(book)) return
        clearTimeout(timer)
        this.#watchers.delete(look)
        resolve(book)
      }
      const timer = setTimeout(() => {
        this.#watchers.delete(look)
        reject(new Error("The visitor did not come to see this in time."))
      }, timeoutMs)
      this.#watchers.add(look)
      look()
    })
  }

  #open(): void {
    if (this.#stopped) return
    const { url, origin } = this.#options
    const socket = new WebSocket(url, { origin: origin ?? url.replace(/^ws/, "http").replace(/(:\/\/[^/]+).*/, "$1") })
    this.#socket = socket
    socket.on("error", () => undefined)
    socket.on("open", () => {
      this.#links++
      const { lang } = this.#options
      this.#send({
        type: "hello",
        lastSeq: this.#lines.length,
        clientId: this.#clientId,
        ...(this.#token === undefined ? {} : { token: this.#token }),
        ...(lang === undefined ? {} : { lang })
      })
    })
    socket.on("message", (data: Buffer) => this.#read(JSON.parse(data.toString("utf8")) as ServerFrame))
    socket.on("close", () => {
      this.#welcomed = false
      this.#timer = setTimeout(() => this.#open(), this.#options.retryMs ?? 200)
      this.#changed()
    })
  }

  #read(frame: ServerFrame): void {
    switch (frame.type) {
      case "welcome":
        this.#token = frame.token
        this.#session = frame.session
        this.#welcomed = true
        if (frame.reset === true) this.#lines.length = 0
        for (const { cid, text, seq } of this.#written) if (seq === undefined) this.#send({ type: "msg", cid, text })
        break
      case "ack":
        this.#acknowledge(frame.cid, frame.seq)
        break
      case "evt":
        // A line sent twice has a number that is known; a gap would show in the book.
        if (frame.seq === this.#lines.length + 1) {
          this.#lines.push(frame)
          if (frame.cid !== undefined) this.#acknowledge(frame.cid, frame.seq)
          this.#send({ type: "seen", seq: frame.seq })
          if (frame.author === "agent") this.onAgent(frame)
        }
        break
      case "ping":
        this.#send({ type: "pong" })
        break
      default:
        break
    }
    this.#changed()
  }

  #acknowledge(cid: string, seq: number): void {
    const line = this.#written.find((written) => written.cid === cid)
    if (line !== undefined) line.seq = seq
  }

  #send(frame: ClientFrame): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame))
  }

  #changed(): void {
    for (const look of this.#watchers) look()
  }
}
