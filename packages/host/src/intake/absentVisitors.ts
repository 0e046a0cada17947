import type { Adapter, InboundSession } from "@strowger/router/ports"
import { Effect } from "effect"
import type { Conversation } from "../conversations/Conversation.ts"
import type { Partition } from "../partition/Partition.ts"
import type { IntakeRoom } from "./IntakeRoom.ts"
import { takeUnit } from "./take.ts"

/** A page's link is nobody's business for 2 s and its session is kept for 60 s more: the chat adapter's own defaults. */
export const absentAfterMs = 62_000

/**
 * After a start an adapter knows of no open session, so nobody would say that a customer who closed the page while the host was down is
 * gone, and an agent would be offered an empty chat. Who has a living contact and does not come back in time has closed the session.
 */
export const runAbsentVisitors = (
  partition: Partition["Service"],
  room: IntakeRoom,
  adapters: ReadonlyArray<Adapter>,
  afterMs: number = absentAfterMs
): Effect.Effect<void> =>
  Effect.gen(function* () {
    const sessions = new Set(adapters.filter(({ capabilities }) => capabilities.mode === "session").map(({ id }) => id))
    const living = (conversation: Conversation): boolean =>
      conversation.contact !== undefined && partition.router.view.contact(conversation.contact) !== undefined
    const missing = new Map(
      [...room.folds.conversations.all()]
        .filter((conversation) => sessions.has(conversation.adapter) && living(conversation))
        .map((conversation) => [`${conversation.adapter} ${conversation.thread}`, conversation])
    )
    if (missing.size === 0) return
    const epoch = `absent-${partition.durableSeq()}`
    yield* Effect.acquireRelease(
      Effect.sync(() =>
        partition.onDurable((_seq, records) => {
          // Whatever comes from the thread shows that somebody is there.
          for (const [record] of records) {
            if (record.type === "UnitTaken") missing.delete(`${record.adapter} ${record.unit.thread}`)
          }
        })
      ),
      (stop) => Effect.sync(stop)
    )
    yield* Effect.sleep(afterMs)
    for (const { adapter, thread, from } of missing.values()) {
      yield* partition.submit((draft) => {
        const unit: InboundSession = {
          type: "SessionClosed",
          key: { account: adapter, epoch, id: thread },
          thread,
          atMs: draft.nowMs,
          from,
          reason: "did not come back after a restart"
        }
        return takeUnit(draft, room, adapter, unit, undefined)
      })
    }
  }).pipe(
    // The partition closed: the next leader looks for them anew.
    Effect.catchTag("PartitionClosed", () => Effect.void),
    Effect.scoped
  )
