import { Effect, Layer } from "effect"
import { Directory } from "../Directory.ts"
import { Folds } from "../folds.ts"
import { CallActions } from "../outbox/CallActions.ts"
import { Partition } from "../partition/Partition.ts"
import type { CallRoom } from "./CallRoom.ts"
import { markUnreachable } from "./react.ts"
import { Switchboard } from "./Switchboard.ts"

/**
 * Answers the open question of a call. Only while the contact is still offered to the agent of that device: an intent that was overtaken
 * (declined, not ready, gone) must not send the caller anywhere.
 */
export const routeCall = (
  partition: Partition["Service"],
  room: CallRoom,
  thread: string,
  device: string
): Effect.Effect<"taken" | "late" | "none"> =>
  Effect.gen(function* () {
    const call = room.folds.calls.call(thread)
    const contact = call && partition.router.view.contact(call.contact)
    if (call === undefined || contact?.state !== "offered") return "none"
    if (contact.agent !== room.directory.agentAt(device)?.id) return "none"
    const answer = yield* room.switchboard.questions.answer(thread, device)
    if (answer === "taken") return answer
    // The vector went on: the agent is free again, the caller keeps his place until he is asked for anew.
    yield* Effect.ignore(
      partition.submit((draft) => {
        const now = room.folds.calls.call(thread)
        if (now?.contact === call.contact && now.at === undefined) markUnreachable(draft, room, now)
      })
    )
    return answer
  })

export const callActionsLayer: Layer.Layer<CallActions, never, Partition | Folds | Directory | Switchboard> =
  Layer.effect(
    CallActions,
    Effect.gen(function* () {
      const partition = yield* Partition
      const room: CallRoom = {
        folds: yield* Folds,
        directory: yield* Directory,
        switchboard: yield* Switchboard,
        partition: partition.id
      }
      return CallActions.of({ route: (thread, device) => routeCall(partition, room, thread, device) })
    })
  )
