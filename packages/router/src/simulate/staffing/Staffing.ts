/** The least staff that was found, and what it achieves. Plain data, the same for the same plan, goal and options. */
export interface Staffing {
  /** Whether every interval meets what is asked. */
  readonly met: boolean
  /** One after the other, from the start of the day. */
  readonly intervals: ReadonlyArray<StaffedInterval>
  /** Agent-hours by group, and of all. */
  readonly agentHours: { readonly all: number; readonly groups: Readonly<Record<string, number>> }
  /** Sum of the costs. */
  readonly cost: number
  /** Why a simulated interval need not agree with Erlang's formulas here; empty = nothing speaks against them but the day's changes. */
  readonly unlikeErlang: ReadonlyArray<string>
  /** What it took. */
  readonly work: StaffingWork
}

/** What was simulated to find it. */
export interface StaffingWork {
  /** Seeds, each a day. */
  readonly seeds: ReadonlyArray<number>
  /** Staffs tried in an interval. */
  readonly trials: number
  /** All that was simulated, in days. */
  readonly days: number
}

/** One interval with the staff found for it. */
export interface StaffedInterval {
  /** Where it begins, from the start of the day. */
  readonly fromMs: number
  /** Where the next begins. */
  readonly untilMs: number
  /** Agents by group. */
  readonly groups: Readonly<Record<string, number>>
  /** Agents in all. */
  readonly agents: number
  /** What the contacts that came in it met, over all days. */
  readonly achieved: Achieved
  /** The same on as many other days: these owe nothing to the search, which takes away whoever its own days can do without. */
  readonly otherDays: Achieved
  /** The same as `achieved` by queue in which they ended, without confidence intervals. */
  readonly queues: Readonly<Record<string, Achieved>>
  /** Time in hand / time on duty or in hand, over all days; left out where nobody was. */
  readonly occupancy?: number
  /** What is asked and not met with all the agents there can be; empty = all is met. */
  readonly unmet: ReadonlyArray<string>
  /** What Erlang's formulas say, by group that serves its queues alone and is served by no other. */
  readonly erlang: Readonly<Record<string, ErlangInterval>>
}

/** How the contacts of an interval fared, all days together. What cannot be said is left out. */
export interface Achieved {
  /** Contacts that came. */
  readonly offered: number
  /** Answered, one settling time after the interval at the latest. */
  readonly served: number
  /** The customer left first. */
  readonly abandoned: number
  /** Not ended one settling time after the interval, or turned away: counted as not in time. */
  readonly unserved: number
  /** By the formula of the options, 0 to 1. */
  readonly serviceLevel?: number
  /** Half the width of its 95 percent confidence interval, from the days' differences. */
  readonly serviceLevelError?: number
  /** Abandoned and unserved / all that came and was not sent elsewhere. */
  readonly abandonRate?: number
  /** Of the served. */
  readonly meanWaitMs?: number
}

/** A stationary pool under the load of the interval. */
export interface ErlangInterval {
  /** Contacts that come during one mean handle time. */
  readonly erlangs: number
  /** The least agents by Erlang A, of those the group can have; left out where none are enough. */
  readonly agentsByA?: number
  /** The same by Erlang C, where nobody gives up. */
  readonly agentsByC?: number
  /** What Erlang A says of the staff found. */
  readonly serviceLevelByA: number
  /** The same of who gives up. */
  readonly abandonRateByA: number
  /** The same of the mean wait of the answered. */
  readonly meanWaitMsByA: number
}
