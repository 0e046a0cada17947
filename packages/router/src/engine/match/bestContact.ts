import { aged, longestMs, perPriority } from "../compile/Ageing.ts"
import { Curve, L, N } from "../index/Lanes.ts"
import { K } from "../index/Pairs.ts"
import { P } from "../index/ProfileRows.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { F, I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { bestHeldFor } from "./bestHeld.ts"
import { bestShared } from "./bestShared.ts"
import { fitOf, scannedOf } from "./ownFit.ts"
import { shareOf } from "./shares.ts"

/**
 * The waiting contact that makes the first pair in order with this agent (SPEC SCORE-1), or -1; `found` is the pair's key. Reads one
 * line per non-empty lane that fits.
 */
export function bestContactFor(s: State, agent: number): number {
  const { agents, contacts, index, found, work } = s
  if (agents.presence[agent] !== Presence.Ready) return -1
  const profile = agents.profile[agent]!
  const room = index.occupancyOf[profile]!.room[agents.occupancy[agent]!]!
  if (room === 0) return -1
  work[Work.ContactSought]!++
  const held = s.index.held.firstOf(agent) < 0 ? -1 : bestHeldFor(s, agent)
  if (held >= 0) return held
  index.extendRow(profile)
  const { lanes, rows } = index
  const { f, i: line, firstActive } = lanes
  const { cells, fits, addsFit } = rows
  const isPlain = index.isPlain(profile)
  const nowMs = s.clock[0]!
  let best = -1
  let bestRank = noRank
  let bestShare = 0
  let bestScore = 0
  let bestOrderAt = 0
  let compared = 0
  const first = rows.at[profile * 4 + P.Start]!
  const last = first + rows.at[profile * 4 + P.Size]!
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
        (orderAt === bestOrderAt && contacts.isOlder(contact, best))
      if (!wins) continue
      best = contact
      bestRank = rank
      bestShare = share
      bestScore = score
      bestOrderAt = orderAt
    }
  }
  work[Work.LaneCompared]! += compared
  found[K.Rank] = bestRank
  found[K.Share] = bestShare
  found[K.Score] = bestScore
  return index.pivot.active === 0 ? best : bestShared(s, agent, room, best)
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
