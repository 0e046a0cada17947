import { type AgentRule, Each, Hands, leastLoad } from "../compile/AgentRule.ts"
import { type OwnRule, scans } from "../compile/Policy.ts"
import { K } from "../index/Pairs.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { mayTakeHeld } from "./bestHeld.ts"
import { handledSince } from "./handled.ts"
import { fitOf, scannedFit } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The agent who makes the first pair in order with this contact (SPEC SCORE-1), or -1: whom it fits best, among them the first in the
 * order of its queue. `found` says how well it fits him.
 */
export function bestAgentFor(s: State, contact: number): number {
  const preferred = s.contacts.i[contact * 16 + I.Preferred]!
  s.work[Work.AgentSought]!++
  if (preferred >= 0) return holderFor(s, contact, preferred)
  const { agents, own } = s.queues[s.contacts.queue[contact]!]!
  return agents === leastLoad && own === undefined && !s.index.wishing
    ? byLoad(s, contact)
    : byRule(s, contact, agents, own)
}

function holderFor(s: State, contact: number, holder: number): number {
  if (!mayTakeHeld(s, contact, holder)) return -1
  s.found[K.Share] = shareOf(s, holder, s.contacts.queue[contact]!)
  s.found[K.Fit] = fitOf(s, contact, holder)
  return holder
}

/** Least in hand, then longest at rest (SPEC FAIR-2): reads the head of each crew that fits. */
function byLoad(s: State, contact: number): number {
  const { index, agents, contacts } = s
  const { crews } = index
  // Crews are kept only with room: while many wait there often is nobody to ask.
  if (crews.active === 0) return -1
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const bit = index.demandBit[demand]!
  const marked = contacts.i[contact * 16 + I.Marked] === 1
  const { size, ids, fits } = index.rowOfDemand(demand)
  const { firstActive } = crews
  let best = -1
  let bestFit = Number.NEGATIVE_INFINITY
  let bestLoad = 0
  let compared = 0
  for (let at = 0; at < size; at++) {
    const profile = ids[at]!
    const first = profile < firstActive.length ? firstActive[profile]! : -1
    if (first < 0) continue
    const fit = fits[at]!
    if (fit < bestFit || (index.reserving && index.isClosed(demand, profile))) continue
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      compared++
      if ((crews.room[crew]! & bit) === 0) continue
      const load = crews.load[crew]!
      if (fit === bestFit && load > bestLoad) continue
      let agent = crews.head[crew]!
      if (marked) while (agent >= 0 && !allowed(s, contact, agent)) agent = agents.next[agent]!
      if (agent < 0) continue
      if (fit > bestFit || load < bestLoad || agents.rest[agent]! < agents.rest[best]!) {
        best = agent
        bestFit = fit
        bestLoad = load
      }
    }
  }
  s.work[Work.CrewCompared]! += compared
  s.found[K.Share] = 0
  s.found[K.Fit] = bestFit
  return best
}

/**
 * Any other order, exact over everybody: by what the agent wants of the queue and how well the contact fits him, by rank, by what is asked of each agent, by hands, by rest. Crews stand in order of rest, so
 * where nothing is asked of each agent the first of a crew who is allowed is its best, and the cost is one head per crew that fits;
 * `roundRobin`, `fewestHandled` and rules that see singles look at every agent of these crews.
 */
function byRule(s: State, contact: number, rule: AgentRule, own: OwnRule | undefined): number {
  const { index, agents, contacts } = s
  const { crews } = index
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const bit = index.demandBit[demand]!
  const marked = contacts.i[contact * 16 + I.Marked] === 1
  const row = index.rowOfDemand(demand)
  const singles = scans(own)
  const headsOnly = rule.each === Each.Nothing && !singles
  const shares = rule.hands === Hands.Share
  const queue = contacts.queue[contact]!
  const waitMs = s.nowMs - contacts.enqueuedAtMs[contact]!
  let best = -1
  let bestShare = Number.NEGATIVE_INFINITY
  let bestFit = Number.NEGATIVE_INFINITY
  let bestRank = 0
  let bestEach = 0
  let bestHands = 0
  let bestOf = 1
  for (let at = 0; at < row.size; at++) {
    const profile = row.ids[at]!
    const { wishes, occupancy } = index.profiles[profile]!
    if (wishes !== undefined && (wishes.delays.get(queue) ?? 0) > waitMs) continue
    const share = wishes === undefined || wishes.allocates < 0 ? 0 : shareOf(s, wishes.allocates, queue)
    if (share < bestShare) continue
    const groupFit = row.fits[at]!
    let fit = groupFit
    const rank = rule.rank === undefined ? 0 : row.ranks[at]!
    const equals = share === bestShare && !singles
    if (equals && (fit < bestFit || (fit === bestFit && rank > bestRank))) continue
    const of = shares ? occupancy.whole : 1
    if (index.reserving && index.isClosed(demand, profile)) continue
    const first = profile < crews.firstActive.length ? crews.firstActive[profile]! : -1
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      if ((crews.room[crew]! & bit) === 0) continue
      const hands = rule.hands === Hands.Ignored ? 0 : shares ? crews.inUse[crew]! : crews.load[crew]!
      for (let agent = crews.head[crew]!; agent >= 0; agent = agents.next[agent]!) {
        if (marked && !allowed(s, contact, agent)) continue
        if (singles) fit = groupFit + scannedFit(s, own, contact, agent)
        const each = rule.each === Each.Nothing ? 0 : eachOf(s, rule, agent)
        const wins =
          (bestShare - share ||
            bestFit - fit ||
            rank - bestRank ||
            each - bestEach ||
            hands * bestOf - bestHands * of ||
            agents.rest[agent]! - agents.rest[best]!) < 0
        if (wins) {
          best = agent
          bestShare = share
          bestFit = fit
          bestRank = rank
          bestEach = each
          bestHands = hands
          bestOf = of
        }
        if (headsOnly) break
      }
    }
  }
  s.found[K.Share] = bestShare
  s.found[K.Fit] = bestFit
  return best
}

const eachOf = (s: State, rule: AgentRule, agent: number): number =>
  rule.each === Each.LastOffer ? s.agents.lastOffer[agent]! : handledSince(s, agent, s.nowMs - rule.windowMs)
