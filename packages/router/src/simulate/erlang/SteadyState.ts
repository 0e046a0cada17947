import type { ServiceLevels } from "../../measures/ratios.ts"

/**
 * What a pool under a steady load comes to in the long run. Shares are of the contacts admitted, 0 to 1; times are milliseconds. A
 * pool that can never keep up (more comes than its agents can do, nobody gives up, no end of places) has waits of Infinity.
 */
export interface SteadyState {
  /** Share of all arrivals turned away because every place is taken; 0 where there is no end of places. */
  readonly blocked: number
  /** Share that finds every agent busy, and so waits. */
  readonly mustWait: number
  /** Share that gives up. */
  readonly abandoned: number
  /** How many wait, on average over time. */
  readonly waiting: number
  /** Mean wait of all, those who do not wait and those who give up included. */
  readonly meanWaitMs: number
  /** Mean wait of those who are answered. */
  readonly meanWaitOfServedMs: number
  /** How long those who give up wait first, on average; undefined where nobody does. */
  readonly meanWaitOfAbandonedMs: number | undefined
  /** Share of the agents' time in which they have a contact. */
  readonly occupancy: number
  /** Share that would wait longer than `ms` if it had all the patience there is. */
  longerThan(ms: number): number
  /** Share answered within `ms`. */
  servedWithin(ms: number): number
  /** Share that gives up within `ms`. */
  abandonedWithin(ms: number): number
  /** The four service levels of SPEC MEAS-4; `shortMs` is what counts as a short abandon. */
  serviceLevels(ms: number, shortMs?: number): ServiceLevels
}

/** The four formulas from the shares that are the same in each. */
export function serviceLevelsOf(
  { servedWithin, abandonedWithin, abandoned }: Pick<SteadyState, "servedWithin" | "abandonedWithin" | "abandoned">,
  ms: number,
  shortMs = 0
): ServiceLevels {
  const inTime = servedWithin(ms)
  const ratio = (part: number, whole: number) => (whole === 0 ? undefined : part / whole)
  return {
    ofAnswered: ratio(inTime, 1 - abandoned),
    ofAll: inTime,
    withoutShortAbandons: ratio(inTime, 1 - abandonedWithin(shortMs)),
    abandonedInTimeAsServed: inTime + abandonedWithin(ms)
  }
}
