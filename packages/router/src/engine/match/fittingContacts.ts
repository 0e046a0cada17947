import { H } from "../index/Lanes.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"

/** The demands of which somebody waits and that this agent could take now, but for what stands between him and single contacts. */
export function fittingDemands(s: State, agent: number, found: (demand: number) => void): void {
  const { index } = s
  const { firstActive } = index.lanes
  const profile = s.agents.profile[agent]!
  const room = s.room(agent)
  if (room === 0) return
  const { ids, size } = index.rowOfProfile(profile)
  for (let at = 0; at < size; at++) {
    const demand = ids[at]!
    if ((room & index.demandBit[demand]!) === 0 || demand >= firstActive.length || firstActive[demand]! < 0) continue
    if (!index.reserving || !index.isClosed(demand, profile)) found(demand)
  }
}

/** Every contact that one of these agents could take now: as many as wait. */
export function fittingContacts(s: State, agents: ReadonlyArray<number>): ReadonlySet<number> {
  const { contacts, index } = s
  const { hot, firstActive } = index.lanes
  const demands = new Set<number>()
  const found = new Set<number>()
  for (const agent of agents) {
    for (const contact of s.heldFor.get(agent) ?? []) found.add(contact)
    fittingDemands(s, agent, (demand) => demands.add(demand))
  }
  for (const demand of demands)
    for (let lane = firstActive[demand]!; lane >= 0; lane = hot[lane * 8 + H.NextActive]!)
      for (let c = hot[lane * 8 + H.Head]!; c >= 0; c = contacts.i[c * 16 + I.Next]!) found.add(c)
  return found
}
