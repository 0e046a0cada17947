import type { Arrivals } from "../DayPlan.ts"
import { type Draws, purposes } from "./Draws.ts"
import { ln } from "./ln.ts"

const hourMs = 3_600_000

/**
 * When contacts come, in order, before `untilMs`. Poisson arrivals by inversion: the gaps of a process of rate 1, one per contact, put on
 * the time in which so many are expected. So with another rate the same contacts come, only sooner or later.
 */
export function arrivalTimes(arrivals: Arrivals, draws: Draws, untilMs: number): ReadonlyArray<number> {
  if ("atMs" in arrivals) return arrivals.atMs
  if ("perHour" in arrivals) return steady(hourMs / arrivals.perHour, draws, untilMs)
  return changing(arrivals.perInterval, arrivals.intervalMs, draws, untilMs)
}

function steady(gapMs: number, draws: Draws, untilMs: number): number[] {
  const times: number[] = []
  for (let ordinal = 1, gone = 0; ; ordinal++) {
    gone -= ln(draws.uniform(ordinal, purposes.arrival))
    const atMs = Math.floor(gone * gapMs)
    if (!(atMs < untilMs)) return times
    times.push(atMs)
  }
}

function changing(expected: ReadonlyArray<number>, intervalMs: number, draws: Draws, untilMs: number): number[] {
  const times: number[] = []
  let at = 0
  /** How many are expected before the interval `at`. */
  let before = 0
  let gone = 0
  for (let ordinal = 1; ; ordinal++) {
    gone -= ln(draws.uniform(ordinal, purposes.arrival))
    while (at < expected.length && gone >= before + expected[at]!) before += expected[at++]!
    if (at === expected.length) return times
    const atMs = Math.floor((at + (gone - before) / expected[at]!) * intervalMs)
    if (atMs >= untilMs) return times
    times.push(atMs)
  }
}
