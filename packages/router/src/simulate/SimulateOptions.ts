import type { Configuration } from "../Configuration.ts"
import type { Router } from "../Router.ts"

/** How a day is simulated, and what is told of it. */
export interface SimulateOptions {
  /** Where the random numbers begin: whole, 0 to 2^53 - 1. Default 1. */
  readonly seed?: number
  /**
   * Makes the router, e.g. with rules of your own: `(c) => createRouter(c, { rules })`. Asked once more for `regret`. Default:
   * `createRouter`.
   */
  readonly router?: (configuration: Configuration) => Router
  /** What counts as in time, for every queue, milliseconds. Default: each queue's `serviceLevelMs`, which is 20,000 where it says none. */
  readonly serviceLevelMs?: number
  /** Length of the intervals of the series, milliseconds. Default 1,800,000 = half an hour. */
  readonly intervalMs?: number
  /** Whether the result lists every contact. Default false. */
  readonly contacts?: boolean
  /** Whether the result tells what the rules lost by not seeing ahead (`Regret`), which takes another day and more. Default false. */
  readonly regret?: boolean
  /** Wall milliseconds, e.g. `() => performance.now()`: the result then tells how long the router took, and all. */
  readonly clock?: () => number
  /** Told about once an hour of the day, and at the end. */
  readonly onProgress?: (progress: Progress) => void
}

/** How far a simulation is. */
export interface Progress {
  /** The time of the day. */
  readonly nowMs: number
  /** Contacts that have come. */
  readonly arrived: number
  /** Contacts that will have come. */
  readonly contacts: number
}
