import type { State } from "../State.ts"
import { type QueueMore, withField } from "../state/More.ts"

/** How many levels of a queue's reserve have joined. */
export const opens = (s: State, queue: number): number => s.reserveOpen[queue]!

/** Opening touches the queue's reserve of that level and nobody else. */
export function openReserve(s: State, queue: number, level: 1 | 2): void {
  setReserve(s, queue, level)
  const { index, agents } = s
  const { crews } = index
  for (let profile = 0; profile < crews.firstActive.length && profile < index.profiles.length; profile++) {
    if (index.profiles[profile]!.reserve?.get(queue) !== level) continue
    for (let crew = crews.firstActive[profile]!; crew >= 0; crew = crews.nextActive[crew]!)
      for (let agent = crews.head[crew]!; agent >= 0; agent = agents.next[agent]!) s.touchedAgents.add(agent)
  }
}

export function closeReserve(s: State, queue: number, level: 1 | 2): void {
  setReserve(s, queue, level === 2 ? 1 : 0)
}

/** Levels that the rules have no more are closed with them (SPEC RES-4). */
export function limitReserves(s: State): void {
  for (let queue = 0; queue < s.queues.length; queue++) {
    const levels = s.queues[queue]!.reserve.length as 0 | 1 | 2
    if (s.reserveOpen[queue]! > levels) setReserve(s, queue, levels)
  }
}

export function setReserve(s: State, queue: number, open: 0 | 1 | 2): void {
  s.reserveOpen[queue] = open
  const more = s.queueMore[queue]
  s.queueMore[queue] = withField<QueueMore, "reserve">(more, "reserve", open === 0 ? undefined : open)
}
