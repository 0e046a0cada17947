import { createWriteStream, type WriteStream } from "node:fs"

export interface WireEntry {
  readonly atMs: number
  readonly direction: "in" | "out"
  /** Number of the link, counted from 1. */
  readonly link: number
  readonly invokeId: number
  readonly xml: string
}

export interface WireOptions {
  /** How many messages to keep; the oldest go first. Default 10000, 0 = none. */
  readonly keep?: number
  /** Also written to this file, one JSON object a line. */
  readonly file?: string
}

/** Passwords are not for a log. What stands in their place is valid as text and as hexBinary. */
const withoutPasswords = (xml: string): string => xml.replace(/(<(?:\w+:)?password[^>]*>)[^<]*/g, "$12A2A2A")

/** What went over the wire, as XML, so that a whole run can be held against the schema. */
export class WireLog {
  readonly #keep: number
  readonly #file: WriteStream | undefined
  #entries: Array<WireEntry> = []

  constructor(options: WireOptions = {}) {
    this.#keep = options.keep ?? 10_000
    if (options.file !== undefined) {
      this.#file = createWriteStream(options.file, { flags: "a" })
      // A log that cannot be written must not stop the switch; the ring still holds the latest.
      this.#file.on("error", () => undefined)
    }
  }

  add(entry: WireEntry): void {
    const kept = { ...entry, xml: withoutPasswords(entry.xml) }
    this.#file?.write(`${JSON.stringify(kept)}\n`)
    if (this.#keep === 0) return
    this.#entries.push(kept)
    // Cut in one go, so that a full log costs no copy per message.
    if (this.#entries.length >= this.#keep * 2) this.#entries = this.#entries.slice(-this.#keep)
  }

  get entries(): ReadonlyArray<WireEntry> {
    return this.#entries.length > this.#keep ? this.#entries.slice(-this.#keep) : this.#entries
  }

  close(): Promise<void> {
    const file = this.#file
    return file === undefined ? Promise.resolve() : new Promise((done) => file.end(() => done()))
  }
}
