import type { Assign, Pick, Pull } from "./Assignment.ts"
import type { Channel } from "./Channel.ts"
import type { Configuration } from "./Configuration.ts"
import type { Interval } from "./Interval.ts"
import type { Consult, HandOver, Join, Leave, Transfer } from "./Transfer.ts"

/** Skill name to proficiency, an integer 1..100, higher is better. */
export type Skills = Readonly<Record<string, number>>

/** A skill that is valid for a time: from `fromMs` on, before `untilMs`, in engine time. Left out = without such a bound. */
export interface SkillTerm {
  /** Proficiency, 1 to 100. */
  readonly level: number
  /** Engine time. Left out = already. */
  readonly fromMs?: number
  /** Engine time, not reached any more. Left out = without end. */
  readonly untilMs?: number
}

/** What an attribute can be: a text, a whole number, or a flag. */
export type AttributeValue = string | number | boolean

/** What an attribute is declared to be. */
export type AttributeType = "text" | "number" | "flag"

/** Attribute name to value, e.g. `{ branch: "Pudong", grade: 3, vip: true }`. */
export type Attributes = Readonly<Record<string, AttributeValue>>

/**
 * Everything that can be asked of the router. Closed: a new command does not compile until `decide` says what it means.
 * Ids are plain strings, chosen by the caller, unique while the thing they name lives.
 */
export type Command =
  | SignIn
  | SignOut
  | MakeReady
  | MakeNotReady
  | Enqueue
  | Exclude
  | Reprioritise
  | MarkUnreachable
  | MarkReachable
  | Accept
  | Decline
  | Complete
  | Park
  | Wake
  | LosePresence
  | ReturnPresence
  | EndWrapUp
  | RequestWrapUp
  | ExtendWrapUp
  | Pick
  | Assign
  | Pull
  | Transfer
  | Consult
  | HandOver
  | Join
  | Leave
  | Abandon
  | Cancel
  | Configure
  | RevertConfiguration
  | ScheduleQueue
  | RequestCallback
  | CallbackFailed
  | Tick

/**
 * The agent is at the centre. Signing in does not make ready. Signing in again replaces skills and capacity and keeps live work.
 * Refused: AttributeUnknown, InvalidValue, QueueUnknown, SkillUnknown.
 */
export interface SignIn {
  readonly type: "SignIn"
  readonly agent: string
  /** Proficiencies, e.g. `{ zh: 5, loan: { level: 3, untilMs: 1_800_000_000_000 } }`. */
  readonly skills?: Readonly<Record<string, number | SkillTerm>>
  /** What requirements may ask beside skills, e.g. `{ branch: "Pudong", grade: 3, vip: true }`. */
  readonly attributes?: Attributes
  /** Slots per channel. A channel left out has the configured default; 0 = never. */
  readonly capacity?: Readonly<Partial<Record<Channel, number>>>
  /** Queues of which he is only the reserve, and of which level: he takes their contacts while that level has joined (`QueueConfiguration.reserve`). */
  readonly reserveFor?: Readonly<Record<string, 1 | 2>>
  /** How much in all, in units of the configured `costs`, 1 to 1,000,000. Default: the configured `units`; neither = no limit in all. */
  readonly units?: number
  /** Contacts that are never offered to him, e.g. his own: ids of contacts, or customers (`Enqueue.customer`). At most 1,000. */
  readonly excludes?: ReadonlyArray<string>
  /** Offers to him are accepted in the step that makes them: all, or those of these channels. Default: he answers himself. */
  readonly autoAccept?: true | ReadonlyArray<Channel>
  /** Points of priority that contacts of a queue have for him in addition, whole, -1,000 to 1,000; queues left out: 0. */
  readonly prefers?: Readonly<Record<string, number>>
  /** He may take contacts of a queue only once they have waited so long from their first enqueue, milliseconds up to 30 days; left out: at once. */
  readonly delays?: Readonly<Record<string, number>>
  /** How his contacts are to be shared out over queues, in whole percent, 100 in all; left out: not at all. */
  readonly allocation?: Readonly<Record<string, number>>
}
/**
 * Open offers go back to their queues; refused while the agent still works on a contact.
 * Refused: AgentBusy, AgentSignedOut, AgentUnknown.
 */
export interface SignOut {
  readonly type: "SignOut"
  readonly agent: string
}
/**
 * He takes contacts from now on. Once more while he is ready: nothing changes.
 * Refused: AgentSignedOut, AgentUnknown.
 */
export interface MakeReady {
  readonly type: "MakeReady"
  readonly agent: string
}
/**
 * Live work goes on; open offers of this agent are rescinded and keep their place.
 * Refused: AgentSignedOut, AgentUnknown, InvalidValue.
 */
export interface MakeNotReady {
  readonly type: "MakeNotReady"
  readonly agent: string
  /** Why, for people, e.g. "lunch". */
  readonly reason?: string
}
/**
 * A contact comes and waits, from now on by its first-enqueue clock.
 * Refused: AttributeUnknown, ContactExists, InvalidNeeds, InvalidValue, QueueFull, QueueUnknown, SkillUnknown.
 */
export interface Enqueue {
  readonly type: "Enqueue"
  readonly contact: string
  readonly queue: string
  readonly channel: Channel
  /** Higher is served first; default 0. */
  readonly priority?: number
  /** Head start, milliseconds, 0 to 30 days: it is served as if it had come so much earlier. Added to its queue's; default 0. */
  readonly creditMs?: number
  /** What this contact needs beside what its queue needs, e.g. `"en >= 3"`. */
  readonly needs?: string
  /** How long from now on `needs` holds, milliseconds, 1 to 365 days. Left out = without end. */
  readonly needsForMs?: number
  /** Stable only between loops of a telephone vector: waits, keeps place and clock, takes no agent until `MarkReachable`. Default true. */
  readonly reachable?: boolean
  /** Agents this contact may not be offered to. */
  readonly excludes?: ReadonlyArray<string>
  /** Who it comes from: an agent may exclude a customer (`SignIn.excludes`). 1 to 1,000 characters. */
  readonly customer?: string
  /** What is known of it: conditions of rules may ask for it, and it is handed on as it is. */
  readonly attributes?: Attributes
  /** Agents it is to go to before anybody else, e.g. who served the customer last: held for the first, then for the next, then its queue. 1 to 16. */
  readonly preferred?: ReadonlyArray<Preferred>
  /** Nobody but `preferred` may ever take it: after the others it is held for the last of them without end. */
  readonly preferredOnly?: true
}
/** One rung of the ladder: the contact is held for this agent for so long. */
export interface Preferred {
  readonly agent: string
  /** Milliseconds, 1 to 30 days. */
  readonly holdMs: number
  /** When he last served the customer, in engine time. */
  readonly lastServedAtMs?: number
  /** The rung is skipped where that is longer ago than this, milliseconds. */
  readonly maxAgeMs?: number
}
/**
 * From now on the contact is not offered to this agent, e.g. because it complains about him; an open offer to him is rescinded.
 * Refused: ContactNotWaiting, ContactUnknown, InvalidValue.
 */
export interface Exclude {
  readonly type: "Exclude"
  readonly contact: string
  /** Anybody's id, also of one who never signed in. */
  readonly agent: string
}
/**
 * Another priority of its own for a contact that nobody serves: it acts at once, and clock and head start stay.
 * Refused: ContactNotWaiting, ContactUnknown, InvalidValue.
 */
export interface Reprioritise {
  readonly type: "Reprioritise"
  readonly contact: string
  /** Higher is served first; whole, as in `Enqueue`. */
  readonly priority: number
}
/**
 * The caller cannot be connected for a while: place and clock stay, no agent is taken, what rings is taken back.
 * Refused: ContactIsCallback, ContactNotWaiting, ContactUnknown.
 */
export interface MarkUnreachable {
  readonly type: "MarkUnreachable"
  readonly contact: string
}
/**
 * The caller can be connected again and competes from the old place.
 * Refused: ContactIsCallback, ContactNotWaiting, ContactUnknown.
 */
export interface MarkReachable {
  readonly type: "MarkReachable"
  readonly contact: string
}
/**
 * `offer` is the token of `OfferMade`; a late or reused token is refused.
 * Refused: AgentExcluded, AgentUnknown, ContactUnknown, OfferNotOpen.
 */
export interface Accept {
  readonly type: "Accept"
  readonly contact: string
  readonly agent: string
  readonly offer: string
}
/**
 * The agent does not want it: it is at its place again, and not offered to him for a while (SPEC OFFER-6).
 * Refused: AgentUnknown, ContactUnknown, InvalidValue, OfferNotOpen.
 */
export interface Decline {
  readonly type: "Decline"
  readonly contact: string
  readonly agent: string
  readonly offer: string
  /** Why, for people. */
  readonly reason?: string
}
/**
 * The conversation is over; wrap-up begins if the queue has one.
 * Refused: AgentUnknown, ContactUnknown, NotEngaged.
 */
export interface Complete {
  readonly type: "Complete"
  readonly contact: string
  readonly agent: string
}
/**
 * The agent has finished what was left to do after the contact.
 * Refused: AgentUnknown, ContactUnknown, NotInWrapUp, WrapUpFixed.
 */
export interface EndWrapUp {
  readonly type: "EndWrapUp"
  readonly contact: string
  readonly agent: string
}
/**
 * The conversation rests until the customer writes again: it stays the agent's, and takes no slot of him where its queue says so.
 * Refused: AgentUnknown, ContactUnknown, InConference, NotEngaged.
 */
export interface Park {
  readonly type: "Park"
  readonly contact: string
  readonly agent: string
}
/**
 * The customer wrote again: the contact waits, at its place, and comes as an offer like any other.
 * Refused: ContactUnknown, NotParked.
 */
export interface Wake {
  readonly type: "Wake"
  readonly contact: string
}
/**
 * The agent's desktop is gone: nothing is offered to him, and what he has stays his for a while (`lostAfterMs`).
 * Refused: AgentSignedOut, AgentUnknown.
 */
export interface LosePresence {
  readonly type: "LosePresence"
  readonly agent: string
}
/**
 * He is back, and what he was before. So is whoever signs in again.
 * Refused: AgentSignedOut, AgentUnknown.
 */
export interface ReturnPresence {
  readonly type: "ReturnPresence"
  readonly agent: string
}
/**
 * While he serves the contact: a wrap-up shall follow, where its queue has them on request.
 * Refused: AgentUnknown, ContactUnknown, NotEngaged, NoWrapUp.
 */
export interface RequestWrapUp {
  readonly type: "RequestWrapUp"
  readonly contact: string
  readonly agent: string
}
/**
 * The wrap-up ends later, up to its queue's `maxMs` after completion.
 * Refused: AgentUnknown, ContactUnknown, InvalidValue, NotInWrapUp, WrapUpNotExtendable.
 */
export interface ExtendWrapUp {
  readonly type: "ExtendWrapUp"
  readonly contact: string
  readonly agent: string
  /** How much later, milliseconds. Default: the queue's `extendMs`. */
  readonly byMs?: number
}
/**
 * The customer left while waiting or ringing. Wins every race: no assignment after it.
 * Refused: ContactNotWaiting, ContactUnknown.
 */
export interface Abandon {
  readonly type: "Abandon"
  readonly contact: string
}
/**
 * We withdraw a waiting or ringing contact.
 * Refused: ContactNotWaiting, ContactUnknown, InvalidValue.
 */
export interface Cancel {
  readonly type: "Cancel"
  readonly contact: string
  /** Why, for people. */
  readonly reason?: string
}
/**
 * A new configuration, as one command; waiting contacts keep their place.
 * Refused: InvalidConfiguration.
 */
export interface Configure {
  readonly type: "Configure"
  /** The whole of it, in place of the one before. */
  readonly configuration: Configuration
}
/**
 * The last change of the configuration is taken back: the one before is in force again, as a change of its own with a version of its own,
 * so that doing it once more brings the changed one back. What happened meanwhile stays; waiting contacts keep their place.
 * Refused: InvalidConfiguration, NothingToRevert.
 */
export interface RevertConfiguration {
  readonly type: "RevertConfiguration"
}
/**
 * When a queue is open, in place of what was scheduled before. Calendars are compiled outside: see `@strowger/router/calendar`.
 * Refused: InvalidValue, QueueUnknown.
 */
export interface ScheduleQueue {
  readonly type: "ScheduleQueue"
  readonly queue: string
  /** In order, apart from each other; [] = never open, left out = always open. After the last one the queue stays closed. */
  readonly open?: ReadonlyArray<Interval>
}
/**
 * The customer is called back, and keeps place and clock: the contact competes like any other while he may be called, and takes nobody
 * else. The caller of the router dials when the offer is accepted, no earlier: so no more are dialled than agents took one on.
 * Refused: ContactNotWaiting, ContactUnknown, InvalidValue.
 */
export interface RequestCallback {
  readonly type: "RequestCallback"
  /** One that waits, is unreachable or rings. Asked again, the new terms hold. */
  readonly contact: string
  /** When the customer may be called: in order, apart from each other. Left out = at any time. */
  readonly windows?: ReadonlyArray<Interval>
  /** Not before this instant, milliseconds. Left out = at once. */
  readonly notBeforeMs?: number
  /** How often it is tried again when nobody was reached, 0 to 100. Default 0. */
  readonly retries?: number
  /** How long after a failure it is tried again, milliseconds. Default 300,000. */
  readonly gapMs?: number
}
/**
 * Nobody was reached. The agent is free at once; the contact is tried again after its gap, or it is over after the last retry.
 * Refused: AgentUnknown, ContactUnknown, InvalidValue, NotEngaged.
 */
export interface CallbackFailed {
  readonly type: "CallbackFailed"
  readonly contact: string
  readonly agent: string
  /** For instance "noAnswer" or "busy". */
  readonly reason: string
}
/** Nothing but the passing of time: fires what is due. */
export interface Tick {
  readonly type: "Tick"
}
