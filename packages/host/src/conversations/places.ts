import { type Place, Places } from "@strowger/router/ports"
import { createEstimates, type Estimates } from "@strowger/router/estimates"
import { Effect, Layer, Queue } from "effect"
import { Folds } from "../folds.ts"
import { advisory } from "../partition/advisory.ts"
import { Partition } from "../partition/Partition.ts"
import { ThreadListeners } from "./ThreadListeners.ts"

/** A busy centre appends far more often than a person reads, and each look plays the queue through. */
const everyMs = 1_000

/** Where the customers of a chat stand, by the router's own estimates. What is decided but not yet durable changes nobody's place. */
export const placesLayer = (adapter: string): Layer.Layer<never, never, Partition | Folds> =>
  Layer.effect(
    Places,
    Effect.gen(function* () {
      const partition = yield* Partition
      const { conversations } = yield* Folds
      const run = Effect.runForkWith(yield* Effect.context())
      let broken = false
      const failed = (cause: unknown): void => {
        broken = true
        run(Effect.logError("Places are not told any more: the estimates failed", cause))
      }
      // Only those who read it are estimated: who asks is announced.
      const estimates = createEstimates(advisory(partition.router, failed), { announce: "asked" })
      const watching = new ThreadListeners()
      const moved = yield* Queue.sliding<true>(1)
      const stop = partition.onDurable((_seq, records) => {
        if (watching.some && records.some(([{ type }]) => type === "Routed")) Queue.offerUnsafe(moved, true)
      })
      // All are told in one instant, so that one look at the queue serves them all.
      yield* Effect.forkScoped(
        Effect.forever(
          Queue.take(moved).pipe(
            Effect.andThen(Effect.sync(() => watching.tell())),
            Effect.andThen(Effect.sleep(everyMs))
          )
        )
      )
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
            if (contact === undefined || broken) return undefined
            try {
              return placeOf(estimates, contact)
            } catch (cause) {
              failed(cause)
              return undefined
            }
          }),
        watch: (thread, listener) => Effect.sync(() => watching.add(thread, listener))
      }
    })
  )

const placeOf = (estimates: Estimates, contact: string): Place | undefined => {
  const found = estimates.of(contact)
  return found.known ? { ahead: found.position - 1, fromMs: found.p50Ms, toMs: found.p80Ms } : undefined
}
