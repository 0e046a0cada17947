import type { DayResult, SeriesPoint } from "@strowger/router/simulate"

/** An interval over all days: counts and agents on average, waits and service levels of all contacts together. */
export interface PooledPoint {
  readonly fromMs: number
  readonly untilMs: number
  readonly offered: number
  readonly served: number
  readonly abandoned: number
  readonly meanWaitMs: number | undefined
  readonly serviceLevel: number | undefined
  readonly staffed: number
  readonly busy: number
}

/** The intervals in which anything was: before the first contact or agent and after the last there is nothing to tell. */
export const pooledSeries = (days: ReadonlyArray<DayResult>): ReadonlyArray<PooledPoint> => {
  const longest = Math.max(0, ...days.map((day) => day.series.length))
  const points: Array<PooledPoint> = []
  for (let at = 0; at < longest; at++) {
    points.push(
      pooled(
        days.flatMap(({ series }) => series[at] ?? []),
        days.length
      )
    )
  }
  const lives = ({ offered, staffed }: PooledPoint): boolean => offered > 0 || staffed > 0
  return points.slice(points.findIndex(lives), points.findLastIndex(lives) + 1)
}

const pooled = (same: ReadonlyArray<SeriesPoint>, days: number): PooledPoint => {
  const sum = (of: (point: SeriesPoint) => number): number => same.reduce((total, point) => total + of(point), 0)
  const over = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
  const served = sum((point) => point.served)
  const decided = sum((point) => (point.serviceLevel === undefined ? 0 : point.served + point.abandoned))
  return {
    fromMs: same[0]?.fromMs ?? 0,
    untilMs: same[0]?.untilMs ?? 0,
    offered: sum((point) => point.offered) / days,
    served: served / days,
    abandoned: sum((point) => point.abandoned) / days,
    meanWaitMs: over(
      sum((point) => (point.meanWaitMs ?? 0) * point.served),
      served
    ),
    serviceLevel: over(
      sum((point) => (point.serviceLevel ?? 0) * (point.served + point.abandoned)),
      decided
    ),
    staffed: sum((point) => point.staffed) / days,
    busy: sum((point) => point.busy) / days
  }
}

/** A figure of each day: their mean, the least and the most. Undefined = on no day there was anything to measure. */
export interface Spread {
  readonly mean: number
  readonly least: number
  readonly most: number
}
export const spreadOf = (
  days: ReadonlyArray<DayResult>,
  of: (day: DayResult) => number | undefined
): Spread | undefined => {
  const values = days.map(of).filter((value) => value !== undefined)
  if (values.length === 0) return undefined
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return { mean, least: Math.min(...values), most: Math.max(...values) }
}
