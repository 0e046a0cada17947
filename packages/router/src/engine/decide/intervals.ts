import { isRecord, isWhole } from "../compile/check.ts"

const most = 10_000

/** What is wrong with a list of intervals: at which place, and what to write instead; undefined = nothing. */
export function intervalsMistake(intervals: unknown): string | undefined {
  if (!Array.isArray(intervals) || intervals.length > most) {
    return `write a list of at most ${most} intervals, e.g. [{ fromMs: 1000, untilMs: 2000 }]`
  }
  let before = -1
  for (const [at, interval] of intervals.entries()) {
    const { fromMs, untilMs } = isRecord(interval) ? interval : {}
    if (!isWhole(fromMs, 0, Number.MAX_SAFE_INTEGER) || !isWhole(untilMs, 0, Number.MAX_SAFE_INTEGER)) {
      return `interval ${at} needs fromMs and untilMs, whole milliseconds`
    }
    if (untilMs <= fromMs) return `interval ${at} ends before it begins: write untilMs after fromMs`
    if (fromMs <= before)
      return `interval ${at} begins before the one before has ended, or as it ends: order or join the two`
    before = untilMs
  }
  return undefined
}
