import { Transform, type TransformCallback } from "node:stream"
import { type HeaderLines, type Headers, MailParser, type MailParserOptions, type MessageText } from "mailparser"
import { decodeText } from "./charset.ts"
import { bodyOf, type Part } from "./body.ts"

/** What mailparser keeps of a part before it decides how to decode it: seen by overriding two of its internal steps. */
interface ParserNode extends Part {
  charset?: string
  readonly headers: Headers
  readonly headerLines: HeaderLines
}
const MailParserWithNodes = MailParser as unknown as new (
  options: MailParserOptions
) => MailParser & { readonly tree: ParserNode | false; createNode(node: unknown): ParserNode }

/** The label a part gets when it has none or one that says nothing, so that our decoder looks at the octets. */
const UNTOLD = "x-unknown"
const MAX_HEAD_BYTES = 128 * 1024

/** Octets without a character cut in two at their end: back to the last octet that is one by itself. */
const whole = (octets: Buffer): Buffer => {
  let end = octets.length
  while (end > 0 && (octets[end - 1] as number) > 0x20) end--
  return octets.subarray(0, end === 0 ? octets.length : end)
}

/** mailparser's hook for a charset decoder: the octets of a part, then its text. What nobody would read to the end is not even decoded. */
const decoderOf = (warn: (text: string) => void, maxBytes: number) =>
  class extends Transform {
    readonly #charset: string
    readonly #chunks: Array<Buffer> = []
    #bytes = 0
    constructor(charset: string) {
      super()
      this.#charset = charset
    }
    override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
      if (this.#bytes < maxBytes) this.#chunks.push(chunk.subarray(0, maxBytes - this.#bytes))
      this.#bytes += chunk.length
      done()
    }
    override _flush(done: TransformCallback): void {
      const cut = this.#bytes > maxBytes
      const octets = Buffer.concat(this.#chunks)
      const { text, warning } = decodeText(cut ? whole(octets) : octets, this.#charset === UNTOLD ? "" : this.#charset)
      if (warning !== undefined) warn(warning)
      if (cut) warn(`a text of ${this.#bytes} octets was cut at ${maxBytes}`)
      done(null, Buffer.from(text, "utf8"))
    }
  }

/**
 * mailparser for the structure of a mail, with our decoding and our choice of text: its own turns HZ and unlabelled GBK into noise and can
 * be kept busy for half a minute by a megabyte of HTML. Attachments come out as streams; embedded mails stay attachments.
 */
export class MailStream extends MailParserWithNodes {
  /** Content types of all parts, in order. */
  readonly contentTypes: Array<string> = []
  readonly #lines = new WeakMap<Headers, HeaderLines>()
  readonly #maxText: number

  constructor(warn: (text: string) => void, maxText: number) {
    super({
      Iconv: decoderOf(warn, Math.max(4 * maxText, 64 * 1024)),
      checksumAlgo: false,
      ignoreEmbedded: true,
      skipHtmlToText: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      skipImageLinks: true,
      maxChildNodes: 500,
      maxHeadSize: MAX_HEAD_BYTES
    })
    this.#maxText = maxText
  }
  override createNode(node: unknown): ParserNode {
    const part = super.createNode(node)
    this.contentTypes.push(String(part.contentType || "text/plain"))
    this.#lines.set(part.headers, part.headerLines)
    if (/^(|(us-?)?ascii|utf-?8)$/i.test(part.charset ?? "")) part.charset = UNTOLD
    return part
  }
  /** Called by mailparser when all parts were read. */
  getTextContent(): MessageText {
    return { type: "text", ...(this.tree === false ? {} : bodyOf(this.tree, this.#maxText)) }
  }
  /** The header lines of a part as they came, found by its parsed headers. */
  linesOf(headers: Headers): HeaderLines {
    return this.#lines.get(headers) ?? []
  }
}
