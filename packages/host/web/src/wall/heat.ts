/** Neutral, amber from 60 % of the promise, red beyond it. */
export const heatOf = (waitedMs: number | undefined, promiseMs: number): "" | "soon" | "late" => {
  if (waitedMs === undefined) return ""
  if (waitedMs > promiseMs) return "late"
  return waitedMs >= promiseMs * 0.6 ? "soon" : ""
}
