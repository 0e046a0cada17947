import type { Enqueue } from "./Command.ts"
import type { RouterEvent } from "./Event.ts"
import type { Refusal } from "./Refusal.ts"

/** What a contact asks for, without its id: a kind of contact, of which many come. */
export type ContactKind = Omit<Enqueue, "type" | "contact">

/**
 * A router for callers who keep millions of contacts and want no text and no object on the way: contacts, agents and offers are numbers,
 * and what a call did stands in rows of numbers. The numbers are those of the log: a contact's place in the order of first enqueue (the
 * first is 0), an agent's in the order of first sign-in (the first is 0), and what stands in an offer's token (17 in `o17`). None is ever
 * given twice, so a call that comes late finds nothing and is refused. Contacts that came by `step` have numbers, too.
 *
 * Everything else (sign-in, configuration, transfers) is asked by `step`. Both faces work on one router: decisions, events for
 * subscribers, snapshot and hash are the same whichever was used (SPEC BYNUM-1).
 */
export interface ByNumber {
  /**
   * Cell 0 is the time of the next call, milliseconds: write it before. Never behind the time last fed by `step`. While the router runs
   * on real time it writes the cell itself.
   */
  readonly clock: Float64Array
  /**
   * The kind of contact that asks for this: checked once, for any number of arrivals. The same again gives the same number. Refused as
   * `Enqueue` is: InvalidNeeds, InvalidValue, QueueUnknown, SkillUnknown, AttributeUnknown.
   */
  kind(like: ContactKind): number | Refusal
  /** -1 = nobody of that id ever signed in. */
  agent(id: string): number
  /** -1 = no such contact is here. */
  contact(id: string): number
  /**
   * A contact of this kind comes. Its number; its id is `#` and the number, for whoever asks by text. -1 = refused, and `refusal` says
   * why: what `Enqueue` is refused for.
   */
  enqueue(kind: number): number
  /** The agent an offer was made to takes it. False = refused: AgentExcluded, ContactUnknown, OfferNotOpen. */
  accept(contact: number, offer: number): boolean
  /** He does not want it. False = refused: ContactUnknown, OfferNotOpen. */
  decline(contact: number, offer: number): boolean
  /** The conversation is over. False = refused: AgentUnknown, ContactUnknown, NotEngaged. */
  complete(contact: number, agent: number): boolean
  /** The agent has finished what was left to do. False = refused: AgentUnknown, ContactUnknown, NotInWrapUp, WrapUpFixed. */
  endWrapUp(contact: number, agent: number): boolean
  /** The customer left. False = refused: ContactNotWaiting, ContactUnknown. */
  abandon(contact: number): boolean
  /** False = refused: AgentSignedOut, AgentUnknown. */
  makeReady(agent: number): boolean
  /** Without a reason; with one by `step`. False = refused: AgentSignedOut, AgentUnknown. */
  makeNotReady(agent: number): boolean
  /** Fires what is due. False = refused: TimeWentBack. */
  tick(): boolean
  /** Why the last call was refused; undefined = it was not. Every call may also be refused for its time, or for a rule that is missing. */
  readonly refusal: Refusal | undefined
  /** What the last step of the router did, by whichever face. */
  readonly rows: RowsOut
}

/** What one step did, in the order it happened, each a row at the time of the step. Read it before the next step. */
export interface RowsOut {
  /** How many rows. */
  readonly count: number
  /** What happened: one of `RowKind`. */
  kind(row: number): number
  /** Number of the contact it is about, -1 = none. */
  contact(row: number): number
  /** Number of the agent, -1 = none. */
  agent(row: number): number
  /** Number of the offer, -1 = none. Work and wrap-up keep the number of the offer they began with. */
  offer(row: number): number
  /** How long from now, milliseconds: an offer stays open, a wrap-up lasts, an agent is not offered the contact again; 0 = none. */
  x(row: number): number
  /** The whole of it, as subscribers are told: made when asked for. */
  event(row: number): RouterEvent
}

/** What rows tell, by the names of events. `Other` is every event without a name here: `event` says which. */
export const RowKind = {
  Configured: 1,
  AgentSignedIn: 2,
  AgentSignedOut: 3,
  AgentReady: 4,
  AgentNotReady: 5,
  ContactQueued: 6,
  ContactUnreachable: 7,
  ContactReachable: 8,
  OfferMade: 9,
  OfferAccepted: 10,
  OfferDeclined: 11,
  OfferExpired: 12,
  OfferRescinded: 13,
  ContactCompleted: 14,
  WrapUpEnded: 15,
  ContactAbandoned: 16,
  ContactCancelled: 17,
  AgentExcluded: 18,
  Other: 19
} as const
