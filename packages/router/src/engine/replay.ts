import { channels } from "../Channel.ts"
import type { RouterEvent } from "../Event.ts"
import { checkConfiguration } from "./compile/checkConfiguration.ts"
import { dropEndedExclusions } from "./deadlines.ts"
import { copied } from "./decide/configure.ts"
import { offerToken } from "./decide/offers.ts"
import { emit, emitFact } from "./emit.ts"
import { engagementOf } from "./engagementOf.ts"
import { type Fact, factRule, isFact } from "./facts.ts"
import type { SignedInSide } from "./evolve/agents.ts"
import { queuedSide } from "./evolve/contacts.ts"
import { settle } from "./Engine.ts"
import { becauses, Completion, Kind, wrapUpEnds } from "./log/Rows.ts"
import { wrapUpMeant } from "./log/wrapUps.ts"
import { Count, type State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"
import { EngagementState } from "./state/Engagements.ts"

/** A stored event does not follow from the state it is applied to: another log, a missing or a doubled event. */
export class ReplayError extends Error {
  /** The stored event that does not follow from the ones before. */
  readonly event: RouterEvent
  constructor(event: RouterEvent, why: string) {
    super(`${event.type} at ${event.atMs} does not follow from the events before it: ${why}`)
    this.name = "ReplayError"
    this.event = event
  }
}

/** Applies one stored event; decides nothing. The same facts give the same state and the same hash (SPEC DET-1). */
export function replay(s: State, event: RouterEvent): void {
  if (!(event.atMs >= s.nowMs)) throw new ReplayError(event, `time is ${s.nowMs} already`)
  s.rows.clear()
  settle(s)
  s.clock[0] = event.atMs
  dropEndedExclusions(s)
  apply(s, event)
}

/** After the last stored event: everybody stands where the facts say. */
export function settleIndex(s: State): void {
  while (s.touchedAgents.size > 0) s.place(s.touchedAgents.take())
  while (s.touchedContacts.size > 0) s.touchedContacts.take()
}

function apply(s: State, event: RouterEvent): void {
  if (isFact(event)) return fact(s, event)
  switch (event.type) {
    case "Configured": {
      const [mistake] = checkConfiguration(event.configuration)
      if (mistake) throw new ReplayError(event, `${mistake.path}: ${mistake.text}`)
      return emit(s, Kind.Configured, -1, -1, -1, 0, event.version, copied(event.configuration))
    }
    case "AgentSignedIn": {
      const slots = channels.map((channel) => event.capacity[channel])
      const { agent: id, skills, units = -1, terms, attributes, excludes, reserveFor, autoAccept } = event
      const { prefers, delays, allocation } = event
      const named = { terms, attributes, excludes, reserveFor, autoAccept, prefers, delays, allocation }
      const side: SignedInSide = { id, skills, slots, units, ...named }
      return emit(s, Kind.SignedIn, -1, s.agentFor(event.agent), -1, 0, 0, side)
    }
    case "AgentSignedOut":
      return emit(s, Kind.SignedOut, -1, agentOf(s, event), -1, 0, 0, undefined)
    case "AgentReady":
      return emit(s, Kind.Ready, -1, agentOf(s, event), -1, 0, 0, undefined)
    case "AgentNotReady":
      return emit(s, Kind.NotReady, -1, agentOf(s, event), -1, 0, 0, event.reason)
    case "ContactQueued":
      return queued(s, event)
    case "AgentExcluded":
      return emit(s, Kind.Excluded, contactOf(s, event, notServed), -1, -1, 0, 0, event.agent)
    case "ContactUnreachable":
      return emit(s, Kind.Unreachable, contactOf(s, event, waiting), -1, -1, 0, 0, undefined)
    case "ContactReachable":
      return emit(s, Kind.Reachable, contactOf(s, event, unreachable), -1, -1, 0, 0, undefined)
    case "OfferMade":
      return offered(s, event)
    case "OfferAccepted":
      return engaged(s, event, Kind.Accepted, 0, 0, undefined)
    case "OfferDeclined":
      return engaged(s, event, Kind.Declined, notAgainMs(event), 0, event.reason)
    case "OfferExpired":
      return engaged(s, event, Kind.Expired, notAgainMs(event), 0, undefined)
    case "OfferRescinded":
      return engaged(s, event, Kind.Rescinded, 0, becauses.indexOf(event.because), undefined)
    case "ContactCompleted": {
      const c = contactOf(s, event, [ContactState.Active, ContactState.Parked])
      const { ms, y } = wrapUpMeant(event)
      const why = becauseOf(event)
      return emit(s, Kind.Completed, c, agentOf(s, event), engaging(s, event, c), ms, y | why, undefined)
    }
    case "WrapUpEnded": {
      const c = contactOf(s, event, anywhere)
      const e = engaging(s, event, c)
      if (s.engagements.state[e] !== EngagementState.WrapUp) throw new ReplayError(event, "there is no such wrap-up")
      const because = wrapUpEnds.indexOf(event.because)
      return emit(s, Kind.WrapUpEnded, c, agentOf(s, event), e, 0, because, undefined)
    }
    case "ContactAbandoned":
      return emit(s, Kind.Abandoned, contactOf(s, event, notOffered), -1, -1, 0, 0, undefined)
    case "ContactCancelled":
      return emit(s, Kind.Cancelled, contactOf(s, event, notOffered), -1, -1, 0, 0, event.reason)
  }
  throw new ReplayError(event, "this version does not know such an event")
}

function fact(s: State, event: Fact): void {
  const why = factRule(event).follows(s, event)
  if (why !== undefined) throw new ReplayError(event, why)
  emitFact(s, event)
}

const waiting = [ContactState.Waiting]
const anywhere = Object.values(ContactState)
const unreachable = [ContactState.Unreachable]
const notServed = [ContactState.Waiting, ContactState.Unreachable, ContactState.Offered, ContactState.Parked]
const notOffered = [ContactState.Waiting, ContactState.Unreachable]

function queued(s: State, event: Extract<RouterEvent, { type: "ContactQueued" }>): void {
  if (s.contactOf.has(event.contact)) throw new ReplayError(event, `contact ${event.contact} is here already`)
  if (event.consultOf !== undefined && !s.contactOf.has(event.consultOf))
    throw new ReplayError(event, `there is no contact ${event.consultOf} to ask about`)
  const comesByNumber = event.contact === `#${s.counts[Count.Contact]!}`
  emit(
    s,
    Kind.Queued,
    s.contacts.takeFor(comesByNumber ? undefined : event.contact),
    -1,
    -1,
    0,
    0,
    queuedSide({
      queue: s.queueFor(event.queue),
      channel: channels.indexOf(event.channel),
      priority: event.priority,
      creditMs: event.creditMs ?? 0,
      needs: event.needs,
      reachable: event.reachable,
      excludes: event.excludes ?? [],
      customer: event.customer,
      attributes: event.attributes,
      preferred: event.preferred,
      preferredOnly: event.preferredOnly,
      needsForMs: event.needsForMs,
      consultOf: event.consultOf,
      consultBy: event.consultBy
    })
  )
}

function offered(s: State, event: Extract<RouterEvent, { type: "OfferMade" }>): void {
  const c = contactOf(s, event, notServed)
  if (s.agentOf.has(event.agent) && engagementOf(s, c, agentOf(s, event)) >= 0)
    throw new ReplayError(event, `${event.agent} has it already`)
  const e = s.engagements.take()
  emit(s, Kind.Offered, c, agentOf(s, event), e, event.expiresAtMs - event.atMs, event.version, event.rule)
  if (offerToken(s.engagements.sequence[e]!) !== event.offer)
    throw new ReplayError(event, `offer ${event.offer} is out of turn`)
}

type OfferEvent = Extract<RouterEvent, { offer: string }>

const becauseOf = (event: Extract<RouterEvent, { type: "ContactCompleted" }>) =>
  (event.because === "time" ? Completion.ByTime : 0) | (event.because === "agentLost" ? Completion.AgentLost : 0)

const notAgainMs = ({ atMs, notAgainUntilMs = atMs }: { readonly atMs: number; readonly notAgainUntilMs?: number }) =>
  notAgainUntilMs - atMs

function engaged(s: State, event: OfferEvent, kind: number, x: number, y: number, side: unknown): void {
  const c = contactOf(s, event, [ContactState.Offered])
  const e = engaging(s, event, c)
  const token = offerToken(s.engagements.sequence[e]!)
  if (s.engagements.state[e] !== EngagementState.Offered || token !== event.offer)
    throw new ReplayError(event, `offer ${event.offer} is not open`)
  emit(s, kind, c, agentOf(s, event), e, x, y, side)
}

function contactOf(s: State, event: RouterEvent & { readonly contact: string }, states: ReadonlyArray<number>): number {
  const contact = s.contactOf.get(event.contact)
  if (contact === undefined) throw new ReplayError(event, `there is no contact ${event.contact}`)
  if (!states.includes(s.contacts.state(contact))) throw new ReplayError(event, `contact ${event.contact} is elsewhere`)
  return contact
}

function agentOf(s: State, event: RouterEvent & { readonly agent: string }): number {
  const agent = s.agentOf.get(event.agent)
  if (agent === undefined) throw new ReplayError(event, `there is no agent ${event.agent}`)
  return agent
}

function engaging(s: State, event: RouterEvent & { readonly agent: string }, contact: number): number {
  const agent = s.agentOf.get(event.agent)
  const e = agent === undefined ? -1 : engagementOf(s, contact, agent)
  if (e < 0) throw new ReplayError(event, `${event.agent} does not have it`)
  return e
}
