import type { State } from "../State.ts"
import { EngagementState } from "../state/Engagements.ts"

/** Of a queue that an agent's allocation does not name: it comes after all that it names. Less than any share. */
const notNamed = -9_000_000_000_000_000

/**
 * How far an agent is behind with a queue, in hundredths of a contact: its percentage of all he had of the queues his allocation names,
 * less what he had of this one; had = accepted, or ringing now (SPEC SCORE-11). 0 without an allocation.
 *
 * With two queues that never run dry he is never a whole contact off: their shares d and -d add up to 0, and the larger is taken. Taking
 * the first (d >= 0, percentage p) leaves d + p - 100, taking the second (d <= 0) leaves d + p. So d stays within p - 100 and p. With more
 * queues no share falls below p - 100 either, for the largest of shares that add up to 0 is not below 0: nobody gets as much as a contact
 * too many.
 */
export function shareOf(s: State, agent: number, queue: number): number {
  const { allocation, taken = {} } = s.agents.more[agent] ?? {}
  if (allocation === undefined) return 0
  const name = s.queueName[queue]!
  if (!Object.hasOwn(allocation, name)) return notNamed
  let total = 0
  let own = 0
  for (const of of Object.keys(taken)) {
    total += taken[of]!
    if (of === name) own = taken[of]!
  }
  const { engagements, contacts } = s
  for (let e = s.agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) {
    if (engagements.state[e] !== EngagementState.Offered) continue
    const ringing = contacts.queue[engagements.contact[e]!]!
    if (!Object.hasOwn(allocation, s.queueName[ringing]!)) continue
    total++
    if (ringing === queue) own++
  }
  return allocation[name]! * total - 100 * own
}
