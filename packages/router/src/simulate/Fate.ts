import type { ContactClass } from "./DayPlan.ts"
import type { SimulatedContact } from "./DayResult.ts"
import type { Planned } from "./Agenda.ts"
import type { Act } from "./Branch.ts"
import type { Draws } from "./draw/Draws.ts"

/** A contact of the day and what has become of it so far. */
export interface Fate {
  readonly class: string
  readonly asks: ContactClass
  /** Its place in its class, from 1. */
  readonly ordinal: number
  readonly draws: Draws
  readonly arrivedAtMs: number
  readonly handleMs: number
  /** Infinity = never leaves. */
  readonly patienceMs: number
  /** The queue it is in, or in which it was answered or left. */
  queue: string
  /** `unserved` until something else is known. */
  outcome: SimulatedContact["outcome"]
  /** When it was accepted, or left. */
  endedAtMs: number
  agent: string | undefined
  /** How often it was offered. */
  offers: number
  /** Place of its first offer, or of its leaving without one, among all first offers and such leavings; infinity = neither. */
  turn: number
  /** Work and wrap-up, once both are over. */
  spentMs: number
  leaves: Planned<Act> | undefined
  answer: Planned<Act> | undefined
}

/** Its id in the router: nothing else has it, because a place has digits alone. */
export const idOf = ({ class: name, ordinal }: Fate): string => `${name}#${ordinal}`
