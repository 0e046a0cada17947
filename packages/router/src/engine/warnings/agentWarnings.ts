import { mayTake, type Reach } from "./reach.ts"
import { peopleOf } from "./people.ts"
import type { State } from "../State.ts"
import type { Warn } from "./Warn.ts"

/** Who could take nothing at all, and whose reserve has no time to join (SPEC CONF-8). */
export function agentWarnings(s: State, agent: string, reaches: ReadonlyArray<Reach>, warn: Warn): void {
  const handle = s.agentOf.get(agent)!
  const own = peopleOf(s, [[agent, handle]])
  const reserveFor = s.agents.more[handle]?.reserveFor ?? {}
  for (const [queue, level] of Object.entries(reserveFor)) {
    const reserve = s.configuration.queues[queue]?.reserve
    if (level === 1 ? reserve !== undefined : reserve?.second !== undefined) continue
    const text = `is the reserve of ${queue} of level ${level}, which never joins: write when, or leave it out`
    warn("ReserveNeverJoins", `agents.${agent}.reserveFor.${queue}`, text)
  }
  const takes = ({ name, queue, stages, contactless }: Reach) =>
    stages.some(({ need }, at) => !contactless[at] && own.some((person) => mayTake(name, queue, need, person)))
  if (!reaches.some(takes)) warn("AgentWithoutQueue", `agents.${agent}`, "could take a contact of no queue, at no step")
}
