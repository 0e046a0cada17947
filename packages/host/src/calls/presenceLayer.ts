import { PresenceSource } from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import { Directory } from "../Directory.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import type { CallRoom } from "./CallRoom.ts"
import { runPresence } from "./presence.ts"
import { Switchboard } from "./Switchboard.ts"

/** Follows the agents' telephones for as long as the layer lives. */
export const presenceLayer: Layer.Layer<never, never, Partition | Folds | Directory | Switchboard | PresenceSource> =
  Layer.effectDiscard(
    Effect.gen(function* () {
      const partition = yield* Partition
      const switchboard = yield* Switchboard
      const room: CallRoom = {
        folds: yield* Folds,
        directory: yield* Directory,
        switchboard,
        partition: partition.id
      }
      // A presence the switch refused is not waited for: what it shows next is the agent's own.
      const asked = new Map<string, string>()
      const stop = partition.onDurable((_seq, records) => {
        for (const [record] of records) {
          if (record.type === "Intended" && record.intent.type === "SetPresence") {
            asked.set(record.id, record.intent.agent)
          } else if (record.type === "Settled") {
            const agent = asked.get(record.id)
            if (agent !== undefined && record.outcome.type !== "Sent") switchboard.telephones.refused(agent)
            asked.delete(record.id)
          }
        }
      })
      yield* Effect.addFinalizer(() => Effect.sync(stop))
      yield* Effect.forkScoped(runPresence(partition, room, yield* PresenceSource))
    })
  )
