import { checkLoads, type ClassLoads, loadsOf, sum, untilFree } from "./ClassLoads.ts"

/** Classes whose priority grows with their wait. */
export interface AgeingLoads extends ClassLoads {
  /** How fast each class's priority grows (`ageing` linear, `perMinute`), 0 or more; only their ratios matter. */
  readonly perMinute: ReadonlyArray<number>
}

/**
 * Mean wait of each class, milliseconds, where the priority of each grows linearly with its wait, from the same start (accumulating
 * priority). Exact for exponential handle times, and for one agent whatever the law. Kleinrock 1964.
 *
 * From the slowest to the fastest: W(p) = (W - sum over slower i of load(i) W(i) (1 - b(i)/b(p))) / (1 - sum over faster i of load(i)
 * (1 - b(p)/b(i))), W the mean wait of first come, first served. A load of 1 or more waits for ever: Infinity. Throws a RangeError for a
 * load without meaning.
 */
export function kleinrock(loads: AgeingLoads): ReadonlyArray<number> {
  checkLoads(loads)
  const { perMinute, perHour } = loads
  if (perMinute.length !== perHour.length)
    throw new RangeError(`perMinute: ${perMinute.length} values are not one for each of the ${perHour.length} classes`)
  for (const [at, each] of perMinute.entries())
    if (!(each >= 0 && each < Number.POSITIVE_INFINITY))
      throw new RangeError(`perMinute[${at}]: ${each} is not a number, zero or more`)
  const load = loadsOf(loads)
  const all = sum(load)
  if (all >= 1) return perHour.map(() => Number.POSITIVE_INFINITY)
  const inOrder = untilFree(loads) / (1 - all)
  const waits = perHour.map(() => 0)
  const slowestFirst = perHour.map((_, at) => at).sort((a, b) => perMinute[a]! - perMinute[b]!)
  for (const p of slowestFirst) {
    const own = perMinute[p]!
    let above = inOrder
    let below = 1
    for (const [i, pace] of perMinute.entries()) {
      if (pace < own) above -= load[i]! * waits[i]! * (1 - pace / own)
      if (pace > own) below -= load[i]! * (1 - own / pace)
    }
    waits[p] = above / below
  }
  return waits
}
