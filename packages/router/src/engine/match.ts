import { aged } from "./compile/Ageing.ts"
import { emit } from "./emit.ts"
import { H } from "./index/Lanes.ts"
import { invariant } from "./invariant.ts"
import { Kind } from "./log/Rows.ts"
import { allowed } from "./match/allowed.ts"
import { bestAgentFor } from "./match/bestAgent.ts"
import { bestHeldFor } from "./match/bestHeld.ts"
import type { State } from "./State.ts"
import { ContactState, F, I } from "./state/Contacts.ts"

/**
 * SCORE-1, the whole of routing: the first contact in order that somebody may take now is offered to the first agent in order who may
 * take it; again, until no such pair is left. Before a step there is none (FAIR-1), so every pair holds somebody who changed, and only
 * those who changed are looked at: as many agents' best contacts and as many contacts' best agents.
 */
export function match(s: State): void {
  const { touchedAgents, touchedContacts } = s
  if (touchedAgents.size === 1 && touchedContacts.size === 0) matchOne(s, touchedAgents.take())
  else if (touchedAgents.size + touchedContacts.size > 0) matchAll(s)
  s.compact()
}

/** Only this agent changed, so every pair is his: no need to ask who else might take the contact. */
function matchOne(s: State, agent: number): void {
  for (let contact = bestContactFor(s, agent); contact >= 0; contact = bestContactFor(s, agent))
    offer(s, contact, agent)
  if (s.agents.crew[agent]! < 0) s.place(agent)
}

function matchAll(s: State): void {
  const { choosing, touchedContacts, contacts, agents } = s
  // Each offer takes a contact from the waiting, so there can be no more offers than contacts.
  let left = s.contactOf.size
  letAgentsChoose(s)
  touchedContacts.arrange()
  // Each turn takes a contact off one of the two heaps for good or offers one, so it ends.
  for (;;) {
    while (touchedContacts.size > 0 && contacts.state(touchedContacts.first) !== ContactState.Waiting)
      touchedContacts.take()
    while (choosing.size > 0 && !isStillBest(s, choosing.first)) {
      const agent = choosing.take()
      agents.choice[agent] = bestContactFor(s, agent)
      if (agents.choice[agent]! >= 0) choosing.putBack(agent)
    }
    const ofAgents = choosing.size > 0 ? agents.choice[choosing.first]! : -1
    const ofContacts = touchedContacts.size > 0 ? touchedContacts.first : -1
    if (ofAgents < 0 && ofContacts < 0) return
    const contactsFirst = ofAgents < 0 || (ofContacts >= 0 && s.contactComesFirst(ofContacts, ofAgents))
    const contact = contactsFirst ? touchedContacts.take() : ofAgents
    const agent = bestAgentFor(s, contact)
    if (agent < 0) {
      invariant(contactsFirst, "SCORE-1 a contact that an agent chose has an agent")
      continue
    }
    invariant(left-- > 0, "OFFER-4 matching ends")
    offer(s, contact, agent)
  }
}

/** Everybody who changed stands in his crew from here on, so that contacts see him; who could take something is kept by what. */
function letAgentsChoose(s: State): void {
  const { choosing, touchedAgents, agents } = s
  while (touchedAgents.size > 0) {
    const agent = touchedAgents.take()
    if (agents.crew[agent]! < 0) s.place(agent)
    agents.choice[agent] = bestContactFor(s, agent)
    if (agents.choice[agent]! >= 0) choosing.add(agent)
  }
  choosing.arrange()
}

function isStillBest(s: State, agent: number): boolean {
  const contact = s.agents.choice[agent]!
  if (s.contacts.state(contact) !== ContactState.Waiting) return false
  return (s.room(agent) & (1 << s.contacts.channel[contact]!)) !== 0
}

function offer(s: State, contact: number, agent: number): void {
  const offerMs = s.queues[s.contacts.queue[contact]!]!.offerMs
  emit(s, Kind.Offered, contact, agent, s.engagements.take(), offerMs, s.version, "SCORE-1")
}

/** The waiting contact first in order among those this agent may take now, or -1. Reads one line per non-empty lane that fits. */
export function bestContactFor(s: State, agent: number): number {
  const room = s.room(agent)
  if (room === 0) return -1
  const held = s.heldFor.size === 0 ? -1 : bestHeldFor(s, agent)
  if (held >= 0) return held
  const { contacts, index } = s
  const { lanes, demandBit } = index
  const { hot, firstActive } = lanes
  const i = contacts.i
  const row = index.rowOfProfile(s.agents.profile[agent]!)
  const ids = row.ids
  let best = -1
  let bestScore = 0
  let bestOrderAt = 0
  for (let at = 0; at < row.size; at++) {
    const demand = ids[at]!
    if ((room & demandBit[demand]!) === 0) continue
    const first = demand < firstActive.length ? firstActive[demand]! : -1
    for (let lane = first; lane >= 0; lane = hot[lane * 8 + H.NextActive]!) {
      const line = lane * 8
      let score = hot[line + H.Score]!
      const ages = hot[line + H.Ages] === 1
      if (best >= 0 && score < bestScore && !ages) continue
      let contact = hot[line + H.Head]!
      let orderAt = hot[line + H.HeadOrderAt]!
      if (hot[line + H.Marked]! > 0) {
        while (contact >= 0 && i[contact * 16 + I.Marked] === 1 && !allowed(s, contact, agent)) {
          contact = i[contact * 16 + I.Next]!
        }
        if (contact < 0) continue
        orderAt = contacts.f[contact * 8 + F.OrderAt]!
      }
      if (ages) {
        score += aged(lanes.ageing[lane]!, s.nowMs - orderAt)
        if (best >= 0 && score < bestScore) continue
      }
      const wins =
        best < 0 ||
        score > bestScore ||
        orderAt < bestOrderAt ||
        (orderAt === bestOrderAt && contacts.isOlder(contact, best))
      if (!wins) continue
      best = contact
      bestScore = score
      bestOrderAt = orderAt
    }
  }
  return best
}
