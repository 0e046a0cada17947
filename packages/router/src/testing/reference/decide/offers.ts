import type { Accept, Decline } from "../../../Command.ts"
import { endHoldFor } from "../holds.ts"
import { accepted, notAgain, takeBack } from "../acts.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { type Agent, type Contact, excludeOneAnother, type Tie, tieOf } from "../world.ts"

export interface Pair {
  readonly contact: Contact
  readonly agent: Agent
  readonly tie: Tie | undefined
}

export function pairOf(ledger: Ledger, command: { readonly contact: string; readonly agent: string }): Pair | Reason {
  const contact = ledger.world.contacts.find((c) => c.id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  return { contact, agent, tie: tieOf(contact, agent) }
}

export function accept(ledger: Ledger, command: Accept): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (excludeOneAnother(contact, agent)) return "AgentExcluded"
  if (tie?.state !== "offered" || tie.offer.id !== command.offer) return "OfferNotOpen"
  accepted(ledger, contact, tie)
  return undefined
}

export function decline(ledger: Ledger, command: Decline): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "offered" || tie.offer.id !== command.offer) return "OfferNotOpen"
  const said = command.reason === undefined ? {} : { reason: command.reason }
  const names = { contact: contact.id, agent: agent.id, offer: command.offer }
  ledger.say({ type: "OfferDeclined", atMs: ledger.nowMs, ...names, ...said, ...notAgain(ledger, contact) })
  takeBack(ledger, contact, tie, true)
  endHoldFor(ledger, contact, agent, "declined")
  return undefined
}
