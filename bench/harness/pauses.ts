import { PerformanceObserver } from "node:perf_hooks"
import { setImmediate } from "node:timers/promises"

/**
 * The longest entry of V8's collector while so many steps run, in milliseconds, and how many entries there were. Between blocks the loop
 * turns, so that entries are told.
 */
export async function longestPause(step: () => void, steps: number): Promise<{ longestMs: number; entries: number }> {
  let longestMs = 0
  let entries = 0
  let fromMs = performance.now()
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime < fromMs) continue
      entries++
      longestMs = Math.max(longestMs, duration)
    }
  })
  observer.observe({ entryTypes: ["gc"] })
  for (let n = 0; n < 50_000; n++) step()
  await setImmediate()
  fromMs = performance.now()
  for (let done = 0; done < steps; done += 10_000) {
    for (let n = 0; n < 10_000; n++) step()
    await setImmediate()
  }
  await setImmediate()
  observer.disconnect()
  return { longestMs, entries }
}
