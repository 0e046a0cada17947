import type { ServiceLevels } from "../../measures/ratios.ts"
import type { Goal, StaffingGoal } from "./StaffingPlan.ts"
import type { Tally } from "./Tally.ts"

/** Something asked and not met. */
export interface Shortfall {
  readonly text: string
  /** How far from it, as a share of what is asked: above 0. */
  readonly by: number
}

/** What one interval came to, all days together. */
export interface IntervalTally {
  readonly all: Tally
  readonly queues: ReadonlyMap<string, Tally>
  /** Undefined = nobody was there, or it is not asked. */
  readonly occupancy: number | undefined
}

/** What is asked and not met; where no contact came, nothing is asked of contacts. */
export function shortfalls(
  goal: StaffingGoal,
  { all, queues, occupancy }: IntervalTally,
  formula: keyof ServiceLevels
): Shortfall[] {
  const found = ofContacts("", goal, all, formula)
  for (const [queue, asked] of Object.entries(goal.queues ?? {})) {
    const tally = queues.get(queue)
    if (tally !== undefined) found.push(...ofContacts(`${queue}: `, asked, tally, formula))
  }
  if (goal.occupancy !== undefined && occupancy !== undefined && occupancy > goal.occupancy) {
    found.push({
      text: `occupancy ${percent(occupancy)}, asked at most ${percent(goal.occupancy)}`,
      by: (occupancy - goal.occupancy) / goal.occupancy
    })
  }
  return found
}

function ofContacts(name: string, goal: Goal, tally: Tally, formula: keyof ServiceLevels): Shortfall[] {
  const found: Shortfall[] = []
  const [part, whole] = tally.level(formula)
  if (goal.serviceLevel !== undefined && whole > 0 && part < goal.serviceLevel * whole) {
    const level = part / whole
    // Where nearly nobody is answered in time any more, whoever answers somebody at all still counts for something.
    const by = (goal.serviceLevel - level) / goal.serviceLevel + 0.1 * (1 - tally.served / tally.offered)
    found.push({ text: `${name}service level ${percent(level)}, asked ${percent(goal.serviceLevel)}`, by })
  }
  const ended = tally.served + tally.abandoned + tally.unserved
  const rate = ended === 0 ? 0 : (tally.abandoned + tally.unserved) / ended
  if (goal.abandonRate !== undefined && rate > goal.abandonRate) {
    const by = (rate - goal.abandonRate) / (goal.abandonRate + 0.01)
    found.push({ text: `${name}${percent(rate)} give up, asked at most ${percent(goal.abandonRate)}`, by })
  }
  const meanMs = tally.served === 0 ? (tally.unserved > 0 ? Number.POSITIVE_INFINITY : 0) : tally.waitMs / tally.served
  if (goal.meanWaitMs !== undefined && meanMs > goal.meanWaitMs) {
    const by = (Math.min(meanMs, 86_400_000) - goal.meanWaitMs) / (goal.meanWaitMs + 1000)
    found.push({ text: `${name}mean wait ${seconds(meanMs)}, asked at most ${seconds(goal.meanWaitMs)}`, by })
  }
  return found
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
