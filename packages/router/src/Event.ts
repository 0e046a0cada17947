import type { Channel } from "./Channel.ts"
import type { Attributes, Preferred, Skills, SkillTerm } from "./Command.ts"
import type { Configuration } from "./Configuration.ts"
import type { DeflectionCause } from "./Deflection.ts"
import type { SkipIf } from "./Relaxation.ts"
import type { Interval } from "./Interval.ts"

/** What an agent goes into when his part in a contact is over; nothing of it = he is free. */
export interface WrapUpBegun {
  /** Present when the wrap-up ends by time. */
  readonly wrapUpEndsAtMs?: number
  /** Present when he has to end it himself. */
  readonly wrapUpOpen?: true
  /** It takes no slot of him. */
  readonly wrapUpFree?: true
}

/**
 * Everything that can have happened. Closed, and complete: folding the events in order rebuilds the state (SPEC DET-1).
 * `atMs` is engine time. Stored form and upgrades: the host's codec.
 */
export type RouterEvent =
  | {
      readonly type: "Configured"
      readonly atMs: number
      /** The rules from now on. */
      readonly configuration: Configuration
      readonly version: number
    }
  | {
      readonly type: "AgentSignedIn"
      readonly atMs: number
      readonly agent: string
      /** Those that are valid now. */
      readonly skills: Skills
      /** Those that still begin or end. */
      readonly terms?: Readonly<Record<string, SkillTerm>>
      /** Contacts and customers that are never offered to him. */
      readonly excludes?: ReadonlyArray<string>
      /** Where he has some. */
      readonly attributes?: Attributes
      /** Slots per channel, defaults filled in. */
      readonly capacity: Readonly<Record<Channel, number>>
      /** Units in all; absent = no limit. */
      readonly units?: number
      /** Queues of which he is only the reserve, and of which level; absent = none. */
      readonly reserveFor?: Readonly<Record<string, 1 | 2>>
      /** He takes offers at once: all, or those of these channels. */
      readonly autoAccept?: true | ReadonlyArray<Channel>
      /** Points of priority by queue; absent = none. */
      readonly prefers?: Readonly<Record<string, number>>
      /** Milliseconds a contact must have waited, by queue; absent = none. */
      readonly delays?: Readonly<Record<string, number>>
      /** Percent by queue; absent = none. */
      readonly allocation?: Readonly<Record<string, number>>
    }
  /** A skill of his began or ended to be valid: from now on he has these. */
  | { readonly type: "AgentSkillsChanged"; readonly atMs: number; readonly agent: string; readonly skills: Skills }
  | { readonly type: "AgentSignedOut"; readonly atMs: number; readonly agent: string }
  | { readonly type: "AgentReady"; readonly atMs: number; readonly agent: string }
  | { readonly type: "AgentNotReady"; readonly atMs: number; readonly agent: string; readonly reason?: string }
  | {
      readonly type: "ContactQueued"
      readonly atMs: number
      readonly contact: string
      readonly queue: string
      readonly channel: Channel
      /** Its own, without its queue's. */
      readonly priority: number
      /** The contact's own head start, where it has one. */
      readonly creditMs?: number
      /** What it needs beside what its queue needs; absent = nothing. */
      readonly needs?: string
      /** False: it takes no agent until it is. */
      readonly reachable: boolean
      readonly excludes?: ReadonlyArray<string>
      /** Who it comes from; absent = not named. */
      readonly customer?: string
      /** What is known of it; absent = nothing. */
      readonly attributes?: Attributes
      /** The ladder of agents it is held for; absent = none. */
      readonly preferred?: ReadonlyArray<Preferred>
      readonly preferredOnly?: true
      /** How long its own needs hold, milliseconds since first enqueue; absent = without end. */
      readonly needsForMs?: number
      /** A consult: the contact it is about, and the agent who asks. */
      readonly consultOf?: string
      /** The agent who asks. */
      readonly consultBy?: string
    }
  /** Its queue asks for less from now on: the step of the configuration, from 1. */
  | {
      readonly type: "ContactRelaxed"
      readonly atMs: number
      readonly contact: string
      /** Which step it is at now, from 1; the queue's own requirement is 0. */
      readonly step: number
      readonly because: "time" | SkipIf
    }
  /** Too many wait: this level of the queue's reserve takes its contacts from now on. */
  | { readonly type: "ReserveOpened"; readonly atMs: number; readonly queue: string; readonly level: 1 | 2 }
  /** Few enough wait. */
  | { readonly type: "ReserveClosed"; readonly atMs: number; readonly queue: string; readonly level: 1 | 2 }
  /** What it brought of its own needs is asked for no more. */
  | { readonly type: "NeedsExpired"; readonly atMs: number; readonly contact: string }
  /** Only this agent may take it, until it ends. */
  | {
      readonly type: "HoldBegan"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** Absent = without end. */
      readonly untilMs?: number
      /** Which of the preferred agents he is, from 1. */
      readonly rung?: number
      readonly because: HoldCause
    }
  /** He is not to be had: the next preferred agent, or anybody. That he accepts it is told by `OfferAccepted` alone. */
  | {
      readonly type: "HoldEnded"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly because: "time" | "declined" | "missed" | "excluded" | "signedOut" | "pulled"
    }
  /** The contact is not offered to this agent any more. */
  | { readonly type: "AgentExcluded"; readonly atMs: number; readonly contact: string; readonly agent: string }
  /** The contact has this priority of its own from now on. */
  | {
      readonly type: "ContactReprioritised"
      readonly atMs: number
      readonly contact: string
      /** Its own from now on, without its queue's. */
      readonly priority: number
    }
  | { readonly type: "ContactUnreachable"; readonly atMs: number; readonly contact: string }
  | { readonly type: "ContactReachable"; readonly atMs: number; readonly contact: string }
  | {
      readonly type: "OfferMade"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly queue: string
      readonly channel: Channel
      readonly offer: string
      /** Engine time. An answer in this very millisecond is late. */
      readonly expiresAtMs: number
      /** Configuration version and rule that chose: all that an explanation needs beside the log. */
      readonly version: number
      /** The SPEC.md id of the rule that chose. */
      readonly rule: string
    }
  | {
      readonly type: "OfferAccepted"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly offer: string
    }
  | {
      readonly type: "OfferDeclined"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly offer: string
      /** As he said. */
      readonly reason?: string
      /** Where its queue says how long: it is not offered to the same agent before this. */
      readonly notAgainUntilMs?: number
    }
  /** RONA: nobody answered in time. The contact is at its old place again. */
  | {
      readonly type: "OfferExpired"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly offer: string
      /** Where its queue says how long: it is not offered to the same agent before this. */
      readonly notAgainUntilMs?: number
    }
  | {
      readonly type: "OfferRescinded"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly offer: string
      readonly because:
        | "abandoned"
        | "cancelled"
        | "unreachable"
        | "agentNotReady"
        | "agentSignedOut"
        | "excluded"
        | "agentLost"
        | "taken"
        | "pulled"
        | "callback"
    }
  | ({
      readonly type: "ContactCompleted"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** Absent = the agent completed it. `time`: it was parked for as long as its queue allows. `agentLost`: nobody came back for it. */
      readonly because?: "time" | "agentLost"
    } & WrapUpBegun)
  /** The conversation rests: it stays his until then, and takes no slot unless it keeps one. */
  | {
      readonly type: "ContactParked"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** When it is parked no longer, engine time. */
      readonly untilMs: number
      readonly keepsCapacity?: true
    }
  /** It is not his any more: it waits at its place. `time`: it was parked for as long as its queue allows. */
  | {
      readonly type: "ContactWoken"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly because: "customer" | "time"
    }
  /** Nothing is offered to him; he comes back, or until then what he has is his. */
  | { readonly type: "AgentLost"; readonly atMs: number; readonly agent: string; readonly untilMs: number }
  /** He is what he was before. */
  | { readonly type: "AgentReturned"; readonly atMs: number; readonly agent: string }
  /** Taken from who served it, back at its place. */
  | {
      readonly type: "ContactRequeued"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly because: "agentLost"
    }
  | { readonly type: "WrapUpRequested"; readonly atMs: number; readonly contact: string; readonly agent: string }
  | {
      readonly type: "WrapUpExtended"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** When it ends by now, engine time. */
      readonly wrapUpEndsAtMs: number
    }
  | {
      readonly type: "WrapUpEnded"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** `returned`: the contact came back to him. */
      readonly because: "agent" | "time" | "agentLost" | "returned"
    }
  /** Somebody gave the contact to this agent; what follows is his offer and its acceptance. */
  | {
      readonly type: "ContactAssigned"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** Who did it, as the command gave it. */
      readonly by?: string
      /** Rules that kept the contact from him and were set aside by force, in the order of their ids. */
      readonly overrode?: ReadonlyArray<string>
    }
  /** The agent has it no more: it waits in this queue at its place, and does not come to him again before then. */
  | {
      readonly type: "ContactPulled"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly queue: string
      /** Engine time. */
      readonly notAgainUntilMs: number
      /** Who did it, as the command gave it. */
      readonly by?: string
    }
  /** Given away by the agent: it waits in this queue at its place, and does not come to him again before then. */
  | ({
      readonly type: "ContactTransferred"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly queue: string
      /** How often by now. */
      readonly transfers: number
      /** Engine time. */
      readonly notAgainUntilMs: number
      /** What it needs and its own priority from now on, where the transfer said so. */
      readonly needs?: string
      /** Its own from now on; absent = as before. */
      readonly priority?: number
    } & WrapUpBegun)
  /** From one agent to the colleague who was asked, in one step. `consult` is over. */
  | ({
      readonly type: "ContactHandedOver"
      readonly atMs: number
      readonly contact: string
      /** The agent who asked. */
      readonly from: string
      /** The colleague who answered and has it now. */
      readonly to: string
      /** Id of the consult. */
      readonly consult: string
      /** How often it was transferred or handed over by now. */
      readonly transfers: number
    } & WrapUpBegun)
  /** One more agent serves the contact. `consult` is over. */
  | {
      readonly type: "AgentJoined"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** Id of the consult. */
      readonly consult: string
    }
  /** One agent less serves the contact; somebody still does. */
  | ({
      readonly type: "AgentLeft"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
    } & WrapUpBegun)
  | { readonly type: "ContactAbandoned"; readonly atMs: number; readonly contact: string }
  | {
      readonly type: "QueueScheduled"
      readonly atMs: number
      readonly queue: string
      /** What is not over yet; absent = always open from now on. */
      readonly open?: ReadonlyArray<Interval>
    }
  | { readonly type: "QueueOpened"; readonly atMs: number; readonly queue: string }
  | { readonly type: "QueueClosed"; readonly atMs: number; readonly queue: string }
  /** It waits in another queue from now on, with its clock. */
  | {
      readonly type: "ContactOverflowed"
      readonly atMs: number
      readonly contact: string
      /** The queue it left. */
      readonly from: string
      /** The queue it is in now. */
      readonly to: string
      readonly because: DeflectionCause
    }
  /** It is a callback from now on, by these terms, and takes nobody until `CallbackDue`. */
  | {
      readonly type: "CallbackRequested"
      readonly atMs: number
      readonly contact: string
      /** When the customer may be called; absent = at any time. */
      readonly windows?: ReadonlyArray<Interval>
      /** Not before this instant; absent = at once. */
      readonly notBeforeMs?: number
      /** How often it may be tried again. */
      readonly retries: number
      /** How long after a failure, milliseconds. */
      readonly gapMs: number
      /** Present where a rule of the queue asked for it, not a command. */
      readonly because?: DeflectionCause
    }
  /** The customer may be called: the contact competes, from its place. */
  | { readonly type: "CallbackDue"; readonly atMs: number; readonly contact: string }
  /** The customer may not be called until then: the contact takes nobody. */
  | {
      readonly type: "CallbackHeld"
      readonly atMs: number
      readonly contact: string
      /** When the next window begins. */
      readonly untilMs: number
    }
  /** Nobody was reached; the agent is free. */
  | {
      readonly type: "CallbackFailed"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** As the command gave it, e.g. "busy". */
      readonly reason: string
      /** How often it may still be tried. */
      readonly retries: number
    }
  /** It is over here: the caller of the router sees to the rest. */
  | {
      readonly type: "ContactDeflected"
      readonly atMs: number
      readonly contact: string
      readonly to: "voicemail" | "end"
      readonly because: DeflectionCause
    }
  | { readonly type: "ContactCancelled"; readonly atMs: number; readonly contact: string; readonly reason?: string }

/** What a contact is held for: the agents it prefers, who had it before it was parked, the one it is transferred to, or who is asked. */
export type HoldCause = "preferred" | "woken" | "transfer" | "consult"

/** What an event says happened: its `type`. */
export type EventType = RouterEvent["type"]

/** The events of a type, e.g. `EventOf<"OfferMade">`. */
export type EventOf<Type extends EventType> = Extract<RouterEvent, { readonly type: Type }>
