import type { RouterEvent } from "../Event.ts"
import { assigned, pulled } from "./facts/assigned.ts"
import { callbackDue, callbackFailed, callbackHeld, callbackRequested } from "./facts/callback.ts"
import { deflected } from "./facts/deflected.ts"
import { closed, opened, scheduled } from "./facts/hours.ts"
import { overflowed } from "./facts/overflowed.ts"
import { parked, woken } from "./facts/parking.ts"
import { agentLost, agentReturned, requeued } from "./facts/presence.ts"
import { handedOver, joined, left, transferred } from "./facts/transfers.ts"
import { wrapUpExtended, wrapUpRequested } from "./facts/wrapUp.ts"
import { reserveClosed, reserveOpened } from "./facts/reserves.ts"
import { needsExpired, relaxed } from "./facts/relaxed.ts"
import { holdBegan, holdEnded } from "./facts/held.ts"
import { reprioritised } from "./facts/reprioritised.ts"
import { skillsChanged } from "./facts/skillsChanged.ts"
import type { State } from "./State.ts"

/** Events that the log keeps as columns, because they come with every contact; all others are facts. */
export type ColumnType =
  | "Configured"
  | "AgentSignedIn"
  | "AgentSignedOut"
  | "AgentReady"
  | "AgentNotReady"
  | "ContactQueued"
  | "AgentExcluded"
  | "ContactUnreachable"
  | "ContactReachable"
  | "OfferMade"
  | "OfferAccepted"
  | "OfferDeclined"
  | "OfferExpired"
  | "OfferRescinded"
  | "ContactCompleted"
  | "WrapUpEnded"
  | "ContactAbandoned"
  | "ContactCancelled"

/** An event of a rarer rule: kept as the object it is, by ids and names. */
export type Fact = Exclude<RouterEvent, { readonly type: ColumnType }>
export type FactType = Fact["type"]

/** What a fact does to the state, and what must hold before it. */
export interface FactRule<E> {
  /** Why it does not follow from the state it is applied to, in words; undefined = it does. Only replay asks. */
  follows(s: State, event: E): string | undefined
  /** The only writer, as in `evolve`. Reads the state, the fact and the clock. */
  apply(s: State, event: E): void
}

export type FactRules = { readonly [T in FactType]: FactRule<Extract<RouterEvent, { readonly type: T }>> }

/** Every fact there is; a rule adds its own from a file of its own, `facts/<rule>.ts`. Closed: a fact without a rule does not compile. */
const rules: FactRules = {
  QueueScheduled: scheduled,
  QueueOpened: opened,
  QueueClosed: closed,
  ContactOverflowed: overflowed,
  ContactReprioritised: reprioritised,
  CallbackRequested: callbackRequested,
  CallbackDue: callbackDue,
  CallbackHeld: callbackHeld,
  CallbackFailed: callbackFailed,
  ContactDeflected: deflected,
  AgentLost: agentLost,
  AgentReturned: agentReturned,
  ContactRequeued: requeued,
  ContactParked: parked,
  ContactWoken: woken,
  ContactAssigned: assigned,
  ContactPulled: pulled,
  ContactTransferred: transferred,
  ContactHandedOver: handedOver,
  AgentJoined: joined,
  AgentLeft: left,
  WrapUpRequested: wrapUpRequested,
  WrapUpExtended: wrapUpExtended,
  ReserveOpened: reserveOpened,
  ReserveClosed: reserveClosed,
  ContactRelaxed: relaxed,
  NeedsExpired: needsExpired,
  HoldBegan: holdBegan,
  HoldEnded: holdEnded,
  AgentSkillsChanged: skillsChanged
}

export const isFact = (event: RouterEvent): event is Fact => Object.hasOwn(rules, event.type)

export const factRule = (fact: Fact): FactRule<Fact> =>
  (rules as unknown as Readonly<Record<string, FactRule<Fact>>>)[(fact as RouterEvent).type]!
