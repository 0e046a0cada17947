import { channels } from "../Channel.ts"
import { addAgents, type AgentCounts, noAgents } from "../measures/Counts.ts"
import type { Measures } from "../measures/createMeasures.ts"
import { agentRatios } from "../measures/ratios.ts"
import type { AgentFigures } from "./DayResult.ts"
import type { Worker } from "./Worker.ts"

/** What agents did by interval and by name, read once from the counts of the day. */
export interface StaffCounts {
  readonly byAgent: ReadonlyMap<string, AgentCounts>
  /** By the texts that `dayOf` gave. */
  readonly byInterval: ReadonlyMap<string, { readonly staffedMs: number; readonly busyMs: number }>
}

export function staffCounts(measures: Measures): StaffCounts {
  const byAgent = new Map<string, AgentCounts>()
  const byInterval = new Map<string, { staffedMs: number; busyMs: number }>()
  for (const [interval, agent, counts] of measures.state().days.agents) {
    byAgent.set(agent, addAgents(byAgent.get(agent) ?? noAgents(), counts))
    const sums = byInterval.get(interval) ?? { staffedMs: 0, busyMs: 0 }
    sums.staffedMs += counts.staffedMs
    sums.busyMs += counts.busyMs
    byInterval.set(interval, sums)
  }
  return { byAgent, byInterval }
}

type Habits = Pick<Worker, "served" | "declined" | "missed">

export function agentFigures({ served, declined, missed }: Habits, counts: AgentCounts): AgentFigures {
  const { occupancy, concurrency, load } = agentRatios(counts)
  return {
    served,
    declined,
    missed,
    staffedMs: counts.staffedMs,
    busyMs: counts.busyMs,
    ...(occupancy === undefined ? {} : { occupancy }),
    ...(concurrency === undefined ? {} : { concurrency }),
    load: Object.fromEntries(
      channels.flatMap((channel) => (load[channel] === undefined ? [] : [[channel, load[channel]]]))
    )
  }
}

/** All of them together. */
export function staffFigures(workers: ReadonlyArray<Worker>, byAgent: StaffCounts["byAgent"]): AgentFigures {
  const sum = { served: 0, declined: 0, missed: 0 }
  for (const { served, declined, missed } of workers) {
    sum.served += served
    sum.declined += declined
    sum.missed += missed
  }
  return agentFigures(sum, [...byAgent.values()].reduce(addAgents, noAgents()))
}
