import addressparser from "nodemailer/lib/addressparser"
import { decodeWords, oneLine, rawHeaderText } from "./headerText.ts"

export interface Mailbox {
  /** Lower case; "" when the header named none. */
  readonly address: string
  readonly name: string
}

/** Far more than any mail needs, few enough that a hostile one costs nothing. */
const MAX_LINES = 2_000
const MAX_VALUE = 64 * 1024

/** The header lines of a mail, octets as they came (one character each), read by name. */
export class MailHeaders {
  readonly #lines = new Map<string, Array<string>>()
  readonly bodyCharset: string | undefined

  constructor(lines: ReadonlyArray<{ readonly key: string; readonly line: string }>) {
    for (const { key, line } of lines.slice(0, MAX_LINES)) {
      const value = line
        .slice(line.indexOf(":") + 1)
        .slice(0, MAX_VALUE)
        .replace(/\r?\n(?=[ \t])/g, "")
        .trim()
      const name = key.toLowerCase()
      const list = this.#lines.get(name)
      if (list === undefined) this.#lines.set(name, [value])
      else list.push(value)
    }
    this.bodyCharset = this.parameter("content-type", "charset")
  }

  has(name: string): boolean {
    return this.#lines.has(name)
  }
  /** The first value, octets as they came; "" when absent. */
  raw(name: string): string {
    return this.#lines.get(name)?.[0] ?? ""
  }
  all(name: string): ReadonlyArray<string> {
    return this.#lines.get(name) ?? []
  }
  /** The first value as one line of text. */
  text(name: string): string {
    return oneLine(decodeWords(rawHeaderText(this.raw(name), this.bodyCharset)))
  }
  /** The value of a structured header without its parameters, lower case. */
  token(name: string): string {
    return (this.raw(name).split(";")[0] ?? "")
      .replace(/\([^()]*\)/g, "")
      .trim()
      .toLowerCase()
  }
  /** A plain parameter of a structured header. */
  parameter(name: string, parameter: string): string | undefined {
    const found = new RegExp(`;\\s*${parameter}\\s*=\\s*(?:"([^"]*)"|([^;\\s"]+))`, "i").exec(this.raw(name))
    return found?.[1] ?? found?.[2]
  }
  /** Addresses of every line of that name. Structure is read before the words are decoded: a decoded comma is part of a name. */
  mailboxes(name: string): ReadonlyArray<Mailbox> {
    return this.all(name).flatMap((value) =>
      addressparser(rawHeaderText(value.slice(0, 16 * 1024), this.bodyCharset), { flatten: true }).flatMap((entry) =>
        "address" in entry && entry.address !== undefined
          ? [{ address: oneLine(entry.address).toLowerCase(), name: oneLine(decodeWords(entry.name)) }]
          : []
      )
    )
  }
  /** Message ids in a header, in order, brackets kept. */
  messageIds(name: string): ReadonlyArray<string> {
    return this.all(name).flatMap((value) => value.match(/<[^<>\s]{1,900}>/g) ?? [])
  }
}

/** Header lines of a block of octets that mailparser did not read for us. */
export const headerLines = (octets: string): ReadonlyArray<{ readonly key: string; readonly line: string }> =>
  octets
    .split(/\r?\n(?![ \t])/)
    .flatMap((line) => (/^[!-9;-~]+[ \t]*:/.test(line) ? [{ key: line.slice(0, line.indexOf(":")).trim(), line }] : []))
