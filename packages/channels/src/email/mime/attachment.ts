import type { BlobRef, BlobStore, StateError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import type { AttachmentStream } from "mailparser"
import { decodeWords, oneLine, rawHeaderText } from "./headerText.ts"
import { heldReason } from "./held.ts"
import type { MailStream } from "./MailStream.ts"
import { MailHeaders } from "./MailHeaders.ts"

/** A mail that cannot be read as MIME; its octets are safe elsewhere. */
export class UnreadableMail {
  readonly _tag = "UnreadableMail"
  readonly message: string
  constructor(cause: unknown) {
    this.message = cause instanceof Error ? cause.message : String(cause)
  }
}

const HEAD_BYTES = 64 * 1024

/** A file name as a person may see it: no folders, no controls, nothing that turns the writing direction ("fdp.exe" shown as "exe.pdf"). */
export const shownName = (name: string): string =>
  oneLine(name)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/^.*[/\\]/, "")
    .slice(0, 200)
    .trim()

/** mailparser does not read a name sent raw in eight bits: its octets are read here, as the body's charset or GB18030. */
const nameOf = (parser: MailStream, attachment: AttachmentStream, number: number, bodyCharset: string | undefined) => {
  let name = attachment.filename ?? ""
  if (/[\u0080-\uffff]/.test(name)) {
    const lines = new MailHeaders(parser.linesOf(attachment.headers))
    const raw = lines.parameter("content-disposition", "filename") ?? lines.parameter("content-type", "name")
    if (raw !== undefined && /[\u0080-\u00ff]/.test(raw)) name = decodeWords(rawHeaderText(raw, bodyCharset))
  }
  const shown = shownName(name)
  if (shown !== "") return shown
  return attachment.contentType === "message/rfc822" ? `mail-${number}.eml` : `attachment-${number}`
}

export interface StoredAttachment {
  readonly blob: BlobRef
  /** The first octets, for what a bounce quotes. */
  readonly head: Buffer
}

/** Puts one attachment into the blob store as it streams by. */
export const storeAttachment = Effect.fnUntraced(function* (
  parser: MailStream,
  attachment: AttachmentStream,
  number: number,
  options: {
    readonly blobs: BlobStore["Service"]
    readonly maxAttachmentBytes: number
    readonly bodyCharset: string | undefined
  }
): Effect.fn.Return<StoredAttachment, StateError | UnreadableMail> {
  const head: Array<Buffer> = []
  let headBytes = 0
  const octets = Stream.fromAsyncIterable<Buffer, UnreadableMail>(
    attachment.content as AsyncIterable<Buffer>,
    (cause) => new UnreadableMail(cause)
  ).pipe(
    Stream.map((chunk): Uint8Array => {
      if (headBytes < HEAD_BYTES) {
        head.push(chunk.subarray(0, HEAD_BYTES - headBytes))
        headBytes += chunk.length
      }
      return chunk
    })
  )
  const stored = yield* options.blobs.put(octets)
  attachment.release?.()
  const name = nameOf(parser, attachment, number, options.bodyCharset)
  const first = Buffer.concat(head)
  const held = heldReason(name, stored.bytes, first, options.maxAttachmentBytes)
  return {
    blob: {
      name,
      mime: oneLine(attachment.contentType).toLowerCase().slice(0, 120) || "application/octet-stream",
      bytes: stored.bytes,
      sha256: stored.sha256,
      ...(attachment.cid === undefined || attachment.cid === ""
        ? {}
        : { inlineId: oneLine(attachment.cid).slice(0, 200) }),
      ...(held === undefined ? {} : { held })
    },
    head: first
  }
})
