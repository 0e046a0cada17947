import { reindex } from "../reindex.ts"
import type { Snapshot } from "../../Snapshot.ts"
import { alarmKinds } from "../alarmKinds.ts"
import { copied } from "../decide/configure.ts"
import { linkToAgent } from "../evolve/exclusions.ts"
import { stand } from "../evolve/holds.ts"
import type { Rules } from "../Rules.ts"
import { State, type Sizes } from "../State.ts"
import { ContactState, F, I, Origin } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { copyOf } from "../state/More.ts"
import { Due } from "../Timers.ts"
import type {
  Body,
  StoredAgent,
  StoredAlarm,
  StoredContact,
  StoredEngagement,
  StoredExclusion,
  StoredTimer
} from "./Form.ts"
import { startVetoes } from "../evolve/vetoes.ts"
import { ownersOf } from "./ownersOf.ts"

/** A snapshot cannot be used: another form, or not a snapshot at all. */
export class SnapshotError extends Error {
  constructor(why: string, cause?: unknown) {
    super(`This snapshot cannot be restored: ${why}.`, { cause })
    this.name = "SnapshotError"
  }
}

export function restore(stored: Snapshot, sizes: Sizes, rules: Rules): State {
  if (stored?.version !== 1) throw new SnapshotError(`its form is ${String(stored?.version)}, this router reads form 1`)
  try {
    return restored(stored, sizes, rules)
  } catch (cause) {
    throw cause instanceof SnapshotError ? cause : new SnapshotError("something in it is missing or damaged", cause)
  }
}

function restored(stored: Snapshot, sizes: Sizes, rules: Rules): State {
  const body = stored.body as Body
  if (!Array.isArray(body?.contacts) || !Array.isArray(body.agents))
    throw new SnapshotError("contacts or agents are missing")
  const s = new State(copied(body.configuration), sizes, rules)
  s.clock[0] = stored.atMs
  s.hash.hex = stored.hash
  s.version = body.configurationVersion
  s.previous = body.previousConfiguration && copied(body.previousConfiguration)
  s.counts.set(body.counts)
  for (const agent of body.agents) restoreAgent(s, agent)
  const timers: Array<{ readonly timer: StoredTimer; readonly set: () => void }> = []
  for (const contact of body.contacts) restoreContact(s, contact, timers)
  // A list of one duration is kept in the order it was set.
  timers.sort((a, b) => a.timer.order - b.timer.order)
  for (const { set } of timers) set()
  for (const { queue, more } of body.queueMore ?? []) {
    s.queueMore[s.queueFor(queue)] = copyOf(more)
    s.reserveOpen[s.queueFor(queue)] = more.reserve ?? 0
  }
  for (const alarm of body.alarms ?? []) restoreAlarm(s, alarm)
  reindex(s)
  for (const agent of s.agentOf.values()) startVetoes(s, agent)
  return s
}

function restoreAlarm(s: State, { alarm, of, dueAtMs, order }: StoredAlarm): void {
  const kind = alarmKinds.find(({ name }) => name === alarm)
  const owner = kind === undefined ? undefined : ownersOf(s, kind).get(of)
  if (kind === undefined || owner === undefined) throw new SnapshotError(`nobody knows the alarm ${alarm} of ${of}`)
  s.alarms.at(kind, owner, dueAtMs, order)
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
  agents.lastOffer[agent] = stored.lastOffer ?? 0
  agents.misses[agent] = stored.misses ?? 0
  agents.skills[agent] = { ...stored.skills }
  agents.capacityOf[agent] = [...stored.slots]
  agents.units[agent] = stored.units ?? -1
  agents.more[agent] = stored.more === undefined ? undefined : copyOf(stored.more)
}

type Setters = Array<{ readonly timer: StoredTimer; readonly set: () => void }>

function restoreContact(s: State, stored: StoredContact, timers: Setters): void {
  const { contacts } = s
  const contact = contacts.take()
  const at = contact * 16
  contacts.enqueuedAtMs[contact] = stored.enqueuedAtMs
  contacts.creditMs[contact] = stored.creditMs ?? 0
  contacts.f[contact * 8 + F.Sequence] = stored.sequence
  contacts.i[at + I.FirstEngagement] = contacts.i[at + I.FirstExclusion] = contacts.i[at + I.Lane] = -1
  contacts.i[at + I.State] = ContactState.Gone
  contacts.i[at + I.Origin] = Origin.Returned
  contacts.id[contact] = stored.id === `#${stored.sequence}` ? undefined : stored.id
  contacts.needs[contact] = stored.needs
  contacts.more[contact] = stored.more === undefined ? undefined : copyOf(stored.more)
  contacts.i[at + I.Preferred] = -1
  contacts.i[at + I.Step] = stored.step ?? 0
  if (stored.more?.hold !== undefined) stand(s, contact, s.agentFor(stored.more.hold.agent))
  contacts.queue[contact] = s.queueFor(stored.queue)
  contacts.channel[contact] = stored.channel
  contacts.priority[contact] = stored.priority
  s.contactOf.add(contact)
  if (stored.more?.customer !== undefined) s.vetoes.comes(contact, stored.more.customer)
  s.moveTo(contact, stored.state)
  for (const exclusion of stored.exclusions ?? []) restoreExclusion(s, contact, exclusion, timers)
  for (const engagement of [stored.engagement ?? []].flat()) restoreEngagement(s, contact, engagement, timers)
}

function restoreEngagement(s: State, contact: number, stored: StoredEngagement, timers: Setters): void {
  const { engagements, agents, contacts } = s
  const e = engagements.take()
  const agent = s.agentFor(stored.agent)
  engagements.contact[e] = contact
  engagements.agent[e] = agent
  engagements.state[e] = stored.state
  engagements.channel[e] = contacts.channel[contact]!
  engagements.queue[e] = stored.queue === undefined ? contacts.queue[contact]! : s.queueFor(stored.queue)
  engagements.sequence[e] = stored.sequence
  engagements.madeAtMs[e] = stored.madeAtMs
  engagements.acceptedAtMs[e] = stored.acceptedAtMs
  engagements.completedAtMs[e] = stored.completedAtMs
  engagements.holds[e] = stored.free ? 0 : 1
  engagements.wantsWrapUp[e] = stored.wantsWrapUp ? 1 : 0
  engagements.next[e] = agents.firstEngagement[agent]!
  engagements.timer[e] = -1
  agents.firstEngagement[agent] = e
  engagements.nextOfContact[e] = contacts.i[contact * 16 + I.FirstEngagement]!
  contacts.i[contact * 16 + I.FirstEngagement] = e
  const { timer } = stored
  if (timer === undefined) return
  const { madeAtMs } = stored
  // A wrap-up may have been extended: it is set to its date.
  const set =
    stored.state === EngagementState.Offered
      ? () => s.timers.set(madeAtMs, timer.dueAtMs - madeAtMs, timer.order, Due.Offer, e)
      : () => s.timers.setAt(timer.dueAtMs, timer.order, Due.WrapUp, e)
  timers.push({
    timer,
    set: () => {
      engagements.timer[e] = set()
    }
  })
}

function restoreExclusion(s: State, contact: number, stored: StoredExclusion, timers: Setters): void {
  const { exclusions, contacts } = s
  const n = exclusions.take()
  const agent = s.agentFor(stored.agent)
  exclusions.contact[n] = contact
  exclusions.byAgent[n] = 0
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
      linkToAgent(s, n, agent)
      const durationMs = timer.dueAtMs - stored.setAtMs
      exclusions.timer[n] = s.timers.set(stored.setAtMs, durationMs, timer.order, Due.Exclusion, n)
    }
  })
}
