import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { ContactState, I } from "../state/Contacts.ts"

/**
 * How many waiting contacts come before this one among those that compete for the same agents: who could be taken by somebody signed
 * in who could also take this one; with nobody like that, those who ask for the same. A contact held for an agent competes for him alone.
 */
export function aheadOf(s: State, contact: number): number {
  const { contacts, agents, index } = s
  const own = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
  const staffed = new Set<number>()
  for (const agent of s.agentOf.values()) {
    if (agents.presence[agent]! > Presence.SignedOut) staffed.add(agents.profile[agent]!)
  }
  const holder = contacts.i[contact * 16 + I.Preferred]!
  const isThere = (agent: number) => agents.presence[agent]! > Presence.SignedOut
  const eligible = holder < 0 ? [...staffed] : isThere(holder) ? [agents.profile[holder]!] : []
  const mine = eligible.filter((profile) => index.fits(own, profile))
  const competes = new Map<number, boolean>()
  let ahead = 0
  for (const other of s.contactOf.values()) {
    if (contacts.state(other) !== ContactState.Waiting || other === contact) continue
    if (!s.contactComesFirst(other, contact)) continue
    const otherHolder = contacts.i[other * 16 + I.Preferred]!
    if (otherHolder >= 0) {
      const competing = holder < 0 && isThere(otherHolder) && mine.includes(agents.profile[otherHolder]!)
      if (otherHolder === holder || competing) ahead++
      continue
    }
    const demand = index.demandOfClass(contacts.i[other * 16 + I.Class]!)
    let same = competes.get(demand)
    if (same === undefined) {
      same = demand === own || mine.some((profile) => index.fits(demand, profile))
      competes.set(demand, same)
    }
    if (same) ahead++
  }
  return ahead
}
