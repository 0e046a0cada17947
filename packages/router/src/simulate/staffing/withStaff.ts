import type { AgentPlan, DayPlan, Shift } from "../DayPlan.ts"
import type { StaffingPlan } from "./StaffingPlan.ts"

/** How many of each group are there, interval by interval. */
export type StaffCounts = ReadonlyArray<Readonly<Record<string, number>>>

const halfHourMs = 1_800_000

/**
 * The day with so many agents: a plan to `simulate` and `compare`. Agent `name#k` is there in every interval for which at least k of the
 * group are asked, in shifts as long as that lasts. `counts` may be the `groups` of a `Staffing`'s intervals.
 */
export function withStaff({ groups, ...day }: StaffingPlan, counts: StaffCounts, intervalMs = halfHourMs): DayPlan {
  const agents = Object.entries(groups).flatMap(([name, { least: _l, most: _m, cost: _c, ...each }]) => {
    const most = Math.max(0, ...counts.map((count) => count[name] ?? 0))
    return Array.from({ length: most }, (_, at): AgentPlan => {
      const isThere = counts.map((count) => (count[name] ?? 0) > at)
      return { ...each, agent: agentName(name, at), shifts: shifts(isThere, intervalMs) }
    })
  })
  return { ...day, agents }
}

/** The agent's name: his group's and his place in it, from 1. */
export const agentName = (group: string, at: number): string => `${group}#${at + 1}`

function shifts(isThere: ReadonlyArray<boolean>, intervalMs: number): Shift[] {
  const found: { fromMs: number; untilMs: number }[] = []
  for (const [at, there] of isThere.entries()) {
    if (!there) continue
    const last = found.at(-1)
    if (last?.untilMs === at * intervalMs) last.untilMs += intervalMs
    else found.push({ fromMs: at * intervalMs, untilMs: (at + 1) * intervalMs })
  }
  return found
}
