import type { ScheduleQueue } from "../../Command.ts"
import type { Interval } from "../../Interval.ts"
import type { Refusal } from "../../Refusal.ts"
import { closes, opens } from "../alarms/hours.ts"
import { emitFact } from "../emit.ts"
import { isOpen } from "../evolve/hours.ts"
import { badId, isId, refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { intervalsMistake } from "./intervals.ts"
import { knownQueue } from "./knownQueue.ts"

/** Hours in place of those before; the queue opens or closes at once where they say so (SPEC QUEUE-20). */
export function scheduleQueue(s: State, command: ScheduleQueue): Refusal | undefined {
  if (!isId(command.queue)) return badId("queue")
  const queue = knownQueue(s, command.queue)
  if (typeof queue !== "number") return queue
  const why = command.open === undefined ? undefined : intervalsMistake(command.open)
  if (why !== undefined) return refuse("InvalidValue", `open: ${why}`, "open")
  const open = command.open
    ?.filter(({ untilMs }) => untilMs > s.nowMs)
    .map(({ fromMs, untilMs }) => ({ fromMs, untilMs }))
  if (isSame(s.queueMore[queue]?.hours?.next, open)) return undefined
  const wasOpen = isOpen(s, queue)
  const atMs = s.nowMs
  emitFact(s, { type: "QueueScheduled", atMs, queue: command.queue, ...(open === undefined ? {} : { open }) })
  const opensNow = open === undefined || (open[0] !== undefined && open[0].fromMs <= atMs)
  if (wasOpen && !opensNow) closes(s, queue)
  if (!wasOpen && opensNow) opens(s, queue)
  return undefined
}

function isSame(one: ReadonlyArray<Interval> | undefined, other: ReadonlyArray<Interval> | undefined): boolean {
  if (one === undefined || other === undefined) return one === other
  const same = (interval: Interval, at: number) =>
    interval.fromMs === other[at]!.fromMs && interval.untilMs === other[at]!.untilMs
  return one.length === other.length && one.every(same)
}
