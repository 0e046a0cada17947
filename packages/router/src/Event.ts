import type { Channel } from "./Channel.ts"
import type { Attributes, Preferred, Skills, SkillTerm } from "./Command.ts"
import type { Configuration } from "./Configuration.ts"
import type { DeflectionCause } from "./Deflection.ts"
import type { SkipIf } from "./Relaxation.ts"
import type { Interval } from "./Interval.ts"

/**
 * Everything that can have happened. Closed, and complete: folding the events in order rebuilds the state (SPEC DET-1).
 * `atMs` is engine time. Stored form and upgrades: the host's codec.
 */
export type RouterEvent =
  | {
      readonly type: "Configured"
      readonly atMs: number
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
      readonly capacity: Readonly<Record<Channel, number>>
      /** Units in all; absent = no limit. */
      readonly units?: number
      readonly reserveFor?: Readonly<Record<string, 1 | 2>>
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
      readonly priority: number
      /** The contact's own head start, where it has one. */
      readonly creditMs?: number
      readonly needs?: string
      readonly reachable: boolean
      readonly excludes?: ReadonlyArray<string>
      readonly customer?: string
      readonly attributes?: Attributes
      readonly preferred?: ReadonlyArray<Preferred>
      readonly preferredOnly?: true
      readonly needsForMs?: number
    }
  /** Its queue asks for less from now on: the step of the configuration, from 1. */
  | {
      readonly type: "ContactRelaxed"
      readonly atMs: number
      readonly contact: string
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
      readonly because: "time" | "declined" | "missed" | "excluded" | "signedOut"
    }
  /** The contact is not offered to this agent any more. */
  | { readonly type: "AgentExcluded"; readonly atMs: number; readonly contact: string; readonly agent: string }
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
      readonly expiresAtMs: number
      /** Configuration version and rule that chose: all that an explanation needs beside the log. */
      readonly version: number
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
    }
  | {
      readonly type: "ContactCompleted"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      /** Present when the agent goes into a wrap-up that ends by time. */
      readonly wrapUpEndsAtMs?: number
      /** Present when he goes into one that he has to end himself. */
      readonly wrapUpOpen?: true
      /** The wrap-up takes no slot of him. */
      readonly wrapUpFree?: true
      /** Absent = the agent completed it. `time`: it was parked for as long as its queue allows. `agentLost`: nobody came back for it. */
      readonly because?: "time" | "agentLost"
    }
  /** The conversation rests: it stays his until then, and takes no slot unless it keeps one. */
  | {
      readonly type: "ContactParked"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
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
      readonly wrapUpEndsAtMs: number
    }
  | {
      readonly type: "WrapUpEnded"
      readonly atMs: number
      readonly contact: string
      readonly agent: string
      readonly because: "agent" | "time" | "agentLost"
    }
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
      readonly from: string
      readonly to: string
      readonly because: DeflectionCause
    }
  /** It is over here: the caller of the router sees to the rest. */
  | {
      readonly type: "ContactDeflected"
      readonly atMs: number
      readonly contact: string
      readonly to: "callback" | "voicemail" | "end"
      readonly because: DeflectionCause
    }
  | { readonly type: "ContactCancelled"; readonly atMs: number; readonly contact: string; readonly reason?: string }

/** What a contact is held for: the agents it prefers, or who had it before it was parked. */
export type HoldCause = "preferred" | "woken"
