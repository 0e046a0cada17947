import { type Place, Places } from "@strowger/router/ports"
import { createEstimates, type Estimates } from "@strowger/router/estimates"
import { Effect, Layer } from "effect"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"

/** Where the customers of a chat stand, by the router's own estimates. What is decided but not yet durable changes nobody's place. */
export const placesLayer = (adapter: string): Layer.Layer<never, never, Partition | Folds> =>
  Layer.effect(
    Places,
    Effect.gen(function* () {
      const partition = yield* Partition
      const { conversations } = yield* Folds
      // Only those who read it are estimated: who asks is announced.
      const estimates = createEstimates(partition.router, { announce: "asked" })
      const watching = new Map<string, Set<() => void>>()
      const stop = partition.onDurable((_seq, records) => {
        if (watching.size === 0 || !records.some(([{ type }]) => type === "Routed")) return
        for (const listeners of watching.values()) for (const listener of listeners) listener()
      })
      yield* Effect.addFinalizer(() =>
        Effect.sync(() => {
          stop()
          estimates.stop()
        })
      )
      return {
        of: (thread) =>
          Effect.sync(() => {
            const { contact } = conversations.byThread(adapter, thread) ?? {}
            return contact === undefined ? undefined : placeOf(estimates, contact)
          }),
        watch: (thread, listener) =>
          Effect.sync(() => {
            const same = watching.get(thread)
            if (same === undefined) watching.set(thread, new Set([listener]))
            else same.add(listener)
            return () => {
              const now = watching.get(thread)
              now?.delete(listener)
              if (now?.size === 0) watching.delete(thread)
            }
          })
      }
    })
  )

const placeOf = (estimates: Estimates, contact: string): Place | undefined => {
  const found = estimates.of(contact)
  return found.known ? { ahead: found.position - 1, fromMs: found.p50Ms, toMs: found.p80Ms } : undefined
}
