import type { Snapshot } from "../../Snapshot.ts"
import { alarmKinds } from "../alarmKinds.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"
import { copyOf } from "../state/More.ts"
import type { Timers } from "../Timers.ts"
import type {
  Body,
  StoredAgent,
  StoredAlarm,
  StoredContact,
  StoredEngagement,
  StoredExclusion,
  StoredTimer
} from "./Form.ts"
import { ownersOf } from "./ownersOf.ts"

export function snapshot(s: State): Snapshot {
  const body: Body = {
    configuration: s.configuration,
    configurationVersion: s.version,
    ...(s.previous === undefined ? {} : { previousConfiguration: s.previous }),
    counts: [...s.counts],
    agents: [...s.agentOf.values()].map((agent) => storedAgent(s, agent)),
    contacts: [...s.contactOf.values()].map((contact) => storedContact(s, contact)),
    ...filled("queueMore", storedQueueMore(s)),
    ...filled("alarms", storedAlarms(s))
  }
  return { version: 1, atMs: s.nowMs, hash: s.hash.hex, body }
}

const filled = <K extends string, A>(key: K, list: ReadonlyArray<A>): { [key in K]?: ReadonlyArray<A> } =>
  list.length === 0 ? {} : ({ [key]: list } as { [key in K]: ReadonlyArray<A> })

/** In an order that does not depend on which queue was known first. */
const storedQueueMore = ({ queueName, queueMore }: State) =>
  queueName
    .flatMap((queue, at) => (queueMore[at] === undefined ? [] : [{ queue, more: copyOf(queueMore[at]) }]))
    .sort((a, b) => (a.queue < b.queue ? -1 : 1))

function storedAlarms(s: State): StoredAlarm[] {
  const found: StoredAlarm[] = []
  for (const kind of alarmKinds) {
    for (const [id, owner] of ownersOf(s, kind)) {
      const dueAtMs = s.alarms.dueAtMs(kind, owner)
      if (dueAtMs !== undefined)
        found.push({ alarm: kind.name, of: id, dueAtMs, order: s.alarms.orderOf(kind, owner)! })
    }
  }
  return found.sort((a, b) => a.order - b.order)
}

function storedAgent(s: State, agent: number): StoredAgent {
  const { agents } = s
  const reason = agents.reason[agent]
  return {
    id: agents.id[agent]!,
    presence: agents.presence[agent]!,
    ...(reason === undefined ? {} : { reason }),
    presenceSinceMs: agents.presenceSinceMs[agent]!,
    restedSinceMs: agents.restedSinceMs[agent]!,
    rest: agents.rest[agent]!,
    ...(agents.lastOffer[agent] === 0 ? {} : { lastOffer: agents.lastOffer[agent]! }),
    ...(agents.misses[agent] === 0 ? {} : { misses: agents.misses[agent]! }),
    skills: agents.skills[agent]!,
    slots: agents.capacityOf[agent]!,
    ...(agents.units[agent]! < 0 ? {} : { units: agents.units[agent]! }),
    ...moreOf(agents.more[agent])
  }
}

function storedContact(s: State, contact: number): StoredContact {
  const { contacts, engagements, exclusions } = s
  const needs = contacts.needs[contact]
  const step = contacts.i[contact * 16 + I.Step]!
  const engaged: StoredEngagement[] = []
  for (let e = contacts.i[contact * 16 + I.FirstEngagement]!; e >= 0; e = engagements.nextOfContact[e]!)
    engaged.push(storedEngagement(s, e))
  const excluded: StoredExclusion[] = []
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    if (exclusions.byAgent[n] === 1) continue
    const agent = s.agents.id[exclusions.agent[n]!]!
    excluded.push({ agent, setAtMs: exclusions.setAtMs[n]!, ...storedTimer(s.timers, exclusions.timer[n]!) })
  }
  return {
    id: contacts.idOf(contact),
    sequence: s.sequence(contact),
    queue: s.queueName[contacts.queue[contact]!]!,
    channel: contacts.channel[contact]!,
    priority: contacts.priority[contact]!,
    ...(contacts.creditMs[contact] === 0 ? {} : { creditMs: contacts.creditMs[contact]! }),
    ...(needs === undefined ? {} : { needs }),
    ...(step === 0 ? {} : { step }),
    state: contacts.state(contact),
    enqueuedAtMs: s.enqueuedAtMs(contact),
    // Oldest first, as they were made and set.
    ...(engaged.length === 0 ? {} : { engagement: engaged.length === 1 ? engaged[0]! : engaged.reverse() }),
    ...(excluded.length === 0 ? {} : { exclusions: excluded.reverse() }),
    ...moreOf(contacts.more[contact])
  }
}

const moreOf = <A>(more: A | undefined): { more?: A } => (more === undefined ? {} : { more: copyOf(more) })

const storedEngagement = (
  { agents, contacts, engagements, queueName, timers }: State,
  e: number
): StoredEngagement => ({
  agent: agents.id[engagements.agent[e]!]!,
  ...(engagements.queue[e] === contacts.queue[engagements.contact[e]!]
    ? {}
    : { queue: queueName[engagements.queue[e]!]! }),
  state: engagements.state[e]!,
  sequence: engagements.sequence[e]!,
  madeAtMs: engagements.madeAtMs[e]!,
  acceptedAtMs: engagements.acceptedAtMs[e]!,
  completedAtMs: engagements.completedAtMs[e]!,
  ...(engagements.holds[e] === 1 ? {} : { free: true as const }),
  ...(engagements.wantsWrapUp[e] === 0 ? {} : { wantsWrapUp: true as const }),
  ...storedTimer(timers, engagements.timer[e]!)
})

const storedTimer = (timers: Timers, timer: number): { timer?: StoredTimer } =>
  timer < 0 ? {} : { timer: { dueAtMs: timers.dueAtMs(timer), order: timers.order(timer) } }
