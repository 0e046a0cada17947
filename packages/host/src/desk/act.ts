import type { Command, Refusal } from "@strowger/router"
import { answerCall, clearCall } from "../calls/acts.ts"
import type { Draft } from "../partition/Partition.ts"
import type { Act } from "./DeskApi.ts"
import { signInOf } from "../signInOf.ts"
import type { DeskRoom } from "./DeskRoom.ts"
import { notMine, type Refused } from "./refused.ts"
import { say } from "./say.ts"

export type ActOutcome =
  | { readonly type: "done" }
  | { readonly type: "again"; readonly position: number }
  | ({ readonly type: "refused" } & Refused)

/** Decides one act of an agent. The command's id makes it happen once: asked again, the first answer is given again. */
export const decideAct = (draft: Draft, room: DeskRoom, agent: string, command: string, act: Act): ActOutcome => {
  const position = room.folds.acts.done(agent, command) ?? saidBefore(room, agent, command, act)
  if (position !== undefined) return { type: "again", position }
  const refusal = doAct(draft, room, agent, command, act)
  if (refusal !== undefined) return { type: "refused", reason: refusal.reason, text: refusal.text }
  draft.write({ type: "ActDone", atMs: draft.nowMs, by: agent, command })
  return { type: "done" }
}

/** Position of the line this command wrote, however long ago: a desktop asks for what it wrote again until it hears an answer. */
const saidBefore = (room: DeskRoom, agent: string, command: string, act: Act): number | undefined => {
  if (act._tag !== "Say") return undefined
  const conversation = room.folds.contacts.contact(act.contact)?.conversation
  const lines = conversation === undefined ? [] : (room.folds.conversations.conversation(conversation)?.lines ?? [])
  return lines.findLast((line) => line.command === command && line.agent === agent)?.position
}

const doAct = (
  draft: Draft,
  room: DeskRoom,
  agent: string,
  command: string,
  act: Act
): Refused | Refusal | undefined => {
  switch (act._tag) {
    case "SignIn":
      return signIn(draft, room, agent)
    case "SignOut":
      return route(draft, { type: "SignOut", agent })
    case "MakeReady":
      return route(draft, { type: "MakeReady", agent })
    case "MakeNotReady":
      return route(draft, { type: "MakeNotReady", agent, reason: act.reason })
    case "Accept":
      return accept(draft, room, agent, act)
    case "Decline": {
      const { contact, offer, reason } = act
      return route(draft, { type: "Decline", contact, agent, offer, ...(reason === undefined ? {} : { reason }) })
    }
    case "Say":
      return say(draft, room, agent, command, act)
    case "Complete":
      return complete(draft, room, agent, act.contact)
    case "EndWrapUp":
      return route(draft, { type: "EndWrapUp", contact: act.contact, agent })
  }
}

const route = (draft: Draft, command: Command): Refusal | undefined => draft.route(command).refusal

const signIn = (draft: Draft, room: DeskRoom, agent: string): Refused | Refusal | undefined => {
  const entry = room.directory.agent(agent)
  if (entry === undefined) {
    return { reason: "AgentUnknown", text: `${agent} is not in the directory. Add the agent to the configuration.` }
  }
  return route(draft, signInOf(entry))
}

/** A call is accepted when the switch says it is answered: here it is only picked up. */
const accept = (
  draft: Draft,
  room: DeskRoom,
  agent: string,
  { contact, offer }: { readonly contact: string; readonly offer: string }
): Refused | Refusal | undefined => {
  const call = room.folds.calls.byContact(contact)
  const device = room.directory.agent(agent)?.device
  if (call === undefined || device === undefined) return route(draft, { type: "Accept", contact, agent, offer })
  const open = draft.router.view.contact(contact)
  if (open?.state !== "offered" || open.agent !== agent || open.offer?.id !== offer) {
    return { reason: "OfferNotOpen", text: "This offer is no longer open. The contact went back to its queue." }
  }
  const { accepts } = room.switchboard
  if (call.answering !== undefined || accepts.has(offer)) return undefined
  if (call.at?.device === device && call.at.state === "ringing") answerCall(draft, room, call, device)
  else accepts.add(offer)
  return undefined
}

/**
 * A call is over when the switch says so: here it is only hung up. Where the switch did not (the link is down, it knows no such call), the
 * agent who asks again ends the contact without it. Written contacts are over at once.
 */
const complete = (draft: Draft, room: DeskRoom, agent: string, contact: string): Refused | Refusal | undefined => {
  const call = room.folds.calls.byContact(contact)
  const device = room.directory.agent(agent)?.device
  const refused = notMine(draft, agent, contact, ["active"])
  if (refused !== undefined) return refused
  if (call === undefined || device === undefined || call.at?.device !== device) {
    return route(draft, { type: "Complete", contact, agent })
  }
  if (call.notCleared === true) {
    const text = `Agent ${agent} ended the call at ${device} without the switch, which did not hang it up when it was asked to.`
    draft.write({ type: "Noted", atMs: draft.nowMs, what: "ambiguous", text, contact })
    return route(draft, { type: "Complete", contact, agent })
  }
  if (call.clearing === undefined) clearCall(draft, room, call, device)
  return undefined
}
