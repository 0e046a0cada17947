import { aged, longestMs, perPriority } from "../compile/Ageing.ts"
import { Curve, L, N } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { F, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { fitOf, scannedOf } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The first in order (SPEC SCORE-1) among `best`, whose key stands in `found`, and the contacts of the demands at these places of the row of
 * the agent's profile; `found` is its key. Reads one line per lane, and single contacts only where something stands between them and the
 * agent. `best` < 0 = nobody yet.
 */
export function betterOf(s: State, agent: number, room: number, first: number, last: number, best: number): number {
  const { contacts, index, found } = s
  const { cells, fits, addsFit } = index.rows
  const { f, i: line, firstActive } = index.lanes
  const profile = s.agents.profile[agent]!
  const isPlain = index.isPlain(profile)
  const nowMs = s.clock[0]!
  let better = best
  let bestRank = best < 0 ? noRank : found[K.Rank]!
  let bestShare = best < 0 ? 0 : found[K.Share]!
  let bestScore = best < 0 ? 0 : found[K.Score]!
  let bestOrderAt = best < 0 ? 0 : contacts.f[best * 8 + F.OrderAt]!
  let compared = 0
  for (let at = first; at < last; at++) {
    const cell = cells[at]!
    if ((room & (1 << (cell & 7))) === 0) continue
    const demand = cell >> 3
    let lane = demand < firstActive.length ? firstActive[demand]! : -1
    if (lane < 0 || (!isPlain && index.isClosed(demand, profile))) continue
    const share = isPlain ? 0 : shareOf(s, agent, index.demands[demand]!.queue)
    const delayMs = isPlain ? 0 : index.delayMs(demand, profile)
    for (; lane >= 0; lane = line[lane * 16 + N.Next]!) {
      compared++
      const order = line[lane * 16 + N.Order]!
      const rank = order >> 3
      if (rank < bestRank || (rank === bestRank && share < bestShare)) continue
      const leads = rank > bestRank || share > bestShare
      const curve = order & 7
      let score = f[lane * 8 + L.Score]!
      if (addsFit) score += fits[at]!
      if (!leads && curve === Curve.None && score < bestScore) continue
      let contact = line[lane * 16 + N.Head]!
      let orderAt = f[lane * 8 + L.HeadOrderAt]!
      if (delayMs > 0 || curve === Curve.Singles || line[lane * 16 + N.Marked]! > 0) {
        contact = firstOfLane(s, lane, agent, delayMs)
        if (contact < 0) continue
        orderAt = contacts.f[contact * 8 + F.OrderAt]!
      }
      if (curve === Curve.Line || curve === Curve.Root) {
        // `Math.min` and no comparison: a chosen constant would be boxed.
        const countedMs = Math.min(nowMs - orderAt, longestMs)
        if (curve === Curve.Line) score += Math.min(f[lane * 8 + L.Rate]! * countedMs, f[lane * 8 + L.Most]!)
        else score += Math.floor(f[lane * 8 + L.Rate]! * Math.sqrt(perPriority * countedMs))
      } else if (curve !== Curve.None) {
        addOwn(s, lane, contact, agent)
        score += found[K.Fit]!
      }
      if (!leads && score < bestScore) continue
      const wins =
        leads ||
        score > bestScore ||
        orderAt < bestOrderAt ||
        (orderAt === bestOrderAt && contacts.isOlder(contact, better))
      if (!wins) continue
      better = contact
      bestRank = rank
      bestShare = share
      bestScore = score
      bestOrderAt = orderAt
    }
  }
  s.work[Work.LaneCompared]! += compared
  found[K.Rank] = bestRank
  found[K.Share] = bestShare
  found[K.Score] = bestScore
  return better
}

/** Less than any, and a small integer. */
const noRank = -1_000_000

/** In the cell `Fit`, because a double handed back is boxed: what a wait adds by now where that is neither a line nor a root, and a scan rule. */
function addOwn(s: State, lane: number, contact: number, agent: number): void {
  const { lanes } = s.index
  const orderAt = s.contacts.f[contact * 8 + F.OrderAt]!
  const grown = aged(lanes.ageing[lane]!, s.clock[0]! - orderAt + lanes.shiftMs[lane]!)
  s.found[K.Fit] = grown + scannedOf(s, contact, agent)
}

/** The first of a lane in order whom this agent may take, or -1, where that may be another than its head. */
function firstOfLane(s: State, lane: number, agent: number, delayMs: number): number {
  const { contacts, index } = s
  if ((index.lanes.i[lane * 16 + N.Order]! & 7) === Curve.Singles) return bestOfLane(s, lane, agent, delayMs)
  if (delayMs > 0) return firstAfter(s, lane, agent, delayMs)
  let contact = index.lanes.i[lane * 16 + N.Head]!
  while (contact >= 0 && contacts.i[contact * 16 + I.Marked] === 1 && !allowed(s, contact, agent)) {
    s.work[Work.ContactTested]!++
    contact = contacts.i[contact * 16 + I.Next]!
  }
  return contact
}

/** For an agent with a delay: the first of the lane that has waited so long (SPEC SCORE-10), or -1. Oldest first, or newest first. */
function firstAfter(s: State, lane: number, agent: number, delayMs: number): number {
  const { contacts, index } = s
  const { newestFirst } = s.queues[contacts.queue[index.lanes.i[lane * 16 + N.Head]!]!]!
  for (let contact = index.lanes.i[lane * 16 + N.Head]!; contact >= 0; contact = contacts.i[contact * 16 + I.Next]!) {
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
  const { ageing, i: line } = index.lanes
  const shiftMs = index.lanes.shiftMs[lane]!
  let best = -1
  let bestScore = 0
  for (let contact = line[lane * 16 + N.Head]!; contact >= 0; contact = contacts.i[contact * 16 + I.Next]!) {
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
