import type { Chart, Line, LineChart } from "../charts/Chart.ts"
import { type Language, type Words, wordsOf } from "../charts/Text.ts"
import { figures } from "./figures.ts"
import type { Fate } from "./free.ts"
import type { PolicyName } from "./policies.ts"
import type { Side } from "./showFree.ts"

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** An hour or a day with fewer calls says nothing: a gap. */
const enough = 30
const curveStepS = 5

export interface FreeChartOptions {
  readonly language: Language
  readonly serviceLevelMs: number
  readonly creditMs: number
  /** Wrap-up time that was added. */
  readonly wrapUpS?: number
}

/** The charts of a free replay: what it was like to wait, when, and for whom. The last of `sides` is what really happened. */
export const freeCharts = (sides: ReadonlyArray<Side>, options: FreeChartOptions): ReadonlyArray<Chart> => {
  const say = wordsOf(options.language)
  const name = (side: Side): string => inFull(side.name, say, options.creditMs)
  const lines = (points: (side: Side) => Line["points"]): LineChart["lines"] =>
    sides.map((side) => ({ name: name(side), points: points(side), reference: side === sides.at(-1) }))
  const gap = say(" ", "")
  const all = say("All calls that reached the queue, served or not.", "统计所有进入排队的来电，不论是否接通。")
  const added = options.wrapUpS ?? 0
  const rule =
    added > 0
      ? say(
          `Presence is inferred from the calls; ${added} s of wrap-up were added to each, the log has none.`,
          `在岗时间由通话推算；日志中没有话后时间，每通加 ${added} 秒。`
        )
      : say(
          "What the routing rule alone gives: presence is inferred from the calls, ring and wrap-up time are not in the log.",
          "仅反映排队规则的作用：在岗时间由通话推算，日志中没有振铃和话后时间。"
        )
  const told = say(
    "Only calls that waited in the log, the same under every rule: of the others it does not say which customer called.",
    "只统计日志中等待过的来电，各规则下为同一批来电：其余来电的客户级别日志没有记录。"
  )
  const limit = options.serviceLevelMs / 1000
  return [
    waits("waits", say("How long callers wait", "来电等待时长"), all, () => true),
    waits(
      "waits-preferred",
      say("How long preferred customers wait", "优先客户等待时长"),
      told,
      (f) => f.preferred === true
    ),
    waits(
      "waits-ordinary",
      say("How long ordinary customers wait", "普通客户等待时长"),
      told,
      (f) => f.preferred === false
    ),
    {
      kind: "lines",
      name: "wait-by-hour",
      title: say("Mean wait by hour of the day", "各时段平均等待"),
      note: `${all}${gap}${say("By the hour in which they came.", "按来电时刻归入各小时。")}${gap}${rule}`,
      x: { title: say("Hour of arrival", "来电时段"), unit: "clock" },
      y: { title: say("Mean wait, seconds", "平均等待（秒）"), unit: "seconds", least: 0 },
      lines: lines((side) => grouped(side.fates, (fate) => Math.floor((fate.arrivesAtMs % dayMs) / hourMs), meanWaitS))
    },
    byDay("service-level-by-day", "serviceLevel", {
      title: say(`Service level by day: answered within ${limit} s`, `每日服务水平：${limit} 秒内接通`),
      y: say("Share of served and abandoned", "占接通与放弃之和")
    }),
    byDay("abandonment-by-day", "abandoned", {
      title: say("Abandonment by day", "每日放弃率"),
      y: say("Share of calls offered", "占进入排队的来电")
    }),
    {
      kind: "bars",
      name: "preferred-and-ordinary",
      title: say("Preferred and ordinary customers", "优先客户与普通客户"),
      note: told,
      names: sides.map(name),
      y: { title: say("Mean wait, seconds", "平均等待（秒）"), unit: "seconds", least: 0 },
      bars: [
        {
          name: say("preferred", "优先客户"),
          values: sides.map((side) => meanWaitS(side.fates.filter((f) => f.preferred === true)))
        },
        {
          name: say("ordinary", "普通客户"),
          values: sides.map((side) => meanWaitS(side.fates.filter((f) => f.preferred === false)))
        }
      ]
    }
  ]

  function waits(file: string, title: string, who: string, of: (fate: Fate) => boolean): LineChart {
    return {
      kind: "lines",
      name: file,
      title,
      note: `${who}${gap}${rule}`,
      x: { title: say("Seconds", "秒"), unit: "seconds", least: 0 },
      y: { title: say("Share that waits longer", "等待更久者占比"), unit: "share", least: 0 },
      lines: lines((side) => curve(side.fates.filter(of), longest(sides)))
    }
  }
  function byDay(
    file: string,
    of: "serviceLevel" | "abandoned",
    words: { readonly title: string; readonly y: string }
  ): LineChart {
    const value = (fates: ReadonlyArray<Fate>): number | undefined => {
      const found = figures(fates, options.serviceLevelMs)
      return of === "serviceLevel" ? found.serviceLevel : found.abandoned / found.offered
    }
    return {
      kind: "lines",
      name: file,
      title: words.title,
      note: `${say("A day with fewer than 30 calls is left out.", "来电少于 30 通的日子不列入。")}${gap}${rule}`,
      x: { title: say("Day of the log", "日志第几天"), unit: "day" },
      y: { title: words.y, unit: "share", least: 0 },
      lines: lines((side) => grouped(side.fates, (fate) => Math.floor(fate.arrivesAtMs / dayMs) + 1, value))
    }
  }
}

/** The words for a rule in charts; what is no rule of ours is what happened. */
const inFull = (name: string, say: Words, creditMs: number): string => {
  const words: Readonly<Record<PolicyName, string>> = {
    bank: say(`${creditMs / 1000} s head start`, `优先客户加 ${creditMs / 1000} 秒`),
    fifo: say("first come, first served", "先到先服务"),
    strict: say("preferred first", "优先客户在前")
  }
  return Object.hasOwn(words, name) ? words[name as PolicyName] : say("what happened", "实际情况")
}

const meanWaitS = (fates: ReadonlyArray<Fate>): number | undefined => figures(fates, 0).meanWaitS

/** Seconds that two of a hundred calls exceeded, in whole minutes, on the side where they were most. */
const longest = (sides: ReadonlyArray<Side>): number => {
  const most = sides.map((side) => side.fates.map((fate) => fate.waitMs / 1000).sort((a, b) => a - b))
  return Math.max(60, ...most.map((waits) => Math.ceil((waits[Math.floor(waits.length * 0.98)] ?? 0) / 60) * 60))
}

/** Of each wait in steps: the share of calls that waited longer. */
const curve = (fates: ReadonlyArray<Fate>, untilS: number): Line["points"] => {
  const waits = fates.map((fate) => fate.waitMs / 1000).sort((a, b) => a - b)
  const points: Array<readonly [number, number]> = []
  let within = 0
  for (let second = 0; second <= untilS; second += curveStepS) {
    while (within < waits.length && waits[within]! <= second) within++
    points.push([second, (waits.length - within) / Math.max(1, waits.length)])
  }
  return points
}

/** A figure of the calls of each group, in order. */
const grouped = (
  fates: ReadonlyArray<Fate>,
  group: (fate: Fate) => number,
  of: (fates: ReadonlyArray<Fate>) => number | undefined
): Line["points"] => {
  const groups = new Map<number, Array<Fate>>()
  for (const fate of fates) {
    const found = groups.get(group(fate))
    if (found === undefined) groups.set(group(fate), [fate])
    else found.push(fate)
  }
  return [...groups].sort(([a], [b]) => a - b).map(([at, calls]) => [at, calls.length < enough ? undefined : of(calls)])
}
