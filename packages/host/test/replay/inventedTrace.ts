import { draws } from "../../src/replay/draws.ts"
import type { Trace, TraceCall } from "../../src/replay/Trace.ts"

/** A day of calls to a bank that does not exist: two classes, four agents, first in first out, patience of minutes. Times in whole seconds. */
export const inventedTrace = (seed: number): Trace => {
  const random = draws(seed)
  const exponential = (meanS: number): number => Math.round(-Math.log(1 - random()) * meanS)
  const calls: Array<TraceCall> = []
  const free = new Map<string, Array<number>>([
    ["loans", [0, 0]],
    ["cards", [0, 0]]
  ])
  let nowS = 8 * 3600
  for (let id = 1; nowS < 16 * 3600; id++) {
    nowS += 1 + exponential(40)
    const type = random() < 0.6 ? "loans" : "cards"
    const agents = free.get(type) ?? []
    const agent = agents.indexOf(Math.min(...agents))
    const startS = Math.max(nowS, agents[agent] ?? 0)
    const patienceS = 60 + exponential(400)
    const serviceS = 20 + exponential(140)
    const served = startS - nowS <= patienceS
    if (served) agents[agent] = startS + serviceS
    calls.push({
      id: String(id),
      type,
      arrivesAtMs: nowS * 1000,
      queued: !served || startS > nowS,
      leavesQueueAtMs: (served ? startS : nowS + patienceS) * 1000,
      outcome: served ? "served" : "abandoned",
      serviceMs: served ? serviceS * 1000 : 0,
      agent: served ? `${type}-${agent}` : "",
      priority: 0
    })
  }
  const names = ["loans-0", "loans-1", "cards-0", "cards-1"]
  return {
    calls,
    sessions: names.map((agent) => ({ agent, fromMs: 8 * 3_600_000, toMs: 17 * 3_600_000 })),
    skills: new Map(names.map((agent) => [agent, [agent.split("-")[0] ?? ""]]))
  }
}
