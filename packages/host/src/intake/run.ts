import type { Adapter, Delivery, Inbound, Question, Recorded } from "@strowger/router/ports"
import { Deferred, Effect, FiberSet, Semaphore, Stream } from "effect"
import { markUnreachable } from "../calls/react.ts"
import { closeAllQuestions } from "../calls/take.ts"
import type { Draft, Partition, PartitionClosed } from "../partition/Partition.ts"
import { type Checkpoint, noCheckpoint } from "./checkpoint.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"
import { takeUnit } from "./take.ts"

export interface IntakeOptions {
  readonly checkpoint?: Checkpoint
  /** How long after a start a chat customer may stay away before the session counts as closed. Default 62,000. */
  readonly absentAfterMs?: number
  /** Units of one adapter decided and not yet acknowledged; beyond that nothing more is pulled. Default 256. */
  readonly window?: number
}

/** Decisions that fail before a unit is put aside as poison. A decision has no outside, so more tries would not heal it. */
const triesBeforePoison = 3

interface Intake {
  readonly partition: Partition["Service"]
  readonly room: IntakeRoom
  readonly adapter: Adapter
  readonly checkpoint: Checkpoint
}

/**
 * Pulls what one adapter offers, decides it in the order it came, and acknowledges each unit once it is durable. Ends when the adapter's
 * stream does or when the partition closed: then nothing is acknowledged, and whoever leads next is offered it again.
 */
export const runIntake = (
  partition: Partition["Service"],
  room: IntakeRoom,
  adapter: Adapter,
  options: IntakeOptions = {}
): Effect.Effect<void> =>
  Effect.scoped(
    Effect.gen(function* () {
      const intake: Intake = { partition, room, adapter, checkpoint: options.checkpoint ?? noCheckpoint }
      const closed = yield* Deferred.make<void>()
      const fibers = yield* FiberSet.make<void>()
      const permits = yield* Semaphore.make(options.window ?? 256)
      const settle = (unit: Delivery | Question): Effect.Effect<void> =>
        (unit.type === "Delivery" ? deliver(intake, unit) : ask(intake, unit, permits.release(1))).pipe(
          Effect.catchTag("PartitionClosed", () => Effect.asVoid(Deferred.succeed(closed, undefined)))
        )
      // Started at once and in order, so that decisions are in the order of the stream while their appends are joined.
      const pull = Stream.runForEach(adapter.inbound, (unit) =>
        Effect.andThen(
          permits.take(1),
          FiberSet.run(
            fibers,
            unit.type === "Delivery" ? Effect.ensuring(settle(unit), permits.release(1)) : settle(unit),
            { startImmediately: true }
          )
        )
      )
      if (adapter.channel === "voice") {
        yield* Effect.ignore(partition.submit((draft) => closeAllQuestions(draft, room, adapter.id)))
      }
      yield* Effect.raceFirst(Effect.andThen(pull, FiberSet.awaitEmpty(fibers)), Deferred.await(closed))
    })
  ).pipe(Effect.tapDefect((defect) => Effect.logError(`Intake of adapter ${adapter.id} broke`, defect)))

const deliver = Effect.fnUntraced(function* (intake: Intake, delivery: Delivery) {
  const { unit, cursor } = delivery
  // Somebody typing is not worth a record: nothing is decided by it.
  if (unit.type === "Activity" && unit.what === "typing") return yield* delivery.ack({ duplicate: false })
  const taken = yield* decide(intake, unit, cursor, (draft) =>
    takeUnit(draft, intake.room, intake.adapter.id, unit, cursor)
  ).pipe(Effect.tapError(() => delivery.nack("retry")))
  yield* intake.checkpoint("recorded", unit)
  yield* delivery.ack(taken ?? { duplicate: false })
  yield* intake.checkpoint("acked", unit)
})

const ask = Effect.fnUntraced(function* (intake: Intake, question: Question, decided: Effect.Effect<unknown>) {
  const { room, partition, adapter } = intake
  const { questions } = room.switchboard
  const { unit } = question
  // Open before the decision: the offer it may lead to is answered at once.
  questions.open(question)
  const taken = yield* decide(intake, unit, undefined, (draft) => takeQuestion(draft, intake, question)).pipe(
    Effect.tapError(() => withdraw(room, question)),
    Effect.ensuring(decided)
  )
  yield* intake.checkpoint("recorded", unit)
  if (taken === undefined || room.folds.calls.call(unit.thread) === undefined) {
    return yield* withdraw(room, question)
  }
  const now = yield* Effect.clockWith((clock) => clock.currentTimeMillis)
  yield* Effect.raceFirst(Effect.asVoid(question.ended), Effect.sleep(Math.max(0, question.expiresAtMs - now)))
  if (!questions.close(question)) return
  yield* partition.submit((draft) => {
    const call = room.folds.calls.call(unit.thread)
    if (call?.adapter === adapter.id) markUnreachable(draft, room, call)
  })
  yield* question.answer("none")
})

/** We have no answer: the vector goes on with its own treatment. */
const withdraw = (room: IntakeRoom, question: Question): Effect.Effect<void> =>
  Effect.suspend(() => {
    room.switchboard.questions.close(question)
    return Effect.asVoid(question.answer("none"))
  })

const takeQuestion = (draft: Draft, { room, adapter }: Intake, { unit }: Question): Recorded => {
  const taken = takeUnit(draft, room, adapter.id, unit, undefined)
  if (!taken.duplicate) return taken
  // The same request read again over a new link: nothing new is recorded, but the caller can be reached.
  const call = room.folds.calls.call(unit.thread)
  if (call !== undefined && draft.router.view.contact(call.contact)?.state === "unreachable") {
    draft.route({ type: "MarkReachable", contact: call.contact })
  }
  return taken
}

/** Decides a unit; one that fails again and again is noted and let go, so that the next one is handled. `undefined` = poison. */
const decide = (
  { partition, adapter }: Intake,
  unit: Inbound,
  cursor: string | undefined,
  decision: (draft: Draft) => Recorded
): Effect.Effect<Recorded | undefined, PartitionClosed> => {
  const once: Effect.Effect<Recorded | undefined, PartitionClosed> = Effect.map(
    partition.submit(decision),
    ({ value }) => value
  )
  const attempt = (left: number): typeof once =>
    Effect.catchDefect(once, (defect) =>
      left > 1
        ? attempt(left - 1)
        : Effect.andThen(
            Effect.logError(
              `A ${unit.type} of adapter ${adapter.id} cannot be taken (${nameOf(defect)}); it is put aside.`
            ),
            quarantine(partition, adapter, unit, cursor)
          )
    )
  return attempt(triesBeforePoison)
}

/** The kind of fault only: its text may quote what a customer wrote. */
const nameOf = (defect: unknown): string => (defect instanceof Error ? defect.name : typeof defect)

const quarantine = (
  partition: Partition["Service"],
  adapter: Adapter,
  unit: Inbound,
  cursor: string | undefined
): Effect.Effect<undefined, PartitionClosed> => {
  const note = (draft: Draft) => {
    const text = `A ${unit.type} of adapter ${adapter.id} could not be understood and was put aside. Read it at its source.`
    draft.write({ type: "Noted", atMs: draft.nowMs, what: "poison", text, key: unit.key })
  }
  const whole = (draft: Draft) => {
    const more = cursor === undefined ? {} : { cursor }
    draft.write({ type: "UnitTaken", atMs: draft.nowMs, unit, adapter: adapter.id, ...more })
    note(draft)
  }
  // Kept verbatim where that is possible; where the unit cannot even be written, its key is.
  return partition.submit(whole).pipe(
    Effect.catchDefect(() => partition.submit(note)),
    Effect.as(undefined)
  )
}
