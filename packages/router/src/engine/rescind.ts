import { emit } from "./emit.ts"
import { Because, Kind } from "./log/Rows.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"

/** Every open offer of a contact but this one, oldest first. */
export function rescindOffers(s: State, contact: number, because: number, but = -1): void {
  if (s.contacts.state(contact) !== ContactState.Offered) return
  for (let e = oldestOffer(s, contact, but); e >= 0; e = oldestOffer(s, contact, but))
    emit(s, Kind.Rescinded, contact, s.engagements.agent[e]!, e, 0, because, undefined)
}

/** This offer wins: whatever else rings of the contact is taken back before (SPEC OFFER-11). */
export function acceptOffer(s: State, contact: number, agent: number, e: number): void {
  if (s.engagements.nextOfContact[s.contacts.firstEngagement(contact)]! >= 0)
    rescindOffers(s, contact, Because.Taken, e)
  emit(s, Kind.Accepted, contact, agent, e, 0, 0, undefined)
}

/** The open offer made first, of all but this one; -1 = there is no other. */
function oldestOffer({ contacts, engagements }: State, contact: number, but: number): number {
  let oldest = -1
  for (let e = contacts.firstEngagement(contact); e >= 0; e = engagements.nextOfContact[e]!) {
    if (e === but || engagements.state[e] !== EngagementState.Offered) continue
    if (oldest < 0 || engagements.sequence[e]! < engagements.sequence[oldest]!) oldest = e
  }
  return oldest
}
