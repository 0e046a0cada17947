import { Effect } from "effect"
import { TestClock } from "effect/testing"

/** Lets the fibers run until they all wait: a message passes a handful of them. */
export const settle = Effect.yieldNow.pipe(Effect.repeat({ times: 50 }))
/** Time passes in steps, as it does: what falls due in one step has its effects before the next. */
export const pass = (ms: number): Effect.Effect<void> =>
  Effect.gen(function* () {
    for (let left = ms; left > 0; left -= 500) {
      yield* TestClock.adjust(Math.min(500, left))
      yield* settle
    }
  })
