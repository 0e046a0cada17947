import type { Interval } from "../Interval.ts"
import { checkHours } from "./checkHours.ts"
import { dayMs, minuteMs } from "./dates.ts"
import type { Hours } from "./Hours.ts"
import { HoursError, type HoursMistake } from "./HoursError.ts"
import { Plan } from "./Plan.ts"
import { Zone } from "./Zone.ts"

const longestMs = 3_660 * dayMs
const earliestMs = Date.UTC(1900, 0, 8)
const latestMs = Date.UTC(2199, 11, 24)
/** More than any local time is away from UTC, and hours over midnight end two days after they begin. */
const marginMs = 4 * dayMs

/**
 * The instants at which hours open and close within a range: in order, without overlap, touching ones joined, none empty; what is open
 * at an edge of the range begins or ends there (SPEC CAL-5). Hours or a range that cannot be used throw `HoursError`.
 */
export function compileHours(hours: Hours, range: Interval): ReadonlyArray<Interval> {
  const mistakes = [...checkHours(hours), ...checkRange(range)]
  if (mistakes.length > 0) throw new HoursError(mistakes)
  const { fromMs, untilMs } = range
  const plan = new Plan(hours)
  const zone = new Zone(hours.zone, fromMs - 2 * marginMs, untilMs + 2 * marginMs)
  const open: Array<{ fromMs: number; untilMs: number }> = []
  for (let day = Math.floor((fromMs - marginMs) / dayMs); day * dayMs < untilMs + marginMs; day++) {
    for (const { from, to } of [...plan.of(day)].sort((a, b) => a.from - b.from)) {
      const opensMs = Math.max(fromMs, zone.firstInstant(day * dayMs + from * minuteMs))
      const closesMs = Math.min(untilMs, zone.firstInstant(day * dayMs + to * minuteMs))
      if (opensMs >= closesMs) continue
      const last = open.at(-1)
      if (last?.untilMs === opensMs) last.untilMs = closesMs
      else open.push({ fromMs: opensMs, untilMs: closesMs })
    }
  }
  return open
}

function checkRange(range: unknown): HoursMistake[] {
  const { fromMs, untilMs } = (range ?? {}) as Partial<Interval>
  const mistakes: HoursMistake[] = []
  for (const [path, value] of Object.entries({ fromMs, untilMs })) {
    if (Number.isInteger(value) && value! >= earliestMs && value! <= latestMs) continue
    mistakes.push({ path, text: `${String(value)} is no instant: milliseconds since 1970, in the years 1900 to 2199` })
  }
  if (mistakes.length > 0) return mistakes
  if (untilMs! < fromMs!) mistakes.push({ path: "untilMs", text: "is before fromMs: exchange the two" })
  else if (untilMs! - fromMs! > longestMs) {
    mistakes.push({ path: "untilMs", text: "is more than ten years after fromMs: compile a shorter range" })
  }
  return mistakes
}
