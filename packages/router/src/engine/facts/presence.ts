import type { RouterEvent } from "../../Event.ts"
import { lost as lease } from "../alarmKinds.ts"
import { present } from "../evolve/agents.ts"
import { endEngagement } from "../evolve/engagements.ts"
import { wait } from "../evolve/contacts.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { Origin } from "../state/Contacts.ts"
import { withField } from "../state/More.ts"
import { notServing, tied } from "./wrapUp.ts"

export const agentLost: FactRule<Extract<RouterEvent, { type: "AgentLost" }>> = {
  follows: (s, { agent }) => {
    const presence = presenceOf(s, agent)
    return presence === Presence.Ready || presence === Presence.NotReady ? undefined : `${agent} is not signed in`
  },
  apply: (s, { agent, untilMs }) => {
    const a = s.agentOf.get(agent)!
    const { agents } = s
    const reason = agents.reason[a]
    const ready = agents.presence[a] === Presence.Ready
    const before = { ready, ...(reason === undefined ? {} : { reason }), sinceMs: agents.presenceSinceMs[a]! }
    present(s, a, Presence.Lost, undefined)
    agents.more[a] = withField(agents.more[a], "before", before)
    s.alarmAfter(lease, a, untilMs - s.nowMs)
  }
}

/** He is what he was, at his place among those at rest: `present` ends the lease. */
export const agentReturned: FactRule<Extract<RouterEvent, { type: "AgentReturned" }>> = {
  follows: (s, { agent }) => (presenceOf(s, agent) === Presence.Lost ? undefined : `${agent} was not lost`),
  apply: (s, { agent }) => {
    const a = s.agentOf.get(agent)!
    const before = s.agents.more[a]!.before!
    present(s, a, before.ready ? Presence.Ready : Presence.NotReady, before.reason)
    s.agents.presenceSinceMs[a] = before.sinceMs
    s.touchedAgents.add(a)
  }
}

export const requeued: FactRule<Extract<RouterEvent, { type: "ContactRequeued" }>> = {
  follows: notServing,
  apply: (s, event) => {
    const e = tied(s, event)
    const contact = s.engagements.contact[e]!
    endEngagement(s, s.engagements.agent[e]!, e)
    wait(s, contact, Origin.Returned)
  }
}

function presenceOf(s: State, agent: string): number {
  const a = s.agentOf.get(agent)
  return a === undefined ? Presence.Named : s.agents.presence[a]!
}
