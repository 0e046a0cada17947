import { N } from "../index/Lanes.ts"
import { firstHeldFor, mayTakeHeld } from "../match/bestHeld.ts"
import { fittingDemands } from "../match/fittingContacts.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { Bids } from "./Bids.ts"
import { type Taker, takerOf } from "./Taker.ts"
import { whoFit } from "./whoFit.ts"

/**
 * Every pair that may be matched now holds somebody who changed (SPEC FAIR-1), so only the demands of the contacts that changed and those
 * that fit the agents who changed are looked at. For the former the first of all agents who fit are asked, so many as there are contacts, for
 * the latter those who changed alone.
 * undefined = there are more than `maxPairs` pairs at the first glance, and nothing was looked at closely.
 */
export function bidsNow(
  s: State,
  agents: ReadonlyArray<number>,
  contacts: ReadonlyArray<number>,
  maxPairs: number
): Bids | undefined {
  const takers = new Map<number, Taker[]>()
  const held = new Set<number>()
  for (const contact of contacts) {
    if (s.isHeld(contact)) held.add(contact)
    else takers.set(s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!), [])
  }
  const asked = new Set(takers.keys())
  for (const agent of agents) {
    for (const contact of firstHeldFor(s, agent)) held.add(contact)
    fittingDemands(s, agent, (demand) => {
      const of = takers.get(demand)
      if (of === undefined) takers.set(demand, [takerOf(s, demand, agent)])
      else if (!asked.has(demand)) of.push(takerOf(s, demand, agent))
    })
  }
  // Two at least: whether somebody is the only one decides how it goes on.
  const most = Math.max(2, held.size + mostGiven(s, takers, asked))
  for (const demand of asked) takers.set(demand, whoFit(s, demand, most))
  for (const [demand, of] of takers) if (isTooMany(s, demand, of, maxPairs)) return undefined
  const bids = new Bids(s)
  for (const contact of held) {
    const agent = s.contacts.i[contact * 16 + I.Preferred]!
    const demand = s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)
    if (mayTakeHeld(s, contact, agent)) bids.held(contact, takerOf(s, demand, agent))
  }
  for (const [demand, of] of takers) bids.of(demand, of)
  return bids
}

/** As many contacts as could be given away at most, of what is looked at. */
function mostGiven(
  { index }: State,
  takers: ReadonlyMap<number, ReadonlyArray<Taker>>,
  asked: ReadonlySet<number>
): number {
  const { i, firstActive } = index.lanes
  let most = 0
  for (const [demand, { length }] of takers) {
    for (let lane = firstActive[demand] ?? -1; lane >= 0; lane = i[lane * 16 + N.Next]!) {
      const [count, marked] = [i[lane * 16 + N.Count]!, i[lane * 16 + N.Marked]!]
      most += asked.has(demand) ? count : marked + Math.min(count - marked, length)
    }
    most += index.pivot.membersOf(demand).length
  }
  return most
}

/** Contacts of one demand with nothing between them and single agents: each of as many as there are agents may go to each of these. */
function isTooMany(s: State, demand: number, { length }: ReadonlyArray<Taker>, maxPairs: number): boolean {
  const { index } = s
  if (length * length <= maxPairs || index.wishing) return false
  const most = Math.min(length, plainWaiting(s, demand))
  return most * most > maxPairs
}

/** How many of a demand wait with nothing between them and single agents. */
function plainWaiting({ contacts, index }: State, demand: number): number {
  let plain = index.lanes.plainOf(demand)
  for (const contact of index.pivot.membersOf(demand)) plain += 1 - contacts.i[contact * 16 + I.Marked]!
  return plain
}
