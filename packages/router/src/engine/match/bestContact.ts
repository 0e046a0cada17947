import { aged } from "../compile/Ageing.ts"
import { H } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import type { State } from "../State.ts"
import { F, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { bestHeldFor } from "./bestHeld.ts"
import { fitOf } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The waiting contact that makes the first pair in order with this agent (SPEC SCORE-1), or -1; `found` is the pair's key. Reads one
 * line per non-empty lane that fits.
 */
export function bestContactFor(s: State, agent: number): number {
  const room = s.room(agent)
  if (room === 0) return -1
  const held = s.heldFor.size === 0 ? -1 : bestHeldFor(s, agent)
  if (held >= 0) return held
  const { contacts, index, found } = s
  const { lanes, demandBit } = index
  const { hot, firstActive } = lanes
  const { i } = contacts
  const profile = s.agents.profile[agent]!
  const row = index.rowOfProfile(profile)
  const { reserve, wishes } = index.profiles[profile]!
  const { ids, fits } = row
  let best = -1
  let bestRank = Number.NEGATIVE_INFINITY
  let bestShare = 0
  let bestScore = 0
  let bestOrderAt = 0
  for (let at = 0; at < row.size; at++) {
    const demand = ids[at]!
    if ((room & demandBit[demand]!) === 0) continue
    if (reserve !== undefined && index.isClosed(demand, profile)) continue
    const first = demand < firstActive.length ? firstActive[demand]! : -1
    if (first < 0) continue
    const share = wishes === undefined ? 0 : shareOf(s, agent, index.demands[demand]!.queue)
    const delayMs = wishes === undefined ? 0 : index.delayMs(demand, profile)
    for (let lane = first; lane >= 0; lane = hot[lane * 8 + H.NextActive]!) {
      const line = lane * 8
      const rank = hot[line + H.Rank]!
      if (rank < bestRank || (rank === bestRank && share < bestShare)) continue
      const leads = rank > bestRank || share > bestShare
      let score = hot[line + H.Score]! + fits[at]!
      const ages = hot[line + H.Ages]! > 0
      if (!leads && score < bestScore && !ages) continue
      let contact = hot[line + H.Head]!
      let orderAt = hot[line + H.HeadOrderAt]!
      if (hot[line + H.Ages] === 2) {
        contact = bestOfLane(s, lane, agent, delayMs)
        if (contact < 0) continue
        orderAt = contacts.f[contact * 8 + F.OrderAt]!
        score += fitOf(s, contact, agent) - fits[at]!
      } else if (delayMs > 0) {
        contact = firstAfter(s, lane, agent, delayMs)
        if (contact < 0) continue
        orderAt = contacts.f[contact * 8 + F.OrderAt]!
      } else if (hot[line + H.Marked]! > 0) {
        while (contact >= 0 && i[contact * 16 + I.Marked] === 1 && !allowed(s, contact, agent)) {
          contact = i[contact * 16 + I.Next]!
        }
        if (contact < 0) continue
        orderAt = contacts.f[contact * 8 + F.OrderAt]!
      }
      if (ages) {
        score += aged(lanes.ageing[lane]!, s.nowMs - orderAt + hot[line + H.Shift]!)
        if (!leads && score < bestScore) continue
      }
      const wins =
        leads ||
        score > bestScore ||
        orderAt < bestOrderAt ||
        (orderAt === bestOrderAt && contacts.isOlder(contact, best))
      if (!wins) continue
      best = contact
      bestRank = rank
      bestShare = share
      bestScore = score
      bestOrderAt = orderAt
    }
  }
  found[K.Rank] = bestRank
  found[K.Share] = bestShare
  found[K.Score] = bestScore
  return best
}

/** For an agent with a delay: the first of the lane that has waited so long (SPEC SCORE-10), or -1. Oldest first, or newest first. */
function firstAfter(s: State, lane: number, agent: number, delayMs: number): number {
  const { contacts, index } = s
  const { newestFirst } = s.queues[index.demands[index.lanes.demand[lane]!]!.queue]!
  for (let contact = index.lanes.hot[lane * 8 + H.Head]!; contact >= 0; contact = contacts.i[contact * 16 + I.Next]!) {
    if (s.nowMs - contacts.enqueuedAtMs[contact]! < delayMs) {
      if (newestFirst) continue
      return -1
    }
    if (contacts.i[contact * 16 + I.Marked] === 0 || allowed(s, contact, agent)) return contact
  }
  return -1
}

/** Of a queue whose rule sees singles: the first of the lane in order for this agent, or -1. Looks at every contact in it. */
function bestOfLane(s: State, lane: number, agent: number, delayMs: number): number {
  const { contacts, index } = s
  const { hot, ageing } = index.lanes
  const shiftMs = hot[lane * 8 + H.Shift]!
  let best = -1
  let bestScore = 0
  for (let contact = hot[lane * 8 + H.Head]!; contact >= 0; contact = contacts.i[contact * 16 + I.Next]!) {
    if (contacts.i[contact * 16 + I.Marked] === 1 && !allowed(s, contact, agent)) continue
    if (s.nowMs - contacts.enqueuedAtMs[contact]! < delayMs) continue
    const grown = aged(ageing[lane]!, s.nowMs - contacts.f[contact * 8 + F.OrderAt]! + shiftMs)
    const score = fitOf(s, contact, agent) + grown
    // Oldest first, so that an equal one that came later does not win.
    if (best >= 0 && score <= bestScore) continue
    best = contact
    bestScore = score
  }
  return best
}
