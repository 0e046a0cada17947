import { Context, Effect } from "effect"

/** Where a customer stands in the queue, as he may be told. */
export interface Place {
  /** How many are served before him. */
  readonly ahead: number
  /** Half of those who are told this wait no longer, milliseconds from now. Left out with `toMs` where nothing can be said. */
  readonly fromMs?: number
  /** Four of five wait no longer, milliseconds from now. */
  readonly toMs?: number
}

/** What a host says of the places of its customers. */
export interface PlacesShown {
  /** As it is now; undefined = nobody waits in this thread. */
  readonly of: (thread: string) => Effect.Effect<Place | undefined>
  /** Calls `listener` when the place may have changed; returns how to stop. */
  readonly watch: (thread: string, listener: () => void) => Effect.Effect<() => void>
}

const nothing: PlacesShown = { of: () => Effect.undefined, watch: () => Effect.succeed(() => {}) }

/**
 * For adapters that tell a customer his place while he waits. A reference: a host that says nothing of places provides nothing, and
 * nobody is told anything.
 */
export const Places: Context.Reference<PlacesShown> = Context.Reference("@strowger/router/Places", {
  defaultValue: () => nothing
})
