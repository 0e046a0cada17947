import type { DayResult, SimulatedContact } from "@strowger/router/simulate"
import type { Axis, Chart, Line, LineChart } from "../charts/Chart.ts"
import { type Language, wordsOf } from "../charts/Text.ts"
import type { PlanFile } from "./PlanFile.ts"
import { type PooledPoint, pooledSeries, spreadOf } from "./pooled.ts"
import { membersOf, occupancyOf } from "./showDays.ts"

const hourMs = 3_600_000

/** A plan and its simulated days, each with its contacts listed. */
export interface Simulated {
  readonly name: string
  readonly file: PlanFile
  readonly days: ReadonlyArray<DayResult>
}

/** Charts of one plan, or of several beside each other: waits, the day in intervals, the agents. */
export const dayCharts = (plans: ReadonlyArray<Simulated>, language: Language): ReadonlyArray<Chart> => {
  const say = wordsOf(language)
  const gap = say(" ", "")
  const [first] = plans
  if (first === undefined) return []
  const alone = plans.length === 1
  const series = plans.map(({ days }) => pooledSeries(days))
  const seeds = first.days.length
  const note =
    seeds === 1
      ? say(`Simulated with seed ${first.days[0]?.seed}.`, `模拟一天，随机种子 ${first.days[0]?.seed}。`)
      : say(`Mean of ${seeds} simulated days.`, `${seeds} 个模拟日的平均。`)
  const day: Axis = { title: say("Time of the day", "时刻"), unit: "clock" }
  const named = (plan: Simulated, word: string): string => (alone ? word : `${plan.name}: ${word}`)
  const along = (of: (point: PooledPoint) => number | undefined): LineChart["lines"] =>
    plans.map((plan, at) => ({ name: plan.name, points: middles(series[at]!, of) }))
  const stepped = (words: ReadonlyArray<readonly [string, (point: PooledPoint) => number]>): LineChart["lines"] =>
    plans.flatMap((plan, at) =>
      words.map(([word, of]): Line => ({ name: named(plan, word), points: steps(series[at]!, of) }))
    )
  return [
    {
      kind: "lines",
      name: "waits",
      title: say("How long contacts wait", "联络等待时长"),
      note: `${say("Served or abandoned; in the queue where that was.", "统计接通或放弃的联络，按其所在队列。")}${gap}${note}`,
      x: { title: say("Seconds", "秒"), unit: "seconds", least: 0 },
      y: { title: say("Share that waits longer", "等待更久者占比"), unit: "share", least: 0 },
      lines: curves(
        alone ? queuesOf(first, language) : plans.map(({ name, days }) => ({ name, sorted: waitsOf(days) }))
      )
    },
    {
      kind: "lines",
      name: "contacts",
      title: say("Contacts in half an hour", "每半小时联络量"),
      note: `${say("By the time at which they came.", "按到达时刻统计。")}${gap}${note}`,
      x: day,
      y: { title: say("Contacts", "联络数"), unit: "count", least: 0 },
      steps: true,
      lines: stepped([
        [say("offered", "到达"), (point) => point.offered],
        [say("abandoned", "放弃"), (point) => point.abandoned]
      ])
    },
    {
      kind: "lines",
      name: "wait-by-time",
      title: say("Mean wait by time of the day", "各时刻平均等待"),
      note: `${say("Of the served, by the time at which they came.", "统计接通的联络，按到达时刻。")}${gap}${note}`,
      x: day,
      y: { title: say("Mean wait, seconds", "平均等待（秒）"), unit: "seconds", least: 0 },
      lines: along((point) => (point.meanWaitMs === undefined ? undefined : point.meanWaitMs / 1000))
    },
    {
      kind: "lines",
      name: "service-level-by-time",
      title: say("Answered in time, by time of the day", "各时刻服务水平"),
      note: `${say("Each queue by its own service level.", "各队列按自己的服务水平时限。")}${gap}${note}`,
      x: day,
      y: { title: say("Share of served and abandoned", "占接通与放弃之和"), unit: "share", least: 0, most: 1 },
      lines: along((point) => point.serviceLevel)
    },
    {
      kind: "lines",
      name: "staff",
      title: say("Agents at work", "在岗与忙碌座席"),
      note: `${say("On average over each half hour.", "每半小时平均。")}${gap}${note}`,
      x: day,
      y: { title: say("Agents", "座席数"), unit: "count", least: 0 },
      steps: true,
      lines: stepped([
        [say("signed in", "在岗"), (point) => point.staffed],
        [say("with something in hand", "忙碌"), (point) => point.busy]
      ])
    },
    occupancy(
      plans,
      say("Occupancy by group of agents", "各组座席占用率"),
      note,
      say("Busy share of staffed time", "忙碌时间占在岗时间")
    )
  ]
}

const waitsOf = (
  days: ReadonlyArray<DayResult>,
  of: (contact: SimulatedContact) => boolean = () => true
): Array<number> =>
  days
    .flatMap((day) => day.contacts ?? [])
    .filter((contact) => (contact.outcome === "served" || contact.outcome === "abandoned") && of(contact))
    .map((contact) => contact.waitMs / 1000)
    .sort((a, b) => a - b)

interface Waits {
  readonly name: string
  readonly sorted: ReadonlyArray<number>
}

const queuesOf = ({ file, days }: Simulated, language: Language): ReadonlyArray<Waits> =>
  Object.entries(file.queues).map(([queue, { name }]) => ({
    name: name?.[language] ?? queue,
    sorted: waitsOf(days, (contact) => contact.queue === queue)
  }))

const curves = (all: ReadonlyArray<Waits>): ReadonlyArray<Line> => {
  const untilS = Math.max(...all.map(({ sorted }) => shown(sorted)))
  return all
    .filter(({ sorted }) => sorted.length > 0)
    .map(({ name, sorted }) => ({ name, points: curve(sorted, untilS) }))
}

/** Up to where a curve is worth drawing: two of a hundred wait longer. */
const shown = (sorted: ReadonlyArray<number>): number =>
  Math.max(60, Math.ceil((sorted[Math.floor(sorted.length * 0.98)] ?? 0) / 60) * 60)

const curveSteps = 180

const curve = (sorted: ReadonlyArray<number>, untilS: number): Line["points"] => {
  const points: Array<readonly [number, number]> = []
  let within = 0
  for (let step = 0; step <= curveSteps; step++) {
    const second = (untilS * step) / curveSteps
    while (within < sorted.length && sorted[within]! <= second) within++
    points.push([second, (sorted.length - within) / Math.max(1, sorted.length)])
  }
  return points
}

/** A point in the middle of each interval: it is about all of it. */
const middles = (series: ReadonlyArray<PooledPoint>, of: (point: PooledPoint) => number | undefined): Line["points"] =>
  series.map((point) => [(point.fromMs + point.untilMs) / 2 / hourMs, of(point)])

/** From its beginning to its end; the last value is held to the end. */
const steps = (series: ReadonlyArray<PooledPoint>, of: (point: PooledPoint) => number): Line["points"] => {
  const last = series.at(-1)
  return [
    ...series.map((point) => [point.fromMs / hourMs, of(point)] as const),
    ...(last === undefined ? [] : [[last.untilMs / hourMs, of(last)] as const])
  ]
}

const occupancy = (plans: ReadonlyArray<Simulated>, title: string, note: string, axis: string): Chart => {
  const groups = [...new Set(plans.flatMap(({ file }) => Object.keys(file.agents)))]
  return {
    kind: "bars",
    name: "occupancy",
    title,
    note,
    names: groups,
    y: { title: axis, unit: "share", least: 0 },
    bars: plans.map(({ name, file, days }) => ({
      name,
      values: groups.map((group) => {
        const members = file.agents[group]
        if (members === undefined) return undefined
        const agents = membersOf(group, members)
        return spreadOf(days, (day) => occupancyOf(agents.flatMap((agent) => day.agents[agent] ?? [])))?.mean
      })
    }))
  }
}
