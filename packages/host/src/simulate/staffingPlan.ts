import type { StaffGroup, StaffingPlan } from "@strowger/router/simulate"
import { dayPlan, shiftsOf } from "./dayPlan.ts"
import type { PlanFile } from "./PlanFile.ts"
import type { Plan } from "./readPlan.ts"

/**
 * The plan with its groups to count instead of its agents: of a group any number up to `most` may be there in every interval that lies
 * within its shifts; of a group without `count`, who is one person, that person or nobody. Breaks are left out: they are a matter of
 * rosters.
 */
export const staffingPlan = ({ file, day }: Plan, intervalMs: number, most: number): StaffingPlan => {
  const { agents: _, ...rest } = day
  const intervals = Math.ceil(day.untilMs / intervalMs)
  const groups = Object.entries(file.agents).map(([name, group]): readonly [string, StaffGroup] => {
    const { agent: _agent, shifts: _shifts, ...each } = one(file, name)
    const shifts = shiftsOf(group)
    const isThere = (at: number) =>
      shifts.some(({ fromMs, untilMs }) => fromMs <= at * intervalMs && (at + 1) * intervalMs <= untilMs)
    const count = group.count === undefined ? 1 : most
    return [name, { ...each, most: Array.from({ length: intervals }, (_each, at) => (isThere(at) ? count : 0)) }]
  })
  return { ...rest, groups: Object.fromEntries(groups) }
}

/** One agent of the group, as the engine is told of him. */
const one = (file: PlanFile, name: string) =>
  dayPlan({ ...file, agents: { [name]: { ...file.agents[name]!, count: 1 } } }).agents[0]!
