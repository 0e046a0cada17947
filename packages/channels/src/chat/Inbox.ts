import type { Delivery, Inbound, Recorded } from "@strowger/router/ports"
import { type Cause, Deferred, Effect, Queue, type Scope, Stream } from "effect"

/** What the host pulls from, and how a connection waits for the host to have recorded what it gave. */
export interface Inbox {
  readonly stream: Stream.Stream<Delivery>
  /**
   * Gives one unit to the host and completes when it is settled: recorded, or refused for good ("poison"). A "retry" is offered again
   * with the same key, later each time, for as long as the caller wants to wait: interrupted, nothing was acknowledged and the page asks again.
   */
  readonly settle: (unit: Inbound) => Effect.Effect<Recorded | "poison">
  /** Marks handling that must be whole before a drain goes on: from the offer to the outward acknowledgement. */
  readonly whole: <A, E, R>(handling: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
  /** Completes once nothing marked is under way. */
  readonly idle: Effect.Effect<void>
}

const retryDelayMs = (attempt: number): number => Math.min(5_000, 50 * 2 ** Math.min(attempt, 10))

export const makeInbox: Effect.Effect<Inbox, never, Scope.Scope> = Effect.gen(function* () {
  const queue = yield* Queue.unbounded<Delivery, Cause.Done>()
  yield* Effect.addFinalizer(() => Queue.end(queue))
  let open = 0
  const waiting: Array<Deferred.Deferred<void>> = []

  const offer = Effect.fnUntraced(function* (unit: Inbound) {
    const settled = Deferred.makeUnsafe<Recorded | "retry" | "poison">()
    yield* Queue.offer(queue, {
      type: "Delivery",
      unit,
      ack: (recorded) => Effect.asVoid(Deferred.succeed(settled, recorded)),
      nack: (why) => Effect.asVoid(Deferred.succeed(settled, why))
    })
    return yield* Deferred.await(settled)
  })

  const settle = Effect.fnUntraced(function* (unit: Inbound) {
    // Ends when the host settles the unit or the caller, whose life is the socket's or the adapter's, is interrupted.
    for (let attempt = 0; ; attempt++) {
      const outcome = yield* offer(unit)
      if (outcome !== "retry") return outcome
      yield* Effect.sleep(retryDelayMs(attempt))
    }
  })

  return {
    stream: Stream.fromQueue(queue),
    settle,
    whole: (handling) =>
      Effect.suspend(() => {
        open++
        return Effect.ensuring(
          handling,
          Effect.sync(() => {
            if (--open === 0) for (const wake of waiting.splice(0)) Deferred.doneUnsafe(wake, Effect.void)
          })
        )
      }),
    idle: Effect.suspend(() => {
      if (open === 0) return Effect.void
      const wake = Deferred.makeUnsafe<void>()
      waiting.push(wake)
      return Deferred.await(wake)
    })
  }
})
