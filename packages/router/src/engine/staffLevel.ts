import type { State } from "./State.ts"
import { Presence } from "./state/Agents.ts"
import { EngagementState } from "./state/Engagements.ts"
import { I } from "./state/Contacts.ts"

/**
 * How much staff there is for what a contact asks for: 0 nobody, 1 somebody signed in, 2 who takes its channel and meets what it needs, 3 and
 * is ready, 4 and is not in wrap-up. Ends with the first agent who is all of it.
 */
export function staffLevel(s: State, contact: number): number {
  const { agents, index } = s
  const demand = index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)
  let level = 0
  for (const agent of s.agentOf.values()) {
    const presence = agents.presence[agent]!
    if (presence < Presence.NotReady) continue
    const found = !index.fits(demand, agents.profile[agent]!)
      ? 1
      : presence !== Presence.Ready
        ? 2
        : isInWrapUp(s, agent)
          ? 3
          : 4
    if (found > level) level = found
    if (level === 4) return level
  }
  return level
}

function isInWrapUp(s: State, agent: number): boolean {
  const { engagements, agents } = s
  for (let e = agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!) {
    if (engagements.state[e] === EngagementState.WrapUp) return true
  }
  return false
}
