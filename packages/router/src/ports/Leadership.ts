import { Context, type Effect, type Scope } from "effect"
import type { StateError } from "./StateError.ts"

/** The right to write to one partition. `alive` is our own monotonic clock: it gates what goes outward, never what may be written. */
export interface Term {
  /** What it leads. */
  readonly partition: string
  /** Fencing number: higher than that of every term before. */
  readonly epoch: number
  /** Tells two hosts apart that believe in the same epoch. */
  readonly nonce: string
  /** Is it still ours? */
  readonly alive: () => boolean
  /** Completes when the term has ended. */
  readonly lost: Effect.Effect<void>
}

/** One writer at a time. Laws L1 to L5 in `@strowger/router/testing`. */
export class Leadership extends Context.Service<
  Leadership,
  {
    /** Waits until the partition is ours; closing the scope releases it. */
    readonly lead: (partition: string) => Effect.Effect<Term, StateError, Scope.Scope>
    /** Gives the term up, so that another may lead at once: the host named, where one is. */
    readonly handOver: (term: Term, to?: string) => Effect.Effect<void, StateError>
    /** Who leads now; `undefined` = nobody. */
    readonly leader: (
      partition: string
    ) => Effect.Effect<
      { readonly host: string; readonly address: string; readonly epoch: number } | undefined,
      StateError
    >
  }
>()("@strowger/router/Leadership") {}
