import { emit } from "./emit.ts"
import { H } from "./index/Lanes.ts"
import { invariant } from "./invariant.ts"
import { Kind } from "./log/Rows.ts"
import type { State } from "./State.ts"
import { ContactState, F, I } from "./state/Contacts.ts"

/** Which rule chose, as it stands in `OfferMade.rule`: an agent had room and chose a contact, or a contact came and chose an agent. */
export const Rule = { AgentChose: "SCORE-1", ContactChose: "FAIR-2" } as const

/**
 * Offers until nothing is left to offer. Before a step no waiting contact fits an agent with room (SPEC FAIR-1), so only those who
 * changed can be part of a pair. Agents choose first, one contact at a time, who has least in hand and rests longest before others;
 * then contacts, first in order first.
 */
export function match(s: State): void {
  const { touchedAgents, touchedContacts, agents } = s
  // Each offer takes room from an agent and a contact from the waiting, so there can be no more offers than waiting contacts.
  let left = s.contactOf.size
  touchedAgents.arrange()
  while (touchedAgents.size > 0) {
    const agent = touchedAgents.take()
    const contact = bestContactFor(s, agent)
    if (contact >= 0) {
      offer(s, contact, agent, Rule.AgentChose)
      touchedAgents.putBack(agent)
      invariant(left-- > 0, "OFFER-4 matching ends")
    } else if (agents.crew[agent]! < 0) s.place(agent)
  }
  touchedContacts.arrange()
  while (touchedContacts.size > 0) {
    const contact = touchedContacts.take()
    if (s.contacts.state(contact) !== ContactState.Waiting) continue
    const agent = bestAgentFor(s, contact)
    if (agent < 0) continue
    offer(s, contact, agent, Rule.ContactChose)
    invariant(left-- > 0, "OFFER-4 matching ends")
  }
  s.compact()
}

function offer(s: State, contact: number, agent: number, rule: string): void {
  const offerMs = s.queues[s.contacts.queue[contact]!]!.offerMs
  emit(s, Kind.Offered, contact, agent, s.engagements.take(), offerMs, s.version, rule)
}

/** May this contact go to this agent, for all that was agreed or happened between the two (SPEC OFFER-6)? */
export function allowed(s: State, contact: number, agent: number): boolean {
  const { exclusions, contacts } = s
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    if (exclusions.agent[n] === agent) return false
  }
  return true
}

/** The waiting contact first in order among those this agent may take now, or -1. Reads one line per non-empty lane that fits. */
export function bestContactFor(s: State, agent: number): number {
  const room = s.room(agent)
  if (room === 0) return -1
  const { contacts, index } = s
  const { lanes, demandBit } = index
  const { hot, firstActive } = lanes
  const i = contacts.i
  const row = index.rowOfProfile(s.agents.profile[agent]!)
  const ids = row.ids
  let best = -1
  let bestPriority = 0
  let bestEnqueued = 0
  for (let at = 0; at < row.size; at++) {
    const demand = ids[at]!
    if ((room & demandBit[demand]!) === 0) continue
    const first = demand < firstActive.length ? firstActive[demand]! : -1
    for (let lane = first; lane >= 0; lane = hot[lane * 8 + H.NextActive]!) {
      const line = lane * 8
      const priority = hot[line + H.Priority]!
      if (best >= 0 && priority < bestPriority) continue
      let contact = hot[line + H.Head]!
      let enqueued = hot[line + H.HeadEnqueuedAt]!
      if (hot[line + H.Marked]! > 0) {
        while (contact >= 0 && i[contact * 16 + I.Marked] === 1 && !allowed(s, contact, agent)) {
          contact = i[contact * 16 + I.Next]!
        }
        if (contact < 0) continue
        enqueued = contacts.f[contact * 8 + F.EnqueuedAt]!
      }
      const wins =
        best < 0 ||
        priority > bestPriority ||
        enqueued < bestEnqueued ||
        (enqueued === bestEnqueued && contacts.isOlder(contact, best))
      if (!wins) continue
      best = contact
      bestPriority = priority
      bestEnqueued = enqueued
    }
  }
  return best
}

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
