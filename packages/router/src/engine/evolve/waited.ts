import { waited } from "../alarmKinds.ts"
import { canDeflect } from "../canDeflect.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"

/** Who waits, reachable or not, goes on after the shortest wait that sends him somewhere; the alarm that is set stays. */
export function armWaited(s: State, c: number): void {
  const { admission } = s.queues[s.contacts.queue[c]!]!
  if (admission === undefined || !admission.waits || s.alarms.dueAtMs(waited, c) !== undefined) return
  let after = Number.POSITIVE_INFINITY
  for (const rule of admission.rules) {
    if ("waitedMs" in rule.when && rule.when.waitedMs < after && canDeflect(s, c, rule.do)) after = rule.when.waitedMs
  }
  if (after < Number.POSITIVE_INFINITY) s.alarmAt(waited, c, s.enqueuedAtMs(c) + after)
}

/** Another queue, or other rules: what was set holds no more. */
export function rearmWaited(s: State, c: number): void {
  s.alarms.clear(waited, c)
  const state = s.contacts.state(c)
  if (state === ContactState.Waiting || state === ContactState.Unreachable) armWaited(s, c)
}

export function disarmWaited(s: State, c: number): void {
  if (s.queues[s.contacts.queue[c]!]!.admission !== undefined) s.alarms.clear(waited, c)
}
