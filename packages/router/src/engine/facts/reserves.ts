import type { RouterEvent } from "../../Event.ts"
import { closeReserve, openReserve } from "../evolve/reserves.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"

export const reserveOpened: FactRule<Extract<RouterEvent, { type: "ReserveOpened" }>> = {
  follows: (s, { queue, level }) => hasOpen(s, queue, level - 1),
  apply: (s, { queue, level }) => openReserve(s, s.queueFor(queue), level)
}

export const reserveClosed: FactRule<Extract<RouterEvent, { type: "ReserveClosed" }>> = {
  follows: (s, { queue, level }) => hasOpen(s, queue, level),
  apply: (s, { queue, level }) => closeReserve(s, s.queueFor(queue), level)
}

function hasOpen(s: State, name: string, level: number): string | undefined {
  const queue = s.queueOf.get(name)
  if (queue === undefined) return `there is no queue ${name}`
  return s.reserveOpen[queue] === level ? undefined : `the reserve of ${name} is not at level ${level}`
}
