import { dayOf, minuteOf, weekdayOf } from "./dates.ts"
import { type Hours, type Span, type Weekday, weekdays } from "./Hours.ts"

/** Open minutes of one date, since its midnight; beyond 1,440 they are the next day's. */
export interface Minutes {
  readonly from: number
  readonly to: number
}

/** Which minutes each date is open: the date's own rule where it has one, else its weekday's (SPEC CAL-1). Good hours only. */
export class Plan {
  private readonly week = new Map<Weekday, ReadonlyArray<Minutes>>()
  private readonly own = new Map<number, ReadonlyArray<Minutes>>()

  constructor(hours: Hours) {
    for (const weekday of weekdays) this.week.set(weekday, (hours.week[weekday] ?? []).map(minutes))
    for (const date of hours.holidays ?? []) this.own.set(dayOf(date)!, [])
    for (const [date, like] of Object.entries(hours.workdays ?? {})) this.own.set(dayOf(date)!, this.usual(like))
    for (const [date, spans] of Object.entries(hours.exceptions ?? {})) this.own.set(dayOf(date)!, spans.map(minutes))
  }

  /** In the order they were written. */
  of(day: number): ReadonlyArray<Minutes> {
    return this.own.get(day) ?? this.usual(weekdayOf(day))
  }

  usual(weekday: Weekday): ReadonlyArray<Minutes> {
    return this.week.get(weekday) ?? []
  }
}

export const minutes = ({ from, to, nextDay }: Span): Minutes => ({
  from: minuteOf(from)!,
  to: minuteOf(to)! + (nextDay === true ? 1_440 : 0)
})
