import type { RouterEvent } from "@strowger/router"
import type { ObservedPresence, PresenceSource } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import type { Draft, Partition } from "../partition/Partition.ts"
import type { CallRoom } from "./CallRoom.ts"
import { intend } from "./intend.ts"

/** After a change of presence in routing, the telephone shall show the same; asked only where it does not yet. */
export const tellTelephone = (draft: Draft, room: CallRoom, event: RouterEvent): void => {
  switch (event.type) {
    case "AgentSignedIn":
    case "AgentSignedOut":
    case "AgentReady":
    case "AgentNotReady":
      break
    default:
      return
  }
  const entry = room.directory.agent(event.agent)
  const adapter = room.directory.voice?.adapter
  if (entry?.device === undefined || entry.login === undefined || adapter === undefined) return
  const view = draft.router.view.agent(event.agent)
  const presence = view?.presence ?? "signed-out"
  if (!room.switchboard.telephones.ask(entry.id, presence)) return
  intend(draft, room.partition, adapter, "at-least-once", {
    type: "SetPresence",
    agent: entry.id,
    device: entry.device,
    login: entry.login,
    presence,
    ...(view?.reason === undefined ? {} : { reason: view.reason })
  })
}

/** The agent pressed a key of the telephone: routing follows. An agent who is not at the desk is not brought there by the telephone. */
export const takePresence = (draft: Draft, room: CallRoom, observed: ObservedPresence): void => {
  const agent = room.directory.agentAt(observed.device)?.id
  if (agent === undefined) return
  const wish = room.switchboard.telephones.observe(agent, observed.presence)
  const presence = draft.router.view.agent(agent)?.presence ?? "signed-out"
  if (wish === undefined || presence === "signed-out") return
  if (wish === "ready") {
    if (presence !== "ready") draft.route({ type: "MakeReady", agent })
  } else if (presence === "ready") {
    draft.route({ type: "MakeNotReady", agent, reason: observed.reason ?? "telephone" })
  }
}

/** Follows what the switch says of the agents' telephones until the partition closes. */
export const runPresence = (
  partition: Partition["Service"],
  room: CallRoom,
  source: PresenceSource["Service"]
): Effect.Effect<void> =>
  Stream.runForEach(source.changes, (observed) =>
    partition.submit((draft) => takePresence(draft, room, observed))
  ).pipe(Effect.catchTag("PartitionClosed", () => Effect.void))
