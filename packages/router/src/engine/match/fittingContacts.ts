import { channels } from "../../Channel.ts"
import { N } from "../index/Lanes.ts"
import { P } from "../index/ProfileRows.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"

/**
 * The demands of which somebody waits and that this agent could take now, but for what stands between him and single contacts; until one
 * `is` what is looked for. Says whether one was.
 */
function someFitting(s: State, agent: number, is: (demand: number) => boolean): boolean {
  const { index } = s
  const { firstActive } = index.lanes
  const profile = s.agents.profile[agent]!
  const room = s.room(agent)
  if (room === 0) return false
  index.extendRow(profile)
  const { cells, at: known } = index.rows
  const first = known[profile * 4 + P.Start]!
  const last = first + known[profile * 4 + P.Size]!
  for (let at = first; at < last; at++) {
    const demand = cells[at]! >> 3
    if ((room & (1 << (cells[at]! & 7))) === 0 || demand >= firstActive.length || firstActive[demand]! < 0) continue
    if ((!index.reserving || !index.isClosed(demand, profile)) && is(demand)) return true
  }
  return index.pivot.active > 0 && someShared(s, profile, room, is)
}

/** The same of those whose contacts share lanes: asks each contact that stands under one of his keys. */
function someShared({ contacts, index, work }: State, profile: number, room: number, is: (demand: number) => boolean) {
  const asked = new Set<number>()
  for (const key of index.pivot.keys(profile)) {
    for (let channel = 0; channel < channels.length; channel++) {
      if ((room & (1 << channel)) === 0) continue
      for (const entry of index.pivot.under(key, channel)) {
        for (let c = index.lanes.i[(entry >> 1) * 16 + N.Head]!; c >= 0; c = contacts.i[c * 16 + I.Next]!) {
          const demand = index.demandOfClass(contacts.i[c * 16 + I.Class]!)
          if (asked.has(demand)) continue
          asked.add(demand)
          work[Work.ContactTested]!++
          if (index.fits(demand, profile) && !index.isClosed(demand, profile) && is(demand)) return true
        }
      }
    }
  }
  return false
}

/** All of them. */
export function fittingDemands(s: State, agent: number, found: (demand: number) => void): void {
  someFitting(s, agent, (demand) => {
    found(demand)
    return false
  })
}

/** Does anybody wait who asks for what this agent could take now, or for him alone? */
export const fitsSomebody = (s: State, agent: number): boolean =>
  s.index.held.firstOf(agent) >= 0 || someFitting(s, agent, any)

const any = () => true

/** Every contact that one of these agents could take now: as many as wait. */
export function fittingContacts(s: State, agents: ReadonlyArray<number>): ReadonlySet<number> {
  const { contacts, index } = s
  const { i, firstActive } = index.lanes
  const demands = new Set<number>()
  const found = new Set<number>()
  for (const agent of agents) {
    for (const contact of s.heldFor.get(agent) ?? []) found.add(contact)
    fittingDemands(s, agent, (demand) => demands.add(demand))
  }
  for (const demand of demands) for (const contact of index.pivot.membersOf(demand)) found.add(contact)
  for (const demand of demands)
    for (let lane = firstActive[demand] ?? -1; lane >= 0; lane = i[lane * 16 + N.Next]!)
      for (let c = i[lane * 16 + N.Head]!; c >= 0; c = contacts.i[c * 16 + I.Next]!) found.add(c)
  return found
}
