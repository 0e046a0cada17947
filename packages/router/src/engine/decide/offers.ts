import type { Accept, Decline } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { emit } from "../emit.ts"
import { endHoldFor } from "../holds.ts"
import { engagementOf } from "../engagementOf.ts"
import { Kind } from "../log/Rows.ts"
import { badId, isId, refuse } from "../refuse.ts"
import { acceptOffer } from "../rescind.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { knownAgent } from "./agents.ts"
import { excludes } from "../excludes.ts"
import { knownContact } from "./contacts.ts"

export const offerToken = (sequence: number): string => `o${sequence}`

export function accept(s: State, command: Accept): Refusal | undefined {
  const e = openOffer(s, command)
  return typeof e === "number" ? acceptOpen(s, e) : (excludedAnyway(s, command) ?? e)
}

/** Of an offer that is open. */
export function acceptOpen(s: State, e: number): Refusal | undefined {
  const contact = s.engagements.contact[e]!
  const agent = s.engagements.agent[e]!
  const isFree = s.contacts.i[contact * 16 + I.FirstExclusion]! < 0
  const refusal = isFree ? undefined : excluded(s, contact, agent)
  if (refusal === undefined) acceptOffer(s, contact, agent, e)
  return refusal
}

export function decline(s: State, command: Decline): Refusal | undefined {
  const e = openOffer(s, command)
  if (typeof e !== "number") return e
  const { reason } = command
  if (reason !== undefined && typeof reason !== "string")
    return refuse("InvalidValue", "reason must be a text", "reason")
  return declineOpen(s, e, reason)
}

/** Of an offer that is open; it is never refused. */
export function declineOpen(s: State, e: number, reason: string | undefined): undefined {
  const contact = s.engagements.contact[e]!
  const agent = s.engagements.agent[e]!
  const { excludeMs } = s.queues[s.contacts.queue[contact]!]!
  emit(s, Kind.Declined, contact, agent, e, excludeMs, 0, reason)
  endHoldFor(s, contact, agent, "declined")
}

/** Checked again at accept: what the contact excludes by then decides, whatever was offered before (SPEC QUEUE-13). */
function excluded(s: State, contact: number, agent: number): Refusal | undefined {
  if (!excludes(s, contact, agent)) return undefined
  const names = [s.contacts.idOf(contact), s.agents.id[agent]!]
  const who = excludes(s, contact, agent, false)
    ? `contact ${names[0]} excludes ${names[1]}`
    : `${names[1]} excludes contact ${names[0]}`
  return refuse("AgentExcluded", `${who}: it goes to somebody else`, "agent")
}

/** That says more than that an offer is not open. */
function excludedAnyway(s: State, command: Accept): Refusal | undefined {
  const contact = s.contactOf.get(command.contact)
  const agent = s.agentOf.get(command.agent)
  return contact === undefined || agent === undefined || !isId(command.offer) ? undefined : excluded(s, contact, agent)
}

/** A token names one offer for ever: late, reused, foreign or mistyped ones find nothing open (SPEC OFFER-2). */
function openOffer(s: State, command: Accept | Decline): number | Refusal {
  const contact = knownContact(s, command.contact)
  if (typeof contact !== "number") return contact
  const agent = knownAgent(s, command.agent)
  if (typeof agent !== "number") return agent
  if (!isId(command.offer)) return badId("offer")
  const e = engagementOf(s, contact, agent)
  const { state, sequence } = s.engagements
  if (e >= 0 && state[e] === EngagementState.Offered && isTokenOf(command.offer, sequence[e]!)) return e
  const text = `offer ${command.offer} of ${command.contact} to ${command.agent} is not open any more: wait for the next one`
  return refuse("OfferNotOpen", text, "offer")
}

/** Compared digit by digit from the last one, so that no text is made for it. */
function isTokenOf(text: string, sequence: number): boolean {
  let left = sequence
  for (let at = text.length - 1; at > 0; at--) {
    const digit = left % 10
    if (text.charCodeAt(at) !== 48 + digit) return false
    left = (left - digit) / 10
    if (left === 0) return at === 1 && text.charCodeAt(0) === 111
  }
  return false
}

/** The work that ties the two. */
export function serving(s: State, command: { readonly contact: string; readonly agent: string }): number | Refusal {
  const e = engagement(s, command)
  if (typeof e !== "number" || s.engagements.state[e] === EngagementState.Active) return e
  return refuse("NotEngaged", `${command.agent} does not serve ${command.contact}`, "contact")
}

/** Does only one agent serve it? */
export function isAlone(s: State, contact: number): boolean {
  const { state, nextOfContact } = s.engagements
  let serving = 0
  for (let e = s.contacts.firstEngagement(contact); e >= 0; e = nextOfContact[e]!)
    if (state[e] === EngagementState.Active) serving++
  return serving === 1
}

/** What ties the two that a command names. */
export function engagement(s: State, command: { readonly contact: string; readonly agent: string }): number | Refusal {
  const contact = knownContact(s, command.contact)
  if (typeof contact !== "number") return contact
  const agent = knownAgent(s, command.agent)
  if (typeof agent !== "number") return agent
  const e = engagementOf(s, contact, agent)
  if (e >= 0) return e
  return refuse("NotEngaged", `${command.agent} does not have ${command.contact}`, "contact")
}
