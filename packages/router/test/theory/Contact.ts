/** What became of a contact. */
export const Outcome = { Waiting: 0, Served: 1, Abandoned: 2, Refused: 3 } as const

/** One contact of a day, as drawn and as it fared, whoever played the day. */
export interface Contact {
  /** Its place among all of the day, from 0. */
  readonly index: number
  /** Its class, from 0. */
  readonly kind: number
  readonly arrivedAtMs: number
  /** Since the contact before it came. */
  readonly gapMs: number
  readonly handleMs: number
  /** Infinity = never leaves. */
  readonly patienceMs: number
  outcome: number
  waitMs: number
  /** Who served it, from 0; -1 = nobody. */
  agent: number
  /** How many waited when it came; -1 = nobody counted. */
  found: number
}
