import { fireAlarm } from "./alarmRules.ts"
import { notReady } from "./decide/agents.ts"
import { emit } from "./emit.ts"
import { endExclusion } from "./evolve/exclusions.ts"
import { endHoldFor } from "./holds.ts"
import { Kind } from "./log/Rows.ts"
import type { State } from "./State.ts"
import { Due } from "./Timers.ts"

/** What falls due by now, in order of due time, equal ones in the order they were set. Each fires once, so it ends. */
export function fireDue(s: State): void {
  const { timers, engagements } = s
  for (let timer = timers.first(); timer >= 0 && timers.dueAtMs(timer) <= s.nowMs; timer = timers.first()) {
    const target = timers.target(timer)
    switch (timers.what(timer)) {
      case Due.Offer:
        expire(s, target)
        break
      case Due.WrapUp:
        emit(s, Kind.WrapUpEnded, engagements.contact[target]!, engagements.agent[target]!, target, 0, 1, undefined)
        break
      case Due.Exclusion:
        endExclusion(s, target)
        break
      default:
        fireAlarm(s, timers.what(timer), target)
    }
  }
  timers.settleSoonest()
  endDelays(s)
  s.overdue = false
}

/** May something be due by now? */
export const isDue = (s: State): boolean => s.timers.soonestMs[0]! <= s.clock[0]! || s.delays.isSet

/** Who has waited long enough for somebody with a delay may be taken by him now; nothing but time passed, so it is no event (SPEC SCORE-10). */
function endDelays(s: State): void {
  if (!s.delays.isSet) return
  for (let c = s.delays.take(s.nowMs); c >= 0; c = s.delays.take(s.nowMs)) s.touchedContacts.add(c)
}

/** RONA: the contact is back at its place, and the agent is taken for absent unless the queue says otherwise (SPEC OFFER-8). */
function expire(s: State, engagement: number): void {
  const contact = s.engagements.contact[engagement]!
  const agent = s.engagements.agent[engagement]!
  const { staysReady, missesToNotReady, excludeMs } = s.queues[s.contacts.queue[contact]!]!
  emit(s, Kind.Expired, contact, agent, engagement, excludeMs, 0, undefined)
  endHoldFor(s, contact, agent, "missed")
  const isAbsent = missesToNotReady > 0 && s.agents.misses[agent]! >= missesToNotReady
  if (!staysReady || isAbsent) notReady(s, agent, "no answer")
}

export function nextDeadlineMs(s: State): number | undefined {
  const timer = s.timers.first()
  const dueAtMs = timer < 0 ? Number.POSITIVE_INFINITY : s.timers.dueAtMs(timer)
  const first = s.delays.isSet ? Math.min(dueAtMs, s.delays.next(s.nowMs)) : dueAtMs
  return first === Number.POSITIVE_INFINITY ? undefined : first
}

/** Exclusions and delays that were over by now: replay drops them before the fact that follows (they leave no fact of their own). */
export function dropEndedExclusions(s: State): void {
  const { timers } = s
  endDelays(s)
  for (let timer = timers.first(); timer >= 0 && timers.dueAtMs(timer) <= s.nowMs; timer = timers.first()) {
    if (timers.what(timer) !== Due.Exclusion) return
    endExclusion(s, timers.target(timer))
  }
}
