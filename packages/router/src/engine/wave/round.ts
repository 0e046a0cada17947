import { scans } from "../compile/Policy.ts"
import { invariant } from "../invariant.ts"
import { allowed } from "../match/allowed.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { offerOne } from "./apart.ts"
import { assign, type WavePairs } from "./assign.ts"
import type { Bid, Bids } from "./Bids.ts"
import { bidsNow } from "./bidsNow.ts"
import { hasFewer } from "./Taker.ts"

/** Makes an offer; `rule` names what chose, where it is not the order of pairs. */
export type Offer = (s: State, contact: number, agent: number, rule?: string) => void

/**
 * One round of SPEC WAVE-3: pairs, orders and what they add are those of its beginning. Says false where they have to be matched pair by
 * pair (WAVE-4), and then nothing has happened; otherwise whoever may be matched further has changed.
 */
export function round(s: State, agents: ReadonlyArray<number>, contacts: ReadonlyArray<number>, offer: Offer): boolean {
  const { waves } = s
  const bids = bidsNow(s, agents, contacts, waves.maxPairs)
  if (bids === undefined) return waves.pairByPair("beyondBound")
  // All pairs are those of one: nobody else has anything to be asked about.
  if (bids.agents.size <= 1) for (const agent of bids.agents) s.touchedAgents.add(agent)
  else if (bids.all.length === 1) s.touchedContacts.add(bids.all[0]!.contact)
  if (bids.agents.size <= 1 || bids.all.length === 1) return true
  const because = tooMuch(s, bids)
  if (because !== undefined) return waves.pairByPair(because)
  const inOrder = whoCanMatter(s, bids)
  const { pairs, agentOf } = pairsOf(inOrder, bids.agents.size, agents.length + contacts.length)
  const given = assign(pairs, waves.mostLooks)
  if (given === undefined) return waves.pairByPair("beyondBound")
  waves.exact++
  if (offerAll(s, inOrder, given, pairs, agentOf, offer)) return true
  // It ended before its last offer: whoever changed is asked again.
  for (const agent of agents) if (s.room(agent) !== 0) s.touchedAgents.add(agent)
  for (const contact of contacts) if (s.contacts.isOpen(contact)) s.touchedContacts.add(contact)
  return true
}

type Because = "beyondBound" | "allocation" | "singles"

/** Why the wave is matched pair by pair; undefined = it is not. */
function tooMuch(s: State, { all, circles }: Bids): Because | undefined {
  let contacts = 0
  for (const { size, contacts: asked } of circles) contacts += Math.min(size, asked)
  let pairs = 0
  for (const { size, contacts: asked } of circles) pairs += Math.min(size, asked) * Math.min(size, contacts)
  if (pairs > s.waves.maxPairs) return "beyondBound"
  const allocates = (agent: number) => s.index.profiles[s.agents.profile[agent]!]!.wishes?.allocates === true
  if (s.index.wishing && all.some(({ takers }) => takers.all.some(({ agent }) => allocates(agent)))) return "allocation"
  if (s.scansPairs && all.some(({ contact }) => scans(s.queues[s.contacts.queue[contact]!]!.own))) return "singles"
  return undefined
}

/** In order, but for those before which as many stand as there are agents, whom alone they may go to, too. */
function whoCanMatter(s: State, { all }: Bids): ReadonlyArray<Bid> {
  const seen = new Map<object, number>()
  return all
    .sort((a, b) => bidOrder(s, a, b))
    .filter(({ takers: { circle } }) => {
      const before = seen.get(circle) ?? 0
      seen.set(circle, before + 1)
      return before < circle.size
    })
}

/** The order of the first pairs of two contacts (SPEC SCORE-1). */
const bidOrder = (s: State, a: Bid, b: Bid): number =>
  b.rank - a.rank || b.score - a.score || (s.contacts.isOlder(a.contact, b.contact) ? -1 : 1)

/** Of each contact the agents who are first for it: as many as contacts can be given away at all, the others are not needed. */
function pairsOf(bids: ReadonlyArray<Bid>, agents: number, changed: number) {
  const most = Math.min(bids.length, changed)
  const at = new Int32Array(bids.length + 1)
  for (let n = 0; n < bids.length; n++) at[n + 1] = at[n]! + Math.min(bids[n]!.takers.all.length, most)
  const edges = at[bids.length]!
  const pairs: WavePairs = {
    contacts: bids.length,
    agents,
    at,
    agent: new Int32Array(edges),
    fit: new Float64Array(edges),
    rank: new Float64Array(edges)
  }
  const numberOf = new Map<number, number>()
  const agentOf: number[] = []
  for (let n = 0; n < bids.length; n++) {
    for (let e = at[n]!; e < at[n + 1]!; e++) {
      const { agent, fit, rank } = bids[n]!.takers.all[e - at[n]!]!
      let number = numberOf.get(agent)
      if (number === undefined) numberOf.set(agent, (number = agentOf.push(agent) - 1))
      pairs.agent[e] = number
      pairs.fit[e] = fit
      pairs.rank[e] = rank
    }
  }
  return { pairs, agentOf }
}

/** False = the round ends before a contact that an agent of this round should rather take, too. */
function offerAll(
  s: State,
  bids: ReadonlyArray<Bid>,
  given: Int32Array,
  pairs: WavePairs,
  agentOf: ReadonlyArray<number>,
  offer: Offer
): boolean {
  const served = new Uint8Array(pairs.agents)
  const again = new Set<number>()
  for (const [n, bid] of bids.entries()) {
    const to = given[n]!
    if (to < 0) continue
    const { contact } = bid
    const agent = agentOf[to]!
    if (again.size > 0 && shouldRather(s, bid, agent, again)) return false
    invariant(s.contacts.isOpen(contact) && allowed(s, contact, agent), "WAVE-3 an offer takes nothing from the others")
    offerOne(s, contact, agent, offer, passesOver(pairs, n, to, served) ? "WAVE-2" : undefined)
    served[to] = 1
    if (s.room(agent) !== 0) again.add(agent)
  }
  return true
}

/** Does somebody of this round, who may take it too, have fewer in hand than the agent whom this contact is given to? */
function shouldRather(s: State, { contact, takers }: Bid, agent: number, again: ReadonlySet<number>): boolean {
  const demand = s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)
  const bit = s.index.demandBit[demand]!
  const own = takers.all.find((taker) => taker.agent === agent)!
  return takers.all.some(
    (taker) => again.has(taker.agent) && (s.room(taker.agent) & bit) !== 0 && hasFewer(s, demand, taker, own)
  )
}

/** Is somebody before him in order, who is kept for a contact to come? */
function passesOver({ at, agent }: WavePairs, contact: number, to: number, served: Uint8Array): boolean {
  for (let e = at[contact]!; agent[e] !== to; e++) if (served[agent[e]!] === 0) return true
  return false
}
