import { dateOf, dayOf, minuteOf, weekdayOf } from "./dates.ts"
import { type Hours, weekdays } from "./Hours.ts"
import type { HoursMistake } from "./HoursError.ts"
import { type Minutes, minutes, Plan } from "./Plan.ts"
import { isZone } from "./Zone.ts"

type Wrong = (path: string, text: string) => void

/** Everything that is wrong with opening hours, at once; empty = good. Takes anything and never throws. */
export function checkHours(hours: unknown): ReadonlyArray<HoursMistake> {
  const mistakes: HoursMistake[] = []
  const wrong: Wrong = (path, text) => mistakes.push({ path, text })
  if (!isRecord(hours)) {
    wrong("", 'hours are an object, e.g. { zone: "Asia/Shanghai", week: { mon: [{ from: "09:00", to: "17:00" }] } }')
    return mistakes
  }
  unknownFields(hours, ["zone", "week", "holidays", "workdays", "exceptions"], "", wrong)
  if (typeof hours.zone !== "string" || !isZone(hours.zone)) {
    wrong("zone", `${show(hours.zone)} is no time zone: write its IANA name, e.g. "Asia/Shanghai"`)
  }
  checkWeek(hours.week, wrong)
  checkDates(hours, wrong)
  // What overlaps can be told only of spans that can be read.
  if (mistakes.length === 0) checkNights(hours as unknown as Hours, wrong)
  return mistakes
}

function checkWeek(week: unknown, wrong: Wrong): void {
  if (!isRecord(week)) {
    wrong("week", 'the week is an object of weekdays, e.g. { mon: [{ from: "09:00", to: "17:00" }] }; {} = never open')
    return
  }
  unknownFields(week, weekdays, "week.", wrong)
  for (const weekday of weekdays) if (week[weekday] !== undefined) checkSpans(week[weekday], `week.${weekday}`, wrong)
}

function checkDates(hours: Record<string, unknown>, wrong: Wrong): void {
  const { holidays = [], workdays = {}, exceptions = {} } = hours
  const seen = new Map<unknown, string>()
  const date = (value: unknown, path: string) => {
    if (dayOf(value) === undefined) {
      wrong(path, `${show(value)} is no date: write year, month and day of a day that exists, e.g. "2026-02-28"`)
    } else if (seen.has(value)) {
      wrong(path, `${String(value)} is told already by ${seen.get(value)}: a date has one rule, take one of them out`)
    } else seen.set(value, path)
  }
  if (!Array.isArray(holidays)) wrong("holidays", 'holidays are a list of dates, e.g. ["2026-10-01"]')
  else for (const [at, holiday] of holidays.entries()) date(holiday, `holidays.${at}`)
  if (!isRecord(workdays)) wrong("workdays", 'workdays are an object of dates, e.g. { "2026-02-14": "mon" }')
  else {
    for (const [worked, like] of Object.entries(workdays)) {
      date(worked, `workdays.${worked}`)
      if ((weekdays as ReadonlyArray<unknown>).includes(like)) continue
      wrong(`workdays.${worked}`, `${show(like)} is no weekday: write whose hours it has: ${weekdays.join(", ")}`)
    }
  }
  if (!isRecord(exceptions)) {
    wrong("exceptions", 'exceptions are an object of dates, e.g. { "2026-12-24": [{ from: "09:00", to: "12:00" }] }')
  } else {
    for (const [changed, spans] of Object.entries(exceptions)) {
      date(changed, `exceptions.${changed}`)
      checkSpans(spans, `exceptions.${changed}`, wrong)
    }
  }
}

function checkSpans(spans: unknown, path: string, wrong: Wrong): void {
  if (!Array.isArray(spans)) {
    wrong(path, 'hours of a day are a list, e.g. [{ from: "09:00", to: "17:00" }]; [] = closed')
    return
  }
  const good: Array<Minutes & { readonly at: number }> = []
  for (const [at, span] of spans.entries()) {
    const read = checkSpan(span, `${path}.${at}`, wrong)
    if (read !== undefined) good.push({ ...read, at })
  }
  good.sort((a, b) => a.from - b.from || a.at - b.at)
  for (const [index, span] of good.entries()) {
    const before = good[index - 1]
    if (before === undefined || before.to <= span.from) continue
    wrong(`${path}.${span.at}`, `overlaps ${path}.${before.at}: join the two, or let one end before the other begins`)
  }
}

function checkSpan(span: unknown, path: string, wrong: Wrong): Minutes | undefined {
  if (!isRecord(span)) {
    wrong(path, 'hours are from and to, e.g. { from: "09:00", to: "17:00" }')
    return undefined
  }
  unknownFields(span, ["from", "to", "nextDay"], `${path}.`, wrong)
  const { from, to, nextDay = false } = span
  const times = { from, to }
  for (const [name, time] of Object.entries(times)) {
    if (minuteOf(time) === undefined)
      wrong(`${path}.${name}`, `${show(time)} is no time of day: write "00:00" to "24:00"`)
  }
  if (typeof nextDay !== "boolean") wrong(`${path}.nextDay`, `${show(nextDay)} is neither true nor false`)
  if (minuteOf(from) === undefined || minuteOf(to) === undefined || typeof nextDay !== "boolean") return undefined
  const read = minutes({ from: String(from), to: String(to), nextDay })
  if (read.to > read.from) return read
  wrong(
    `${path}.to`,
    `${show(to)} is not after ${show(from)}: write a later time, or nextDay: true for hours over midnight`
  )
  return undefined
}

/** Hours over midnight may not run into those of the next day, on no date. */
function checkNights(hours: Hours, wrong: Wrong): void {
  const plan = new Plan(hours)
  for (const [at, weekday] of weekdays.entries()) {
    const next = weekdays[(at + 1) % 7]!
    if (collide(plan.usual(weekday), plan.usual(next))) wrong(`week.${next}`, tooEarly(weekday))
  }
  const dated = [
    ...Object.keys(hours.workdays ?? {}).map((date) => ({ day: dayOf(date)!, path: `workdays.${date}` })),
    ...Object.keys(hours.exceptions ?? {}).map((date) => ({ day: dayOf(date)!, path: `exceptions.${date}` }))
  ]
  const named = new Set(dated.map(({ day }) => day))
  for (const { day, path } of dated) {
    if (collide(plan.of(day - 1), plan.of(day))) wrong(path, tooEarly(dateOf(day - 1)))
    // Told once: where the next date has a rule of its own, it is told there.
    if (named.has(day + 1) || !collide(plan.of(day), plan.of(day + 1))) continue
    wrong(path, `runs into the hours of ${dateOf(day + 1)} (${weekdayOf(day + 1)}): let it end before they begin`)
  }
}

const tooEarly = (before: string): string =>
  `begins before the hours of ${before} have ended: let those end earlier, or begin later`

const collide = (today: ReadonlyArray<Minutes>, tomorrow: ReadonlyArray<Minutes>): boolean =>
  today.some(({ to }) => tomorrow.some(({ from }) => to > from + 1_440))

function unknownFields(value: object, known: ReadonlyArray<string>, prefix: string, wrong: Wrong): void {
  for (const field of Object.keys(value)) {
    if (!known.includes(field)) wrong(`${prefix}${field}`, `is not known here; known are: ${known.join(", ")}`)
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function show(value: unknown): string {
  if (typeof value === "string") return `"${value.slice(0, 50)}"`
  if (typeof value === "number" || typeof value === "boolean" || value === null) return `${value}`
  return Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : "nothing"
}
