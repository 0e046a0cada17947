/** When a queue is open, as people write it: plain data, told in the local time of one zone. */
export interface Hours {
  /** IANA name of the zone whose clocks count, e.g. "Asia/Shanghai". */
  readonly zone: string
  /** What is open on each weekday; a weekday left out is closed. */
  readonly week: Readonly<Partial<Record<Weekday, ReadonlyArray<Span>>>>
  /** Dates that are closed whatever weekday they are, e.g. ["2026-10-01"]. */
  readonly holidays?: ReadonlyArray<string>
  /** Adjusted workdays (调休): the date is worked with the hours of the weekday named, e.g. { "2026-02-14": "mon" }. */
  readonly workdays?: Readonly<Record<string, Weekday>>
  /** Dates with hours of their own in place of the week's, e.g. { "2026-12-24": [{ from: "09:00", to: "12:00" }] }; [] = closed. */
  readonly exceptions?: Readonly<Record<string, ReadonlyArray<Span>>>
}

/** In the order of ISO 8601. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const
/** One of the seven, as in `week`. */
export type Weekday = (typeof weekdays)[number]

/** Open from `from` on, up to but without `to`. It belongs to the date it begins on. */
export interface Span {
  /** Local time, 24 hours: "09:00". */
  readonly from: string
  /** Local time, later than `from`; "24:00" = the end of the day. */
  readonly to: string
  /** `to` is a time of the next day: hours over midnight. Default false. */
  readonly nextDay?: boolean
}
