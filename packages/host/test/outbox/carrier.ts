import { type Accepted, type Adapter, type Outbound, SendError } from "@strowger/router/ports"
import { Deferred, Effect, Latch, Stream } from "effect"

/** What the carrier does with a submission: takes it, takes it and never answers, or one of the three errors. */
export type Behaviour = "take" | "silent" | "retry" | "reject" | "lost" | "taken but ambiguous" | "breaks" | "ends"

/** A carrier with a book of what it took. It can be told how to behave per submission, in order; then it takes. */
export interface Carrier {
  readonly adapter: Adapter
  /** Ids in the order in which they were taken: what a customer received. */
  readonly book: Array<{ readonly id: string; readonly thread: string; readonly text: string }>
  /** Every submission, taken or not. */
  readonly asked: Array<string>
  readonly plan: Map<string, Array<Behaviour>>
  /** While closed, submissions wait at the door. */
  readonly door: Latch.Latch
  readonly canFind: { yes: boolean }
  /** Called before a submission is looked at. */
  onSubmit: (outbound: Outbound) => Effect.Effect<void>
  /** Completes when `n` submissions are at the door or beyond. */
  readonly arrived: (n: number) => Effect.Effect<void>
}

export const makeCarrier = (id = "sms"): Carrier => {
  const waiting: Array<{ readonly n: number; readonly there: Deferred.Deferred<void> }> = []
  const carrier: Carrier = {
    book: [],
    asked: [],
    plan: new Map(),
    door: Latch.makeUnsafe(true),
    canFind: { yes: true },
    onSubmit: () => Effect.void,
    arrived: (n) =>
      Effect.suspend(() => {
        if (carrier.asked.length >= n) return Effect.void
        const there = Deferred.makeUnsafe<void>()
        waiting.push({ n, there })
        return Deferred.await(there)
      }),
    adapter: {
      id,
      channel: "sms",
      capabilities: { mode: "message", receipts: "delivered", typing: false },
      inbound: Stream.never,
      health: Effect.succeed({ state: "up", sinceMs: 0 }),
      refused: Effect.succeed({}),
      drain: Effect.void,
      find: (outbound) =>
        Effect.sync(() => {
          if (!carrier.canFind.yes) return undefined
          return carrier.book.some((taken) => taken.id === outbound.id) ? ("sent" as const) : ("not-sent" as const)
        }),
      send: (outbound) => submit(outbound)
    }
  }
  const submit = (outbound: Outbound): Effect.Effect<Accepted, SendError> =>
    Effect.gen(function* () {
      yield* carrier.onSubmit(outbound)
      carrier.asked.push(outbound.id)
      for (const { n, there } of waiting) if (carrier.asked.length >= n) Deferred.doneUnsafe(there, Effect.void)
      yield* carrier.door.await
      const behaviour = carrier.plan.get(outbound.content.text)?.shift() ?? "take"
      if (behaviour === "retry") return yield* error("retry")
      if (behaviour === "reject") return yield* error("reject")
      if (behaviour === "lost") return yield* error("ambiguous")
      if (behaviour === "breaks") return yield* Effect.die(new Error("planted: the adapter broke"))
      if (behaviour === "ends") return yield* Effect.interrupt
      carrier.book.push({ id: outbound.id, thread: outbound.thread, text: outbound.content.text })
      if (behaviour === "silent") return yield* Effect.never
      if (behaviour === "taken but ambiguous") return yield* error("ambiguous")
      return { refs: [`ref-${carrier.book.length}`], parts: 1 }
    })
  return carrier
}

const error = (outcome: SendError["outcome"]) =>
  Effect.fail(new SendError({ outcome, code: "planted", message: `planted: ${outcome}` }))
