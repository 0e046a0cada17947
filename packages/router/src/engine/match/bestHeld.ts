import { scans } from "../compile/Policy.ts"
import { N } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { ContactState, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { fitOf } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The contact first in order among those held for this agent that he may take now, or -1 (SPEC HOLD-2); `found` is the pair's key. Looks
 * at the first of those who ask for the same.
 */
export function bestHeldFor(s: State, agent: number): number {
  const { found, contacts, index } = s
  const { lanes } = index.held
  let best = -1
  for (let lane = index.held.firstOf(agent); lane >= 0; lane = lanes.i[lane * 16 + N.Next]!) {
    for (let contact = firstOfHeld(s, lane, agent); contact >= 0; contact = nextOfHeld(s, contact, agent)) {
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
  }
  return best
}

/** Of each group held for this agent the first that he may take now; all of a queue whose rule sees singles. */
export function firstHeldFor(s: State, agent: number): number[] {
  const { held } = s.index
  const found: number[] = []
  for (let lane = held.firstOf(agent); lane >= 0; lane = held.lanes.i[lane * 16 + N.Next]!)
    for (let contact = firstOfHeld(s, lane, agent); contact >= 0; contact = nextOfHeld(s, contact, agent))
      found.push(contact)
  return found
}

/** The first of those who ask for the same whom he may take now, or -1. */
function firstOfHeld(s: State, lane: number, agent: number): number {
  const contact = s.index.held.lanes.i[lane * 16 + N.Head]!
  s.work[Work.LaneCompared]!++
  return mayTakeLike(s, contact, agent) ? firstFrom(s, contact, agent) : -1
}

/** The next of them that may come before it: only a rule that sees singles may put one there. */
function nextOfHeld(s: State, contact: number, agent: number): number {
  const { own } = s.queues[s.contacts.queue[contact]!]!
  return scans(own) ? firstFrom(s, s.contacts.i[contact * 16 + I.Next]!, agent) : -1
}

/** From this one on in its lane the first whom he may take now, or -1. */
function firstFrom(s: State, from: number, agent: number): number {
  if (from < 0) return -1
  const { contacts, index, work } = s
  const { newestFirst } = s.queues[contacts.queue[from]!]!
  const delayMs = index.delayMs(index.demandOfClass(contacts.i[from * 16 + I.Class]!), agentProfile(s, agent))
  for (let contact = from; contact >= 0; contact = contacts.i[contact * 16 + I.Next]!) {
    const isEarly = delayMs > s.nowMs - contacts.enqueuedAtMs[contact]!
    if (isEarly && !newestFirst) return -1
    if (!isEarly && (contacts.i[contact * 16 + I.Marked] === 0 || allowed(s, contact, agent))) return contact
    work[Work.ContactTested]!++
  }
  return -1
}

/** Everything but for whom it is held. */
export function mayTakeHeld(s: State, contact: number, agent: number): boolean {
  const { contacts, index } = s
  if (contacts.state(contact) !== ContactState.Waiting || !mayTakeLike(s, contact, agent)) return false
  const delayMs = index.delayMs(index.demandOfClass(contacts.i[contact * 16 + I.Class]!), agentProfile(s, agent))
  return delayMs <= s.nowMs - contacts.enqueuedAtMs[contact]! && allowed(s, contact, agent)
}

/** May he take contacts that ask for the same, but for what stands between him and single ones? */
function mayTakeLike(s: State, contact: number, agent: number): boolean {
  const { contacts, index } = s
  if ((s.room(agent) & (1 << contacts.channel[contact]!)) === 0) return false
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const profile = agentProfile(s, agent)
  return index.fits(demand, profile) && !index.isClosed(demand, profile)
}

const agentProfile = (s: State, agent: number): number => s.agents.profile[agent]!
