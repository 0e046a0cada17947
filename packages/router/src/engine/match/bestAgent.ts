import { type AgentRule, Each, Hands, leastLoad } from "../compile/AgentRule.ts"
import { type OwnRule, scans } from "../compile/Policy.ts"
import type { Crews } from "../index/Crews.ts"
import { K } from "../index/Pairs.ts"
import type { Turns } from "../index/Turns.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { mayTakeHeld } from "./bestHeld.ts"
import { handledSince } from "./handled.ts"
import { firstOnShelves } from "./firstOnShelves.ts"
import { fitOf, scannedOf } from "./ownFit.ts"
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
  if (index.demandRows.isShelved(demand)) return firstOnShelves(s, contact, demand)
  const marked = contacts.i[contact * 16 + I.Marked] === 1
  const { size, ids, fits } = index.demandRows.of(demand)
  const { firstActive } = crews
  let best = -1
  let bestFit = Number.NEGATIVE_INFINITY
  let bestLoad = 0
  let bestRest = 0
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
      let rest = crews.headRest[crew]!
      if (marked) {
        while (agent >= 0 && !allowed(s, contact, agent)) agent = passOver(s, agents.next[agent]!)
        if (agent < 0) continue
        rest = agents.rest[agent]!
      }
      if (fit > bestFit || load < bestLoad || rest < bestRest) {
        best = agent
        bestRest = rest
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
 * Any other order, exact over everybody: by what the agent wants of the queue and how well the contact fits him, by rank, by what is
 * asked of each agent, by hands, by rest. Each crew is kept in the order of what its agents do not have in common, so the cost is the
 * first of each crew that fits, and whoever stands before the first who is allowed. Only a rule that sees singles, and an allocation
 * beside an order of what is asked of each agent, look at every agent of these crews.
 */
function byRule(s: State, contact: number, rule: AgentRule, own: OwnRule | undefined): number {
  const { index, contacts, agents } = s
  const { crews } = index
  if (crews.active === 0) return -1
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const bit = index.demandBit[demand]!
  const row = index.demandRows.withRoom(demand)
  const queue = contacts.queue[contact]!
  const waitMs = s.nowMs - contacts.enqueuedAtMs[contact]!
  const turns = s.turns.turnsFor(s, rule)
  const singles = scans(own)
  let best = -1
  let bestShare = 0
  let bestFit = Number.NEGATIVE_INFINITY
  let bestRank = 0
  let bestEach = 0
  let bestHands = 0
  let bestOf = 1
  for (let at = 0; at < row.size; at++) {
    const profile = row.ids[at]!
    const first = profile < crews.firstActive.length ? crews.firstActive[profile]! : -1
    if (first < 0 || (index.reserving && index.isClosed(demand, profile))) continue
    const { wishes, occupancy } = index.profiles[profile]!
    if (wishes !== undefined && (wishes.delays.get(queue) ?? 0) > waitMs) continue
    const allocates = wishes?.allocates === true
    const rank = rule.rank === undefined ? 0 : row.ranks[at]!
    const groupFit = row.fits[at]!
    const isBehind = groupFit < bestFit || (groupFit === bestFit && rank > bestRank)
    if (isBehind && bestShare === 0 && !allocates && !singles) continue
    const asksEach = singles || (allocates && turns !== undefined)
    const order = allocates ? s.turns.sharesOf(s, queue) : turns
    const of = rule.hands === Hands.Share ? occupancy.whole : 1
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      s.work[Work.CrewCompared]!++
      if ((crews.room[crew]! & bit) === 0) continue
      const hands = handsOf(crews, crew, rule)
      let agent = firstAllowed(s, contact, crew, asksEach ? undefined : order)
      for (; agent >= 0; agent = asksEach ? firstFrom(s, contact, passOver(s, agents.next[agent]!)) : -1) {
        const share = allocates ? (asksEach ? shareOf(s, agent, queue) : 0 - order!.key(agent)) : 0
        const fit = singles ? groupFit + scannedOf(s, contact, agent) : groupFit
        const each = turns === undefined ? 0 : eachOf(s, rule, agent)
        const before =
          bestShare - share ||
          bestFit - fit ||
          rank - bestRank ||
          each - bestEach ||
          hands * bestOf - bestHands * of ||
          agents.rest[agent]! - agents.rest[best]!
        if (best >= 0 && before >= 0) continue
        best = agent
        bestShare = share
        bestFit = fit
        bestRank = rank
        bestEach = each
        bestHands = hands
        bestOf = of
      }
    }
  }
  s.found[K.Share] = bestShare
  s.found[K.Fit] = bestFit
  return best
}

function handsOf({ inUse, load }: Crews, crew: number, { hands }: AgentRule): number {
  return hands === Hands.Ignored ? 0 : hands === Hands.Share ? inUse[crew]! : load[crew]!
}

const eachOf = (s: State, rule: AgentRule, agent: number): number =>
  rule.each === Each.LastOffer ? s.agents.lastOffer[agent]! : handledSince(s, agent, s.nowMs - rule.windowMs)

/** The first of a crew who may take the contact, in order of these turns or of rest; -1 = nobody. */
function firstAllowed(s: State, contact: number, crew: number, turns: Turns | undefined): number {
  const { index, contacts } = s
  const head = index.crews.head[crew]!
  if (turns === undefined) return firstFrom(s, contact, head)
  const marked = contacts.i[contact * 16 + I.Marked] === 1
  const heap = turns.of(crew, head)
  if (!marked || allowed(s, contact, heap[0]!)) return heap[0]!
  // Those behind one who may not come in question, no others: each has two.
  let first = -1
  const behind = [1, 2]
  for (let at = behind.pop(); at !== undefined; at = behind.pop()) {
    const agent = heap[at]
    if (agent === undefined || (first >= 0 && !turns.isBefore(agent, first))) continue
    s.work[Work.AgentTested]!++
    if (allowed(s, contact, agent)) first = agent
    else behind.push(at * 2 + 1, at * 2 + 2)
  }
  return first
}

/** The first from this one on, in order of rest, who may take the contact. */
function firstFrom(s: State, contact: number, from: number): number {
  let agent = from
  if (s.contacts.i[contact * 16 + I.Marked] === 1)
    while (agent >= 0 && !allowed(s, contact, agent)) agent = passOver(s, s.agents.next[agent]!)
  return agent
}

function passOver(s: State, next: number): number {
  s.work[Work.AgentTested]!++
  return next
}
