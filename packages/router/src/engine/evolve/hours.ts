import { hours as hoursAlarm } from "../alarmKinds.ts"
import type { State } from "../State.ts"
import type { QueueHours } from "../state/More.ts"

export function setHours(s: State, queue: number, hours: QueueHours | undefined): void {
  const { hours: _, ...rest } = s.queueMore[queue] ?? {}
  const more = hours === undefined ? rest : { ...rest, hours }
  s.queueMore[queue] = Object.keys(more).length === 0 ? undefined : more
}

export const isOpen = (s: State, queue: number): boolean => s.queueMore[queue]?.hours?.open ?? true

/** The alarm rings when the queue closes, if it is open, or opens next. */
export function arm(s: State, queue: number): void {
  const hours = s.queueMore[queue]?.hours
  const [next] = hours?.next ?? []
  if (hours === undefined || next === undefined) s.alarms.clear(hoursAlarm, queue)
  else s.alarmAt(hoursAlarm, queue, hours.open ? next.untilMs : next.fromMs)
}

/** A queue that is not configured any more has no hours (SPEC QUEUE-20). */
export function dropHours(s: State): void {
  for (let queue = 0; queue < s.queues.length; queue++) {
    if (s.queues[queue]!.configured || s.queueMore[queue]?.hours === undefined) continue
    setHours(s, queue, undefined)
    arm(s, queue)
  }
}
