import type { Channel, RouterEvent } from "@strowger/router"
import type { Address, Content, DeliveryStatus, Inbound, SourceKey } from "@strowger/router/ports"

/**
 * What the log of a partition holds, one frame list per entry. The only truth: contacts, conversations, outbox, screens and counts
 * are folds of it. A new kind or a changed meaning raises the codec number (`codec.ts`).
 */
export type Record =
  | LedRecord
  | RoutedRecord
  | UnitTakenRecord
  | ContactOpenedRecord
  | MessageRecord
  | IntendedRecord
  | TakenRecord
  | SettledRecord
  | StatusRecord
  | ActDoneRecord
  | NotedRecord

/** A host took the partition over. */
export interface LedRecord {
  readonly type: "Led"
  readonly atMs: number
  readonly host: string
  readonly epoch: number
}
/** What the engine did, in order. */
export interface RoutedRecord {
  readonly type: "Routed"
  readonly events: ReadonlyArray<RouterEvent>
}
/** An inbound unit, verbatim, with where its account is to be read on. Acknowledged outward once this is durable. */
export interface UnitTakenRecord {
  readonly type: "UnitTaken"
  readonly atMs: number
  readonly unit: Inbound
  readonly adapter: string
  readonly cursor?: string
}
/** A contact was opened for a conversation; routing it is the engine's business (`Routed`). */
export interface ContactOpenedRecord {
  readonly type: "ContactOpened"
  readonly atMs: number
  readonly contact: string
  readonly conversation: string
  readonly channel: Channel
  readonly thread: string
  readonly adapter: string
  readonly queue: string
  readonly from: Address
  readonly to?: Address
  /** The unit that asked for it. */
  readonly key: SourceKey
}
/**
 * One line of a conversation. `seq` is gapless from 1 within the conversation. A record with a `seq` already taken amends that line
 * (a late part of a short message arrived).
 */
export interface MessageRecord {
  readonly type: "Message"
  readonly atMs: number
  readonly conversation: string
  readonly seq: number
  readonly author: "customer" | "agent" | "system"
  readonly agent?: string
  readonly contact?: string
  readonly content: Content
  /** The customer's idempotency key, where the medium has one. */
  readonly clientId?: string
  /** Medium's own message id (mail Message-ID), for References of a reply. */
  readonly messageId?: string
  /** For what an agent wrote: the intent that carries it out. */
  readonly intent?: string
  /** Where the conversation lives: on its first line, so that a fold needs no other record to know it. */
  readonly opens?: {
    readonly adapter: string
    readonly thread: string
    readonly channel: Channel
    readonly from: Address
    readonly to?: Address
  }
  /** Command id of the desktop that wrote the line. */
  readonly command?: string
  /** The set of parts it was joined from, and which of them are missing. */
  readonly joins?: { readonly adapter: string; readonly set: string }
  readonly incomplete?: ReadonlyArray<number>
}
/** Something to do in the world. `id` is its address in the log: `${partition}/${seq}/${index}` or the like, never drawn. */
export interface IntendedRecord {
  readonly type: "Intended"
  readonly atMs: number
  readonly id: string
  readonly policy: "at-most-once" | "at-least-once"
  readonly adapter: string
  readonly intent: Intent
}
export type Intent =
  | {
      readonly type: "Send"
      readonly conversation: string
      readonly thread: string
      readonly to: Address
      readonly from?: Address
      readonly content: Content
      readonly references?: ReadonlyArray<string>
      readonly expiresAtMs?: number
      readonly automatic: boolean
    }
  | { readonly type: "RouteCall"; readonly thread: string; readonly contact: string; readonly device: string }
  | { readonly type: "AnswerCall"; readonly thread: string; readonly contact: string; readonly device: string }
  | {
      readonly type: "DeflectCall"
      readonly thread: string
      readonly contact: string
      readonly device: string
      readonly to: string
    }
  | { readonly type: "ClearCall"; readonly thread: string; readonly contact: string; readonly device: string }
  | {
      readonly type: "SetPresence"
      readonly agent: string
      readonly device: string
      readonly login: string
      readonly presence: "signed-out" | "not-ready" | "ready"
      readonly reason?: string
    }
/** Durable before the wire is touched; found without `Settled` after a restart, the effect is ambiguous. */
export interface TakenRecord {
  readonly type: "Taken"
  readonly ids: ReadonlyArray<string>
}
export interface SettledRecord {
  readonly type: "Settled"
  readonly atMs: number
  readonly id: string
  readonly outcome:
    | { readonly type: "Sent"; readonly refs: ReadonlyArray<string>; readonly parts: number }
    | { readonly type: "Rejected"; readonly code: string; readonly text: string }
    | { readonly type: "Unknown"; readonly text: string }
}
/** A receipt was matched to what we sent; ranked, never goes back. */
export interface StatusRecord {
  readonly type: "Status"
  readonly atMs: number
  readonly id: string
  readonly status: DeliveryStatus
  readonly code?: string
}
/** An act of a person was done: the same `command` again gets the same reply and does nothing. */
export interface ActDoneRecord {
  readonly type: "ActDone"
  readonly atMs: number
  readonly by: string
  readonly command: string
}
/** Something a person should see that changes nothing: a unit held as poison, a call that vanished, a tail that was lost. */
export interface NotedRecord {
  readonly type: "Noted"
  readonly atMs: number
  readonly what: "poison" | "vanished" | "unroutable" | "ambiguous"
  readonly text: string
  readonly key?: SourceKey
  readonly contact?: string
}
