import { joinParts } from "@strowger/channels/sms"
import { Cursors } from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import { Adapters } from "../adapters/Adapters.ts"
import { Switchboard } from "../calls/Switchboard.ts"
import { Directory } from "../Directory.ts"
import { Folds } from "../folds.ts"
import { matchReceipt } from "../outbox/receipts.ts"
import { Partition } from "../partition/Partition.ts"
import { runAbsentVisitors } from "./absentVisitors.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"
import { runPartTimer } from "./partTimer.ts"
import { type IntakeOptions, runIntake } from "./run.ts"

/** Runs intake for every open adapter for as long as the layer lives. */
export const intakeLayer = (
  options: IntakeOptions = {}
): Layer.Layer<never, never, Partition | Folds | Directory | Switchboard | Adapters> =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const partition = yield* Partition
      const folds = yield* Folds
      const directory = yield* Directory
      const switchboard = yield* Switchboard
      const { all } = yield* Adapters
      const room: IntakeRoom = {
        folds,
        directory,
        switchboard,
        partition: partition.id,
        join: joinParts,
        matchReceipt: (draft, unit, adapter) => matchReceipt(draft, folds.outbox, unit, adapter)
      }
      yield* Effect.forkScoped(runPartTimer(partition, room))
      yield* Effect.forkScoped(runAbsentVisitors(partition, room, all, options.absentAfterMs))
      for (const adapter of all) yield* Effect.forkScoped(runIntake(partition, room, adapter, options))
    })
  )

/** How far every account was read. Answers only what is durable: an adapter that reads on from here skips nothing that could be lost. */
export const cursorsLayer: Layer.Layer<Cursors, never, Partition | Folds> = Layer.effect(
  Cursors,
  Effect.gen(function* () {
    const partition = yield* Partition
    const { intake } = yield* Folds
    return Cursors.of({
      get: (account) =>
        Effect.sync(() => {
          const read = intake.cursor(account)
          return read !== undefined && read.position <= partition.durableSeq() ? read.cursor : undefined
        })
    })
  })
)
