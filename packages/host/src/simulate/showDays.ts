import type { AgentFigures, ContactFigures, DayResult } from "@strowger/router/simulate"
import { percent } from "../tables/figure.ts"
import { table } from "../tables/table.ts"
import { clockText } from "./Clock.ts"
import type { PlanFile } from "./PlanFile.ts"
import { pooledSeries, type Spread, spreadOf } from "./pooled.ts"

/** Simulated days as tables: by queue, by interval, by group of agents. Of several days each figure is their mean. */
export const showDays = (file: PlanFile, days: ReadonlyArray<DayResult>): string =>
  [
    byQueue(file, days),
    ...(days.length > 1 ? [ranges(days)] : []),
    byInterval(days),
    byGroup(file, days),
    fairness(days)
  ].join("\n\n")

const seconds = (ms: number | undefined): string => (ms === undefined ? "—" : (ms / 1000).toFixed(1))
const count = (days: ReadonlyArray<DayResult>, value: number | undefined): string =>
  value === undefined ? "—" : days.length === 1 ? String(value) : value.toFixed(1)

const byQueue = (file: PlanFile, days: ReadonlyArray<DayResult>): string => {
  const row = (name: string, of: (day: DayResult) => ContactFigures): ReadonlyArray<string> => {
    const mean = (figure: (figures: ContactFigures) => number | undefined): number | undefined =>
      spreadOf(days, (day) => figure(of(day)))?.mean
    return [
      name,
      count(
        days,
        mean((f) => f.offered)
      ),
      count(
        days,
        mean((f) => f.served)
      ),
      count(
        days,
        mean((f) => f.abandoned)
      ),
      count(
        days,
        mean((f) => f.deflected + f.refused + f.unserved)
      ),
      percent(mean((f) => f.abandonRate)),
      percent(mean((f) => f.serviceLevel.ofAll)),
      seconds(mean((f) => f.waitAll.meanMs)),
      seconds(mean((f) => f.waitAll.p50Ms)),
      seconds(mean((f) => f.waitAll.p80Ms)),
      seconds(mean((f) => f.waitAll.p95Ms)),
      seconds(mean((f) => f.waitAll.maxMs)),
      seconds(mean((f) => f.handleMs))
    ]
  }
  return table([
    [
      "queue",
      "offered",
      "served",
      "aband.",
      "other",
      "aband.",
      "in time",
      "mean s",
      "p50 s",
      "p80 s",
      "p95 s",
      "max s",
      "handle s"
    ],
    ...Object.keys(file.queues).map((queue) => row(queue, (day) => day.queues[queue]!)),
    row("all", (day) => day.all)
  ])
}

/** How far the days lie apart. */
const ranges = (days: ReadonlyArray<DayResult>): string => {
  const row = (
    name: string,
    of: (day: DayResult) => number | undefined,
    text: (value: number | undefined) => string
  ): ReadonlyArray<string> => {
    const spread: Spread | undefined = spreadOf(days, of)
    return [name, text(spread?.mean), text(spread?.least), text(spread?.most)]
  }
  return table([
    [`${days.length} days`, "mean", "least", "most"],
    row("mean wait, s", (day) => day.all.waitAll.meanMs, seconds),
    row("in time", (day) => day.all.serviceLevel.ofAll, percent),
    row("abandoned", (day) => day.all.abandonRate, percent),
    row("occupancy", (day) => day.staff.occupancy, percent)
  ])
}

const byInterval = (days: ReadonlyArray<DayResult>): string =>
  table([
    ["from", "offered", "served", "aband.", "in time", "mean s", "agents", "busy", "occupancy"],
    ...pooledSeries(days).map((point) => [
      clockText(point.fromMs),
      count(days, point.offered),
      count(days, point.served),
      count(days, point.abandoned),
      percent(point.serviceLevel),
      seconds(point.meanWaitMs),
      point.staffed.toFixed(1),
      point.busy.toFixed(1),
      percent(point.staffed === 0 ? undefined : point.busy / point.staffed)
    ])
  ])

const byGroup = (file: PlanFile, days: ReadonlyArray<DayResult>): string =>
  table([
    ["agents", "", "hours", "served", "missed", "occupancy", "least", "most"],
    ...Object.entries(file.agents).map(([name, group]) => {
      const figures = days.flatMap((day) => membersOf(name, group).flatMap((agent) => day.agents[agent] ?? []))
      const occupancies = figures.flatMap(({ occupancy }) => occupancy ?? [])
      const sum = (of: (figures: AgentFigures) => number): number =>
        figures.reduce((total, each) => total + of(each), 0) / days.length
      return [
        name,
        String(group.count ?? 1),
        (sum((f) => f.staffedMs) / 3_600_000).toFixed(1),
        count(
          days,
          sum((f) => f.served)
        ),
        count(
          days,
          sum((f) => f.missed)
        ),
        percent(occupancyOf(figures)),
        percent(occupancies.length === 0 ? undefined : Math.min(...occupancies)),
        percent(occupancies.length === 0 ? undefined : Math.max(...occupancies))
      ]
    })
  ])

/** Who a group is, by the names they have in the day. */
export const membersOf = (name: string, group: PlanFile["agents"][string]): ReadonlyArray<string> =>
  group.count === undefined ? [name] : Array.from({ length: group.count }, (_, index) => `${name}-${index + 1}`)

/** Busy over staffed time of all together. */
export const occupancyOf = (agents: ReadonlyArray<AgentFigures>): number | undefined => {
  const staffedMs = agents.reduce((sum, agent) => sum + agent.staffedMs, 0)
  return staffedMs === 0 ? undefined : agents.reduce((sum, agent) => sum + agent.busyMs, 0) / staffedMs
}

const fairness = (days: ReadonlyArray<DayResult>): string => {
  const most = (of: (day: DayResult) => number | undefined): number | undefined => spreadOf(days, of)?.most
  const jain = spreadOf(days, (day) => day.fairness.leastJain)?.least
  return [
    '"in time": answered within the queue\'s own service level, of the served and abandoned. Ringing is waiting. "other": deflected, refused or unserved.',
    `Fairness: ${most((day) => day.fairness.overtakes)} contacts went before an older one of their class;` +
      ` across classes at most ${most((day) => day.fairness.largestBypassOfAll)} younger ones went before any.`,
    ...(jain === undefined
      ? []
      : [
          `Among agents of equal skills and shifts the time at work is shared with a Jain index of ${jain.toFixed(3)} or more.`
        ])
  ].join("\n")
}
