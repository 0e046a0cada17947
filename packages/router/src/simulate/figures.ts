import { type ContactCounts, noContacts } from "../measures/Counts.ts"
import { contactRatios } from "../measures/ratios.ts"
import type { ContactFigures, WaitFigures } from "./DayResult.ts"
import type { Fate } from "./Fate.ts"

const shortAbandonMs = 5_000

/** How these contacts fared. In time is a wait of at most `serviceLevelMs` of the queue where it ended. */
export function figures(fates: ReadonlyArray<Fate>, serviceLevelMs: (queue: string) => number): ContactFigures {
  const { counts, refused, unserved, served, all } = count(fates, serviceLevelMs)
  const { serviceLevel, abandonRate, ahtMs } = contactRatios(counts)
  return {
    offered: fates.length,
    served: counts.answered,
    abandoned: counts.abandoned,
    deflected: counts.deflected,
    refused,
    unserved,
    waitServed: waitFigures(served),
    waitAll: waitFigures(all),
    serviceLevel,
    ...(abandonRate === undefined ? {} : { abandonRate }),
    ...(ahtMs === undefined ? {} : { handleMs: ahtMs })
  }
}

/** The counts of SPEC MEAS-2, of contacts instead of events, so that the formulas stand in one place. */
function count(fates: ReadonlyArray<Fate>, serviceLevelMs: (queue: string) => number) {
  const counts: { -readonly [Name in keyof ContactCounts]: number } = noContacts()
  const served: number[] = []
  const all: number[] = []
  let refused = 0
  let unserved = 0
  for (const { outcome, arrivedAtMs, endedAtMs, queue, spentMs } of fates) {
    if (outcome === "refused") {
      refused++
      continue
    }
    counts.queued++
    const waitMs = endedAtMs - arrivedAtMs
    const isInTime = waitMs <= serviceLevelMs(queue)
    all.push(waitMs)
    if (outcome === "served") {
      served.push(waitMs)
      counts.answered++
      counts.waitMs += waitMs
      counts.handled++
      counts.handleMs += spentMs
      if (isInTime) counts.answeredInTime++
    } else if (outcome === "abandoned") {
      counts.abandoned++
      if (isInTime) counts.abandonedInTime++
      if (waitMs <= shortAbandonMs) counts.shortAbandons++
    } else if (outcome === "deflected") counts.deflected++
    else unserved++
  }
  return { counts, refused, unserved, served, all }
}

export function waitFigures(waits: ReadonlyArray<number>): WaitFigures {
  const count = waits.length
  if (count === 0) return { count }
  const sorted = Float64Array.from(waits).sort()
  const quantile = (share: number) => sorted[Math.max(0, Math.ceil(share * count) - 1)]!
  return {
    count,
    meanMs: sorted.reduce((sum, wait) => sum + wait, 0) / count,
    p50Ms: quantile(0.5),
    p80Ms: quantile(0.8),
    p95Ms: quantile(0.95),
    maxMs: sorted[count - 1]!
  }
}
