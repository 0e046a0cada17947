import type { Place, PlacesShown } from "@strowger/router/ports"
import { Effect } from "effect"

/** Places as a test sets them. */
export class MemoryPlaces implements PlacesShown {
  readonly #places = new Map<string, Place>()
  readonly #watching = new Map<string, Set<() => void>>()

  of = (thread: string): Effect.Effect<Place | undefined> => Effect.sync(() => this.#places.get(thread))

  watch = (thread: string, listener: () => void): Effect.Effect<() => void> =>
    Effect.sync(() => {
      const same = this.#watching.get(thread) ?? new Set()
      this.#watching.set(thread, same.add(listener))
      return () => void same.delete(listener)
    })

  /** Who watches this thread. */
  watching(thread: string): number {
    return this.#watching.get(thread)?.size ?? 0
  }

  /** Where the customer of this thread stands from now on; undefined = nowhere. */
  set(thread: string, place: Place | undefined): void {
    if (place === undefined) this.#places.delete(thread)
    else this.#places.set(thread, place)
    for (const listener of this.#watching.get(thread) ?? []) listener()
  }
}
