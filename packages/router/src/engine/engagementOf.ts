import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"

/** What ties this contact to this agent: an offer, work or a wrap-up; -1 = nothing. */
export function engagementOf(s: State, contact: number, agent: number): number {
  const { engagements, contacts } = s
  let e = contacts.i[contact * 16 + I.FirstEngagement]!
  while (e >= 0 && engagements.agent[e] !== agent) e = engagements.nextOfContact[e]!
  return e
}

/** What ties a contact to agents in this state, the oldest first. */
export function engagementsIn(s: State, contact: number, state: number): number[] {
  const { engagements, contacts } = s
  const found: number[] = []
  for (let e = contacts.i[contact * 16 + I.FirstEngagement]!; e >= 0; e = engagements.nextOfContact[e]!)
    if (engagements.state[e] === state) found.push(e)
  return found.length < 2 ? found : found.sort((a, b) => engagements.sequence[a]! - engagements.sequence[b]!)
}

/** At how many agents it rings. */
export function offersOf({ engagements, contacts }: State, contact: number): number {
  let count = 0
  for (let e = contacts.i[contact * 16 + I.FirstEngagement]!; e >= 0; e = engagements.nextOfContact[e]!)
    if (engagements.state[e] === EngagementState.Offered) count++
  return count
}

/** What makes the contact's state: the oldest offer, work or wrap-up of that kind; -1 = it waits. */
export function leadingEngagement(s: State, contact: number): number {
  switch (s.contacts.state(contact)) {
    case ContactState.Offered:
      return engagementsIn(s, contact, EngagementState.Offered)[0]!
    case ContactState.Active:
      return engagementsIn(s, contact, EngagementState.Active)[0]!
    case ContactState.Parked:
      return engagementsIn(s, contact, EngagementState.Parked)[0]!
    case ContactState.WrapUp:
      return engagementsIn(s, contact, EngagementState.WrapUp)[0]!
    default:
      return -1
  }
}
