import type { ScheduleQueue } from "../../../Command.ts"
import type { Interval } from "../../../Interval.ts"
import { setHours, turn } from "../hours.ts"
import type { Ledger, Reason } from "../Ledger.ts"

export function scheduleQueue(ledger: Ledger, { queue, open }: ScheduleQueue): Reason | undefined {
  const { world, nowMs: atMs } = ledger
  if (world.queues[queue] === undefined) return "QueueUnknown"
  if (open !== undefined && !isInOrder(open)) return "InvalidValue"
  const left = open?.filter(({ untilMs }) => untilMs > atMs)
  if (JSON.stringify(world.hours[queue]?.next) === JSON.stringify(left)) return undefined
  const wasOpen = world.hours[queue]?.open ?? true
  const isOpen = left === undefined || left.some(({ fromMs }) => fromMs <= atMs)
  ledger.say({ type: "QueueScheduled", atMs, queue, ...(left === undefined ? {} : { open: left }) })
  setHours(ledger, queue, left === undefined ? undefined : { open: wasOpen, next: left })
  if (wasOpen !== isOpen) turn(ledger, queue, isOpen)
  return undefined
}

export const isInOrder = (open: ReadonlyArray<Interval>): boolean =>
  open.every(({ fromMs, untilMs }, at) => fromMs < untilMs && (at === 0 || fromMs > open[at - 1]!.untilMs))
