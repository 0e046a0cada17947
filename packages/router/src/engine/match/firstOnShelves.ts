import { K } from "../index/Pairs.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"

/**
 * The first agent for a contact by what he has in hand, then by rest (SPEC FAIR-2), or -1: goes along the shelves of the contact's cover, the
 * first in order first, until somebody fits.
 */
export function firstOnShelves(s: State, contact: number, demand: number): number {
  const { index, agents, contacts, work } = s
  const { shelves } = index.crews
  index.demandRows.ask(demand)
  const bit = index.demandBit[demand]!
  const marked = contacts.i[contact * 16 + I.Marked] === 1
  const isSimple = index.tests.isSimple(demand)
  const open: number[] = []
  if (!s.queues[contacts.queue[contact]!]!.configured) return -1
  for (const key of index.pivot.covers[index.covers[demand]!]!) {
    for (const shelf of shelves.of(key)) {
      const head = shelves.chains.firstOf(shelf)
      if ((shelves.room[shelf]! & bit) !== 0 && head >= 0) open.push(shelf, head)
    }
  }
  s.found[K.Share] = s.found[K.Fit] = 0
  work[Work.CrewCompared]! += open.length / 2
  for (;;) {
    let first = -1
    let load = 0
    let rest = 0
    for (let at = 0; at < open.length; at += 2) {
      if (open[at + 1]! < 0) continue
      const hasLoad = shelves.load[open[at]!]!
      const hasRest = agents.rest[shelves.owner[open[at + 1]!]!]!
      if (first >= 0 && (hasLoad > load || (hasLoad === load && hasRest >= rest))) continue
      first = at
      load = hasLoad
      rest = hasRest
    }
    if (first < 0) return -1
    const place = open[first + 1]!
    const agent = shelves.owner[place]!
    const profile = agents.profile[agent]!
    work[Work.AgentTested]!++
    if (
      (isSimple ? index.tests.isMetBy(demand, profile) : index.meets(demand, profile)) &&
      !(index.reserving && index.isClosed(demand, profile)) &&
      !(marked && !allowed(s, contact, agent))
    )
      return agent
    open[first + 1] = shelves.chains.next[place]!
  }
}
