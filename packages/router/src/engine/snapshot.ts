import type { Skills } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import type { Snapshot } from "../Snapshot.ts"
import { copied } from "./decide/configure.ts"
import { State, type Sizes } from "./State.ts"
import { ContactState, F, I, Origin } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"
import { Due } from "./Timers.ts"

/**
 * The facts by name, in an order that the log fixes: no handles, no links, no index. Taking it changes nothing; what is restored
 * from it goes on alike, to the same hash (SPEC DET-2).
 */
interface Body {
  readonly configuration: Configuration
  readonly configurationVersion: number
  readonly counts: ReadonlyArray<number>
  readonly agents: ReadonlyArray<StoredAgent>
  readonly contacts: ReadonlyArray<StoredContact>
}
interface StoredAgent {
  readonly id: string
  readonly presence: number
  readonly reason?: string
  readonly presenceSinceMs: number
  readonly restedSinceMs: number
  readonly rest: number
  readonly skills: Skills
  readonly slots: ReadonlyArray<number>
}
interface StoredContact {
  readonly id: string
  readonly sequence: number
  readonly queue: string
  readonly channel: number
  readonly priority: number
  /** Absent = none. */
  readonly creditMs?: number
  readonly needs?: string
  readonly state: number
  readonly enqueuedAtMs: number
  readonly engagement?: StoredEngagement
  readonly exclusions?: ReadonlyArray<StoredExclusion>
}
interface StoredTimer {
  readonly dueAtMs: number
  readonly order: number
}
interface StoredEngagement {
  readonly agent: string
  readonly state: number
  readonly sequence: number
  readonly madeAtMs: number
  readonly acceptedAtMs: number
  readonly completedAtMs: number
  readonly timer?: StoredTimer
}
interface StoredExclusion {
  readonly agent: string
  readonly setAtMs: number
  readonly timer?: StoredTimer
}

export function snapshot(s: State): Snapshot {
  const body: Body = {
    configuration: s.configuration,
    configurationVersion: s.version,
    counts: [...s.counts],
    agents: [...s.agentOf.values()].map((agent) => storedAgent(s, agent)),
    contacts: [...s.contactOf.values()].map((contact) => storedContact(s, contact))
  }
  return { version: 1, atMs: s.nowMs, hash: s.hash.hex, body }
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
    skills: agents.skills[agent]!,
    slots: agents.capacityOf[agent]!
  }
}

function storedContact(s: State, contact: number): StoredContact {
  const { contacts, engagements, exclusions } = s
  const needs = contacts.needs[contact]
  const e = contacts.i[contact * 16 + I.Engagement]!
  const excluded: StoredExclusion[] = []
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    const agent = s.agents.id[exclusions.agent[n]!]!
    excluded.push({ agent, setAtMs: exclusions.setAtMs[n]!, ...storedTimer(s, exclusions.timer[n]!) })
  }
  return {
    id: contacts.id[contact]!,
    sequence: s.sequence(contact),
    queue: s.queueName[contacts.queue[contact]!]!,
    channel: contacts.channel[contact]!,
    priority: contacts.priority[contact]!,
    ...(contacts.creditMs[contact] === 0 ? {} : { creditMs: contacts.creditMs[contact]! }),
    ...(needs === undefined ? {} : { needs }),
    state: contacts.state(contact),
    enqueuedAtMs: s.enqueuedAtMs(contact),
    ...(e < 0
      ? {}
      : {
          engagement: {
            agent: s.agents.id[engagements.agent[e]!]!,
            state: engagements.state[e]!,
            sequence: engagements.sequence[e]!,
            madeAtMs: engagements.madeAtMs[e]!,
            acceptedAtMs: engagements.acceptedAtMs[e]!,
            completedAtMs: engagements.completedAtMs[e]!,
            ...storedTimer(s, engagements.timer[e]!)
          }
        }),
    // Oldest first, as they were set.
    ...(excluded.length === 0 ? {} : { exclusions: excluded.reverse() })
  }
}

const storedTimer = (s: State, timer: number): { timer?: StoredTimer } =>
  timer < 0 ? {} : { timer: { dueAtMs: s.timers.dueAtMs[timer]!, order: s.timers.order[timer]! } }

/** A snapshot cannot be used: another form, or not a snapshot at all. */
export class SnapshotError extends Error {
  constructor(why: string, cause?: unknown) {
    super(`This snapshot cannot be restored: ${why}.`, { cause })
    this.name = "SnapshotError"
  }
}

export function restore(stored: Snapshot, sizes: Sizes): State {
  if (stored?.version !== 1) throw new SnapshotError(`its form is ${String(stored?.version)}, this router reads form 1`)
  try {
    return restored(stored, sizes)
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : new SnapshotError("something in it is missing or damaged", cause)
  }
}

function restored(stored: Snapshot, sizes: Sizes): State {
  const body = stored.body as Body
  if (!Array.isArray(body?.contacts) || !Array.isArray(body.agents))
    throw new SnapshotError("contacts or agents are missing")
  const s = new State(copied(body.configuration), sizes)
  s.clock[0] = stored.atMs
  s.hash.hex = stored.hash
  s.version = body.configurationVersion
  s.counts.set(body.counts)
  for (const agent of body.agents) restoreAgent(s, agent)
  const timers: Array<{ readonly timer: StoredTimer; readonly set: () => void }> = []
  for (const contact of body.contacts) restoreContact(s, contact, timers)
  // A list of one duration is kept in the order it was set.
  timers.sort((a, b) => a.timer.order - b.timer.order)
  for (const { set } of timers) set()
  s.reindex()
  return s
}

function restoreAgent(s: State, stored: StoredAgent): void {
  const { agents } = s
  const agent = s.agentFor(stored.id)
  s.welcome(agent)
  agents.presence[agent] = stored.presence
  agents.reason[agent] = stored.reason
  agents.presenceSinceMs[agent] = stored.presenceSinceMs
  agents.restedSinceMs[agent] = stored.restedSinceMs
  agents.rest[agent] = stored.rest
  agents.skills[agent] = { ...stored.skills }
  agents.capacityOf[agent] = [...stored.slots]
}

type Setters = Array<{ readonly timer: StoredTimer; readonly set: () => void }>

function restoreContact(s: State, stored: StoredContact, timers: Setters): void {
  const { contacts } = s
  const contact = contacts.take()
  const at = contact * 16
  contacts.enqueuedAtMs[contact] = stored.enqueuedAtMs
  contacts.creditMs[contact] = stored.creditMs ?? 0
  contacts.f[contact * 8 + F.Sequence] = stored.sequence
  contacts.i[at + I.Engagement] = contacts.i[at + I.FirstExclusion] = contacts.i[at + I.Lane] = -1
  contacts.i[at + I.State] = ContactState.Gone
  contacts.i[at + I.Origin] = Origin.Returned
  contacts.id[contact] = stored.id
  contacts.needs[contact] = stored.needs
  contacts.queue[contact] = s.queueFor(stored.queue)
  contacts.channel[contact] = stored.channel
  contacts.priority[contact] = stored.priority
  s.contactOf.set(stored.id, contact)
  s.moveTo(contact, stored.state)
  for (const exclusion of stored.exclusions ?? []) restoreExclusion(s, contact, exclusion, timers)
  if (stored.engagement !== undefined) restoreEngagement(s, contact, stored.engagement, timers)
}

function restoreEngagement(s: State, contact: number, stored: StoredEngagement, timers: Setters): void {
  const { engagements, agents, contacts } = s
  const e = engagements.take()
  const agent = s.agentFor(stored.agent)
  engagements.contact[e] = contact
  engagements.agent[e] = agent
  engagements.state[e] = stored.state
  engagements.channel[e] = contacts.channel[contact]!
  engagements.sequence[e] = stored.sequence
  engagements.madeAtMs[e] = stored.madeAtMs
  engagements.acceptedAtMs[e] = stored.acceptedAtMs
  engagements.completedAtMs[e] = stored.completedAtMs
  engagements.next[e] = agents.firstEngagement[agent]!
  engagements.timer[e] = -1
  agents.firstEngagement[agent] = e
  contacts.i[contact * 16 + I.Engagement] = e
  const { timer } = stored
  if (timer === undefined) return
  const isOffer = stored.state === EngagementState.Offered
  const setAtMs = isOffer ? stored.madeAtMs : stored.completedAtMs
  timers.push({
    timer,
    set: () => {
      const what = isOffer ? Due.Offer : Due.WrapUp
      engagements.timer[e] = s.timers.set(setAtMs, timer.dueAtMs - setAtMs, timer.order, what, e)
    }
  })
}

function restoreExclusion(s: State, contact: number, stored: StoredExclusion, timers: Setters): void {
  const { exclusions, agents, contacts } = s
  const n = exclusions.take()
  const agent = s.agentFor(stored.agent)
  exclusions.contact[n] = contact
  exclusions.agent[n] = agent
  exclusions.next[n] = contacts.i[contact * 16 + I.FirstExclusion]!
  contacts.i[contact * 16 + I.FirstExclusion] = n
  exclusions.setAtMs[n] = stored.setAtMs
  exclusions.timer[n] = -1
  const { timer } = stored
  if (timer === undefined) return
  timers.push({
    timer,
    set: () => {
      exclusions.nextOfAgent[n] = agents.firstExclusion[agent]!
      agents.firstExclusion[agent] = n
      const durationMs = timer.dueAtMs - stored.setAtMs
      exclusions.timer[n] = s.timers.set(stored.setAtMs, durationMs, timer.order, Due.Exclusion, n)
    }
  })
}
