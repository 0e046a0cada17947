import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"

/** The agent with least in hand, then longest at rest, among those who may take this contact now, or -1. */
export function bestAgentFor(s: State, contact: number): number {
  const { index, agents, contacts } = s
  const { crews } = index
  const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const bit = index.demandBit[demand]!
  const marked = contacts.i[contact * 16 + I.FirstExclusion]! >= 0
  const row = index.rowOfDemand(demand)
  let best = -1
  let bestLoad = 0
  for (let at = 0; at < row.size; at++) {
    const profile = row.ids[at]!
    const first = profile < crews.firstActive.length ? crews.firstActive[profile]! : -1
    for (let crew = first; crew >= 0; crew = crews.nextActive[crew]!) {
      if ((crews.room[crew]! & bit) === 0) continue
      const load = crews.load[crew]!
      if (best >= 0 && load > bestLoad) continue
      let agent = crews.head[crew]!
      if (marked) while (agent >= 0 && !allowed(s, contact, agent)) agent = agents.next[agent]!
      if (agent < 0) continue
      if (best < 0 || load < bestLoad || agents.rest[agent]! < agents.rest[best]!) {
        best = agent
        bestLoad = load
      }
    }
  }
  return best
}
