/** From `fromMs` on, up to but without `untilMs`; milliseconds since 1970. */
export interface Interval {
  readonly fromMs: number
  readonly untilMs: number
}
