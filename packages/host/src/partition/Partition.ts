import type { Command, Outcome, Router } from "@strowger/router"
import type { StateError } from "@strowger/router/ports"
import { Context, type Effect, Schema } from "effect"
import type { Record } from "../records/Record.ts"

/** Where in the log a record stands. Outbox ids and contact ids are made of it. */
export interface Address {
  readonly seq: number
  readonly index: number
}

/** A part of the state, rebuilt from the log at every start. `apply` is total and synchronous: no clock, no randomness, no I/O. */
export interface Fold {
  readonly name: string
  readonly apply: (record: Record, at: Address) => void
}

/** What a decision may do: read the folds, ask the engine, write records. Everything it writes becomes durable together or not at all. */
export interface Draft {
  /** Engine time of this decision. */
  readonly nowMs: number
  readonly router: Router
  /** Applies to the folds at once (later decisions see it); goes outward only after it is durable. */
  readonly write: (record: Record) => Address
  /** The address the next `write` will get, for ids that are addresses. */
  readonly next: () => Address
  /** One engine step; its events are written as `Routed`. */
  readonly route: (command: Command) => Outcome
}

/** The partition is not ours any more or the log refuses: nothing may be acknowledged. The host stops or starts again. */
export class PartitionClosed extends Schema.TaggedError<PartitionClosed>()("PartitionClosed", {
  message: Schema.String
}) {}

export interface Decided<A> {
  readonly value: A
  /** Log sequence at which everything the decision wrote is durable. */
  readonly seq: number
}

/** One writer: mailbox, engine time, step, group commit, deadlines. The only caller of the engine. */
export class Partition extends Context.Service<
  Partition,
  {
    readonly id: string
    readonly router: Router
    /**
     * Runs `decide` alone, then waits until what it wrote is durable. A decision that writes nothing waits for what was decided before
     * it and may have been read (a duplicate is not acknowledged before its original is durable); with nothing under way it returns at
     * once. Check first, write then: a throw before the first write leaves everything as it was, a throw after it closes the partition.
     */
    readonly submit: <A>(decide: (draft: Draft) => A) => Effect.Effect<Decided<A>, PartitionClosed>
    /** Highest durable sequence; outward acts look at nothing later. */
    readonly durableSeq: () => number
    /** Called after each append became durable, with its records in order. Must not throw; must not block. */
    readonly onDurable: (
      listener: (seq: number, records: ReadonlyArray<readonly [Record, Address]>) => void
    ) => () => void
    /** Engine time now. */
    readonly nowMs: () => number
  }
>()("@strowger/host/Partition") {}
export type { StateError }
