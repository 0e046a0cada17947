import { type AgentRule, Each, Hands } from "../compile/AgentRule.ts"
import { handledSince } from "../match/handled.ts"
import type { State } from "../State.ts"

/** One agent as the contacts of one demand see him at the beginning of a round: what the order of pairs and of their queue goes by. */
export interface Taker {
  readonly agent: number
  /** What the pair adds to the score, the more the better. */
  readonly fit: number
  /** The rest as `AgentRule` has it, the less the better. */
  readonly rank: number
  readonly each: number
  /** In hand, so many of `of`. */
  readonly hands: number
  readonly of: number
  readonly rest: number
}

export function takerOf(s: State, demand: number, agent: number): Taker {
  const { agents, index } = s
  const { crews } = index
  const profile = agents.profile[agent]!
  const rule = s.queues[index.demands[demand]!.queue]!.agents
  const crew = agents.crew[agent]!
  const shares = rule.hands === Hands.Share
  return {
    agent,
    fit: index.fitOf(demand, profile),
    rank: index.demandRows.rankOf(demand, profile),
    each: eachOf(s, rule, agent),
    hands: rule.hands === Hands.Ignored ? 0 : shares ? crews.inUse[crew]! : crews.load[crew]!,
    of: shares ? index.profiles[profile]!.occupancy.whole : 1,
    rest: agents.rest[agent]!
  }
}

function eachOf(s: State, { each, windowMs }: AgentRule, agent: number): number {
  if (each === Each.Nothing) return 0
  return each === Each.LastOffer ? s.agents.lastOffer[agent]! : handledSince(s, agent, s.nowMs - windowMs)
}

/**
 * Does the first, who got a contact in this round, still have fewer in hand than the second, and is his equal in all that goes before
 * that? Where a queue does not ask what somebody has in hand he never has.
 */
export function hasFewer(s: State, demand: number, a: Taker, b: Taker): boolean {
  const { agents, index } = s
  const rule = s.queues[index.demands[demand]!.queue]!.agents
  if (rule.hands === Hands.Ignored || a.fit !== b.fit || a.rank !== b.rank) return false
  if (eachOf(s, rule, a.agent) !== eachOf(s, rule, b.agent)) return false
  const inHand = ({ agent }: Taker) => {
    const { occupancy } = index.profiles[agents.profile[agent]!]!
    const of = rule.hands === Hands.Share ? occupancy.inUse : occupancy.load
    return of[agents.occupancy[agent]!]!
  }
  return inHand(a) * b.of < inHand(b) * a.of
}

/** The order of pairs with one contact (SPEC SCORE-1), the same for all contacts of a demand. */
export const takerOrder = (a: Taker, b: Taker): number =>
  b.fit - a.fit || a.rank - b.rank || a.each - b.each || a.hands * b.of - b.hands * a.of || a.rest - b.rest
