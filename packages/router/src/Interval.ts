/** From `fromMs` on, up to but without `untilMs`; milliseconds since 1970. */
export interface Interval {
  /** The first millisecond of it. */
  readonly fromMs: number
  /** The first millisecond after it. */
  readonly untilMs: number
}
