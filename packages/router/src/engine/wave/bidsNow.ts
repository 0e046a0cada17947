import { mayTakeHeld } from "../match/bestHeld.ts"
import { fittingDemands } from "../match/fittingContacts.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { Bids } from "./Bids.ts"
import { type Taker, takerOf } from "./Taker.ts"

/**
 * Every pair that may be matched now holds somebody who changed (SPEC FAIR-1), so only the demands of the contacts that changed and those
 * that fit the agents who changed are looked at. For the former all agents who fit are asked, for the latter those who changed alone.
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
  for (const demand of takers.keys()) takers.set(demand, allWhoFit(s, demand))
  const asked = new Set(takers.keys())
  for (const agent of agents) {
    for (const contact of s.heldFor.get(agent) ?? []) held.add(contact)
    fittingDemands(s, agent, (demand) => {
      const of = takers.get(demand)
      if (of === undefined) takers.set(demand, [takerOf(s, demand, agent)])
      else if (!asked.has(demand)) of.push(takerOf(s, demand, agent))
    })
  }
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

function allWhoFit(s: State, demand: number): Taker[] {
  const { index, agents } = s
  const { crews } = index
  const found: Taker[] = []
  if (crews.active === 0) return found
  const bit = index.demandBit[demand]!
  const { ids, size } = index.rowOfDemand(demand)
  for (let at = 0; at < size; at++) {
    const profile = ids[at]!
    const first = profile < crews.firstActive.length ? crews.firstActive[profile]! : -1
    if (first < 0 || (index.reserving && index.isClosed(demand, profile))) continue
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      if ((crews.room[crew]! & bit) === 0) continue
      for (let agent = crews.head[crew]!; agent >= 0; agent = agents.next[agent]!) found.push(takerOf(s, demand, agent))
    }
  }
  return found
}

/** Contacts of one demand with nothing between them and single agents: each of as many as there are agents may go to each of these. */
function isTooMany(s: State, demand: number, { length }: ReadonlyArray<Taker>, maxPairs: number): boolean {
  const { index } = s
  if (length * length <= maxPairs || index.wishing) return false
  const most = Math.min(length, index.lanes.plainOf(demand))
  return most * most > maxPairs
}
