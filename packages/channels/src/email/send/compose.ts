import { Readable } from "node:stream"
import type { BlobStore, Outbound, StateError } from "@strowger/router/ports"
import { SendError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import MailComposer from "nodemailer/lib/mail-composer"
import { isMailAddress } from "../message.ts"
import { oneLine } from "../mime/headerText.ts"
import type { EmailOptions } from "../Options.ts"

/** What `compose` needs to know of the mailbox. */
export interface Sender {
  readonly address: string
  readonly displayName: string | undefined
  readonly subject: string
}

export const senderOf = (options: EmailOptions): Sender => ({
  address: options.address.toLowerCase(),
  displayName: options.displayName,
  subject: options.subject ?? "Your message"
})

const MAX_REFERENCES = 100
/** Our Message-ID once more: some submission servers (Amazon SES, Microsoft 365) put their own in its place. */
export const OWN_ID_HEADER = "X-Strowger-Message-ID"
const ANSWERED = /^\s*(re|aw|sv|antw|回复|回覆|答复|答覆)\s*[:：]/i
const MESSAGE_ID = /^<[^<>\s]{1,900}>$/

const reject = (code: string, message: string) => new SendError({ outcome: "reject", code, message })

/** The subject of an answer: "Re: " once, whatever the language it was put in before. */
export const answerSubject = (subject: string, answers: boolean): string => {
  const line = oneLine(subject).slice(0, 500)
  return answers && !ANSWERED.test(line) ? `Re: ${line}` : line
}

/** References of an answer, oldest first: a long thread keeps its root and its newest (RFC 5322 sets no limit, relays do). */
export const keptReferences = (references: ReadonlyArray<string>): ReadonlyArray<string> => {
  const sound = references.filter((id) => MESSAGE_ID.test(id))
  return sound.length <= MAX_REFERENCES ? sound : [sound[0] as string, ...sound.slice(-(MAX_REFERENCES - 1))]
}

/** Headers that keep two machines from answering each other for ever (RFC 3834, and what Exchange reads). */
const automaticHeaders = (address: string): Record<string, string> => ({
  "Auto-Submitted": "auto-replied",
  "X-Auto-Response-Suppress": "All",
  "X-Loop": address
})

type BlobStream = Stream.Stream<Uint8Array, StateError>

const openAttachments = (outbound: Outbound, blobs: BlobStore["Service"]) =>
  Effect.forEach(outbound.content.attachments ?? [], (blob) =>
    blobs.get(blob.sha256).pipe(
      Effect.mapError(
        (error) => new SendError({ outcome: "retry", code: "blob-store", message: `blob store: ${error.reason}` })
      ),
      Effect.flatMap((stream: BlobStream | undefined) =>
        stream === undefined
          ? Effect.fail(
              reject("attachment-missing", `the attachment ${blob.sha256.slice(0, 12)} is not in the blob store`)
            )
          : Effect.succeed({
              filename: oneLine(blob.name),
              contentType: oneLine(blob.mime),
              content: Readable.from(Stream.toAsyncIterable(stream), { objectMode: false }),
              ...(blob.inlineId === undefined ? {} : { cid: oneLine(blob.inlineId) })
            })
      )
    )
  )

export interface ComposedMail {
  readonly messageId: string
  readonly to: string
  readonly open: () => Readable
}

/** Makes the mail for an outbound. Nothing of its content is ever read as a file name or an address on the web. */
export const compose = Effect.fnUntraced(function* (
  outbound: Outbound,
  messageId: string,
  sender: Sender,
  blobs: BlobStore["Service"],
  nowMs: number
): Effect.fn.Return<ComposedMail, SendError> {
  const to = outbound.to.value.trim()
  if (!isMailAddress(to)) return yield* Effect.fail(reject("bad-address", "the recipient is not a mail address"))
  const from = outbound.from?.value ?? sender.address
  if (!isMailAddress(from)) return yield* Effect.fail(reject("bad-address", "the sender is not a mail address"))
  if (outbound.expiresAtMs !== undefined && outbound.expiresAtMs <= nowMs) {
    return yield* Effect.fail(reject("expired", "the mail was to be sent by an instant that has passed"))
  }
  const references = keptReferences(outbound.references ?? [])
  const attachments = yield* openAttachments(outbound, blobs)
  const composer = new MailComposer({
    messageId,
    from: { address: from, name: oneLine(outbound.from?.display ?? sender.displayName ?? "") },
    to: { address: to, name: oneLine(outbound.to.display ?? "") },
    subject: answerSubject(outbound.content.subject ?? sender.subject, references.length > 0),
    date: new Date(nowMs),
    text: outbound.content.text,
    ...(outbound.content.html === undefined ? {} : { html: outbound.content.html }),
    ...(references.length === 0 ? {} : { references: [...references], inReplyTo: references.at(-1) as string }),
    headers: { [OWN_ID_HEADER]: messageId, ...(outbound.automatic ? automaticHeaders(sender.address) : {}) },
    attachments,
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return { messageId, to, open: () => composer.compile().createReadStream() }
})
