import type { State } from "../State.ts"

/** How many contacts this agent accepted after that instant: what `fewestHandled` compares (SPEC SCORE-25). Times are kept in order. */
export function handledSince(s: State, agent: number, sinceMs: number): number {
  const times = s.agents.more[agent]?.handledAtMs
  if (times === undefined) return 0
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! > sinceMs) high = middle
    else low = middle + 1
  }
  return times.length - low
}
