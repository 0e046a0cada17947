import type { Abandon, Cancel, Exclude, MarkReachable, MarkUnreachable } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { emit } from "../emit.ts"
import { engagementOf, leadingEngagement } from "../engagementOf.ts"
import { Because, Kind } from "../log/Rows.ts"
import { excludes } from "../excludes.ts"
import { endHoldFor } from "../holds.ts"
import { badId, isId, refuse } from "../refuse.ts"
import { rescindOffers } from "../rescind.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"

/** The offer goes back first, so that none is open at somebody the contact excludes (SPEC QUEUE-12). */
export function exclude(s: State, command: Exclude): Refusal | undefined {
  const contact = notInHand(s, command.contact)
  if (typeof contact !== "number") return contact
  if (!isId(command.agent)) return badId("agent")
  const agent = s.agentOf.get(command.agent) ?? s.namedOf.get(command.agent)
  if (agent !== undefined && excludes(s, contact, agent, false)) return undefined
  const e = agent === undefined ? -1 : engagementOf(s, contact, agent)
  if (e >= 0 && s.engagements.state[e] === EngagementState.Offered)
    emit(s, Kind.Rescinded, contact, agent!, e, 0, Because.Excluded, undefined)
  emit(s, Kind.Excluded, contact, -1, -1, 0, 0, command.agent)
  if (agent !== undefined) endHoldFor(s, contact, agent, "excluded")
  return undefined
}

export function markUnreachable(s: State, command: MarkUnreachable): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.more[contact]?.callback !== undefined) return isCallback(command.contact)
  if (s.contacts.state(contact) === ContactState.Unreachable) return undefined
  rescindOffers(s, contact, Because.Unreachable)
  emit(s, Kind.Unreachable, contact, -1, -1, 0, 0, undefined)
  return undefined
}

export function markReachable(s: State, command: MarkReachable): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.more[contact]?.callback !== undefined) return isCallback(command.contact)
  if (s.contacts.state(contact) !== ContactState.Unreachable) return undefined
  emit(s, Kind.Reachable, contact, -1, -1, 0, 0, undefined)
  return undefined
}

const isCallback = (id: string): Refusal =>
  refuse(
    "ContactIsCallback",
    `contact ${id} is a callback: it is reached by being dialled, within its windows`,
    "contact"
  )

export function abandon(s: State, command: Abandon): Refusal | undefined {
  const contact = knownContact(s, command.contact)
  return typeof contact === "number" ? abandonContact(s, contact) : contact
}

export function abandonContact(s: State, contact: number): Refusal | undefined {
  const refusal = servedRefusal(s, contact)
  if (refusal !== undefined) return refusal
  rescindOffers(s, contact, Because.Abandoned)
  emit(s, Kind.Abandoned, contact, -1, -1, 0, 0, undefined)
  return undefined
}

export function cancel(s: State, command: Cancel): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  const { reason } = command
  if (reason !== undefined && typeof reason !== "string")
    return refuse("InvalidValue", "reason must be a text", "reason")
  rescindOffers(s, contact, Because.Cancelled)
  emit(s, Kind.Cancelled, contact, -1, -1, 0, 0, reason)
  return undefined
}

export function knownContact(s: State, id: unknown): number | Refusal {
  if (!isId(id)) return badId("contact")
  return s.contactOf.get(id) ?? refuse("ContactUnknown", `no contact ${id} here: it never came or is over`, "contact")
}

/** A contact nobody has accepted yet. */
export function notServed(s: State, id: string): number | Refusal {
  const contact = knownContact(s, id)
  return typeof contact === "number" ? (servedRefusal(s, contact) ?? contact) : contact
}

/** A contact nobody serves now: not accepted yet, or parked. */
function notInHand(s: State, id: string): number | Refusal {
  const contact = knownContact(s, id)
  return typeof contact === "number" ? (inHandRefusal(s, contact) ?? contact) : contact
}

/** Somebody has accepted it. */
function servedRefusal(s: State, contact: number): Refusal | undefined {
  const state = s.contacts.state(contact)
  if (state <= ContactState.Offered) return undefined
  if (state !== ContactState.Parked) return inHandRefusal(s, contact)
  const text = `contact ${s.contacts.idOf(contact)} is parked at ${ownerOf(s, contact)}: wake or complete it`
  return refuse("ContactNotWaiting", text, "contact")
}

function inHandRefusal(s: State, contact: number): Refusal | undefined {
  const state = s.contacts.state(contact)
  if (state !== ContactState.Active && state !== ContactState.WrapUp) return undefined
  const agent = ownerOf(s, contact)
  const what =
    state === ContactState.Active ? `is served by ${agent}: complete it` : `is in wrap-up at ${agent}: end it`
  return refuse("ContactNotWaiting", `contact ${s.contacts.idOf(contact)} ${what}`, "contact")
}

const ownerOf = (s: State, contact: number): string => s.agents.id[s.engagements.agent[leadingEngagement(s, contact)]!]!
