import { K } from "../index/Pairs.ts"
import { allowed } from "../match/allowed.ts"
import { bestAgentFor } from "../match/bestAgent.ts"
import { bestContactFor } from "../match/bestContact.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import type { Offer } from "./round.ts"

/**
 * The smallest wave and the most frequent: an agent and a contact that cannot have one another, after a decline or a transfer. All pairs
 * are his or its own, so his first contact and its first agent are the round (SPEC WAVE-1), and nothing else is looked at. Says false
 * where it is not as simple as that.
 */
export function roundApart(s: State, agent: number, contact: number, offer: Offer): boolean {
  if (s.index.allocating || s.scansPairs || s.waves.maxPairs < mostPairs || couldMeet(s, contact, agent)) return false
  const { found, contacts } = s
  const his = bestContactFor(s, agent)
  const rank = found[K.Rank]!
  const score = found[K.Score]!
  const its = contacts.isOpen(contact) ? bestAgentFor(s, contact) : -1
  if (his < 0 || its < 0) {
    if (his >= 0) offerOne(s, his, agent, offer)
    if (its >= 0) offerOne(s, contact, its, offer)
    return true
  }
  s.waves.exact++
  const ahead = s.rank(contact) - rank || s.score(contact) + found[K.Fit]! - score
  if (ahead > 0 || (ahead === 0 && contacts.isOlder(contact, his))) {
    offerOne(s, contact, its, offer)
    offerOne(s, his, agent, offer)
  } else {
    offerOne(s, his, agent, offer)
    offerOne(s, contact, its, offer)
  }
  return true
}

/** His one contact with him, its with two at most (SPEC WAVE-4). */
const mostPairs = 3

function couldMeet(s: State, contact: number, agent: number): boolean {
  if (!allowed(s, contact, agent)) return false
  return s.index.fits(s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!), s.agents.profile[agent]!)
}

/** Whoever has more room, or rings at fewer than it may, has changed for the next round. */
export function offerOne(s: State, contact: number, agent: number, offer: Offer, rule?: string): void {
  offer(s, contact, agent, rule)
  if (s.room(agent) !== 0) s.touchedAgents.add(agent)
  if (s.contacts.isOpen(contact)) s.touchedContacts.add(contact)
}
