import type { Router } from "@strowger/router"
import { Duration, Effect, Latch } from "effect"
import type { Writer } from "./Writer.ts"

/** Longest sleep at once: a timer of the runtime holds 24.8 days at most. */
const longestMs = 86_400_000

/**
 * Feeds a tick at the instant something falls due, through the same path as every other decision; a tick that yields no event writes
 * nothing. Never polls: sleeps until the router's next deadline and is woken when a decision brings one that is nearer.
 */
export const runDeadlines = (router: Router, writer: Writer, nowMs: () => number): Effect.Effect<void> => {
  const nearer = Latch.makeUnsafe(false)
  let sleepsUntilMs = Number.POSITIVE_INFINITY
  writer.onDecided = () => {
    const next = router.nextDeadlineMs
    if (next !== undefined && next < sleepsUntilMs) nearer.openUnsafe()
  }

  const round = Effect.suspend(() => {
    nearer.closeUnsafe()
    const next = router.nextDeadlineMs
    const waitMs = (next ?? Number.POSITIVE_INFINITY) - nowMs()
    if (waitMs <= 0) return tick(router, writer)
    sleepsUntilMs = next ?? Number.POSITIVE_INFINITY
    const due = next === undefined ? Effect.never : Effect.sleep(Duration.millis(Math.min(waitMs, longestMs)))
    return Effect.raceFirst(due, nearer.await)
  })
  // Ends when the partition closed or stops: then nothing may be fed any more.
  return Effect.forever(round).pipe(Effect.catchTag("PartitionClosed", () => Effect.void))
}

const tick = (router: Router, writer: Writer) =>
  writer.submit((draft) => {
    draft.route({ type: "Tick" })
    const next = router.nextDeadlineMs
    // Fed at its deadline, the router must move it on; else this loop would spin for ever.
    if (next !== undefined && next <= draft.nowMs) writer.close(`The router is still due at ${next} after a tick.`)
  })
