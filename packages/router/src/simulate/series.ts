import type { SeriesPoint } from "./DayResult.ts"
import type { Fate } from "./Fate.ts"
import { figures } from "./figures.ts"
import { groupBy } from "./groupBy.ts"
import type { StaffCounts } from "./staff.ts"

/** The name of an interval among the days of the measures. */
export const intervalName = (at: number): string => `${at}`

/** The day in intervals, from 0 until nothing happened any more. */
export function series(
  fates: ReadonlyArray<Fate>,
  staff: StaffCounts["byInterval"],
  intervalMs: number,
  endedAtMs: number,
  serviceLevelMs: (queue: string) => number
): SeriesPoint[] {
  const came = groupBy(fates, ({ arrivedAtMs }) => Math.floor(arrivedAtMs / intervalMs))
  return Array.from({ length: Math.max(1, Math.ceil(endedAtMs / intervalMs)) }, (_, at) => {
    const { offered, served, abandoned, waitServed, serviceLevel } = figures(came.get(at) ?? [], serviceLevelMs)
    const { staffedMs = 0, busyMs = 0 } = staff.get(intervalName(at)) ?? {}
    return {
      fromMs: at * intervalMs,
      untilMs: (at + 1) * intervalMs,
      offered,
      served,
      abandoned,
      ...(waitServed.meanMs === undefined ? {} : { meanWaitMs: waitServed.meanMs }),
      ...(serviceLevel.ofAll === undefined ? {} : { serviceLevel: serviceLevel.ofAll }),
      staffed: staffedMs / intervalMs,
      busy: busyMs / intervalMs
    }
  })
}
