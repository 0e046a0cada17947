import { channels } from "../../Channel.ts"
import type { Candidate } from "../../Explanation.ts"
import { missing } from "../compile/missing.ts"
import { engagementOf } from "../engagementOf.ts"
import { noRoom } from "../compile/CapacityRule.ts"
import { allowed } from "../match/allowed.ts"
import type { State } from "../State.ts"
import { Presence } from "../state/Agents.ts"
import { I } from "../state/Contacts.ts"

/** Every agent who ever signed in, eligible ones first, then by how far they are from it. */
export function candidatesFor(s: State, contact: number): Candidate[] {
  const ranked: Array<{ readonly rank: number; readonly at: number; readonly candidate: Candidate }> = []
  for (const agent of s.agentOf.values()) {
    const failed = firstFailed(s, contact, agent)
    const id = s.agents.id[agent]!
    const idleMs = s.nowMs - s.agents.restedSinceMs[agent]!
    const candidate =
      failed === undefined ? { agent: id, idleMs } : { agent: id, failed: failed.text, rule: failed.rule, idleMs }
    ranked.push({ rank: failed?.rank ?? 9, at: s.agents.rest[agent]!, candidate })
  }
  ranked.sort((a, b) => b.rank - a.rank || a.at - b.at)
  return ranked.map(({ candidate }) => candidate)
}

interface Failed {
  readonly rule: string
  readonly text: string
  /** Higher = nearer to being eligible. */
  readonly rank: number
}

/** The first rule that keeps this agent from taking this contact; undefined = none. */
export function firstFailed(s: State, contact: number, agent: number): Failed | undefined {
  const { contacts, agents, exclusions } = s
  const channel = contacts.channel[contact]!
  const name = channels[channel]!
  const queue = s.queues[contacts.queue[contact]!]!
  if (agents.presence[agent] === Presence.SignedOut) return { rule: "CAP-4", text: "signed out", rank: 0 }
  if (!queue.configured) return { rule: "QUEUE-8", text: "the queue takes no agent", rank: 1 }
  if (agents.capacityOf[agent]![channel] === 0) return { rule: "CAP-1", text: `does not take ${name}`, rank: 1 }
  const { need } = s.index.demands[s.index.demandOfClass(contacts.i[contact * 16 + I.Class]!)]!
  const lacks = missing(need, agents.skills[agent]!, {})
  if (lacks !== "") return { rule: "SKILL-1", text: lacks, rank: 2 }
  if (!allowed(s, contact, agent)) {
    let until = 0
    for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
      if (exclusions.agent[n] !== agent) continue
      if (exclusions.timer[n]! < 0) return { rule: "QUEUE-7", text: "excluded by the contact", rank: 2 }
      until = Math.max(until, s.timers.dueAtMs[exclusions.timer[n]!]!)
    }
    const left = Math.ceil((until - s.nowMs) / 1000)
    return { rule: "OFFER-6", text: `declined or missed it, not again for ${left} s`, rank: 5 }
  }
  if (agents.presence[agent] !== Presence.Ready) {
    const reason = agents.reason[agent]
    return { rule: "CAP-4", text: reason === undefined ? "not ready" : `not ready: ${reason}`, rank: 3 }
  }
  const counts = s.countsOf(agent)
  if (engagementOf(s, contact, agent) >= 0) counts[channel]!--
  const slots = agents.capacityOf[agent]!
  const keeps = noRoom(s.index.capacity, { counts, slots, units: agents.units[agent]! }, channel)
  return keeps === undefined ? undefined : { ...keeps, rank: 4 }
}
