import { handsOrder, orderBeforeHands, rankOf } from "./agentOrder.ts"
import { mayMatch } from "./mayMatch.ts"
import { addedBy, type Pair, pairOrder } from "./order.ts"
import type { Agent, Contact, World } from "./world.ts"

/** A contact of a wave and the agents who may take it, the first pair in order first. */
interface Bid {
  readonly contact: Contact
  readonly agents: ReadonlyArray<Agent>
}

/** What of a contact is decided: `passesOver` = somebody before him in order is kept for a later contact. */
interface Given extends Pair {
  readonly agents: ReadonlyArray<Agent>
  readonly passesOver: boolean
}

export type PairByPair = "beyondBound" | "allocation" | "singles"

/** Several contacts and several agents could meet. */
export const isWave = (pairs: ReadonlyArray<Pair>): boolean =>
  pairs.some(({ contact }) => contact !== pairs[0]!.contact) && pairs.some(({ agent }) => agent !== pairs[0]!.agent)

/** The contacts that may be matched now, by their first pairs in order (SPEC WAVE-1). */
export function bidsOf(world: World, pairs: ReadonlyArray<Pair>): ReadonlyArray<Bid> {
  const order = pairOrder(world)
  const byContact = new Map<Contact, Pair[]>()
  for (const pair of pairs) byContact.set(pair.contact, [...(byContact.get(pair.contact) ?? []), pair])
  return [...byContact.values()]
    .map((own) => own.sort(order))
    .sort(([a], [b]) => order(a!, b!))
    .map((own) => ({ contact: own[0]!.contact, agents: own.map(({ agent }) => agent) }))
}

/** Why it is matched pair by pair all the same (SPEC WAVE-4). */
export function tooMuch(world: World, bids: ReadonlyArray<Bid>, maxPairs: number): PairByPair | undefined {
  const likeBefore = (bid: Bid, at: number) => bids.slice(0, at).filter((other) => haveTheSame(other, bid)).length
  const left = bids.filter((bid, at) => likeBefore(bid, at) < bid.agents.length)
  const pairs = left.reduce((sum, { agents }) => sum + Math.min(agents.length, left.length), 0)
  if (pairs > maxPairs) return "beyondBound"
  if (bids.some(({ agents }) => agents.some(({ allocation }) => Object.keys(allocation).length > 0)))
    return "allocation"
  const seesSingles = ({ contact }: Bid) => world.given[world.queues[contact.queue]?.rule ?? ""]?.scan === true
  return bids.some(seesSingles) ? "singles" : undefined
}

const haveTheSame = (a: Bid, b: Bid) =>
  a.agents.length === b.agents.length && a.agents.every((agent) => b.agents.includes(agent))

/** Of whom gets whom, in the order of the contacts: all different, as many as can be (SPEC WAVE-1), as well as can be (SPEC WAVE-2). */
export function assignment(world: World, bids: ReadonlyArray<Bid>): ReadonlyArray<Given> {
  const set: Bid[] = []
  for (const bid of bids) if (canAllBeGiven([...set, bid], [])) set.push(bid)
  const taken = best(world, set)
  return set.map(({ contact, agents }, at) => {
    const before = agents.slice(0, agents.indexOf(taken[at]!))
    return { contact, agent: taken[at]!, agents, passesOver: before.some((agent) => taken.indexOf(agent) > at) }
  })
}

/**
 * Should one of those who got a contact in this round rather take this one, too (SPEC WAVE-3)? One who may, has still fewer in hand than
 * the agent it is given to, and is his equal in all that goes before that.
 */
export function endsBefore(
  world: World,
  { contact, agent }: Pair,
  agents: ReadonlyArray<Agent>,
  served: ReadonlyArray<Agent>
): boolean {
  const added = (to: Agent) => addedBy(world, { contact, agent: to })
  return agents.some(
    (other) =>
      served.includes(other) &&
      mayMatch(world, contact, other) &&
      added(other) === added(agent) &&
      orderBeforeHands(world, contact)(other, agent) === 0 &&
      handsOrder(world, contact)(other, agent) < 0
  )
}

/** Can each of these be given an agent of its own, and none of those taken? */
function canAllBeGiven(bids: ReadonlyArray<Bid>, taken: ReadonlyArray<Agent>): boolean {
  const has = new Map<Agent, Bid>()
  const finds = (bid: Bid, asked: Set<Agent>): boolean =>
    bid.agents.some((agent) => {
      if (taken.includes(agent) || asked.has(agent)) return false
      asked.add(agent)
      const other = has.get(agent)
      if (other !== undefined && !finds(other, asked)) return false
      has.set(agent, bid)
      return true
    })
  return bids.every((bid) => finds(bid, new Set()))
}

/** Every way is tried, the first in order first, but for those that cannot become better than the best so far. */
function best(world: World, set: ReadonlyArray<Bid>): ReadonlyArray<Agent> {
  const worth = set.map(({ contact, agents }) =>
    agents.map((agent) => ({ fit: addedBy(world, { contact, agent }), rank: rankOf(world, contact, agent) }))
  )
  const most = sumsFromTheEnd(worth.map((of) => Math.max(...of.map(({ fit }) => fit))))
  const least = sumsFromTheEnd(worth.map((of) => Math.min(...of.map(({ rank }) => rank))))
  let found: { readonly taken: ReadonlyArray<Agent>; readonly fit: number; readonly rank: number } | undefined
  const look = (taken: ReadonlyArray<Agent>, fit: number, rank: number) => {
    const at = taken.length
    const atMost = fit + most[at]!
    const better = found === undefined || atMost > found.fit || (atMost === found.fit && rank + least[at]! < found.rank)
    if (!better || !canAllBeGiven(set.slice(at), taken)) return
    if (at === set.length) found = { taken, fit, rank }
    for (const [n, agent] of (set[at]?.agents ?? []).entries())
      if (!taken.includes(agent)) look([...taken, agent], fit + worth[at]![n]!.fit, rank + worth[at]![n]!.rank)
  }
  look([], 0, 0)
  return found!.taken
}

/** Of each place the sum of it and of all that follow; behind the last 0. */
const sumsFromTheEnd = (of: ReadonlyArray<number>): ReadonlyArray<number> =>
  of.reduceRight<ReadonlyArray<number>>((sums, one) => [one + sums[0]!, ...sums], [0])
