import { isRecord, show, unknownFields, type Wrong } from "../../engine/compile/check.ts"
import { checkPlan } from "../checkPlan.ts"
import { isTime } from "../isTime.ts"
import type { PlanMistake } from "../PlanError.ts"
import type { StaffingGoal, StaffingOptions, StaffingPlan } from "./StaffingPlan.ts"

const groupFields = ["signIn", "answer", "declines", "misses", "backMs", "least", "most", "cost"]
const mostAgents = 10_000

/** Everything that is wrong with what is asked, at once; empty = good. */
export function checkStaffing(plan: StaffingPlan, goal: StaffingGoal, options: StaffingOptions = {}): PlanMistake[] {
  const mistakes: PlanMistake[] = []
  const wrong: Wrong = (path, text) => void mistakes.push({ path, text })
  const { groups, ...day } = plan
  if (!isRecord(groups) || Object.keys(groups).length === 0) {
    wrong("groups", "whom to count is missing: write e.g. { agents: { most: 40 } }")
    return mistakes
  }
  const names = Object.keys(groups)
  const one = names.map((name) => {
    const { least: _l, most: _m, cost: _c, ...each } = isRecord(groups[name]) ? groups[name] : {}
    return { agent: name, ...each, shifts: [] }
  })
  const { days = 50, mostDays = 10_000, intervalMs = 1_800_000, serviceLevelMs = 0, seed = 1 } = options
  for (const { path, text } of checkPlan({ ...day, agents: one }, { seed, serviceLevelMs, intervalMs })) {
    const at = /^agents\[(\d+)\]/.exec(path)
    mistakes.push({ path: at === null ? path : path.replace(at[0], `groups.${names[Number(at[1])]}`), text })
  }
  const intervals = isTime(day.untilMs) && isTime(intervalMs) ? Math.ceil(day.untilMs / Math.max(1, intervalMs)) : 0
  for (const name of names) checkGroup(name, groups[name], intervals, wrong)
  checkGoal(goal, Object.keys(isRecord(day.configuration) ? (day.configuration.queues ?? {}) : {}), wrong)
  if (!Number.isSafeInteger(days) || days < 2) wrong("options.days", `${show(days)} is not a whole number, at least 2`)
  if (!(mostDays > 0)) wrong("options.mostDays", `${show(mostDays)} is not a number above 0`)
  if (intervals === 0) wrong("untilMs", "a day of no length has no interval to staff")
  for (const [queue, { serviceLevelMs: own = 20_000 } = {}] of Object.entries(plan.configuration?.queues ?? {})) {
    if ((options.serviceLevelMs ?? own) > intervalMs) {
      wrong(
        "options.intervalMs",
        `${show(intervalMs)} is shorter than what counts as in time in ${queue}: give longer intervals`
      )
    }
  }
  return mistakes
}

function checkGroup(name: string, group: unknown, intervals: number, wrong: Wrong): void {
  const path = `groups.${name}`
  if (!isRecord(group)) return wrong(path, "is not an object: write e.g. { most: 40 }")
  if (name.includes("#")) wrong(path, "a group's name has no #")
  unknownFields(group, groupFields, `${path}.`, wrong)
  const { least = 0, most, cost = 1 } = group
  const isCount = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= mostAgents
  for (const [field, limit] of Object.entries({ least, most })) {
    const all: ReadonlyArray<unknown> = Array.isArray(limit) ? limit : [limit]
    if (!all.every(isCount))
      wrong(`${path}.${field}`, `${show(limit)} is not a whole number from 0 to ${mostAgents}, or a list of them`)
    else if (Array.isArray(limit) && limit.length !== intervals) {
      wrong(`${path}.${field}`, `has ${limit.length} numbers, the day ${intervals} intervals`)
    }
  }
  const at = (limit: unknown, n: number) => Number(Array.isArray(limit) ? limit[n] : limit)
  for (let n = 0; n < intervals; n++) {
    if (at(least, n) > at(most, n)) {
      wrong(`${path}.least`, `${at(least, n)} is more than most, ${at(most, n)}, in interval ${n + 1}`)
      break
    }
  }
  if (typeof cost !== "number" || !(cost > 0) || cost === Number.POSITIVE_INFINITY)
    wrong(`${path}.cost`, `${show(cost)} is not a number above 0`)
}

function checkGoal(goal: StaffingGoal, known: ReadonlyArray<string>, wrong: Wrong): void {
  const given: unknown = goal
  if (!isRecord(given)) return wrong("goal", "what is asked is missing: write e.g. { serviceLevel: 0.8 }")
  const { queues = {}, occupancy, ...all } = goal
  unknownFields(all, ["serviceLevel", "abandonRate", "meanWaitMs"], "goal.", wrong)
  const goals = [
    ["goal", all] as const,
    ...Object.entries(queues).map(([queue, each]) => [`goal.queues.${queue}`, each] as const)
  ]
  for (const [path, each] of goals) {
    for (const field of ["serviceLevel", "abandonRate"] as const) {
      const share = each[field]
      if (share !== undefined && !(share >= 0 && share <= 1)) {
        wrong(`${path}.${field}`, `${show(share)} is not a share from 0 to 1: write 0.8 for 80 percent`)
      }
    }
    if (each.meanWaitMs !== undefined && !(each.meanWaitMs >= 0))
      wrong(`${path}.meanWaitMs`, `${show(each.meanWaitMs)} is not milliseconds`)
  }
  for (const queue of Object.keys(queues)) {
    if (!known.includes(queue)) wrong(`goal.queues.${queue}`, `no queue ${show(queue)}: there are ${known.join(", ")}`)
  }
  if (occupancy !== undefined && !(occupancy > 0 && occupancy <= 1)) {
    wrong("goal.occupancy", `${show(occupancy)} is not a share above 0, at most 1`)
  }
  const asked = goals.flatMap(([, each]) => [each.serviceLevel, each.abandonRate, each.meanWaitMs]).concat(occupancy)
  if (asked.every((each) => each === undefined)) wrong("goal", "asks for nothing: write e.g. { serviceLevel: 0.8 }")
}
