import { Deferred, Duration, Effect, FiberSet, Latch, Layer, type Scope, Semaphore } from "effect"
import { Partition, type PartitionClosed } from "../partition/Partition.ts"
import { Tenure } from "../partition/Tenure.ts"
import { carryOut, type Take } from "./carryOut.ts"
import { type Lanes, makeLanes } from "./Lanes.ts"
import { Outbox, type OutboxEntry } from "./OutboxFold.ts"
import type { PumpOptions } from "./PumpOptions.ts"
import { pumpDefaults } from "./PumpOptions.ts"
import type { World } from "./perform.ts"

/**
 * Carries out every durable intent: records `Taken`, and once that is durable and the term alive touches the wire, then records what
 * came of it. One thread's intents go out in the order of the log, threads beside each other.
 *
 * What another term had taken is ambiguous: the medium is asked where it can say. If it cannot, at-least-once is sent again under the
 * same id and at-most-once is settled as unknown and shown to a person, never sent again.
 */
export const pumpLayer = (options: PumpOptions = {}): Layer.Layer<never, never, Partition | Tenure | Outbox | World> =>
  Layer.effectDiscard(Effect.suspend(() => pump({ ...pumpDefaults, ...options })))

type Around = Partition | Tenure | Outbox | World

const pump = (options: Required<PumpOptions>): Effect.Effect<void, never, Around | Scope.Scope> =>
  Effect.gen(function* () {
    const partition = yield* Partition
    const outbox = yield* Outbox
    const fibers = yield* FiberSet.make<void>()
    const fork = yield* FiberSet.runtime(fibers)<Around>()
    const stopped = Latch.makeUnsafe(false)
    const take = makeTake(partition, fork)
    const turns = makeTurns(options.lanes)
    const runLane = (group: string, lane: string): Effect.Effect<void, never, Around> =>
      Effect.gen(function* () {
        while (!stopped.isOpen()) {
          const id = lanes.next(group, lane)
          if (id === undefined) return
          yield* Effect.catchDefect(carryOut(id, options, { take, turn: turns(group), stopped }), (defect) =>
            Effect.logError(`Intent ${id} stays as it is until the next start`, defect)
          )
        }
        // Nothing goes out any more when the partition closed: the next host finds it in the log.
      }).pipe(Effect.catchTag("PartitionClosed", () => Effect.void))
    const lanes: Lanes = makeLanes((group, lane) => fork(runLane(group, lane)))

    // What is durable comes from this scan, what becomes durable later from the listener: both are set up in one go.
    const durable = partition.durableSeq()
    const stopListening = partition.onDurable((_, records) => {
      for (const [record] of records) {
        if (record.type === "Intended") lanes.add(record.adapter, laneOf(record), record.id)
      }
    })
    for (const entry of outbox.pending()) {
      if (entry.at.seq <= durable) lanes.add(entry.adapter, laneOf(entry), entry.id)
    }
    yield* Effect.addFinalizer(() =>
      Effect.suspend(() => {
        stopListening()
        stopped.openUnsafe()
        return Effect.timeoutOption(FiberSet.awaitEmpty(fibers), Duration.millis(options.drainMs))
      })
    )
  })

/** One at the medium takes one of its adapter's turns; one that waits to try again takes none, or a slow domain would stop all mail. */
const makeTurns = (limit: number): ((group: string) => Semaphore.Semaphore) => {
  const turns = new Map<string, Semaphore.Semaphore>()
  return (group) => {
    const known = turns.get(group) ?? Semaphore.makeUnsafe(limit)
    turns.set(group, known)
    return known
  }
}

const laneOf = ({ intent }: Pick<OutboxEntry, "intent">): string =>
  intent.type === "SetPresence" ? `presence ${intent.device}` : `thread ${intent.thread}`

/** `Taken` for everything that is ready at the same moment, as one record. Completes when it is durable. */
const makeTake = (partition: Partition["Service"], fork: (effect: Effect.Effect<void>) => unknown): Take => {
  let group: { readonly ids: Array<string>; readonly durable: Deferred.Deferred<void, PartitionClosed> } | undefined
  return (id) =>
    Effect.suspend(() => {
      const own = group ?? { ids: [], durable: Deferred.makeUnsafe<void, PartitionClosed>() }
      own.ids.push(id)
      if (group === undefined) {
        group = own
        const write = Effect.suspend(() => {
          group = undefined
          return Effect.asVoid(partition.submit((draft) => draft.write({ type: "Taken", ids: own.ids })))
        })
        fork(Effect.andThen(Effect.yieldNow, Deferred.complete(own.durable, write)))
      }
      return Deferred.await(own.durable)
    })
}
