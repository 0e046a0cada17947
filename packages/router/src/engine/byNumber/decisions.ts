import type { Refusal } from "../../Refusal.ts"
import { becomeNotReady, becomeReady, signedOutRefusal } from "../decide/agents.ts"
import { abandonContact } from "../decide/contacts.ts"
import { arrive } from "../decide/enqueue.ts"
import { acceptOpen, declineOpen, offerToken } from "../decide/offers.ts"
import { completeWork, endWrapUpOf } from "../decide/wrapUp.ts"
import { engagementOf } from "../engagementOf.ts"
import type { QueuedSide } from "../evolve/contacts.ts"
import { refuse } from "../refuse.ts"
import { Count, type State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"

// What commands by number mean: numbers become handles here, and the rest is what the same command by text does.

export function enqueue(s: State, asked: QueuedSide): Refusal | undefined {
  const number = s.counts[Count.Contact]!
  if (s.contactOf.isTaken(number))
    return refuse("ContactExists", `contact #${number} is here already, by an id of its own: end it first`, "contact")
  return arrive(s, undefined, asked)
}

export function accept(s: State, contact: number, offer: number): Refusal | undefined {
  const e = openOffer(s, contact, offer)
  return typeof e === "number" ? acceptOpen(s, e) : e
}

export function decline(s: State, contact: number, offer: number): Refusal | undefined {
  const e = openOffer(s, contact, offer)
  return typeof e === "number" ? declineOpen(s, e, undefined) : e
}

export function complete(s: State, contact: number, agent: number): Refusal | undefined {
  const e = tying(s, contact, agent)
  if (typeof e !== "number") return e
  return e < 0 ? notTied(s, "NotEngaged", contact, agent) : completeWork(s, e)
}

export function endWrapUp(s: State, contact: number, agent: number): Refusal | undefined {
  const e = tying(s, contact, agent)
  if (typeof e !== "number") return e
  return e < 0 ? notTied(s, "NotInWrapUp", contact, agent) : endWrapUpOf(s, e)
}

export function abandon(s: State, contact: number): Refusal | undefined {
  const c = s.numbers.get(contact)
  return c < 0 ? unknownContact(contact) : abandonContact(s, c)
}

export function makeReady(s: State, agent: number): Refusal | undefined {
  const a = s.agents.byOrdinal[agent]
  return a === undefined ? unknownAgent(agent) : (signedOutRefusal(s, a) ?? becomeReady(s, a))
}

export function makeNotReady(s: State, agent: number): Refusal | undefined {
  const a = s.agents.byOrdinal[agent]
  return a === undefined ? unknownAgent(agent) : (signedOutRefusal(s, a) ?? becomeNotReady(s, a, undefined))
}

/** A number names one offer for ever: a late or a foreign one finds nothing open (SPEC OFFER-2). */
function openOffer(s: State, contact: number, offer: number): number | Refusal {
  const c = s.numbers.get(contact)
  if (c < 0) return unknownContact(contact)
  const { state, sequence, nextOfContact } = s.engagements
  let e = s.contacts.i[c * 16 + I.FirstEngagement]!
  while (e >= 0 && sequence[e] !== offer) e = nextOfContact[e]!
  if (e >= 0 && state[e] === EngagementState.Offered) return e
  const text = `offer ${offerToken(offer)} of ${s.contacts.idOf(c)} is not open any more: wait for the next one`
  return refuse("OfferNotOpen", text, "offer")
}

/** What ties the two, -1 = nothing. */
function tying(s: State, contact: number, agent: number): number | Refusal {
  const c = s.numbers.get(contact)
  if (c < 0) return unknownContact(contact)
  const a = s.agents.byOrdinal[agent]
  return a === undefined ? unknownAgent(agent) : engagementOf(s, c, a)
}

function notTied(s: State, reason: Refusal["reason"], contact: number, agent: number): Refusal {
  const id = s.contacts.idOf(s.numbers.get(contact))
  return refuse(reason, `${s.agents.id[s.agents.byOrdinal[agent]!]} does not have ${id}`, "contact")
}

const unknownContact = (contact: number): Refusal =>
  refuse("ContactUnknown", `no contact of number ${contact} here: it never came or is over`, "contact")

const unknownAgent = (agent: number): Refusal =>
  refuse("AgentUnknown", `nobody of number ${agent} ever signed in: sign in first`, "agent")
