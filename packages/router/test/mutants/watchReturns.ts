import { writeSync } from "node:fs"
import { isMainThread, Worker, workerData } from "node:worker_threads"
import type { Found } from "./Found.ts"

const mostMs = 25_000

/**
 * Watches from another thread whether the engine still returns: the function that is given back says so. What takes a millisecond and is
 * not done after 25 seconds of this process's own computing never will be; a machine that is busy with others is no reason. Tells it as `Found`.
 */
export function watchReturns(): () => void {
  const returns = new Int32Array(new SharedArrayBuffer(4))
  new Worker(new URL(import.meta.url), { workerData: returns, execArgv: ["--conditions=source"] }).unref()
  return () => {
    returns[0]!++
  }
}

if (!isMainThread) {
  const returns = workerData as Int32Array
  let seen = -1
  let sinceMs = 0
  const usedMs = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1_000
  }
  setInterval(() => {
    const count = Atomics.load(returns, 0)
    if (count !== seen) {
      seen = count
      sinceMs = usedMs()
    } else if (usedMs() - sinceMs > mostMs) {
      const found: Found = { by: "time", histories: 0, moves: 0, said: "it never returns" }
      // Not by the console, which the other thread would have to empty.
      writeSync(1, `${JSON.stringify(found)}\n`)
      sinceMs = Number.POSITIVE_INFINITY
    }
  }, 500)
}
