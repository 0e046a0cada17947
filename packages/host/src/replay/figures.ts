import type { Fate } from "./free.ts"

/** What a class of calls experienced. Shares in 0..1, waits in seconds. `undefined` = nothing to measure. */
export interface Figures {
  readonly offered: number
  readonly served: number
  readonly abandoned: number
  readonly waited: number | undefined
  readonly meanWaitS: number | undefined
  readonly p50WaitS: number | undefined
  readonly p95WaitS: number | undefined
  readonly maxWaitS: number | undefined
  /** Served within `serviceLevelMs` / (served + abandoned). */
  readonly serviceLevel: number | undefined
  /** Served calls that began while an older call of the class still waited. */
  readonly overtakes: number
}
/** The ids of calls that saw a younger one of their class served before they left the queue themselves. */
export const passed = (fates: ReadonlyArray<Fate>): ReadonlySet<string> => {
  const youngestFirst = fates.toSorted((a, b) => b.arrivesAtMs - a.arrivesAtMs)
  /** By class: the earliest start of those that came later, and of those that came in the same instant. */
  const earliest = new Map<string, { startMs: number; tiedStartMs: number; tiedAtMs: number }>()
  const found = new Set<string>()
  for (const fate of youngestFirst) {
    const leaveMs = fate.arrivesAtMs + fate.waitMs
    const line = earliest.get(fate.type) ?? {
      startMs: Number.POSITIVE_INFINITY,
      tiedStartMs: Number.POSITIVE_INFINITY,
      tiedAtMs: fate.arrivesAtMs
    }
    earliest.set(fate.type, line)
    if (fate.arrivesAtMs !== line.tiedAtMs) {
      line.startMs = Math.min(line.startMs, line.tiedStartMs)
      line.tiedStartMs = Number.POSITIVE_INFINITY
      line.tiedAtMs = fate.arrivesAtMs
    }
    if (line.startMs < leaveMs) found.add(fate.id)
    if (fate.outcome === "served") line.tiedStartMs = Math.min(line.tiedStartMs, leaveMs)
  }
  return found
}

export const figures = (fates: ReadonlyArray<Fate>, serviceLevelMs: number): Figures => {
  const served = fates.filter((fate) => fate.outcome === "served")
  const abandoned = fates.filter((fate) => fate.outcome === "abandoned")
  const waits = fates.map((fate) => fate.waitMs / 1000).sort((a, b) => a - b)
  const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
  const quantile = (q: number): number | undefined => waits[Math.min(waits.length - 1, Math.floor(q * waits.length))]
  return {
    offered: fates.length,
    served: served.length,
    abandoned: abandoned.length,
    waited: share(waits.filter((wait) => wait > 0).length, waits.length),
    meanWaitS: share(
      waits.reduce((sum, wait) => sum + wait, 0),
      waits.length
    ),
    p50WaitS: quantile(0.5),
    p95WaitS: quantile(0.95),
    maxWaitS: waits.at(-1),
    serviceLevel: share(
      served.filter((fate) => fate.waitMs <= serviceLevelMs).length,
      served.length + abandoned.length
    ),
    overtakes: overtakes(fates)
  }
}

/** Counts served calls that left the queue while an older one of the list was still in it. Calls of one arrival instant are equals. */
const overtakes = (fates: ReadonlyArray<Fate>): number => {
  const inOrder = [...fates].sort((a, b) => a.arrivesAtMs - b.arrivesAtMs)
  let count = 0
  let latestLeaveMs = 0
  let tiedLatestMs = 0
  let tiedAtMs = Number.NaN
  for (const fate of inOrder) {
    const leaveMs = fate.arrivesAtMs + fate.waitMs
    if (fate.arrivesAtMs !== tiedAtMs) {
      latestLeaveMs = Math.max(latestLeaveMs, tiedLatestMs)
      tiedAtMs = fate.arrivesAtMs
      tiedLatestMs = 0
    }
    if (fate.outcome === "served" && leaveMs < latestLeaveMs) count++
    tiedLatestMs = Math.max(tiedLatestMs, leaveMs)
  }
  return count
}
