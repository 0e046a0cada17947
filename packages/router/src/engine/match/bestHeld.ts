import type { State } from "../State.ts"
import { ContactState, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"

/** The contact first in order among those held for this agent that he may take now, or -1 (SPEC HOLD-2). Looks at each. */
export function bestHeldFor(s: State, agent: number): number {
  let best = -1
  for (const contact of s.heldFor.get(agent) ?? []) {
    if (!mayTakeHeld(s, contact, agent)) continue
    if (best < 0 || s.contactComesFirst(contact, best)) best = contact
  }
  return best
}

/** Everything but for whom it is held. */
export function mayTakeHeld(s: State, contact: number, agent: number): boolean {
  const { contacts, index, agents } = s
  if (contacts.state(contact) !== ContactState.Waiting) return false
  if ((s.room(agent) & (1 << contacts.channel[contact]!)) === 0) return false
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  return index.fits(demand, agents.profile[agent]!) && allowed(s, contact, agent)
}
