import type { Delivery, InboundMessage } from "@strowger/router/ports"
import { type Cause, Deferred, Effect, Queue } from "effect"
import type { Checkpoint } from "../Options.ts"

/** What the host did with a unit. */
export type Verdict = "recorded" | "retry" | "poison"

/** Set by `drain`: no further mail is begun. */
export interface Stop {
  readonly asked: () => boolean
  readonly wait: Effect.Effect<void>
}

/** The way from both intakes to the host, and what they count on it. */
export interface Intake {
  readonly queue: Queue.Queue<Delivery, Cause.Done>
  readonly checkpoint: (name: Checkpoint) => Effect.Effect<void>
  readonly refuse: (reason: string) => void
}

/**
 * Hands a unit to the host and waits for its verdict; `tell` then passes it on to the far side. The host's `ack` returns when the far
 * side was told, or could not be.
 */
export const deliver = Effect.fnUntraced(function* <A>(
  intake: Intake,
  unit: InboundMessage,
  cursor: string | undefined,
  tell: (verdict: Verdict) => Effect.Effect<A>
): Effect.fn.Return<A> {
  const verdict = yield* Deferred.make<Verdict>()
  const told = yield* Deferred.make<void>()
  const settle = (as: Verdict) => Effect.andThen(Deferred.succeed(verdict, as), Deferred.await(told))
  const delivery: Delivery = {
    type: "Delivery",
    unit,
    ...(cursor === undefined ? {} : { cursor }),
    ack: () => Effect.andThen(intake.checkpoint("recorded"), settle("recorded")),
    nack: (why) => settle(why)
  }
  return yield* Queue.offer(intake.queue, delivery).pipe(
    Effect.andThen(Deferred.await(verdict)),
    Effect.flatMap(tell),
    Effect.ensuring(Deferred.succeed(told, undefined))
  )
})
