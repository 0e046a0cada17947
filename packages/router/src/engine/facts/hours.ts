import type { RouterEvent } from "../../Event.ts"
import { arm, setHours } from "../evolve/hours.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"

export const scheduled: FactRule<Extract<RouterEvent, { type: "QueueScheduled" }>> = {
  follows: (s, { queue }) => isThere(s, queue),
  apply: (s, { queue: name, open }) => {
    const queue = s.queueFor(name)
    const isOpen = s.queueMore[queue]?.hours?.open ?? true
    const next = open?.map(({ fromMs, untilMs }) => ({ fromMs, untilMs }))
    setHours(s, queue, next === undefined ? undefined : { open: isOpen, next })
    arm(s, queue)
  }
}

export const opened: FactRule<Extract<RouterEvent, { type: "QueueOpened" }>> = {
  follows: (s, { queue }) => isThere(s, queue),
  apply: (s, { queue }) => turn(s, queue, true)
}

export const closed: FactRule<Extract<RouterEvent, { type: "QueueClosed" }>> = {
  follows: (s, { queue }) => isThere(s, queue),
  apply: (s, { queue }) => turn(s, queue, false)
}

function turn(s: State, name: string, open: boolean): void {
  const queue = s.queueFor(name)
  const hours = s.queueMore[queue]?.hours
  if (hours === undefined) return
  const [present, ...later] = hours.next
  const isOver = !open && present !== undefined && present.fromMs <= s.nowMs
  setHours(s, queue, { open, next: isOver ? later : hours.next })
  arm(s, queue)
}

const isThere = (s: State, queue: string): string | undefined =>
  s.queueOf.has(queue) ? undefined : `there is no queue ${queue}`
