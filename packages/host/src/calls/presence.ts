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
      return show(draft, room, event.agent)
    default:
      return
  }
}

/** Makes the telephone show what routing has. */
const show = (draft: Draft, room: CallRoom, agent: string): void => {
  const entry = room.directory.agent(agent)
  const adapter = room.directory.voice?.adapter
  if (entry?.device === undefined || entry.login === undefined || adapter === undefined) return
  const view = draft.router.view.agent(agent)
  // Nothing comes to somebody whose desktop is gone: his telephone says so.
  const presence = view?.presence === "lost" ? "not-ready" : (view?.presence ?? "signed-out")
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

/**
 * The agent pressed a key of the telephone: routing follows. An agent who is not at the desk is not brought there by the telephone. What a
 * telephone shows when we see it first is nobody's key press: routing wins, and the telephone is told. A lost link ("unknown"), talking
 * and after-call work change nothing: work on other channels goes on, and without a link no call asks for an agent.
 */
export const takePresence = (draft: Draft, room: CallRoom, observed: ObservedPresence): void => {
  const agent = room.directory.agentAt(observed.device)?.id
  const { presence } = observed
  if (agent === undefined || presence === "busy" || presence === "wrap-up" || presence === "unknown") return
  const seen = room.switchboard.telephones.observe(agent, presence)
  const now = draft.router.view.agent(agent)?.presence ?? "signed-out"
  if (seen === "known" || now === "signed-out" || now === presence) return
  if (seen === "first") return show(draft, room, agent)
  if (presence === "ready") draft.route({ type: "MakeReady", agent })
  else if (now === "ready") draft.route({ type: "MakeNotReady", agent, reason: observed.reason ?? "telephone" })
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
