import type { ContactClass } from "../DayPlan.ts"
import { meanMs } from "../draw/duration.ts"

const hourMs = 3_600_000

/** How many of a class are expected to come in an interval. */
export function expected({ arrivals, contacts }: ContactClass, fromMs: number, untilMs: number): number {
  const within = (atMs: number) => atMs >= fromMs && atMs < untilMs
  if (contacts !== undefined) return contacts.filter(({ atMs }) => within(atMs)).length
  if (arrivals === undefined) return 0
  if ("atMs" in arrivals) return arrivals.atMs.filter(within).length
  if ("perHour" in arrivals) return (arrivals.perHour * (untilMs - fromMs)) / hourMs
  const { perInterval, intervalMs } = arrivals
  return perInterval.reduce((sum, count, at) => {
    const overlapMs = Math.min(untilMs, (at + 1) * intervalMs) - Math.max(fromMs, at * intervalMs)
    return overlapMs > 0 ? sum + (count * overlapMs) / intervalMs : sum
  }, 0)
}

/** Mean handle time of a class, without wrap-up. */
export function meanHandleMs({ handle, contacts = [] }: ContactClass): number {
  if (handle !== undefined) return meanMs(handle)
  return contacts.reduce((sum, { handleMs }) => sum + handleMs, 0) / Math.max(1, contacts.length)
}

/** Mean patience of a class; infinity where one never leaves. Of a recorded day: the mean of those who have one. */
export function meanPatienceMs({ patience, contacts }: ContactClass): number {
  if (contacts === undefined) return patience === undefined ? Number.POSITIVE_INFINITY : meanMs(patience)
  const known = contacts.flatMap(({ patienceMs }) => (patienceMs === undefined ? [] : [patienceMs]))
  if (known.length === 0) return Number.POSITIVE_INFINITY
  return known.reduce((sum, each) => sum + each, 0) / known.length
}
