import type { ServiceLevels } from "../../measures/ratios.ts"
import { comers } from "../comers.ts"
import type { DayPlan } from "../DayPlan.ts"
import type { Fate } from "../Fate.ts"
import type { StaffingGoal, StaffingOptions, StaffingPlan } from "./StaffingPlan.ts"
import { withStaff } from "./withStaff.ts"

/** Agents by group, in the order of the plan. */
export type Counts = ReadonlyArray<number>

/** Everything a search needs, worked out once. */
export interface Setup {
  readonly plan: StaffingPlan
  readonly goal: StaffingGoal
  readonly formula: keyof ServiceLevels
  readonly groups: ReadonlyArray<string>
  readonly costs: ReadonlyArray<number>
  /** By interval and group. */
  readonly least: ReadonlyArray<Counts>
  readonly most: ReadonlyArray<Counts>
  readonly intervalMs: number
  readonly intervals: number
  readonly seeds: ReadonlyArray<number>
  readonly mostDays: number
  /** What has not ended so long after its interval counts as unserved. */
  readonly settleMs: number
  readonly serviceLevelMs: (queue: string) => number
  /** All agents there can be, without shifts: these are told interval by interval. */
  readonly day: DayPlan
  /** The contacts of each seed. */
  readonly drawn: ReadonlyArray<ReadonlyArray<Fate>>
  /** By seed: the place of the first contact of each interval, and the end. */
  readonly firsts: ReadonlyArray<ReadonlyArray<number>>
}

const halfHourMs = 1_800_000
const defaultServiceLevelMs = 20_000

export function setUp(plan: StaffingPlan, goal: StaffingGoal, options: StaffingOptions): Setup {
  const { days = 50, seed = 1, formula = "ofAll", intervalMs = halfHourMs, mostDays = 10_000 } = options
  const intervals = Math.ceil(plan.untilMs / intervalMs)
  const groups = Object.keys(plan.groups)
  const each = (limit: "least" | "most") =>
    Array.from({ length: intervals }, (_, at) => groups.map((name) => limitAt(plan.groups[name]![limit] ?? 0, at)))
  const most = each("most")
  const full = Object.fromEntries(groups.map((name, g) => [name, Math.max(0, ...most.map((counts) => counts[g]!))]))
  const staffed = withStaff(plan, [full], intervalMs)
  const day = { ...staffed, agents: staffed.agents.map((agent) => ({ ...agent, shifts: [] })) }
  const seeds = Array.from({ length: days }, (_, at) => seed + at)
  const drawn = seeds.map((each_) => comers(day, each_))
  const serviceLevelMs = (queue: string) =>
    options.serviceLevelMs ?? plan.configuration.queues[queue]?.serviceLevelMs ?? defaultServiceLevelMs
  return {
    plan,
    goal,
    formula,
    groups,
    costs: groups.map((name) => plan.groups[name]!.cost ?? 1),
    least: each("least"),
    most,
    intervalMs,
    intervals,
    seeds,
    mostDays,
    settleMs: settleMs(plan, goal, formula, serviceLevelMs, intervalMs),
    serviceLevelMs,
    day,
    drawn,
    firsts: drawn.map((fates) => firsts(fates, intervalMs, intervals))
  }
}

const limitAt = (limit: number | ReadonlyArray<number>, at: number): number =>
  typeof limit === "number" ? limit : (limit[at] ?? 0)

/** In time is known once the time is over; who gives up, and how long others wait, is given one interval to turn out. */
function settleMs(
  plan: StaffingPlan,
  goal: StaffingGoal,
  formula: keyof ServiceLevels,
  serviceLevelMs: (queue: string) => number,
  intervalMs: number
): number {
  const goals = [goal, ...Object.values(goal.queues ?? {})]
  const isKnownInTime = formula === "ofAll" || formula === "abandonedInTimeAsServed"
  const isLate = goals.some(({ abandonRate, meanWaitMs }) => abandonRate !== undefined || meanWaitMs !== undefined)
  if (isLate || !isKnownInTime) return intervalMs
  return Math.min(intervalMs, Math.max(...Object.keys(plan.configuration.queues).map(serviceLevelMs)))
}

function firsts(fates: ReadonlyArray<Fate>, intervalMs: number, intervals: number): number[] {
  const found: number[] = []
  let place = 0
  for (let at = 0; at <= intervals; at++) {
    while (place < fates.length && fates[place]!.arrivedAtMs < at * intervalMs) place++
    found.push(place)
  }
  return found
}
