import type { State } from "../State.ts"
import { type AgentMore, withField } from "../state/More.ts"

/** He took a contact of a queue that his allocation names (SPEC SCORE-11). */
export function noteTaken(s: State, a: number, c: number): void {
  const more = s.agents.more[a]
  if (more?.allocation === undefined) return
  const queue = s.queueName[s.contacts.queue[c]!]!
  if (!Object.hasOwn(more.allocation, queue)) return
  const taken = { ...more.taken, [queue]: (more.taken?.[queue] ?? 0) + 1 }
  s.agents.more[a] = withField<AgentMore, "taken">(more, "taken", taken)
}
