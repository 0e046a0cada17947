import { draws } from "../../src/replay/draws.ts"
import type { Trace, TraceCall } from "../../src/replay/Trace.ts"

interface Waiting {
  readonly id: number
  readonly atS: number
  readonly preferred: boolean
  readonly gaveUpAtS: number
  readonly serviceS: number
}

/**
 * A busy day of a bank that does not exist: one class, three agents, four callers of ten preferred, and each agent who gets free takes
 * the caller with the earliest arrival less `creditS` for the preferred. Whole seconds; no two
 * callers come in one, and no two agents get free in one, so that the log says in which order they were taken.
 */
export const inventedCredit = (seed: number, creditS: number): Trace => {
  const random = draws(seed)
  const exponential = (meanS: number): number => 1 + Math.floor(-Math.log(1 - random()) * meanS)
  const comers: Array<Waiting> = []
  for (let atS = 8 * 3600, id = 1; atS < 18 * 3600; atS += exponential(28), id++) {
    const gaveUpAtS = atS + 40 + exponential(700)
    comers.push({ id, atS, preferred: random() < 0.4, gaveUpAtS, serviceS: 20 + exponential(70) })
  }
  const freeAtS = [0, 0, 0]
  const calls: Array<TraceCall> = []
  const left = new Set(comers)
  const end = (caller: Waiting, atS: number, agent: number | undefined): void => {
    left.delete(caller)
    calls.push({
      id: String(caller.id),
      type: "loans",
      arrivesAtMs: caller.atS * 1000,
      queued: atS > caller.atS,
      leavesQueueAtMs: atS * 1000,
      outcome: agent === undefined ? "abandoned" : "served",
      serviceMs: agent === undefined ? 0 : caller.serviceS * 1000,
      agent: agent === undefined ? "" : `agent-${agent}`,
      priority: caller.preferred && atS > caller.atS ? 2 : 0
    })
  }
  while (left.size > 0) {
    const agent = freeAtS.indexOf(Math.min(...freeAtS))
    const nextS = Math.min(...[...left].map((caller) => caller.atS))
    const nowS = Math.max(freeAtS[agent]!, nextS)
    for (const caller of left)
      if (caller.gaveUpAtS <= nowS && caller.atS < nowS) end(caller, caller.gaveUpAtS, undefined)
    const [first] = [...left]
      .filter((caller) => caller.atS <= nowS)
      .sort((a, b) => key(a, creditS) - key(b, creditS) || a.id - b.id)
    if (first === undefined) continue
    let freeS = nowS + first.serviceS
    while (freeAtS.includes(freeS)) freeS++
    freeAtS[agent] = freeS
    end({ ...first, serviceS: freeS - nowS }, nowS, agent)
    left.delete(first)
  }
  calls.sort((a, b) => a.arrivesAtMs - b.arrivesAtMs)
  const names = ["agent-0", "agent-1", "agent-2"]
  return {
    calls,
    sessions: names.map((agent) => ({ agent, fromMs: 8 * 3_600_000, toMs: 20 * 3_600_000 })),
    skills: new Map(names.map((agent) => [agent, ["loans"]]))
  }
}

const key = (caller: Waiting, creditS: number): number => caller.atS - (caller.preferred ? creditS : 0)
