import { Readable, Transform } from "node:stream"
import { type BlobRef, type BlobStore, StateError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import type { AttachmentStream, MessageText } from "mailparser"
import { storeAttachment, UnreadableMail } from "./attachment.ts"
import { decodeText } from "./charset.ts"
import { headerLines, MailHeaders } from "./MailHeaders.ts"
import { MailStream } from "./MailStream.ts"

/** A mail, read: never fails for what the mail holds; what was wrong is in `warnings`. */
export interface ReadMail {
  readonly headers: MailHeaders
  readonly text: string
  readonly html?: string
  readonly attachments: ReadonlyArray<BlobRef>
  readonly contentTypes: ReadonlyArray<string>
  /** First octets of embedded mails and header blocks: what a bounce sends back. */
  readonly quoted: ReadonlyArray<string>
  readonly warnings: ReadonlyArray<string>
  /** The MIME structure could not be read; the text is the body as it came. */
  readonly broken: boolean
}

export interface ReadOptions {
  readonly blobs: BlobStore["Service"]
  /** Attachments above are stored and held. */
  readonly maxAttachmentBytes: number
  /** Text (and HTML) above is cut; the whole is in the raw mail. UTF-16 units. */
  readonly maxText: number
  /** After so long a mail counts as unreadable: hostile structure must not stop the mail behind it. */
  readonly parseTimeoutMs: number
}

const RAW_HEAD_BYTES = 256 * 1024
const TAIL_BYTES = 8 * 1024
const QUOTED = /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/delivery-status)$/

interface Progress {
  lines: ReadonlyArray<{ readonly key: string; readonly line: string }>
  text: string
  html: string | undefined
  readonly attachments: Array<BlobRef>
  readonly quoted: Array<string>
  readonly warnings: Array<string>
  contentTypes: ReadonlyArray<string>
  tail: Buffer
}

/** Feeds the octets of a mail through mailparser, storing attachments on the way. */
const parse = Effect.fnUntraced(function* <E>(
  octets: Stream.Stream<Uint8Array, E>,
  progress: Progress,
  options: ReadOptions
): Effect.fn.Return<void, UnreadableMail | StateError | E> {
  let lost: { readonly error: E } | undefined
  const remembered = octets.pipe(
    Stream.tapError((error) =>
      Effect.sync(() => {
        lost = { error }
      })
    )
  )
  const parser = new MailStream((warning) => progress.warnings.push(warning), options.maxText)
  const tail = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      progress.tail = Buffer.concat([progress.tail, chunk]).subarray(-TAIL_BYTES)
      done(null, chunk)
    }
  })
  const source = Readable.from(Stream.toAsyncIterable(remembered), { objectMode: false })
  let current: AttachmentStream | undefined
  parser.on("error", (error: Error) => current?.content.destroy(error))
  parser.on("headerLines", (lines) => {
    progress.lines = lines
  })
  source.on("error", (error) => parser.destroy(error))
  tail.on("error", (error) => parser.destroy(error))
  source.pipe(tail).pipe(parser)
  progress.contentTypes = parser.contentTypes

  const read = Stream.fromAsyncIterable<AttachmentStream | MessageText, UnreadableMail>(
    parser as AsyncIterable<AttachmentStream | MessageText>,
    (cause) => new UnreadableMail(cause)
  ).pipe(
    Stream.runForEach((item) => {
      if (item.type === "text") {
        progress.text = item.text ?? ""
        progress.html = item.html
        return Effect.void
      }
      current = item
      const bodyCharset = new MailHeaders(progress.lines).bodyCharset
      return storeAttachment(parser, item, progress.attachments.length + 1, { ...options, bodyCharset }).pipe(
        Effect.map(({ blob, head }) => {
          progress.attachments.push(blob)
          if (QUOTED.test(blob.mime)) progress.quoted.push(head.toString("latin1"))
        })
      )
    }),
    // mailparser is synchronous per chunk and yields between chunks, so the timer gets its turn.
    Effect.timeoutOrElse({
      duration: options.parseTimeoutMs,
      orElse: () => Effect.fail(new UnreadableMail("reading took too long"))
    }),
    Effect.catch((error) => Effect.fail(lost === undefined ? error : lost.error)),
    Effect.ensuring(
      Effect.sync(() => {
        for (const stream of [source, tail, parser]) stream.on("error", () => {}).destroy()
      })
    )
  )
  yield* read
})

/** The first octets of a mail, split where the headers end. */
const rawHead = Effect.fnUntraced(function* <E>(octets: Stream.Stream<Uint8Array, E>) {
  const chunks: Array<Uint8Array> = []
  let bytes = 0
  yield* octets.pipe(
    Stream.takeWhile(() => bytes < RAW_HEAD_BYTES),
    Stream.runForEach((chunk) =>
      Effect.sync(() => {
        chunks.push(chunk)
        bytes += chunk.length
      })
    )
  )
  const all = Buffer.concat(chunks).subarray(0, RAW_HEAD_BYTES)
  const text = all.toString("latin1")
  const blank = /\r?\n\r?\n/.exec(text)
  const bodyAt = blank === null ? text.length : blank.index + blank[0].length
  return { lines: headerLines(text.slice(0, bodyAt)), body: all.subarray(bodyAt) }
})

const cut = (text: string, max: number): string => {
  const end = text.charCodeAt(max - 1) >= 0xd800 && text.charCodeAt(max - 1) <= 0xdbff ? max - 1 : max
  return text.slice(0, end)
}

/**
 * Reads a mail. `octets` is a function because a mail whose structure is broken is read twice: then its body is shown as it came. Fails
 * only when octets cannot be read or attachments not be stored.
 */
export const readMail = Effect.fnUntraced(function* <E>(
  octets: () => Stream.Stream<Uint8Array, E>,
  options: ReadOptions
): Effect.fn.Return<ReadMail, StateError | E> {
  const progress: Progress = {
    lines: [],
    text: "",
    html: undefined,
    attachments: [],
    quoted: [],
    warnings: [],
    contentTypes: [],
    tail: Buffer.alloc(0)
  }
  let broken = false
  yield* parse(octets(), progress, options).pipe(
    Effect.catchIf(
      (error): error is UnreadableMail => error instanceof UnreadableMail,
      (error) =>
        Effect.sync(() => {
          broken = true
          progress.warnings.push(
            `the structure of the mail could not be read (${error.message}): the text is its body as it came`
          )
        })
    )
  )
  let headers = new MailHeaders(progress.lines)
  const empty = progress.text.trim() === "" && progress.html === undefined && progress.attachments.length === 0
  if (broken || empty) {
    const head = yield* rawHead(octets())
    if (progress.lines.length === 0) headers = new MailHeaders(head.lines)
    const body = decodeText(head.body, headers.bodyCharset).text
    if (broken) progress.text = body
    else if (body.trim() !== "" && headers.token("content-type").startsWith("multipart/")) {
      broken = true
      progress.text = body
      progress.warnings.push("no part of the mail could be found: the text is its body as it came")
    }
  }
  const boundary = headers.parameter("content-type", "boundary")
  if (!broken && boundary !== undefined && !progress.tail.toString("latin1").includes(`--${boundary}--`)) {
    progress.warnings.push("the last part is not closed: the mail may have been cut short")
  }
  const text = cut(progress.text, options.maxText)
  if (text.length < progress.text.length) progress.warnings.push(`the text was cut at ${options.maxText} characters`)
  const html = progress.html
  if (html !== undefined && html.length > options.maxText) progress.warnings.push("the HTML is too large to show")
  return {
    headers,
    text: text.replace(/\r\n?/g, "\n"),
    ...(html === undefined || html.length > options.maxText ? {} : { html }),
    attachments: progress.attachments,
    contentTypes: progress.contentTypes,
    quoted: progress.quoted,
    warnings: [...new Set(progress.warnings)].slice(0, 20),
    broken
  }
})
