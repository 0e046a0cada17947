import { expiring, leaving, relaxing } from "../alarmKinds.ts"
import { canDeflect } from "../canDeflect.ts"
import { stepAfter, stepReached } from "../compile/Relaxation.ts"
import type { State } from "../State.ts"
import { ContactState, I, Origin } from "../state/Contacts.ts"

/** It came to its queue: at the step that its wait has reached, which is told by nothing else (SPEC RELAX-1). */
export function startSteps(s: State, c: number): void {
  const rule = s.queues[s.contacts.queue[c]!]!.relaxation
  const waitMs = s.nowMs - s.contacts.enqueuedAtMs[c]!
  s.contacts.i[c * 16 + I.Step] = stepReached(rule, s.contacts.more[c]?.attributes, waitMs)
}

/** Sets when it goes on next, and when it leaves. */
export function armSteps(s: State, c: number): void {
  const next = nextStep(s, c)
  if (next < 0) s.alarms.clear(relaxing, c)
  else {
    const { afterMs } = s.queues[s.contacts.queue[c]!]!.relaxation!.stages[next]!
    const enqueuedAtMs = s.contacts.enqueuedAtMs[c]!
    // Those who have just come have the duration in common, and stand in a list.
    if (enqueuedAtMs === s.nowMs) s.alarmAfter(relaxing, c, afterMs)
    else s.alarmAt(relaxing, c, enqueuedAtMs + afterMs)
  }
  armLeaving(s, c)
}

/** The step after the one it is at; -1 = there is none. */
export function nextStep(s: State, c: number): number {
  const rule = s.queues[s.contacts.queue[c]!]!.relaxation
  if (rule === undefined) return -1
  const next = stepAfter(rule, s.contacts.more[c]?.attributes, s.contacts.i[c * 16 + I.Step]!)
  return next === 0 ? -1 : next
}

/** While it rings it does not leave, nor once somebody has served it. */
export function armLeaving(s: State, c: number): void {
  const after = s.queues[s.contacts.queue[c]!]!.relaxation?.after
  const state = s.contacts.state(c)
  const waits = state === ContactState.Waiting || state === ContactState.Unreachable
  const isNew = s.contacts.more[c]?.served === undefined
  if (after === undefined || !waits || !isNew || !canDeflect(s, c, after.deflection)) s.alarms.clear(leaving, c)
  else s.alarmAt(leaving, c, Math.max(s.nowMs, s.contacts.enqueuedAtMs[c]! + after.afterMs))
}

/** Somebody serves it. */
export function stopSteps(s: State, c: number): void {
  s.alarms.clear(relaxing, c)
  s.alarms.clear(leaving, c)
}

export function goTo(s: State, c: number, step: number): void {
  s.contacts.i[c * 16 + I.Step] = step
  reclassify(s, c)
  armSteps(s, c)
}

/** What it brought of its own is asked for no more. */
export function dropOwnNeeds(s: State, c: number): void {
  s.contacts.needs[c] = undefined
  s.alarms.clear(expiring, c)
  reclassify(s, c)
}

/** What it asks for changed: to the place that its clock gives it among those who ask for the same. */
export function reclassify(s: State, c: number): void {
  const waits = s.contacts.isOpen(c)
  if (waits) s.index.leaveLane(s.contacts, c)
  s.classify(c)
  if (s.leaves) s.asked.add(c)
  if (!waits) return
  if (s.contacts.state(c) === ContactState.Waiting) s.contacts.i[c * 16 + I.Origin] = Origin.Returned
  s.index.enterLane(s.contacts, c)
  s.touchedContacts.add(c)
}
