import { K } from "../index/Pairs.ts"
import type { State } from "../State.ts"
import { ContactState, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { fitOf } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The contact first in order among those held for this agent that he may take now, or -1 (SPEC HOLD-2); `found` is the pair's key.
 * Looks at each.
 */
export function bestHeldFor(s: State, agent: number): number {
  const { found, contacts } = s
  let best = -1
  for (const contact of s.heldFor.get(agent) ?? []) {
    if (!mayTakeHeld(s, contact, agent)) continue
    const rank = s.rank(contact)
    const share = shareOf(s, agent, contacts.queue[contact]!)
    const score = s.score(contact) + fitOf(s, contact, agent)
    const ahead = best < 0 ? 1 : rank - found[K.Rank]! || share - found[K.Share]! || score - found[K.Score]!
    if (ahead < 0 || (ahead === 0 && !contacts.isOlder(contact, best))) continue
    best = contact
    found[K.Rank] = rank
    found[K.Share] = share
    found[K.Score] = score
  }
  return best
}

/** Everything but for whom it is held. */
export function mayTakeHeld(s: State, contact: number, agent: number): boolean {
  const { contacts, index, agents } = s
  if (contacts.state(contact) !== ContactState.Waiting) return false
  if ((s.room(agent) & (1 << contacts.channel[contact]!)) === 0) return false
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const profile = agents.profile[agent]!
  if (index.delayMs(demand, profile) > s.nowMs - contacts.enqueuedAtMs[contact]!) return false
  return index.fits(demand, profile) && !index.isClosed(demand, profile) && allowed(s, contact, agent)
}
