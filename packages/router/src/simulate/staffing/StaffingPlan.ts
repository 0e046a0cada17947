import type { ServiceLevels } from "../../measures/ratios.ts"
import type { AgentPlan, DayPlan } from "../DayPlan.ts"

/** A day whose staff is asked for: what comes and the rules as in a `DayPlan`, and in place of agents the groups they may come from. */
export interface StaffingPlan extends Omit<DayPlan, "agents"> {
  /** Whom to count, by name. */
  readonly groups: Readonly<Record<string, StaffGroup>>
}

/**
 * Agents who are alike. They are counted, not rostered: from interval to interval as many of them are there as the count says, the
 * first always first. Who is one too many takes nothing new, and leaves when what he has in hand is over.
 */
export interface StaffGroup extends Pick<AgentPlan, "signIn" | "answer" | "declines" | "misses" | "backMs"> {
  /** How many must be there: in every interval, or one number for each. Default 0. */
  readonly least?: number | ReadonlyArray<number>
  /** How many can be there. */
  readonly most: number | ReadonlyArray<number>
  /** What one agent costs for one interval, beside those of other groups. Default 1. */
  readonly cost?: number
}

/** What is asked of the contacts that come in an interval; what is left out is not asked. At least one is. */
export interface Goal {
  /** At least this share, 0 to 1, by the formula of the options. */
  readonly serviceLevel?: number
  /** At most this share gives up, 0 to 1. */
  readonly abandonRate?: number
  /** At most this mean wait of the answered, milliseconds. */
  readonly meanWaitMs?: number
}

/** What is asked of every interval. */
export interface StaffingGoal extends Goal {
  /** Asked of the contacts of one queue (in which they end), beside what is asked of all together. */
  readonly queues?: Readonly<Record<string, Goal>>
  /** At most this share of the agents' time in hand, 0 to 1 (SPEC MEAS-5), of all groups together. */
  readonly occupancy?: number
}

/** How the least staff is looked for. */
export interface StaffingOptions {
  /** Days that are simulated, the same for every staff that is tried: seeds `seed`, `seed + 1`, ... Default 50. */
  readonly days?: number
  /** The first seed. Default 1. */
  readonly seed?: number
  /** What counts as in time. Default: each queue's `serviceLevelMs`, which is 20,000 where it says none. */
  readonly serviceLevelMs?: number
  /** Which service level of SPEC MEAS-4 is meant. Default `ofAll`. */
  readonly formula?: keyof ServiceLevels
  /** Length of the intervals, milliseconds. Default 1,800,000 = half an hour. */
  readonly intervalMs?: number
  /** So many simulated days' work and no more; then a `StaffingLimitError` is thrown. Default 10,000. */
  readonly mostDays?: number
  /** Told after every staff that was tried. */
  readonly onProgress?: (progress: StaffingProgress) => void
}

/** How far the search is. */
export interface StaffingProgress {
  /** `search`: interval after interval. `check`: is there anybody too many? */
  readonly phase: "search" | "check"
  /** Intervals done in this phase. */
  readonly done: number
  /** Intervals in all. */
  readonly of: number
  /** The work so far, in simulated days. */
  readonly days: number
}
