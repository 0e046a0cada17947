import type { InboundMessage, SourceKey, StateError } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import { automaticOf, type Envelope } from "./automatic.ts"
import { shownName } from "./mime/attachment.ts"
import type { MailHeaders, Mailbox } from "./mime/MailHeaders.ts"
import { type ReadMail, type ReadOptions, readMail } from "./mime/readMail.ts"
import type { SignedIds } from "./signedId.ts"
import { threadOf } from "./threads.ts"

/** A mail whose octets are in the blob store. */
export interface StoredMail {
  readonly sha256: string
  readonly bytes: number
}

export interface MessageContext {
  /** Our mailbox, lower case. */
  readonly address: string
  readonly ids: SignedIds
  readonly read: ReadOptions
}

const ADDRESS = /^[^\s@<>",;:()[\]\\]{1,128}@[^\s@<>",;:()]{1,255}$/

/** Is this something a mail can be sent to? */
export const isMailAddress = (value: string): boolean => ADDRESS.test(value)

const UNKNOWN: Mailbox = { address: "unknown@invalid", name: "" }

const senderOf = (headers: MailHeaders, envelope: Envelope): Mailbox => {
  const named = [
    ...headers.mailboxes("from"),
    ...headers.mailboxes("sender"),
    ...headers.mailboxes("reply-to"),
    ...headers.mailboxes("return-path"),
    { address: (envelope.mailFrom ?? "").toLowerCase(), name: "" }
  ]
  return named.find(({ address }) => isMailAddress(address)) ?? UNKNOWN
}

const warningsOf = (mail: ReadMail, from: Mailbox, more: ReadonlyArray<string | undefined>): ReadonlyArray<string> => {
  const replyTo = mail.headers.mailboxes("reply-to").find(({ address }) => isMailAddress(address))
  return [
    ...mail.warnings,
    from === UNKNOWN ? "it names no sender" : undefined,
    replyTo !== undefined && replyTo.address !== from.address ? `it asks for answers to ${replyTo.address}` : undefined,
    ...more
  ].filter((warning): warning is string => warning !== undefined)
}

/** A mail in the blob store, as the unit the host records. Fails only when the blob store does. */
export const messageOf = Effect.fnUntraced(function* (
  stored: StoredMail,
  key: SourceKey,
  arrived: { readonly atMs: number; readonly envelope: Envelope; readonly warnings: ReadonlyArray<string> },
  context: MessageContext
): Effect.fn.Return<{ readonly unit: InboundMessage; readonly broken: boolean }, StateError> {
  const octets = () =>
    Stream.unwrap(Effect.map(context.read.blobs.get(stored.sha256), (stream) => stream ?? Stream.empty))
  const mail = yield* readMail(octets, context.read)
  const { headers } = mail
  const from = senderOf(headers, arrived.envelope)
  const automatic = automaticOf(headers, mail.contentTypes, arrived.envelope, context.address)
  const threading = threadOf(
    headers,
    from.address,
    context.ids,
    { is: automatic === "bounce", quoted: automatic === "bounce" ? [...mail.quoted, mail.text] : [] },
    `sha256:${stored.sha256}`
  )
  const subject = headers.text("subject").slice(0, 1_000)
  const messageId = headers.messageIds("message-id")[0]
  const warnings = warningsOf(mail, from, [...arrived.warnings, threading.warning])
  const unit: InboundMessage = {
    type: "Message",
    key,
    thread: threading.thread,
    atMs: arrived.atMs,
    from: {
      channel: "email",
      value: from.address,
      ...(from.name === "" ? {} : { display: from.name.slice(0, 200) })
    },
    to: { channel: "email", value: context.address },
    content: {
      text: mail.text,
      ...(mail.html === undefined ? {} : { html: mail.html }),
      ...(subject === "" ? {} : { subject }),
      ...(mail.attachments.length === 0 ? {} : { attachments: mail.attachments })
    },
    traits: { automatic, ...(warnings.length === 0 ? {} : { warnings }) },
    ...(threading.inReplyTo === undefined ? {} : { inReplyTo: threading.inReplyTo }),
    ...(messageId === undefined ? {} : { messageId }),
    raw: {
      name: `${shownName(subject) || "mail"}.eml`.slice(-200),
      mime: "message/rfc822",
      bytes: stored.bytes,
      sha256: stored.sha256
    }
  }
  return { unit, broken: mail.broken }
})

/** A mail that its server would not give out: the person who reads this finds it in the mailbox. */
export const unfetchable = (key: SourceKey, atMs: number, address: string, why: string): InboundMessage => ({
  type: "Message",
  key,
  thread: `unread-${key.epoch}-${key.id}`,
  atMs,
  from: { channel: "email", value: UNKNOWN.address },
  to: { channel: "email", value: address },
  content: { text: "" },
  traits: {
    automatic: "no",
    warnings: [`the mail could not be fetched (${why}); it is still in the mailbox as UID ${key.id}`]
  }
})
