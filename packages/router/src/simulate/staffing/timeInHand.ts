import type { Fate } from "../Fate.ts"

/** Time agents had something in hand within an interval, and time they were on duty or had (SPEC MEAS-5, after a miss too). */
export function timeInHand(
  fates: ReadonlyArray<Fate>,
  [fromMs, untilMs]: readonly [number, number],
  isThere: (agent: string) => boolean,
  agentsThere: number
): { readonly busyMs: number; readonly staffedMs: number } {
  const until = new Map<string, number>()
  let busyMs = 0
  let overtimeMs = 0
  // Of one agent, contacts are accepted in order of time: what is covered up to `until` is not counted twice.
  const accepted = fates.filter(
    ({ outcome, endedAtMs, spentMs }) =>
      outcome === "served" && endedAtMs < untilMs && (spentMs === 0 || endedAtMs + spentMs > fromMs)
  )
  accepted.sort((one, other) => one.endedAtMs - other.endedAtMs)
  for (const { agent = "", endedAtMs, spentMs } of accepted) {
    const overMs = spentMs === 0 ? untilMs : Math.min(untilMs, endedAtMs + spentMs)
    const sinceMs = Math.max(endedAtMs, until.get(agent) ?? fromMs, fromMs)
    if (overMs <= sinceMs) continue
    until.set(agent, overMs)
    busyMs += overMs - sinceMs
    if (!isThere(agent)) overtimeMs += overMs - sinceMs
  }
  return { busyMs, staffedMs: agentsThere * (untilMs - fromMs) + overtimeMs }
}
