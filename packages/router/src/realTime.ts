import type { Router } from "./Router.ts"

/** `setTimeout` fires at once for anything longer. */
const longestSleepMs = 2_000_000_000

export interface RealTime {
  /** Engine time: the wall clock at the start, then the monotonic clock; never before `floorMs`. */
  nowMs(): number
  /** Looks again when to wake: the next deadline may have changed. */
  arm(): void
  stop(): void
}

/** The only place that looks at a clock. The process is kept alive while something is due, and only then. */
export function realTime(router: Router, floorMs: () => number): RealTime {
  const startedAtMs = Math.max(Date.now(), floorMs())
  const monotonicStart = performance.now()
  let sleep: ReturnType<typeof setTimeout> | undefined
  let wakesAtMs = Number.POSITIVE_INFINITY
  const nowMs = () => Math.max(Math.floor(startedAtMs + performance.now() - monotonicStart), floorMs())
  const disarm = () => {
    if (sleep !== undefined) clearTimeout(sleep)
    sleep = undefined
    wakesAtMs = Number.POSITIVE_INFINITY
  }
  const arm = () => {
    const dueAtMs = router.nextDeadlineMs
    if (dueAtMs === undefined) return disarm()
    if (dueAtMs === wakesAtMs) return
    disarm()
    wakesAtMs = dueAtMs
    sleep = setTimeout(
      () => {
        disarm()
        router.tick(nowMs())
        arm()
      },
      Math.min(longestSleepMs, Math.max(0, dueAtMs - nowMs()))
    )
  }
  return { nowMs, arm, stop: disarm }
}
