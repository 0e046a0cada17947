import { Context, type Effect, type Stream } from "effect"
import type { Term } from "./Leadership.ts"
import type { StateError } from "./StateError.ts"

/** A place in the log of a partition. `hash` chains every entry to the one before. */
export interface Position {
  /** Term of the writer. */
  readonly epoch: number
  /** Counts entries, from 1. */
  readonly seq: number
  /** Rolls over every entry. */
  readonly hash: string
}
/** One fat entry: everything that was decided while the entry before it was being written. */
export interface Entry {
  /** Where it stands. */
  readonly at: Position
  /** Hash of the entry before. */
  readonly prev: string
  /** Id of the append, told apart from a repetition by it. */
  readonly opId: string
  /** Number of the form of `body`. */
  readonly codec: number
  /** The encoded records. */
  readonly body: Uint8Array
}

/** The log of a partition: the only truth. Every layer passes `journalLaws` of `@strowger/router/testing` (J1 to J8). */
export class Journal extends Context.Service<
  Journal,
  {
    /** Where the log ends. */
    readonly head: (partition: string) => Effect.Effect<Position, StateError>
    /** Succeeds only when durable in the declared class; the same opId at the same place returns the same position. */
    readonly append: (
      term: Term,
      after: Position,
      opId: string,
      codec: number,
      body: Uint8Array
    ) => Effect.Effect<Position, StateError>
    /** From after `after` to the head, then ends. */
    readonly read: (partition: string, after: Position) => Stream.Stream<Entry, StateError>
    /** Endless; "diverged" when the store lost what we read. */
    readonly follow: (partition: string, after: Position) => Stream.Stream<Entry, StateError>
    readonly durability: "D0" | "D1" | "D2" | "D3"
  }
>()("@strowger/router/Journal") {}

/** Before the first entry. */
export const origin: Position = { epoch: 0, seq: 0, hash: "" }
