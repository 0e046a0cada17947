import { Duration, Effect, type Latch, type Semaphore } from "effect"
import { Partition, PartitionClosed } from "../partition/Partition.ts"
import { Tenure } from "../partition/Tenure.ts"
import type { Attempt, Outcome } from "./Attempt.ts"
import { Outbox, type OutboxEntry } from "./OutboxFold.ts"
import type { PumpOptions } from "./PumpOptions.ts"
import { find, perform, type World } from "./perform.ts"
import { settle } from "./receipts.ts"

/** Records `Taken`; completes when it is durable. */
export type Take = (id: string) => Effect.Effect<void, PartitionClosed>

export interface Lane {
  readonly take: Take
  /** Needed for each attempt; given back while it waits to try again. */
  readonly turn: Semaphore.Semaphore
  /** Open = the host stops: nothing new is tried. */
  readonly stopped: Latch.Latch
}

const longestBackoffMs = 60_000

/** One intent from the log to its settlement. Leaves it as it is when the host stops: the log knows how far it got. */
export const carryOut = (
  id: string,
  options: Required<PumpOptions>,
  { take, turn, stopped }: Lane
): Effect.Effect<void, PartitionClosed, Partition | Tenure | Outbox | World> =>
  Effect.gen(function* () {
    const partition = yield* Partition
    const entry = (yield* Outbox).entry(id)
    if (entry === undefined || entry.state === "settled") return
    // Asked before `take` changes it: a term before ours had taken it.
    const doubt = { copies: entry.state === "ambiguous" ? 1 : 0 }
    const attemptNow = Effect.gen(function* () {
      if (stopped.isOpen()) return undefined
      if (entry.state === "intent") yield* take(id)
      const late = partition.nowMs() > worthUntilMs(entry, options)
      return yield* nextAttempt(entry, options, late, doubt)
    })
    for (let round = 0; !stopped.isOpen(); round++) {
      const attempt = yield* turn.withPermits(1)(attemptNow)
      if (attempt === undefined) return
      if (attempt.type === "Done") return yield* record(entry, attempt.outcome)
      if (attempt.type === "Ambiguous") doubt.copies += 1
      yield* Effect.logDebug(`${id} is tried again: ${attempt.text}`)
      // Of an act on a call nobody can be asked later either.
      if (attempt.type === "Ambiguous" && entry.intent.type !== "Send") continue
      const askedMs = attempt.type === "TryAgain" ? attempt.afterMs : undefined
      const waitMs = Math.min(askedMs ?? options.backoffMs * 2 ** Math.min(round, 16), longestBackoffMs)
      yield* Effect.raceFirst(Effect.sleep(Duration.millis(waitMs)), stopped.await)
    }
  })

/** `doubt.copies` > 0: it may have gone out already, so often. */
const nextAttempt = (
  entry: OutboxEntry,
  options: Required<PumpOptions>,
  late: boolean,
  doubt: { copies: number }
): Effect.Effect<Attempt, PartitionClosed, Tenure | World> =>
  Effect.gen(function* () {
    if (doubt.copies > 0) {
      const found = yield* find(entry)
      if (found === "not-sent") doubt.copies = 0
      else if (found?.type === "Done") return found
      else if (late) return unknown
      else if (found !== undefined) return found
      else if (entry.policy === "at-most-once" || doubt.copies >= options.copies) return unknown
    }
    if (late) return expired
    if (!(yield* Tenure).alive())
      return yield* new PartitionClosed({ message: "The term is over: nothing goes outward." })
    return yield* perform(entry)
  })

const unknown: Attempt = {
  type: "Done",
  outcome: { type: "Unknown", text: "It may have been sent; the other side cannot be asked." }
}
const expired: Attempt = {
  type: "Done",
  outcome: { type: "Rejected", code: "expired", text: "It was not sent in the time it was good for." }
}

/** After this instant (engine time) it is not tried any more. */
const worthUntilMs = ({ intent, atMs }: OutboxEntry, options: Required<PumpOptions>): number => {
  switch (intent.type) {
    case "Send":
      return intent.expiresAtMs ?? atMs + options.sendForMs
    case "RouteCall":
    case "AnswerCall":
    case "DeflectCall":
    case "ClearCall":
      return atMs + options.callForMs
    case "SetPresence":
      return atMs + options.presenceForMs
  }
}

const record = (entry: OutboxEntry, outcome: Outcome) =>
  Effect.gen(function* () {
    const outbox = yield* Outbox
    yield* (yield* Partition).submit((draft) => {
      const first = settle(draft, outbox, entry.id, outcome)
      if (!first || outcome.type !== "Unknown" || entry.intent.type !== "Send") return
      const text = `Message ${entry.id} may or may not have reached the customer. Ask before it is written again.`
      draft.write({ type: "Noted", atMs: draft.nowMs, what: "ambiguous", text })
    })
  })
