import { type Effect, Schema, type Stream } from "effect"
import type { Channel } from "../Channel.ts"

/** Where a message comes from or goes to. `value` is normalised (E.164 without "+", lower-case mail address, visitor id). */
export interface Address {
  readonly channel: Channel
  readonly value: string
  readonly display?: string
}

/** The same for the same unit of the far side, whatever process or connection reads it. */
export interface SourceKey {
  readonly account: string
  /** Changes when the far side renumbers (UIDVALIDITY); "" where it never does. */
  readonly epoch: string
  readonly id: string
}

export interface BlobRef {
  readonly name: string
  readonly mime: string
  readonly bytes: number
  readonly sha256: string
  readonly inlineId?: string
  /** Set when the blob is stored but not shown before it was checked (too large, unknown type). */
  readonly held?: string
}
export interface Content {
  readonly text: string
  readonly html?: string
  readonly subject?: string
  readonly attachments?: ReadonlyArray<BlobRef>
}
export interface Traits {
  readonly automatic: "no" | "auto-replied" | "auto-generated" | "bounce"
  /** Numbers of message parts that never came. */
  readonly incomplete?: ReadonlyArray<number>
  /** What was wrong with the unit and how it was read all the same. */
  readonly warnings?: ReadonlyArray<string>
}

interface Unit {
  readonly key: SourceKey
  /** The far side's own thread: number pair, mail thread root, chat session, UCID. */
  readonly thread: string
  readonly atMs: number
}
export interface InboundMessage extends Unit {
  readonly type: "Message"
  readonly from: Address
  readonly to: Address
  readonly content: Content
  readonly traits: Traits
  /** Our own message id this one answers, where the medium carries one. */
  readonly inReplyTo?: string
  /** The sender's idempotency key (chat cid). */
  readonly clientId?: string
  /** The medium's own id of the message (mail Message-ID). */
  readonly messageId?: string
  readonly raw?: BlobRef
}
/** One part of a concatenated short message: recorded alone, joined by octets when the set is whole. */
export interface InboundPart extends Unit {
  readonly type: "Part"
  readonly from: Address
  readonly to: Address
  readonly set: { readonly id: string; readonly total: number; readonly number: number }
  readonly octets: string // base64
  readonly dataCoding: number
}
export interface InboundSession extends Unit {
  readonly type: "SessionOpened" | "SessionResumed" | "SessionPaused" | "SessionClosed"
  readonly from: Address
  readonly reason?: string
  readonly lang?: string
}
export interface InboundCallOffered extends Unit {
  readonly type: "CallOffered"
  readonly from: Address
  readonly to: Address
  /** Digits collected by the vector. */
  readonly digits?: string
}
/** What the switch says of a call at a device (station). */
export interface InboundCallState extends Unit {
  readonly type: "CallRinging" | "CallAnswered" | "CallHeld" | "CallRetrieved" | "CallDiverted" | "CallLeft"
  readonly device: string
  readonly reason?: string
}
export interface InboundCallEnded extends Unit {
  readonly type: "CallEnded"
  readonly reason?: string
}
/** After a lost link: the calls that still exist. Whatever the host holds beside them has ended. */
export interface InboundCallsPresent extends Unit {
  readonly type: "CallsPresent"
  readonly threads: ReadonlyArray<string>
}
export interface InboundActivity extends Unit {
  readonly type: "Activity"
  readonly what: "typing" | "read"
  readonly seq?: number
}
export interface InboundReceipt extends Unit {
  readonly type: "Receipt"
  /** The far side's id of what we sent, as in `Accepted.refs`. */
  readonly ref: string
  readonly status: DeliveryStatus
  readonly code?: string
}
export type Inbound =
  | InboundMessage
  | InboundPart
  | InboundSession
  | InboundCallOffered
  | InboundCallState
  | InboundCallEnded
  | InboundCallsPresent
  | InboundActivity
  | InboundReceipt

/** Ranked: a status never goes back. */
export type DeliveryStatus = "queued" | "submitted" | "delivered" | "read" | "failed" | "expired" | "unknown"

/** What the host did with a unit: told to the adapter with the acknowledgement. */
export interface Recorded {
  readonly duplicate: boolean
  /** Place in the conversation's gapless transcript, for media that show it to the customer (chat). */
  readonly seq?: number
}

/** Something that happened. Acknowledged outward only after the host has recorded it durably. */
export interface Delivery {
  readonly type: "Delivery"
  readonly unit: Inbound
  /** Where to read on after a restart; recorded in the same append as the unit. */
  readonly cursor?: string
  readonly ack: (recorded: Recorded) => Effect.Effect<void>
  readonly nack: (why: "retry" | "poison") => Effect.Effect<void>
}

/** Something that waits for an answer: a call in an adjunct-routing step. */
export interface Question {
  readonly type: "Question"
  readonly unit: InboundCallOffered
  /** Unix milliseconds; after this instant `answer` is "late". */
  readonly expiresAtMs: number
  /** Sends the caller to a device, or lets the switch go on ("none"). Answered once; the first answer wins. */
  readonly answer: (to: { readonly device: string } | "none") => Effect.Effect<"taken" | "late">
  /** Completes when the asker withdrew (caller hung up, link lost) or the question was answered. */
  readonly ended: Effect.Effect<"answered" | "withdrawn">
}

export interface Capabilities {
  readonly mode: "call" | "session" | "message"
  readonly receipts: "none" | "submitted" | "delivered" | "read"
  readonly maxText?: { readonly unit: "utf16" | "octet"; readonly max: number }
  readonly maxAttachmentBytes?: number
  readonly typing: boolean
}

export interface Outbound {
  /** Made by the host, the same for the same act for ever: goes onto the wire as Message-ID, client reference or the like. */
  readonly id: string
  readonly thread: string
  readonly to: Address
  readonly from?: Address
  readonly content: Content
  /** The far side's message ids this one answers, oldest first (mail References). */
  readonly references?: ReadonlyArray<string>
  readonly expiresAtMs?: number
  readonly automatic: boolean
}
export interface Accepted {
  /** The far side's ids, one per part. */
  readonly refs: ReadonlyArray<string>
  readonly parts: number
}
export class SendError extends Schema.TaggedError<SendError>()("SendError", {
  /** retry = surely not sent; ambiguous = may have been sent; reject = never will be. */
  outcome: Schema.Literals(["retry", "ambiguous", "reject"]),
  code: Schema.String,
  message: Schema.String,
  retryAfterMs: Schema.optional(Schema.Number)
}) {}

export interface Health {
  readonly state: "starting" | "up" | "backoff" | "draining" | "down"
  readonly sinceMs: number
  readonly detail?: string
}

/** Counters an adapter keeps of what it refused; names become `strowger_adapter_refused_total{adapter,reason}`. */
export type RefusedCounts = Readonly<Record<string, number>>

/**
 * What a medium gives the host. An adapter never throws outside Effect: every socket has its error handler.
 * `inbound` is pulled: a slow host stops acknowledgements and so throttles the peer. Delivery is at least once, told apart by `SourceKey`.
 */
export interface Adapter {
  readonly id: string
  readonly channel: Channel
  readonly capabilities: Capabilities
  readonly inbound: Stream.Stream<Delivery | Question>
  /** Suspends while the window is full. The host records `Taken` before it calls. */
  readonly send: (outbound: Outbound) => Effect.Effect<Accepted, SendError>
  /** Was it sent? Settles "ambiguous"; `undefined` = the medium cannot say. */
  readonly find: (outbound: Outbound) => Effect.Effect<"sent" | "not-sent" | undefined, SendError>
  readonly health: Effect.Effect<Health>
  readonly refused: Effect.Effect<RefusedCounts>
  /** Stop taking new units, finish the window, say good-bye to the peer. */
  readonly drain: Effect.Effect<void>
}
