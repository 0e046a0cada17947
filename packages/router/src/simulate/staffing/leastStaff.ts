import { PlanError } from "../PlanError.ts"
import { checkStaffing } from "./checkStaffing.ts"
import { firstGuess, servedBy } from "./Pools.ts"
import { report } from "./report.ts"
import { Search } from "./Search.ts"
import { setUp } from "./Setup.ts"
import type { Staffing } from "./Staffing.ts"
import type { StaffingGoal, StaffingOptions, StaffingPlan } from "./StaffingPlan.ts"

/**
 * The least staff, interval by interval, that meets what is asked, by simulation on the router itself.
 *
 * Every staff that is tried meets the same days (seeds). An interval meets what is asked when the contacts that came in it, all days
 * together, do. Least means: with any one agent taken away, of any group in any interval, some interval no longer does. It does not
 * mean that no other mixture of groups, and no other spread over the intervals, is smaller. What is found is the least for these days: on
 * others (`otherDays`) an interval may come out a little under what is asked. More days, or asking for a little more, close that. The search begins with what Erlang's formulas
 * say of each interval, goes up and down from there interval by interval, and ends when nobody can be taken away any more. Agents are
 * counted, not rostered.
 *
 * Throws a `PlanError` that lists every mistake, and a `StaffingLimitError` when it would take more than `mostDays`.
 */
export function staffing(plan: StaffingPlan, goal: StaffingGoal, options: StaffingOptions = {}): Staffing {
  const mistakes = checkStaffing(plan, goal, options)
  if (mistakes.length > 0) throw new PlanError(mistakes)
  const setup = setUp(plan, goal, options)
  const able = servedBy(setup)
  const search = new Search(setup, (progress) => options.onProgress?.(progress))
  search.run(firstGuess(setup, able))
  const { days, seed } = { days: setup.seeds.length, seed: setup.seeds[0]! }
  const others = setUp(plan, goal, { ...options, days, seed: seed + days })
  return report(setup, search, able, others)
}
