import { Schema } from "effect"

const time = /^([01]\d|2[0-4]):([0-5]\d)$/
const span = /^(\d\d:\d\d)\s*-\s*(\d\d:\d\d)$/
const minuteMs = 60_000
export const dayMs = 24 * 60 * minuteMs

/** Milliseconds from midnight of `08:30`. Only for text that the schema below has let through. */
export const clockMs = (text: string): number => {
  const found = time.exec(text)
  return found === null ? Number.NaN : (Number(found[1]) * 60 + Number(found[2])) * minuteMs
}

/** A time of the day as a person writes it. */
export const Clock = Schema.String.pipe(
  Schema.check(Schema.isPattern(time, { message: 'is not a time of the day|Write it in quotes, like "08:30"' }))
)

export interface Times {
  readonly fromMs: number
  readonly untilMs: number
}

/** From and until of `08:00-16:30`; what ends before it begins ends on the next day. */
export const spanMs = (text: string): Times => {
  const found = span.exec(text)
  const fromMs = clockMs(found?.[1] ?? "")
  const untilMs = clockMs(found?.[2] ?? "")
  return { fromMs, untilMs: untilMs > fromMs ? untilMs : untilMs + dayMs }
}

/** From one time of the day to another. */
export const Span = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(/^([01]\d|2[0-4]):[0-5]\d\s*-\s*([01]\d|2[0-4]):[0-5]\d$/, {
      message:
        'is not a span of the day|Write it in quotes, like "08:00-16:30"; one that ends before it begins ends on the next day'
    })
  )
)

/** `08:30`; times of the next day go on counting: 25:00. */
export const clockText = (ms: number): string => {
  const minutes = Math.floor(ms / minuteMs)
  const two = (value: number): string => String(value).padStart(2, "0")
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
