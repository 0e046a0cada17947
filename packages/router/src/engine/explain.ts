import { channels } from "../Channel.ts"
import type { Candidate, CandidateGroup, Explanation, NearestMiss, ScoreParts } from "../Explanation.ts"
import { relaxing } from "./alarmKinds.ts"
import { perPriority } from "./compile/Ageing.ts"
import { explainAgent } from "./explain/agent.ts"
import { engagementsIn, leadingEngagement } from "./engagementOf.ts"
import { candidatesOf, groupsOf, judge, nearestOf } from "./explain/candidates.ts"
import { callback, parked } from "./alarmKinds.ts"
import { aheadOf } from "./explain/position.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"
import { offerToken } from "./decide/offers.ts"

/**
 * Asked for, never kept: why a contact or an agent is where it is, from the state as it stands (SPEC EXPL-1). Uses the facts, not the
 * index that matching uses, so that the two can be held against each other.
 */
export function explain(s: State, subject: string): Explanation {
  const contact = s.contactOf.get(subject)
  if (contact !== undefined) return explainContact(s, contact)
  const agent = s.agentOf.get(subject)
  if (agent !== undefined) return explainAgent(s, agent)
  const text = `${subject} is not here: no contact of that id waits or is served, and no such agent ever signed in.`
  return { subject, text, version: s.version, candidates: [] }
}

function explainContact(s: State, contact: number): Explanation {
  const { contacts, engagements } = s
  const subject = contacts.idOf(contact)
  const where = `in queue ${s.queueName[contacts.queue[contact]!]!} (${channels[contacts.channel[contact]!]!})`
  const isOpen = contacts.state(contact) <= ContactState.Offered
  const judged = isOpen ? judge(s, contact) : []
  const candidates = candidatesOf(s, contact, judged)
  const groups = groupsOf(s, judged)
  const waits = isOpen && contacts.state(contact) !== ContactState.Offered
  const nearest =
    waits && candidates.every(({ failed }) => failed !== undefined) ? nearestOf(s, contact, judged) : undefined
  const seconds = (sinceMs: number) => `${Math.floor((s.nowMs - sinceMs) / 1000)} s`
  const creditMs = s.creditMs(contact)
  const headStart = creditMs === 0 ? "" : ` with a head start of ${creditMs / 1000} s (QUEUE-10)`
  // In hundredths, cut off: what is told has not grown before it has.
  const added = Math.floor((s.agedBy(contact) * 100) / perPriority) / 100
  const ageing = added === 0 ? "" : `, priority ${s.priority(contact)} and ${added} by ageing (SCORE-2)`
  const waited = `${seconds(s.enqueuedAtMs(contact))}${headStart}${ageing}${stepOf(s, contact)}`
  const said = (text: string, more: Partial<Explanation> = {}): Explanation => ({
    subject,
    text,
    version: s.version,
    candidates,
    ...(isOpen ? { groups, score: scoreOf(s, contact) } : {}),
    ...(nearest === undefined ? {} : { nearest }),
    ...more
  })
  const e = leadingEngagement(s, contact)
  const agent = e < 0 ? "" : s.agents.id[engagements.agent[e]!]!
  switch (contacts.state(contact)) {
    case ContactState.Offered: {
      const dueAtMs = s.timers.dueAtMs(engagements.timer[e]!)
      const token = offerToken(engagements.sequence[e]!)
      const left = Math.max(0, Math.ceil((dueAtMs - s.nowMs) / 1000))
      const others = engagementsIn(s, contact, EngagementState.Offered).slice(1)
      const names = others.map((other) => s.agents.id[engagements.agent[other]!]!).join(", ")
      const also = names === "" ? "" : `, and to ${names} at the same time (OFFER-12),`
      return said(
        `${subject} ${where} is offered to ${agent} (${token}, ${left} s left)${also} after ${waited}: first in order among the contacts ${agent} may take, and ${agent} first in order among the agents who may take it (SCORE-1).\n${listed(candidates, groups)}`
      )
    }
    case ContactState.Active: {
      const all = engagementsIn(s, contact, EngagementState.Active).map((one) => s.agents.id[engagements.agent[one]!]!)
      return said(`${subject} ${where} is served by ${all.join(" and ")} for ${seconds(engagements.acceptedAtMs[e]!)}.`)
    }
    case ContactState.Parked: {
      const left = Math.ceil((s.alarms.dueAtMs(parked, contact)! - s.nowMs) / 1000)
      return said(`${subject} ${where} is parked at ${agent}, for ${left} s at most (PARK-1).`)
    }
    case ContactState.WrapUp:
      return said(`${subject} ${where} is over; ${agent} is in wrap-up for ${seconds(engagements.completedAtMs[e]!)}.`)
    case ContactState.Unreachable: {
      const dueAtMs = s.contacts.more[contact]?.callback && s.alarms.dueAtMs(callback, contact)
      if (dueAtMs !== undefined) {
        const left = Math.ceil((dueAtMs - s.nowMs) / 1000)
        const held = `is a callback: it keeps its place and clock and takes no agent for ${left} s (QUEUE-30).`
        return said(`${subject} ${where} waits ${waited} and ${held}`, { position: aheadOf(s, contact) + 1 })
      }
      return said(
        `${subject} ${where} waits ${waited} and is unreachable: it keeps its place and clock and takes no agent until it is reachable (QUEUE-5).`,
        { position: aheadOf(s, contact) + 1 }
      )
    }
    default: {
      const position = aheadOf(s, contact) + 1
      const retired = !s.queues[contacts.queue[contact]!]!.configured
      const why = retired
        ? "The queue is not configured any more: it takes no agent (QUEUE-8)."
        : candidates.length === 0
          ? "Nobody ever signed in."
          : `Nobody may take it now:\n${listed(candidates, groups)}${told(nearest)}`
      return said(`${subject} ${where} waits ${waited}, place ${position}. ${why}`, { position })
    }
  }
}

/** Where it is among its queue's steps, and when it goes on. */
function stepOf(s: State, contact: number): string {
  const rule = s.queues[s.contacts.queue[contact]!]!.relaxation
  if (rule === undefined || rule.stages.length === 1) return ""
  const step = s.contacts.i[contact * 16 + I.Step]!
  const dueAtMs = s.alarms.dueAtMs(relaxing, contact)
  const next = dueAtMs === undefined ? "" : `, the next in ${Math.ceil((dueAtMs - s.nowMs) / 1000)} s`
  return `, at step ${step} of ${rule.stages.length - 1}${next} (RELAX-1)`
}

const scoreOf = (s: State, contact: number): ScoreParts => ({
  priority: s.priority(contact),
  ageing: s.agedBy(contact) / perPriority,
  creditMs: s.creditMs(contact),
  enqueuedAtMs: s.enqueuedAtMs(contact)
})

/** What would make it go. */
function told(nearest: NearestMiss | undefined): string {
  if (nearest === undefined) return ""
  const remedies = nearest.failed.map(({ remedy, rule }) => `${remedy} (${rule})`)
  return `\nNearest is ${nearest.agent}: ${remedies.join(", and ")}.`
}

const shown = 20

/** Agent by agent, or where they are many, rule by rule. */
function listed(candidates: ReadonlyArray<Candidate>, groups: ReadonlyArray<CandidateGroup>): string {
  const able = candidates.filter(({ failed }) => failed === undefined)
  const line = (who: string, failed: string | undefined, rule: string | undefined, fit?: number) => {
    const fits = fit === undefined ? "" : `, fits ${fit < 0 ? fit : `+${fit}`} (SCORE-30)`
    return `  ${who}: ${failed === undefined ? `may take it${fits}` : `${failed} (${rule})`}`
  }
  if (candidates.length <= shown)
    return candidates.map(({ agent, failed, rule, fit }) => line(agent, failed, rule, fit)).join("\n")
  const lines = groups.slice(0, shown).map(({ agents, examples, failed, rule }) => {
    return line(
      agents > examples.length ? `${agents} agents, ${examples.join(", ")}...` : examples.join(", "),
      failed,
      rule
    )
  })
  if (able.length > 0) lines.unshift(line(`${able.length} agents`, undefined, undefined))
  if (groups.length > shown) lines.push(`  and ${groups.length - shown} more reasons`)
  return lines.join("\n")
}
