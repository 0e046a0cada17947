import { type Fate, fateOf, type FreeResult } from "./free.ts"
import type { Trace } from "./Trace.ts"

/** What really happened, in the same form as a replay, so that both are measured by the same code. */
export const recorded = (trace: Trace): Pick<FreeResult, "fates" | "agents"> => {
  const agents = new Map<string, { presentMs: number; busyMs: number; calls: number }>()
  for (const session of trace.sessions) {
    const sum = agents.get(session.agent) ?? { presentMs: 0, busyMs: 0, calls: 0 }
    sum.presentMs += session.toMs - session.fromMs
    agents.set(session.agent, sum)
  }
  const fates = trace.calls.map((call): Fate => {
    if (call.outcome === "served") {
      const sum = agents.get(call.agent)
      if (sum !== undefined) {
        sum.busyMs += call.serviceMs
        sum.calls++
      }
    }
    const { outcome, agent, serviceMs } = call
    return fateOf(call, { outcome, waitMs: call.leavesQueueAtMs - call.arrivesAtMs, agent, serviceMs })
  })
  return { fates, agents }
}
