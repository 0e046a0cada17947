import type { AgentGroup, SingleAgent, SingleContact } from "../../Rule.ts"
import { perPriority } from "../compile/Ageing.ts"
import { type OwnRule, scans } from "../compile/Policy.ts"
import { agentGroup, contactGroup } from "../index/groupsTold.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"

/** What this pair adds to the contact's score, in sixty-thousandths of a priority: for all groups alike, and a scan rule's answer. */
export function fitOf(s: State, contact: number, agent: number): number {
  const { own } = s.queues[s.contacts.queue[contact]!]!
  const fit = s.index.fitOf(s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!), s.agents.profile[agent]!)
  return own !== undefined && scans(own) ? fit + scannedFit(s, own, contact, agent) : fit
}

/** What a scan rule adds for this pair; 0 where there is none. */
export function scannedOf(s: State, contact: number, agent: number): number {
  const { own } = s.queues[s.contacts.queue[contact]!]!
  return own !== undefined && scans(own) ? scannedFit(s, own, contact, agent) : 0
}

/**
 * What a scan rule says of two singles (SPEC SCORE-31), in sixty-thousandths. Asked once per pair until the next offer, because an
 * offer changes what somebody has in hand.
 */
export function scannedFit(s: State, { name, queue, rule }: OwnRule, contact: number, agent: number): number {
  if (rule?.scan !== true) return 0
  const key = contact * agentsMost + agent
  const known = s.scanned.get(key)
  if (known !== undefined) return known
  const fit = s.rules.fit(name, queue, rule, singleContact(s, contact), singleAgent(s, agent)) * perPriority
  s.scanned.set(key, fit)
  return fit
}

/** More than there ever are handles of agents, so that two handles make one whole number. */
const agentsMost = 4_194_304

function singleContact(s: State, contact: number): SingleContact {
  const { contacts, index } = s
  const group = contactGroup(index, index.demandOfClass(contacts.i[contact * 16 + I.Class]!))
  const attributes = contacts.more[contact]?.attributes ?? {}
  return { ...group, attributes: { ...attributes }, waitMs: s.nowMs - s.enqueuedAtMs(contact) }
}

function singleAgent(s: State, agent: number): SingleAgent {
  const { agents, index } = s
  const group: AgentGroup = agentGroup(index, agents.profile[agent]!)
  const inHand = index.profiles[agents.profile[agent]!]!.occupancy.load[agents.occupancy[agent]!]!
  return { ...group, idleMs: s.nowMs - agents.restedSinceMs[agent]!, inHand }
}
