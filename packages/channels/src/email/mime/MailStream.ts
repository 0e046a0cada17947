import { Transform, type TransformCallback } from "node:stream"
import { type Headers, type HeaderLines, MailParser, type MailParserOptions } from "mailparser"
import { decodeText } from "./charset.ts"

/** What mailparser keeps of a part before it decides how to decode it: seen by overriding one of its internal steps. */
interface ParserNode {
  charset?: string
  readonly contentType: string | false
  readonly headers: Headers
  readonly headerLines: HeaderLines
}
const MailParserWithNodes = MailParser as unknown as new (
  options: MailParserOptions
) => MailParser & { createNode(node: unknown): ParserNode }

/** The label a part gets when it has none or one that says nothing, so that our decoder looks at the octets. */
const UNTOLD = "x-unknown"

/** mailparser's hook for a charset decoder: all octets of a part, then text. */
const decoderOf = (warn: (text: string) => void) =>
  class extends Transform {
    readonly #charset: string
    readonly #chunks: Array<Buffer> = []
    constructor(charset: string) {
      super()
      this.#charset = charset
    }
    override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
      this.#chunks.push(chunk)
      done()
    }
    override _flush(done: TransformCallback): void {
      const { text, warning } = decodeText(Buffer.concat(this.#chunks), this.#charset === UNTOLD ? "" : this.#charset)
      if (warning !== undefined) warn(warning)
      done(null, Buffer.from(text, "utf8"))
    }
  }

/**
 * mailparser for the structure of a mail, with our decoding of text: its own turns HZ and unlabelled GBK into noise. Attachments come out
 * as streams; embedded mails stay attachments.
 */
export class MailStream extends MailParserWithNodes {
  /** Content types of all parts, in order. */
  readonly contentTypes: Array<string> = []
  readonly #lines = new WeakMap<Headers, HeaderLines>()

  constructor(warn: (text: string) => void) {
    super({
      Iconv: decoderOf(warn),
      checksumAlgo: false,
      ignoreEmbedded: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      maxHtmlLengthToParse: 1024 * 1024,
      maxChildNodes: 500
    })
  }
  override createNode(node: unknown): ParserNode {
    const part = super.createNode(node)
    this.contentTypes.push(String(part.contentType || "text/plain"))
    this.#lines.set(part.headers, part.headerLines)
    if (/^(|(us-?)?ascii|utf-?8)$/i.test(part.charset ?? "")) part.charset = UNTOLD
    return part
  }
  /** The header lines of a part as they came, found by its parsed headers. */
  linesOf(headers: Headers): HeaderLines {
    return this.#lines.get(headers) ?? []
  }
}
