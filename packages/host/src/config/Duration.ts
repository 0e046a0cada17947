import { Schema } from "effect"

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const pattern = /^(\d{1,9})\s*(ms|s|m|h|d)$/

/** Milliseconds of `800ms`, `20s`, `5m`, `24h`, `30d`. Only for text that the schema below has let through. */
export const durationMs = (text: string): number => {
  const found = pattern.exec(text)
  return found === null ? Number.NaN : Number(found[1]) * (units[found[2] ?? ""] ?? Number.NaN)
}

/** A duration as a person writes it. */
export const Duration = Schema.String.pipe(
  Schema.check(
    Schema.isPattern(pattern, {
      message: "is not a duration|Write a whole number and a unit: 800ms, 20s, 5m, 24h or 30d"
    })
  )
)
