import { B, keyOf } from "../index/Bounds.ts"
import { limits } from "../index/limits.ts"
import { K } from "../index/Pairs.ts"
import { P } from "../index/ProfileRows.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { F } from "../state/Contacts.ts"
import { bestHeldFor } from "./bestHeld.ts"
import { bestShared } from "./bestShared.ts"
import { betterOf } from "./betterOf.ts"

/**
 * The waiting contact that makes the first pair in order with this agent (SPEC SCORE-1), or -1; `found` is the pair's key.
 */
export function bestContactFor(s: State, agent: number): number {
  const { agents, index } = s
  if (agents.presence[agent] !== Presence.Ready) return -1
  const profile = agents.profile[agent]!
  const room = index.occupancyOf[profile]!.room[agents.occupancy[agent]!]!
  if (room === 0) return -1
  s.work[Work.ContactSought]!++
  const held = index.held.firstOf(agent) < 0 ? -1 : bestHeldFor(s, agent)
  if (held >= 0) return held
  index.extendRow(profile)
  const first = index.rows.at[profile * 4 + P.Start]!
  const size = index.rows.at[profile * 4 + P.Size]!
  const best =
    size > limits.bounded
      ? bestInRow(s, agent, room, first, first + size)
      : betterOf(s, agent, room, first, first + size, -1)
  return index.pivot.active === 0 ? best : bestShared(s, agent, room, best)
}

/**
 * Of those in lanes of their own. The demand with the highest bound is looked at first; mostly nobody else can win then. Nobody is left out
 * who could: a demand is passed over where its bound is below the best that was found, or equal while all its contacts come later.
 */
function bestInRow(s: State, agent: number, room: number, first: number, last: number): number {
  const { rows, bounds, lanes } = s.index
  const { cells, fits, addsFit } = rows
  const { cells: bound, least } = bounds
  const nowMs = s.clock[0]!
  if (!bounds.isFresh) bounds.recall(lanes)
  let top = -1
  let most = nothing
  let oldestAt = 0
  let next = nothing
  let met = 0
  for (let at = first; at < last; at++) {
    const cell = cells[at]!
    if ((room & (1 << (cell & 7))) === 0) continue
    const record = (cell >> 3) * 4
    let key = bound[record + B.At]! + bound[record + B.Slope]! * nowMs
    if (key < nothing) continue
    met++
    if (addsFit) key += fits[at]!
    if (key > most || (key === most && bound[record + B.OldestAt]! < oldestAt)) {
      next = most
      most = key
      oldestAt = bound[record + B.OldestAt]!
      top = at
    } else if (key > next) next = key
  }
  s.work[Work.BoundCompared]! += met
  if (top < 0) return -1
  const best = betterOf(s, agent, room, top, top + 1, -1)
  knowLeast(s, agent, best)
  return next < least[0]! ? best : betterThan(s, agent, room, first, last, top, best)
}

/** The same where others than the demand with the highest bound may win: looks at each whose bound does not say that it cannot. */
function betterThan(
  s: State,
  agent: number,
  room: number,
  first: number,
  last: number,
  top: number,
  known: number
): number {
  const { contacts, index } = s
  const { rows, bounds, lanes } = index
  const { cells, fits, addsFit } = rows
  const { cells: bound, least } = bounds
  let best = known
  for (let at = first; at < last; at++) {
    const cell = cells[at]!
    if ((room & (1 << (cell & 7))) === 0 || at === top) continue
    const record = (cell >> 3) * 4
    let key = bound[record + B.At]! + bound[record + B.Slope]! * s.clock[0]!
    if (addsFit) key += fits[at]!
    if (key < least[0]!) continue
    if (key === least[0]! && best >= 0 && bound[record + B.OldestAt]! > contacts.f[best * 8 + F.OrderAt]!) continue
    const better = betterOf(s, agent, room, at, at + 1, best)
    if (better === best) bounds.renew(lanes, cell >> 3)
    best = better
    knowLeast(s, agent, best)
  }
  return best
}

/** What a bound must reach to be looked at. Where an agent shares himself out over queues, that goes before the score: anything may win. */
function knowLeast(s: State, agent: number, best: number): void {
  const { found, index } = s
  const isOpen = best < 0 || (index.allocating && index.profiles[s.agents.profile[agent]!]!.wishes?.allocates === true)
  index.bounds.least[0] = isOpen ? nothing : keyOf(found[K.Rank]!, found[K.Score]!)
}

/** Less than any bound of a demand of which somebody waits. */
const nothing = -Number.MAX_VALUE
