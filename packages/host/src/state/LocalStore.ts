import type { Entry, Position, Term } from "@strowger/router/ports"

/** A complete snapshot as a store keeps it. */
export interface StoredSnapshot {
  /** Which attempt to save it was: two attempts at one place do not mix. */
  readonly save: string
  readonly at: Position
  readonly codec: number
  readonly parts: number
}

/**
 * What a store inside this process can do, synchronously: each call either happened or threw a `StateError`, "don't know" exists
 * only across a crash. Journal, Leadership and Snapshots are written once on top of it.
 */
export interface LocalStore {
  readonly durability: "D0" | "D1" | "D2"
  /** New epoch and nonce for a partition; whoever held it before is stale from now on. */
  readonly raise: (partition: string) => { readonly epoch: number; readonly nonce: string }
  readonly head: (partition: string) => Position
  readonly append: (term: Term, after: Position, opId: string, codec: number, body: Uint8Array) => Position
  /** Hash of the entry at `seq`; undefined when it is not (or no longer) in the log. */
  readonly hashAt: (partition: string, seq: number) => string | undefined
  /** Up to `limit` entries after `seq`, in order. */
  readonly page: (partition: string, seq: number, limit: number) => ReadonlyArray<Entry>
  /** Throws `lost` when the term is not the current one. */
  readonly check: (term: Term) => void
  /** Begins an attempt and forgets the ones that broke off. */
  readonly beginSnapshot: (term: Term) => string
  readonly putPart: (term: Term, save: string, n: number, body: Uint8Array) => void
  readonly completeSnapshot: (term: Term, snapshot: StoredSnapshot) => void
  readonly latestSnapshot: (partition: string) => StoredSnapshot | undefined
  readonly part: (partition: string, save: string, n: number) => Uint8Array
  readonly trim: (term: Term, keepFrom: number) => number
  /** Calls back after each append to the partition. */
  readonly watch: (partition: string, listener: () => void) => () => void
}

export const isOrigin = (at: Position): boolean => at.seq === 0

export const samePlace = (a: Position, b: Position): boolean => a.seq === b.seq && a.hash === b.hash
