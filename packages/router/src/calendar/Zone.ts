import { dayMs } from "./dates.ts"

/** A stretch of time in which the clocks of a zone do not jump. */
interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
  /** Local time less UTC. */
  readonly offsetMs: number
}

/** No zone has changed its clocks twice within this time. */
const stepMs = dayMs / 4

/** The clocks of one zone over a range of time, read from the runtime's time zone data. */
export class Zone {
  private readonly stretches: Stretch[] = []
  private readonly format: Intl.DateTimeFormat

  constructor(name: string, fromMs: number, untilMs: number) {
    this.format = formatFor(name)
    let startMs = fromMs
    let offsetMs = this.offsetMs(fromMs)
    for (let atMs = fromMs; atMs < untilMs; atMs += stepMs) {
      const nextMs = Math.min(atMs + stepMs, untilMs)
      const nextOffsetMs = this.offsetMs(nextMs)
      if (nextOffsetMs === offsetMs) continue
      const jumpMs = this.jumpBetween(atMs, nextMs, offsetMs)
      this.stretches.push({ fromMs: startMs, untilMs: jumpMs, offsetMs })
      startMs = jumpMs
      offsetMs = nextOffsetMs
    }
    this.stretches.push({ fromMs: startMs, untilMs, offsetMs })
  }

  /**
   * The first instant at which the clocks show this local time or a later one (SPEC CAL-2): the jump itself for a time that a jump
   * leaves out, the first of the two for a time that comes twice. `localMs` is written as if local time were UTC.
   */
  firstInstant(localMs: number): number {
    for (const { fromMs, untilMs, offsetMs } of this.stretches) {
      const atMs = Math.max(fromMs, localMs - offsetMs)
      if (atMs < untilMs) return atMs
    }
    return this.stretches.at(-1)!.untilMs
  }

  private jumpBetween(fromMs: number, untilMs: number, before: number): number {
    let low = fromMs
    let high = untilMs
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.offsetMs(middle) === before) low = middle
      else high = middle
    }
    return high
  }

  private offsetMs(atMs: number): number {
    const shown: Record<string, number> = {}
    for (const { type, value } of this.format.formatToParts(atMs)) shown[type] = Number(value)
    const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = shown
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1_000) * 1_000
  }
}

function formatFor(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric"
  })
}

/** Does this runtime have such a zone? Bare offsets ("+08:00") are none: they know of no summer time. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    formatFor(name)
    return true
  } catch {
    return false
  }
}
