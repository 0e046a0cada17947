import { Context, type Effect, type Stream } from "effect"
import type { Position } from "./Journal.ts"
import type { Term } from "./Leadership.ts"
import type { StateError } from "./StateError.ts"

/** State at a position, so that a restart need not fold the whole log. Laws S1 to S5 in `@strowger/router/testing`. */
export class Snapshots extends Context.Service<
  Snapshots,
  {
    /** Stores a snapshot of the state at this place of the log. */
    readonly save: (
      term: Term,
      at: Position,
      codec: number,
      parts: Stream.Stream<Uint8Array>
    ) => Effect.Effect<void, StateError>
    /** The newest that this version can read; `undefined` = none. */
    readonly latest: (
      partition: string
    ) => Effect.Effect<
      | { readonly at: Position; readonly codec: number; readonly parts: Stream.Stream<Uint8Array, StateError> }
      | undefined,
      StateError
    >
    /** Takes away entries of the log before `keepFrom` that the newest snapshot covers. Returns how many. */
    readonly trim: (term: Term, keepFrom: number) => Effect.Effect<number, StateError>
  }
>()("@strowger/router/Snapshots") {}
