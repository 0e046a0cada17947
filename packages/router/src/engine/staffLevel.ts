import type { State } from "./State.ts"
import { Presence } from "./state/Agents.ts"
import { EngagementState } from "./state/Engagements.ts"

/**
 * How much staff there is for what a demand asks for: 0 nobody, 1 somebody signed in, 2 who takes its channel and meets what it needs, 3
 * and is ready, 4 and is not in wrap-up.
 */
export const staffLevel = ({ index }: State, demand: number): number =>
  index.staff.levelFor(demand, index.demandRows.of(demand))

/** What an agent counts as, from now on. */
export function countStaff(s: State, agent: number): void {
  if (s.countsStaff) s.index.staff.set(agent, s.agents.profile[agent]!, levelOf(s, agent))
}

function levelOf({ agents, engagements }: State, agent: number): number {
  const presence = agents.presence[agent]!
  if (presence !== Presence.Ready) return presence > Presence.SignedOut ? 2 : 0
  for (let e = agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!)
    if (engagements.state[e] === EngagementState.WrapUp) return 3
  return 4
}
