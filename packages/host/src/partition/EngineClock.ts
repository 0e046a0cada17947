import type { Clock } from "effect"

/**
 * Engine time: the wall clock at take-over, never below what the log has seen, then advanced by the monotonic clock. A wall clock that
 * jumps changes no order and no deadline; the next take-over picks the wall up again (also after a machine was suspended, when the
 * monotonic clock stood still). Whole milliseconds. Under `TestClock`, both
 * clocks are the test's.
 */
export const makeEngineClock = (clock: Clock.Clock, lastRecordMs: number): (() => number) => {
  const base = Math.max(clock.currentTimeMillisUnsafe(), lastRecordMs)
  const start = clock.monotonicTimeNanosUnsafe()
  return () => base + Number((clock.monotonicTimeNanosUnsafe() - start) / 1_000_000n)
}
