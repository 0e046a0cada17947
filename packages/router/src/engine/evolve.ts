import type { Skills } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import { invariant } from "./invariant.ts"
import { Kind } from "./log/Rows.ts"
import { type State, Count } from "./State.ts"
import { Presence } from "./state/Agents.ts"
import { ContactState, F, I, Origin } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"
import { Due } from "./Timers.ts"

/** What a `Queued` row carries beside numbers. */
export interface QueuedSide {
  readonly id: string
  readonly queue: number
  readonly channel: number
  readonly priority: number
  readonly creditMs: number
  readonly needs: string | undefined
  readonly reachable: boolean
  readonly excludes: ReadonlyArray<string>
}
export interface SignedInSide {
  readonly id: string
  readonly skills: Skills
  readonly slots: ReadonlyArray<number>
}

/** One fact becomes state. The only writer: replay calls this with recorded facts and nothing else. */
export function evolve(s: State, kind: number, c: number, a: number, e: number, x: number, side: unknown): void {
  switch (kind) {
    case Kind.Configured:
      s.version++
      s.configure(side as Configuration)
      for (const contact of s.contactOf.values())
        if (s.contacts.state(contact) === ContactState.Waiting) s.touchedContacts.add(contact)
      return
    case Kind.SignedIn:
      return signIn(s, a, side as SignedInSide)
    case Kind.SignedOut:
      return present(s, a, Presence.SignedOut, undefined)
    case Kind.Ready:
      present(s, a, Presence.Ready, undefined)
      while (s.agents.firstExclusion[a]! >= 0) endExclusion(s, s.agents.firstExclusion[a]!)
      rest(s, a)
      s.touchedAgents.add(a)
      return
    case Kind.NotReady:
      return present(s, a, Presence.NotReady, side as string | undefined)
    case Kind.Queued:
      return queue(s, c, side as QueuedSide)
    case Kind.Excluded:
      return exclude(s, c, s.agentFor(side as string), -1)
    case Kind.Unreachable:
      if (s.contacts.state(c) === ContactState.Waiting) s.index.lanes.leave(c)
      s.moveTo(c, ContactState.Unreachable)
      return
    case Kind.Reachable:
      return wait(s, c, Origin.Returned)
    case Kind.Offered:
      return offer(s, c, a, e, x)
    case Kind.Accepted:
      s.timers.clear(s.engagements.timer[e]!)
      s.engagements.timer[e] = -1
      s.engagements.state[e] = EngagementState.Active
      s.engagements.acceptedAtMs[e] = s.nowMs
      s.moveTo(c, ContactState.Active)
      rest(s, a)
      replace(s, a)
      return
    case Kind.Declined:
      exclude(s, c, a, endOffer(s, c, a, e))
      return
    case Kind.Expired:
      exclude(s, c, a, endOffer(s, c, a, e))
      rest(s, a)
      replace(s, a)
      return
    case Kind.Rescinded:
      endOffer(s, c, a, e)
      return
    case Kind.Completed:
      return complete(s, c, a, e, x)
    case Kind.WrapUpEnded:
      s.timers.clear(s.engagements.timer[e]!)
      endEngagement(s, a, e)
      drop(s, c)
      rest(s, a)
      return
    case Kind.Abandoned:
    case Kind.Cancelled:
      if (s.contacts.state(c) === ContactState.Waiting) s.index.lanes.leave(c)
      drop(s, c)
      return
  }
}

function signIn(s: State, a: number, side: SignedInSide): void {
  const { agents } = s
  const counts = s.countsOf(a)
  if (agents.presence[a] === Presence.Named) s.welcome(a)
  agents.skills[a] = side.skills
  agents.capacityOf[a] = side.slots
  if (agents.crew[a]! >= 0) s.index.crews.leave(a)
  agents.profile[a] = s.index.profileFor(side.skills, side.slots)
  agents.occupancy[a] = s.index.profiles[agents.profile[a]!]!.occupancy.stateFor(counts)
  if (agents.presence[a]! <= Presence.SignedOut) {
    rest(s, a)
    present(s, a, Presence.NotReady, undefined)
  }
  s.touchedAgents.add(a)
}

function present(s: State, a: number, presence: number, reason: string | undefined): void {
  const { agents } = s
  agents.presence[a] = presence
  agents.presenceSinceMs[a] = s.nowMs
  agents.reason[a] = reason
  replace(s, a)
}

/** The agent's state changed: his crew, if he stands in one, is not his any more. */
function replace(s: State, a: number): void {
  if (s.agents.crew[a]! >= 0) s.place(a)
}

function rest(s: State, a: number): void {
  s.agents.restedSinceMs[a] = s.nowMs
  s.agents.rest[a] = s.counts[Count.Rest]!++
}

function queue(s: State, c: number, side: QueuedSide): void {
  const { contacts } = s
  const at = c * 16
  contacts.f[c * 8 + F.Sequence] = s.counts[Count.Contact]!++
  contacts.i[at + I.Lane] = contacts.i[at + I.FirstExclusion] = contacts.i[at + I.Engagement] = -1
  contacts.i[at + I.State] = ContactState.Gone
  contacts.i[at + I.Marked] = 0
  contacts.queue[c] = side.queue
  contacts.channel[c] = side.channel
  contacts.priority[c] = side.priority
  contacts.enqueuedAtMs[c] = s.nowMs
  contacts.creditMs[c] = side.creditMs
  contacts.id[c] = side.id
  contacts.needs[c] = side.needs
  s.classify(c)
  s.contactOf.set(side.id, c)
  for (const agent of side.excludes) exclude(s, c, s.agentFor(agent), -1)
  if (side.reachable) wait(s, c, Origin.Direct)
  else s.moveTo(c, ContactState.Unreachable)
}

function wait(s: State, c: number, origin: number): void {
  s.contacts.i[c * 16 + I.Origin] = origin
  s.moveTo(c, ContactState.Waiting)
  s.index.enterLane(s.contacts, c)
  s.touchedContacts.add(c)
}

function offer(s: State, c: number, a: number, e: number, offerMs: number): void {
  const { engagements, agents, contacts } = s
  const channel = contacts.channel[c]!
  invariant(contacts.state(c) === ContactState.Waiting, "OFFER-1 only a waiting contact is offered")
  engagements.state[e] = EngagementState.Offered
  engagements.contact[e] = c
  engagements.agent[e] = a
  engagements.channel[e] = channel
  engagements.next[e] = agents.firstEngagement[a]!
  agents.firstEngagement[a] = e
  engagements.sequence[e] = s.counts[Count.Offer]!++
  engagements.madeAtMs[e] = s.nowMs
  engagements.acceptedAtMs[e] = engagements.completedAtMs[e] = -1
  engagements.timer[e] = s.timers.set(s.nowMs, offerMs, s.counts[Count.Timer]!++, Due.Offer, e)
  agents.occupancy[a] = s.index.profiles[agents.profile[a]!]!.occupancy.take(agents.occupancy[a]!, channel)
  replace(s, a)
  s.index.lanes.leave(c)
  contacts.i[c * 16 + I.Engagement] = e
  s.moveTo(c, ContactState.Offered)
}

/** The contact is back at its place; returns how long the offer had been meant to stay open. */
function endOffer(s: State, c: number, a: number, e: number): number {
  const { engagements } = s
  const offerMs = s.timers.dueAtMs[engagements.timer[e]!]! - engagements.madeAtMs[e]!
  s.timers.clear(engagements.timer[e]!)
  endEngagement(s, a, e)
  s.contacts.i[c * 16 + I.Engagement] = -1
  wait(s, c, Origin.Returned)
  return offerMs
}

function complete(s: State, c: number, a: number, e: number, wrapUpMs: number): void {
  const { engagements } = s
  if (wrapUpMs === 0) {
    endEngagement(s, a, e)
    drop(s, c)
    rest(s, a)
    return
  }
  engagements.state[e] = EngagementState.WrapUp
  engagements.completedAtMs[e] = s.nowMs
  engagements.timer[e] = s.timers.set(s.nowMs, wrapUpMs, s.counts[Count.Timer]!++, Due.WrapUp, e)
  s.moveTo(c, ContactState.WrapUp)
}

/** Gives the agent his room back. */
function endEngagement(s: State, a: number, e: number): void {
  const { engagements, agents } = s
  if (agents.firstEngagement[a] === e) agents.firstEngagement[a] = engagements.next[e]!
  else {
    let before = agents.firstEngagement[a]!
    while (engagements.next[before] !== e) before = engagements.next[before]!
    engagements.next[before] = engagements.next[e]!
  }
  const automaton = s.index.profiles[agents.profile[a]!]!.occupancy
  agents.occupancy[a] = automaton.give(agents.occupancy[a]!, engagements.channel[e]!)
  engagements.state[e] = EngagementState.Over
  engagements.give(e)
  // His crew is settled by match, which knows whether room is left; until then he stands in none.
  if (agents.crew[a]! >= 0) s.index.crews.leave(a)
  s.touchedAgents.add(a)
}

function drop(s: State, c: number): void {
  const { contacts } = s
  while (contacts.i[c * 16 + I.FirstExclusion]! >= 0) unlinkExclusion(s, contacts.i[c * 16 + I.FirstExclusion]!)
  s.contactOf.delete(contacts.id[c]!)
  contacts.needs[c] = undefined
  s.moveTo(c, ContactState.Gone)
  contacts.give(c)
}

/** `durationMs` < 0 = for ever. */
function exclude(s: State, c: number, a: number, durationMs: number): void {
  const { exclusions, contacts, agents } = s
  const n = exclusions.take()
  exclusions.contact[n] = c
  exclusions.agent[n] = a
  exclusions.next[n] = contacts.i[c * 16 + I.FirstExclusion]!
  contacts.i[c * 16 + I.FirstExclusion] = n
  exclusions.timer[n] = -1
  exclusions.setAtMs[n] = s.nowMs
  if (durationMs >= 0) {
    exclusions.timer[n] = s.timers.set(s.nowMs, durationMs, s.counts[Count.Timer]!++, Due.Exclusion, n)
    exclusions.nextOfAgent[n] = agents.firstExclusion[a]!
    agents.firstExclusion[a] = n
  }
  if (contacts.state(c) === ContactState.Waiting) s.index.lanes.mark(c, 1)
}

/** An exclusion is over; told by the clock or by the agent who makes himself ready, so it is no event of its own (SPEC OFFER-7). */
export function endExclusion(s: State, n: number): void {
  const c = s.exclusions.contact[n]!
  unlinkExclusion(s, n)
  if (s.contacts.state(c) !== ContactState.Waiting) return
  if (s.contacts.i[c * 16 + I.FirstExclusion]! < 0) s.index.lanes.mark(c, 0)
  s.touchedContacts.add(c)
}

function unlinkExclusion(s: State, n: number): void {
  const { exclusions, contacts, agents } = s
  const at = exclusions.contact[n]! * 16 + I.FirstExclusion
  if (contacts.i[at] === n) contacts.i[at] = exclusions.next[n]!
  else {
    let before = contacts.i[at]!
    while (exclusions.next[before] !== n) before = exclusions.next[before]!
    exclusions.next[before] = exclusions.next[n]!
  }
  if (exclusions.timer[n]! >= 0) {
    const a = exclusions.agent[n]!
    s.timers.clear(exclusions.timer[n]!)
    if (agents.firstExclusion[a] === n) agents.firstExclusion[a] = exclusions.nextOfAgent[n]!
    else {
      let before = agents.firstExclusion[a]!
      while (exclusions.nextOfAgent[before] !== n) before = exclusions.nextOfAgent[before]!
      exclusions.nextOfAgent[before] = exclusions.nextOfAgent[n]!
    }
  }
  exclusions.give(n)
}
