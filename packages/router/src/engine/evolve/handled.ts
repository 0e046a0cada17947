import type { State } from "../State.ts"

/** An agent accepted a contact: kept while a configured order counts it (SPEC SCORE-25). */
export function noteHandled(s: State, a: number): void {
  if (s.handledMs === 0) return
  const { more } = s.agents
  const times = more[a]?.handledAtMs
  if (times === undefined) more[a] = { ...more[a], handledAtMs: [s.nowMs] }
  else {
    let gone = 0
    while (gone < times.length && times[gone]! <= s.nowMs - s.handledMs) gone++
    if (gone > 0) times.splice(0, gone)
    times.push(s.nowMs)
  }
  s.turns.accepted(a, s.nowMs)
}

/** Before the rules change: what no order counted any more is forgotten, so that a longer window begins with what the last one saw. */
export function forgetHandled(s: State): void {
  const { agents } = s
  for (const a of s.agentOf.values()) {
    if (agents.more[a]?.handledAtMs === undefined) continue
    const { handledAtMs: _, ...more } = agents.more[a]
    const kept = withinWindow(s, a)
    if (kept.length > 0) agents.more[a] = { ...more, handledAtMs: kept }
    else agents.more[a] = Object.keys(more).length > 0 ? more : undefined
  }
}

const withinWindow = ({ agents, nowMs, handledMs }: State, a: number): number[] =>
  (agents.more[a]?.handledAtMs ?? []).filter((atMs) => atMs > nowMs - handledMs)
