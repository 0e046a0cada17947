import { channels } from "../Channel.ts"
import { emit } from "./emit.ts"
import { K } from "./index/Pairs.ts"
import { invariant } from "./invariant.ts"
import { Kind } from "./log/Rows.ts"
import { bestAgentFor } from "./match/bestAgent.ts"
import { bestContactFor } from "./match/bestContact.ts"
import { fitsSomebody, fittingContacts } from "./match/fittingContacts.ts"
import { skipSteps } from "./relax.ts"
import { turnReserves } from "./reserves.ts"
import { offerMsOf } from "./offerMs.ts"
import { acceptOffer } from "./rescind.ts"
import type { State } from "./State.ts"
import { roundApart } from "./wave/apart.ts"
import { round } from "./wave/round.ts"

/**
 * SCORE-1, the whole of routing: of all pairs of a contact and an agent that may be matched now the first in order is offered; again,
 * until none is left. Before a step there is none (FAIR-1), so every pair holds somebody who changed, and only those who changed are
 * looked at: one agent's best contact, one contact's best agent, or, where several changed, a wave (WAVE-1 to WAVE-4).
 */
export function match(s: State): void {
  if (s.skips) skipSteps(s)
  const { touchedAgents, touchedContacts } = s
  if (s.scansPairs) s.scanned.clear()
  for (;;) {
    const changed = touchedAgents.size + touchedContacts.size
    if (changed === 0) {
      if (s.reserveQueues.length > 0 && turnReserves(s)) continue
      break
    }
    if (changed > 1) matchWave(s)
    else if (touchedAgents.size === 1) matchAgent(s, touchedAgents.take())
    else matchContact(s, touchedContacts.take())
  }
  s.compact()
}

/** Only this agent changed, so every pair is his: no need to ask who else might take the contact. */
function matchAgent(s: State, agent: number): void {
  for (let contact = bestContactFor(s, agent); contact >= 0; contact = bestContactFor(s, agent)) {
    offer(s, contact, agent)
    // Others changed with it: whose turn it is, is another question now.
    if (s.touchedAgents.size + s.touchedContacts.size === 0) continue
    s.touchedAgents.add(agent)
    return
  }
  if (s.agents.crew[agent]! < 0) s.place(agent)
}

/** Only this contact changed, so every pair is its own. */
function matchContact(s: State, contact: number): void {
  while (s.contacts.isOpen(contact)) {
    const agent = bestAgentFor(s, contact)
    if (agent < 0) return
    offer(s, contact, agent)
    if (s.touchedAgents.size === 0) continue
    s.touchedContacts.add(contact)
    return
  }
}

/** Several changed: round by round, or pair by pair where that is too much (SPEC WAVE-1 to WAVE-4). */
function matchWave(s: State): void {
  if (s.waves.maxPairs === 0) return matchAll(s)
  const agents = settleAgents(s).filter((agent) => s.room(agent) !== 0 && fitsSomebody(s, agent))
  const contacts: number[] = []
  while (s.touchedContacts.size > 0) {
    const contact = s.touchedContacts.take()
    if (s.contacts.isOpen(contact)) contacts.push(contact)
  }
  if (agents.length === 1 && contacts.length === 1 && roundApart(s, agents[0]!, contacts[0]!, offer)) return
  if (agents.length + contacts.length > 1 && round(s, agents, contacts, offer)) return
  // One is no wave: they have changed as before.
  for (const agent of agents) s.touchedAgents.add(agent)
  for (const contact of contacts) s.touchedContacts.add(contact)
  if (agents.length + contacts.length > 1) matchAll(s)
}

/**
 * Two heaps, of the agents and of the contacts that changed, each by the best pair it could have. An offer takes room from an agent and
 * wants from a contact, so what it changes for others it changes for the worse: a pair in a heap is the best there can be for its owner,
 * and the first of both is offered if it still is as good when asked again. Only where an agent has shares of queues does an offer make
 * his other pairs better: he is asked again at once, and what he could have then stands in his heap, whatever stands in the other.
 */
function matchAll(s: State): void {
  const { agentPairs, contactPairs } = s
  letAllChoose(s)
  // Each turn offers a pair, which takes room, or finds that the first of a heap became worse, which it does a bounded number of times.
  for (;;) {
    const byAgent = agentPairs.size > 0 && (contactPairs.size === 0 || agentLeads(s))
    if (!byAgent && contactPairs.size === 0) return
    const pairs = byAgent ? agentPairs : contactPairs
    const id = pairs.first
    const contact = pairs.contact(id)
    const agent = agentFor(s, contact)
    if (agent >= 0 && pairs.isKey(id, s.found)) {
      offer(s, contact, agent)
      if (s.touchedAgents.size + s.touchedContacts.size > 0) letAllChoose(s)
      if (s.scansPairs) chooseAgain(s)
      if (s.index.profiles[s.agents.profile[agent]!]!.wishes !== undefined) chooseContact(s, agent)
    } else {
      const moved = byAgent ? chooseContact(s, id) : chooseAgent(s, id)
      invariant(moved, "SCORE-1 the agent's and the contact's side judge a pair alike")
    }
  }
}

function letAllChoose(s: State): void {
  const { touchedContacts } = s
  const agents = settleAgents(s)
  // Many alike who all want the same one would have to be asked again after every offer: then every contact is asked, once.
  if (agents.length * agents.length > s.contactOf.size && !s.scansPairs) {
    for (const contact of fittingContacts(s, agents)) touchedContacts.add(contact)
  } else for (const agent of agents) chooseContact(s, agent)
  while (touchedContacts.size > 0) chooseAgent(s, touchedContacts.take())
}

/** Everybody who changed stands in his crew before anybody is asked, so that contacts see him. */
function settleAgents(s: State): number[] {
  const changed: number[] = []
  while (s.touchedAgents.size > 0) {
    const agent = s.touchedAgents.take()
    if (s.agents.crew[agent]! < 0) s.place(agent)
    changed.push(agent)
  }
  return changed
}

/** A rule that sees singles may find somebody better for having more in hand: everybody is asked again (SPEC SCORE-31). */
function chooseAgain(s: State): void {
  for (const agent of s.agentPairs.all()) chooseContact(s, agent)
  for (const contact of s.contactPairs.all()) chooseAgent(s, contact)
}

const agentLeads = ({ agentPairs, contactPairs }: State): boolean =>
  agentPairs.comesFirst(agentPairs.first, contactPairs, contactPairs.first)

/** Puts the agent where the best he could have now belongs; false = that is where he was. */
function chooseContact(s: State, agent: number): boolean {
  const contact = bestContactFor(s, agent)
  return contact < 0 ? s.agentPairs.drop(agent) : s.agentPairs.set(agent, contact, s.found)
}

function chooseAgent(s: State, contact: number): boolean {
  const agent = agentFor(s, contact)
  return agent < 0 ? s.contactPairs.drop(contact) : s.contactPairs.set(contact, contact, s.found)
}

/** The agent first in order for a contact, or -1; `found` is the key of the pair. */
function agentFor(s: State, contact: number): number {
  if (!s.contacts.isOpen(contact)) return -1
  const agent = bestAgentFor(s, contact)
  if (agent < 0) return -1
  const { found } = s
  found[K.Rank] = s.rank(contact)
  found[K.Score] = s.score(contact) + found[K.Fit]!
  return agent
}

function offer(s: State, contact: number, agent: number, by?: string): void {
  const { own, autoAccepts } = s.queues[s.contacts.queue[contact]!]!
  const rule = by ?? (own === undefined ? "SCORE-1" : `SCORE-30 ${own.name}`)
  const e = s.engagements.take()
  emit(s, Kind.Offered, contact, agent, e, offerMsOf(s, contact), s.version, rule)
  if (autoAccepts || agentAccepts(s, contact, agent)) acceptOffer(s, contact, agent, e)
  if (s.scansPairs) s.scanned.clear()
}

/** Does he take every offer of this channel at once (SPEC OFFER-10)? */
function agentAccepts(s: State, contact: number, agent: number): boolean {
  const own = s.agents.more[agent]?.autoAccept
  return own !== undefined && (own === true || own.includes(channels[s.contacts.channel[contact]!]!))
}
