import type { StaffedInterval, Staffing } from "@strowger/router/simulate"
import type { Axis, Chart, Line } from "../charts/Chart.ts"
import { type Language, wordsOf } from "../charts/Text.ts"
import { dayOnly, erlangGroup, worst } from "./showStaffing.ts"

const hourMs = 3_600_000

/** How many agents each interval needs, and what they achieve. */
export const staffingCharts = (
  found: Staffing,
  fromMs: number,
  target: number | undefined,
  language: Language
): ReadonlyArray<Chart> => {
  const say = wordsOf(language)
  const intervals = dayOnly(found, fromMs)
  const day: Axis = { title: say("Time of the day", "时刻"), unit: "clock" }
  const groups = Object.keys(found.agentHours.groups)
  const alone = erlangGroup(found)
  const days = found.work.seeds.length
  const queues = new Set(intervals.flatMap((each) => Object.keys(each.queues)))
  const staff: ReadonlyArray<Line> =
    groups.length > 1
      ? groupLines(found, intervals, say("others", "其他"))
      : [{ name: say("least by simulation", "模拟所得最少人数"), points: steps(intervals, ({ agents }) => agents) }]
  return [
    {
      kind: "lines",
      name: "agents-needed",
      title: say("The least agents that are enough", "满足目标的最少座席"),
      note: say(
        `Over ${days} simulated days. Counted by interval, not rostered: breaks come on top.`,
        `基于 ${days} 个模拟日。按时段计数，未排班，不含休息。`
      ),
      x: day,
      y: { title: say("Agents", "座席数"), unit: "count", least: 0 },
      steps: true,
      lines: [
        ...staff,
        ...(alone === undefined
          ? []
          : [{ name: "Erlang A", reference: true, points: steps(intervals, ({ erlang }) => erlang[alone]?.agentsByA) }])
      ]
    },
    {
      kind: "lines",
      name: "service-level-achieved",
      title: say("Answered in time with them", "相应的服务水平"),
      note: say(
        `Contacts by the time at which they came, ${days} simulated days together.`,
        `按到达时刻统计，${days} 个模拟日合计。`
      ),
      x: day,
      y: { title: say("Share in time", "及时接通占比"), unit: "share", least: 0, most: 1 },
      lines: [
        { name: say("all contacts", "全部联络"), points: middles(intervals, ({ achieved }) => achieved.serviceLevel) },
        {
          name: say("on other days", "其他模拟日"),
          points: middles(intervals, ({ otherDays }) => otherDays.serviceLevel)
        },
        ...(queues.size > 1
          ? [{ name: say("worst queue", "最低的队列"), points: middles(intervals, (each) => worst(each)?.[1]) }]
          : []),
        ...(target === undefined
          ? []
          : [{ name: say("asked", "目标"), reference: true, points: ends(intervals, target) }])
      ]
    }
  ]
}

/** So many groups have a line each: more would not be told apart. */
const ownLines = 5

/** The largest groups, and the others together; where nobody of a group is needed, its line has a gap. */
const groupLines = (
  found: Staffing,
  intervals: ReadonlyArray<StaffedInterval>,
  others: string
): ReadonlyArray<Line> => {
  const hours = Object.entries(found.agentHours.groups).filter(([, each]) => each > 0)
  const largest = hours.toSorted((one, other) => other[1] - one[1]).map(([name]) => name)
  const own = largest.length > ownLines + 1 ? largest.slice(0, ownLines) : largest
  const rest = largest.slice(own.length)
  const line = (name: string, members: ReadonlyArray<string>): Line => ({
    name,
    points: steps(intervals, ({ groups }) => {
      const count = members.reduce((sum, each) => sum + (groups[each] ?? 0), 0)
      return count === 0 ? undefined : count
    })
  })
  return [...own.map((name) => line(name, [name])), ...(rest.length > 0 ? [line(others, rest)] : [])]
}

/** The same from the beginning of the day to its end. */
const ends = (intervals: ReadonlyArray<StaffedInterval>, value: number): Line["points"] => {
  const [first, last] = [intervals[0], intervals.at(-1)]
  return first === undefined || last === undefined
    ? []
    : [
        [first.fromMs / hourMs, value],
        [last.untilMs / hourMs, value]
      ]
}

type Of = (interval: StaffedInterval) => number | undefined

/** A point in the middle of each interval: it is about all of it. */
const middles = (intervals: ReadonlyArray<StaffedInterval>, of: Of): Line["points"] =>
  intervals.map((each) => [(each.fromMs + each.untilMs) / 2 / hourMs, of(each)])

/** From its beginning to its end; the last value is held to the end. */
const steps = (intervals: ReadonlyArray<StaffedInterval>, of: Of): Line["points"] => {
  const last = intervals.at(-1)
  return [
    ...intervals.map((each) => [each.fromMs / hourMs, of(each)] as const),
    ...(last === undefined ? [] : [[last.untilMs / hourMs, of(last)] as const])
  ]
}
