import { checkLoads, type ClassLoads, loadsOf, untilFree } from "./ClassLoads.ts"

/**
 * Mean wait of each class, milliseconds, where a class goes before all that stand after it in `perHour` (strict priority; whom an agent
 * has begun he finishes). Exact for exponential handle times, and for one agent whatever the law (`sdMs`). Cobham 1954.
 *
 * W(k) = W0 / ((1 - s(k-1)) (1 - s(k))), s(k) the load of the first k classes, W0 until the first agent is free. A class whose load, with
 * those before it, is 1 or more waits for ever: Infinity. Throws a RangeError for a load without meaning.
 */
export function cobham(loads: ClassLoads): ReadonlyArray<number> {
  checkLoads(loads)
  const free = untilFree(loads)
  let before = 0
  return loadsOf(loads).map((load) => {
    const left = 1 - before
    before += load
    return before < 1 ? free / (left * (1 - before)) : Number.POSITIVE_INFINITY
  })
}
