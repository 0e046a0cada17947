import { emit } from "./emit.ts"
import { engagementsIn } from "./engagementOf.ts"
import { Because, Kind } from "./log/Rows.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"

/** Every open offer of a contact but this one, oldest first. */
export function rescindOffers(s: State, contact: number, because: number, but = -1): void {
  if (s.contacts.state(contact) !== ContactState.Offered) return
  for (const e of engagementsIn(s, contact, EngagementState.Offered)) {
    if (e !== but) emit(s, Kind.Rescinded, contact, s.engagements.agent[e]!, e, 0, because, undefined)
  }
}

/** This offer wins: whatever else rings of the contact is taken back before (SPEC OFFER-11). */
export function acceptOffer(s: State, contact: number, agent: number, e: number): void {
  if (s.engagements.nextOfContact[s.contacts.firstEngagement(contact)]! >= 0)
    rescindOffers(s, contact, Because.Taken, e)
  emit(s, Kind.Accepted, contact, agent, e, 0, 0, undefined)
}
