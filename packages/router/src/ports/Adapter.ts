import { type Effect, Schema, type Stream } from "effect"
import type { Channel } from "../Channel.ts"

/** Where a message comes from or goes to. `value` is normalised (E.164 without "+", lower-case mail address, visitor id). */
export interface Address {
  readonly channel: Channel
  /** Normalised. */
  readonly value: string
  /** As the sender writes himself. */
  readonly display?: string
}

/** The same for the same unit of the far side, whatever process or connection reads it. */
export interface SourceKey {
  /** Ours at the far side: mailbox, short number, station group. */
  readonly account: string
  /** Changes when the far side renumbers (UIDVALIDITY); "" where it never does. */
  readonly epoch: string
  readonly id: string
}

/** An attachment, a recording, a raw message: kept apart from the log, named in it by its hash. */
export interface BlobRef {
  /** File name, for people. */
  readonly name: string
  /** Media type, e.g. "image/png". */
  readonly mime: string
  /** Size in octets. */
  readonly bytes: number
  /** Hash of the octets in hexadecimal: the key in the blob store. */
  readonly sha256: string
  /** What the HTML of the message calls it (Content-ID). */
  readonly inlineId?: string
  /** Set when the blob is stored but not shown before it was checked (too large, unknown type). */
  readonly held?: string
}
/** What a message says. */
export interface Content {
  readonly text: string
  /** The same as HTML, not yet made safe for a screen. */
  readonly html?: string
  /** Of a mail. */
  readonly subject?: string
  /** In the order of the message. */
  readonly attachments?: ReadonlyArray<BlobRef>
}
/** What is particular about a message that came in. */
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
/** A whole message. */
export interface InboundMessage extends Unit {
  readonly type: "Message"
  /** The sender. */
  readonly from: Address
  /** The address of ours it was sent to. */
  readonly to: Address
  /** What it says. */
  readonly content: Content
  /** What is particular about it. */
  readonly traits: Traits
  /** Our own message id this one answers, where the medium carries one. */
  readonly inReplyTo?: string
  /** The sender's idempotency key (chat cid). */
  readonly clientId?: string
  /** The medium's own id of the message (mail Message-ID). */
  readonly messageId?: string
  /** The message as it came, octet by octet. */
  readonly raw?: BlobRef
}
/** One part of a concatenated short message: recorded alone, joined by octets when the set is whole. */
export interface InboundPart extends Unit {
  readonly type: "Part"
  /** The sender. */
  readonly from: Address
  /** The address of ours it was sent to. */
  readonly to: Address
  /** Which part of which set: `number` from 1 to `total`. */
  readonly set: { readonly id: string; readonly total: number; readonly number: number }
  /** Base64. */
  readonly octets: string
  /** SMPP data_coding: how the octets are to be read. */
  readonly dataCoding: number
}
/** A session of a visitor began, went on, paused or ended. */
export interface InboundSession extends Unit {
  readonly type: "SessionOpened" | "SessionResumed" | "SessionPaused" | "SessionClosed"
  /** The visitor. */
  readonly from: Address
  /** Why it paused or closed, as the medium says. */
  readonly reason?: string
  /** Language the visitor reads, e.g. "zh-CN". */
  readonly lang?: string
}
/** A call that the switch asks about. */
export interface InboundCallOffered extends Unit {
  readonly type: "CallOffered"
  /** The caller. */
  readonly from: Address
  /** The number that was dialled. */
  readonly to: Address
  /** Digits collected by the vector. */
  readonly digits?: string
}
/** What the switch says of a call at a device (station). */
export interface InboundCallState extends Unit {
  readonly type: "CallRinging" | "CallAnswered" | "CallHeld" | "CallRetrieved" | "CallDiverted" | "CallLeft"
  /** The station, as the switch names it. */
  readonly device: string
  /** The switch's cause, where it gives one. */
  readonly reason?: string
}
/** A call is over. */
export interface InboundCallEnded extends Unit {
  readonly type: "CallEnded"
  /** The switch's cause, where it gives one. */
  readonly reason?: string
}
/** After a lost link: the calls that still exist. Whatever the host holds beside them has ended. */
export interface InboundCallsPresent extends Unit {
  readonly type: "CallsPresent"
  /** Ids of the calls (UCID). */
  readonly threads: ReadonlyArray<string>
}
/** The customer types, or has read something. */
export interface InboundActivity extends Unit {
  readonly type: "Activity"
  readonly what: "typing" | "read"
  /** Read: up to which line of the transcript. */
  readonly seq?: number
}
/** What became of a message of ours. */
export interface InboundReceipt extends Unit {
  readonly type: "Receipt"
  /** The far side's id of what we sent, as in `Accepted.refs`. */
  readonly ref: string
  /** How far it got. */
  readonly status: DeliveryStatus
  /** The far side's own code. */
  readonly code?: string
}
/** Everything that comes in. */
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
  /** It was known already, and nothing was recorded. */
  readonly duplicate: boolean
  /** Place in the conversation's gapless transcript, for media that show it to the customer (chat). */
  readonly seq?: number
}

/** Something that happened. Acknowledged outward only after the host has recorded it durably. */
export interface Delivery {
  readonly type: "Delivery"
  /** What came in. */
  readonly unit: Inbound
  /** Where to read on after a restart; recorded in the same append as the unit. */
  readonly cursor?: string
  /** It is recorded durably: the far side may forget it. */
  readonly ack: (recorded: Recorded) => Effect.Effect<void>
  /** It was not recorded: offer it again, or it can never be read. */
  readonly nack: (why: "retry" | "poison") => Effect.Effect<void>
}

/** Something that waits for an answer: a call in an adjunct-routing step. */
export interface Question {
  readonly type: "Question"
  /** The call that is asked about. */
  readonly unit: InboundCallOffered
  /** Unix milliseconds; after this instant `answer` is "late". */
  readonly expiresAtMs: number
  /** Sends the caller to a device, or lets the switch go on ("none"). Answered once; the first answer wins. */
  readonly answer: (to: { readonly device: string } | "none") => Effect.Effect<"taken" | "late">
  /** Completes when the asker withdrew (caller hung up, link lost) or the question was answered. */
  readonly ended: Effect.Effect<"answered" | "withdrawn">
}

/** What a medium can do. */
export interface Capabilities {
  readonly mode: "call" | "session" | "message"
  readonly receipts: "none" | "submitted" | "delivered" | "read"
  /** Longest text in one message; absent = any. */
  readonly maxText?: { readonly unit: "utf16" | "octet"; readonly max: number }
  /** Largest attachment in octets; absent = any. */
  readonly maxAttachmentBytes?: number
  /** Does it tell and show that somebody types? */
  readonly typing: boolean
}

/** A message to be sent. */
export interface Outbound {
  /** Made by the host, the same for the same act for ever: goes onto the wire as Message-ID, client reference or the like. */
  readonly id: string
  /** The thread it belongs to, as inbound units name it. */
  readonly thread: string
  /** The customer. */
  readonly to: Address
  /** The address of ours it is sent from. Left out = the adapter's own. */
  readonly from?: Address
  /** What it says. */
  readonly content: Content
  /** The far side's message ids this one answers, oldest first (mail References). */
  readonly references?: ReadonlyArray<string>
  /** Unix milliseconds after which it is not worth sending. Left out = always. */
  readonly expiresAtMs?: number
  /** Not written by a person: marked so where the medium can. */
  readonly automatic: boolean
}
/** The medium has taken it. */
export interface Accepted {
  /** The far side's ids, one per part. */
  readonly refs: ReadonlyArray<string>
  /** In how many parts it was sent. */
  readonly parts: number
}
/** It was not sent, or nobody knows. `outcome` says what to do next. */
export class SendError extends Schema.TaggedError<SendError>()("SendError", {
  /** retry = surely not sent; ambiguous = may have been sent; reject = never will be. */
  outcome: Schema.Literals(["retry", "ambiguous", "reject"]),
  code: Schema.String,
  message: Schema.String,
  retryAfterMs: Schema.optional(Schema.Number)
}) {}

/** How an adapter is. */
export interface Health {
  readonly state: "starting" | "up" | "backoff" | "draining" | "down"
  /** Unix milliseconds. */
  readonly sinceMs: number
  /** Why, for people; never a secret. */
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
  /** What its medium can do. */
  readonly capabilities: Capabilities
  /** What happens and what is asked, in the order it was read. */
  readonly inbound: Stream.Stream<Delivery | Question>
  /** Suspends while the window is full. The host records `Taken` before it calls. */
  readonly send: (outbound: Outbound) => Effect.Effect<Accepted, SendError>
  /** Was it sent? Settles "ambiguous"; `undefined` = the medium cannot say. */
  readonly find: (outbound: Outbound) => Effect.Effect<"sent" | "not-sent" | undefined, SendError>
  /** As it is now. */
  readonly health: Effect.Effect<Health>
  /** Counters since the start. */
  readonly refused: Effect.Effect<RefusedCounts>
  /** Stop taking new units, finish the window, say good-bye to the peer. */
  readonly drain: Effect.Effect<void>
}
