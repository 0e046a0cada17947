import { N } from "../index/Lanes.ts"
import type { Turns } from "../index/Turns.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { type Taker, takerOf } from "./Taker.ts"

/**
 * Who may take contacts of a demand: of each crew as many as come in question, the first in the order of its queue. Nobody behind so many
 * can be given one of `most` contacts, even if everybody is passed over whom a contact excludes.
 */
export function whoFit(s: State, demand: number, most: number): Taker[] {
  const { index, agents } = s
  const { crews } = index
  const found: Taker[] = []
  if (crews.active === 0) return found
  const bit = index.demandBit[demand]!
  const { ids, size } = index.demandRows.withRoom(demand)
  const turns = s.turns.turnsFor(s, s.queues[index.demands[demand]!.queue]!.agents)
  const each = most + mostBetween(s, demand)
  for (let at = 0; at < size; at++) {
    const profile = ids[at]!
    const first = profile < crews.firstActive.length ? crews.firstActive[profile]! : -1
    if (first < 0 || (index.reserving && index.isClosed(demand, profile))) continue
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      if ((crews.room[crew]! & bit) === 0) continue
      const head = crews.head[crew]!
      const before = found.length
      if (turns !== undefined)
        for (const agent of firstOf(turns, crew, head, each)) found.push(takerOf(s, demand, agent))
      else
        for (let agent = head; agent >= 0 && found.length < before + each; agent = agents.next[agent]!)
          found.push(takerOf(s, demand, agent))
    }
  }
  s.work[Work.AgentTested]! += found.length
  return found
}

/** The most single agents that stand between a contact of this demand and somebody who may take it. */
function mostBetween(s: State, demand: number): number {
  const { contacts, index } = s
  const { i } = index.lanes
  let most = 0
  for (let lane = index.lanes.firstActive[demand] ?? -1; lane >= 0; lane = i[lane * 16 + N.Next]!) {
    let marked = i[lane * 16 + N.Marked]!
    for (let c = i[lane * 16 + N.Head]!; c >= 0 && marked > 0; c = contacts.i[c * 16 + I.Next]!) {
      if (contacts.i[c * 16 + I.Marked] === 0) continue
      marked--
      most = Math.max(most, between(s, c))
    }
  }
  for (const contact of index.pivot.membersOf(demand)) most = Math.max(most, between(s, contact))
  return most
}

function between({ contacts, exclusions, engagements }: State, c: number): number {
  let found = 0
  for (let n = contacts.i[c * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) found++
  for (let e = contacts.i[c * 16 + I.FirstEngagement]!; e >= 0; e = engagements.nextOfContact[e]!) found++
  return found
}

/** The first so many of a crew, in order of these turns: of a heap, who comes next follows from somebody found before. */
function firstOf(turns: Turns, crew: number, head: number, most: number): number[] {
  const heap = turns.of(crew, head)
  if (heap.length <= most) return [...heap]
  const found: number[] = []
  /** Places whose agents come next, the first in order last. */
  const next = [0]
  while (found.length < most) {
    const at = next.pop()!
    found.push(heap[at]!)
    for (const below of [at * 2 + 1, at * 2 + 2]) {
      if (below >= heap.length) continue
      let place = next.length
      while (place > 0 && turns.isBefore(heap[next[place - 1]!]!, heap[below]!)) place--
      next.splice(place, 0, below)
    }
  }
  return found
}
