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
  const { index, work } = s
  const profile = s.agents.profile[agent]!
  const { walk } = s
  walk.begin(s.index.lanes, s.nowMs, best, s.found)
  for (const key of index.pivot.keys(profile)) {
    for (let channel = 0; channel < channels.length; channel++) {
      if ((room & (1 << channel)) === 0) continue
      for (const entry of index.pivot.under(key, channel)) open(s, agent, profile, entry)
    }
  }
  while (walk.size > 0) {
    const { contact } = walk
    work[Work.ContactTested]!++
    if (mayTake(s, contact, agent, profile)) {
      walk.tell(s.found)
      return contact
    }
    walk.goOn()
  }
  return best
}

function mayTake(s: State, contact: number, agent: number, profile: number): boolean {
  const { contacts, index, walk } = s
  if (!index.meets(index.demandOfClass(contacts.i[contact * 16 + I.Class]!), profile)) return false
  if (!s.queues[contacts.queue[contact]!]!.configured) return false
  const { delayMs } = walk
  if (delayMs > 0 && s.nowMs - contacts.enqueuedAtMs[contact]! < delayMs) return false
  return contacts.i[contact * 16 + I.Marked] === 0 || allowed(s, contact, agent)
}

/** Puts a lane among those to go down, unless its first comes after what was found. */
function open(s: State, agent: number, profile: number, entry: number): void {
  const { index, walk } = s
  const lane = entry >> 1
  if ((entry & 1) === 1 && !walk.isNew(lane)) return
  s.work[Work.LaneCompared]!++
  if (index.isPlain(profile)) return walk.add(lane, 0, 0, 0)
  const queue = index.pivot.queueOf(lane, index.lanes)
  if (!s.queues[queue]!.configured || index.isClosedTo(queue, profile)) return
  const { wishes } = index.profiles[profile]!
  walk.add(lane, shareOf(s, agent, queue), wishes?.prefers.get(queue) ?? 0, wishes?.delays.get(queue) ?? 0)
}
