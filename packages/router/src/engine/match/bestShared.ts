import { channels } from "../../Channel.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { allowed } from "./allowed.ts"
import { shareOf } from "./shares.ts"

/**
 * The waiting contact in shared lanes that makes the first pair in order with this agent, if it comes before `best`, whose key stands in
 * `found`; else `best`. Goes down the lanes under the agent's keys, the first in order of all their next ones first, so it ends with the
 * first that fits and tests nobody who comes after.
 */
export function bestShared(s: State, agent: number, room: number, best: number): number {
  const { contacts, index, work } = s
  const profile = s.agents.profile[agent]!
  const { walk } = s
  walk.begin(s.index.lanes, s.nowMs, best, s.found)
  for (const key of index.pivot.keys(profile)) {
    for (let channel = 0; channel < channels.length; channel++) {
      if ((room & (1 << channel)) === 0) continue
      for (const lane of index.pivot.under(key, channel)) open(s, agent, profile, lane)
    }
  }
  while (walk.size > 0) {
    const lane = walk.first
    const contact = walk.contactOf(lane)
    const demand = index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
    work[Work.ContactTested]!++
    const waitsEnough = s.nowMs - contacts.enqueuedAtMs[contact]! >= walk.delayMs(lane)
    const isFree = contacts.i[contact * 16 + I.Marked] === 0 || allowed(s, contact, agent)
    if (waitsEnough && isFree && index.meets(demand, profile)) {
      walk.tell(s.found)
      return contact
    }
    walk.moveTo(contacts.i[contact * 16 + I.Next]!)
  }
  return best
}

/** Puts a lane among those to go down, unless its first comes after what was found. */
function open(s: State, agent: number, profile: number, lane: number): void {
  const { index, walk } = s
  if (!walk.isNew(lane)) return
  s.work[Work.LaneCompared]!++
  const queue = index.pivot.queueOf(lane, index.lanes)
  if (!s.queues[queue]!.configured) return
  if (!index.isPlain(profile)) {
    if (index.isClosedTo(queue, profile)) return
    const { wishes } = index.profiles[profile]!
    walk.add(lane, shareOf(s, agent, queue), wishes?.prefers.get(queue) ?? 0, wishes?.delays.get(queue) ?? 0)
  } else walk.add(lane, 0, 0, 0)
}
