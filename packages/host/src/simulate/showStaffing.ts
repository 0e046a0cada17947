import type { StaffedInterval, Staffing } from "@strowger/router/simulate"
import { percent } from "../tables/figure.ts"
import { table } from "../tables/table.ts"
import { clockText } from "./Clock.ts"

/** Staff by half hour as a table, what it comes to, and what Erlang's formulas say beside it. */
export const showStaffing = (found: Staffing, fromMs: number): string => {
  const intervals = dayOnly(found, fromMs)
  return [byInterval(found, intervals), total(found), ...beside(found, intervals), ...unmet(intervals)].join("\n\n")
}

/** Without what lies before the day begins. */
export const dayOnly = (found: Staffing, fromMs: number): ReadonlyArray<StaffedInterval> =>
  found.intervals.filter(({ untilMs }) => untilMs > fromMs)

const seconds = (ms: number | undefined): string => (ms === undefined ? "—" : (ms / 1000).toFixed(1))

/** The only group that Erlang's formulas have something to say of. */
export const erlangGroup = ({ intervals }: Staffing): string | undefined => {
  const groups = Object.keys(intervals[0]?.erlang ?? {})
  return groups.length === 1 && Object.keys(intervals[0]?.groups ?? {}).length === 1 ? groups[0] : undefined
}

const byInterval = (found: Staffing, intervals: ReadonlyArray<StaffedInterval>): string => {
  const days = found.work.seeds.length
  const groups = Object.keys(found.agentHours.groups)
  const alone = erlangGroup(found)
  const queues = [...new Set(intervals.flatMap((each) => Object.keys(each.queues)))]
  return table([
    [
      "from",
      ...(groups.length > 1 ? groups : []),
      "agents",
      "come",
      "in time",
      "+-",
      "other days",
      ...(queues.length > 1 ? ["worst queue", ""] : []),
      "give up",
      "mean s",
      "occupancy",
      ...(alone === undefined ? [] : ["Erlang A", "Erlang C", "in time by A"])
    ],
    ...intervals.map((interval) => {
      const { fromMs, groups: counts, agents, achieved, otherDays, occupancy, erlang } = interval
      const lowest = worst(interval)
      const says = alone === undefined ? undefined : erlang[alone]
      return [
        clockText(fromMs),
        ...(groups.length > 1 ? groups.map((name) => String(counts[name])) : []),
        String(agents),
        (achieved.offered / days).toFixed(1),
        percent(achieved.serviceLevel),
        percent(achieved.serviceLevelError),
        percent(otherDays.serviceLevel),
        ...(queues.length > 1 ? [lowest?.[0] ?? "", percent(lowest?.[1])] : []),
        percent(achieved.abandonRate),
        seconds(achieved.meanWaitMs),
        percent(occupancy),
        ...(says === undefined
          ? []
          : [String(says.agentsByA ?? "—"), String(says.agentsByC ?? "—"), percent(says.serviceLevelByA)])
      ]
    })
  ])
}

/** The queue with the lowest service level, and that. */
export const worst = ({ queues }: StaffedInterval): readonly [name: string, level: number] | undefined => {
  const levels = Object.entries(queues).flatMap(([name, { serviceLevel }]) =>
    serviceLevel === undefined ? [] : [[name, serviceLevel] as const]
  )
  return levels.length === 0 ? undefined : levels.reduce((one, other) => (other[1] < one[1] ? other : one))
}

const total = ({ agentHours, work }: Staffing): string => {
  const groups = Object.entries(agentHours.groups)
  const each = groups.length > 1 ? ` (${groups.map(([name, hours]) => `${name} ${hours}`).join(", ")})` : ""
  return (
    `${agentHours.all} agent-hours${each}. With any one agent fewer in an interval that meets what is asked, some interval no longer does.\n` +
    `Over ${work.seeds.length} days; +- is half of the 95 % confidence interval; "other days": as many that the search did not see. Agents are counted, not rostered: shifts and breaks come on top.`
  )
}

const beside = (found: Staffing, intervals: ReadonlyArray<StaffedInterval>): ReadonlyArray<string> => {
  const alone = erlangGroup(found)
  const others = found.unlikeErlang
  if (alone === undefined) {
    return others.length === 0 ? [] : [`Erlang's formulas have no say here:\n${list(others)}`]
  }
  const pairs = intervals.flatMap(({ agents, erlang }) => {
    const byA = erlang[alone]?.agentsByA
    return byA === undefined ? [] : [agents - byA]
  })
  const count = (of: (by: number) => boolean) => pairs.filter(of).length
  return [
    `Beside Erlang A: ${count((by) => by === 0)} intervals the same, ${count((by) => by > 0)} with more agents, ${count((by) => by < 0)} with fewer. It takes each interval alone, as if\n` +
      `it went on for ever: it knows no queue left over from the one before, nobody who ends a contact after his time, and no chance.` +
      (others.length === 0 ? "" : `\nNor does it know:\n${list(others)}`)
  ]
}

const unmet = (intervals: ReadonlyArray<StaffedInterval>): ReadonlyArray<string> => {
  const missed = intervals.filter((interval) => interval.unmet.length > 0)
  if (missed.length === 0) return []
  return [
    `NOT MET with all the agents there can be:\n${list(missed.map(({ fromMs, unmet: asked }) => `${clockText(fromMs)}: ${asked.join("; ")}`))}`
  ]
}

const list = (lines: ReadonlyArray<string>): string => lines.map((line) => `  ${line}`).join("\n")
