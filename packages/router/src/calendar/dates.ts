import { type Weekday, weekdays } from "./Hours.ts"

export const minuteMs = 60_000
export const dayMs = 86_400_000

/** Days since 1970-01-01 of a date as "2026-02-28", or undefined where there is no such date. Years 1900 to 2199. */
export function dayOf(date: unknown): number | undefined {
  const parts = typeof date === "string" ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) : null
  if (parts === null) return undefined
  const day = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) / dayMs
  return dateOf(day) === date && date >= "1900" && date < "2200" ? day : undefined
}

export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): Weekday => weekdays[(((day + 3) % 7) + 7) % 7]!

/** Minutes since midnight of a local time as "09:00", up to "24:00"; undefined where it is none. */
export function minuteOf(time: unknown): number | undefined {
  const parts = typeof time === "string" ? /^(\d{2}):(\d{2})$/.exec(time) : null
  if (parts === null) return undefined
  const hour = Number(parts[1])
  const minute = Number(parts[2])
  return minute < 60 && hour * 60 + minute <= 1_440 ? hour * 60 + minute : undefined
}
