import { Effect, Latch } from "effect"
import type { Partition } from "../partition/Partition.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"
import { joinDueParts } from "./part.ts"

/** Joins sets whose missing parts did not come in time. Sleeps until the next one is due; no part, no work. */
export const runPartTimer = (partition: Partition["Service"], room: IntakeRoom): Effect.Effect<void> =>
  Effect.gen(function* () {
    const more = yield* Latch.make(false)
    yield* Effect.acquireRelease(
      Effect.sync(() =>
        partition.onDurable((_seq, records) => {
          if (records.some(([record]) => record.type === "UnitTaken" && record.unit.type === "Part")) more.openUnsafe()
        })
      ),
      (stop) => Effect.sync(stop)
    )
    const round = Effect.suspend(() => {
      more.closeUnsafe()
      const next = room.folds.parts.nextDueAtMs()
      if (next === undefined) return more.await
      const waitMs = next - partition.nowMs()
      if (waitMs <= 0) return partition.submit((draft) => joinDueParts(draft, room))
      return Effect.raceFirst(Effect.sleep(waitMs), more.await)
    })
    yield* Effect.forever(round)
  }).pipe(
    // The partition closed: the next leader finds the sets in the log.
    Effect.catchTag("PartitionClosed", () => Effect.void),
    Effect.scoped
  )
