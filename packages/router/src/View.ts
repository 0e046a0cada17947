import type { Channel } from "./Channel.ts"
import type { Attributes, Skills, SkillTerm } from "./Command.ts"
import type { Configuration } from "./Configuration.ts"

/** The readonly face of the state. Reading never changes a decision. Objects are made when asked for. */
export interface View {
  /** Engine time of the last step. */
  readonly nowMs: number
  /** The rules in force. */
  readonly configuration: Configuration
  readonly version: number
  /** The one before the last change, which `RevertConfiguration` brings back; undefined = it never changed. */
  readonly previousConfiguration: Configuration | undefined
  contact(id: string): ContactView | undefined
  agent(id: string): AgentView | undefined
  queue(id: string): QueueView | undefined
  contacts(): Iterable<ContactView>
  agents(): Iterable<AgentView>
  queues(): Iterable<QueueView>
}
/** A contact that lives: not yet completed, abandoned, cancelled or deflected, or still in wrap-up. */
export interface ContactView {
  readonly id: string
  readonly queue: string
  readonly channel: Channel
  /** The contact's own and its queue's, without what its wait adds. */
  readonly priority: number
  readonly state: "waiting" | "unreachable" | "offered" | "active" | "parked" | "wrap-up"
  /** The first-enqueue clock, engine time: nothing but its end changes it. */
  readonly enqueuedAtMs: number
  /** Head start, the contact's own and its queue's; absent = none. */
  readonly creditMs?: number
  /** As it came with it; absent = none was named. */
  readonly customer?: string
  /** Present where it is to be called back. */
  readonly callback?: {
    /** How often it may still be tried when nobody is reached. */
    readonly retries: number
    /** When it competes again; absent = it does now, or somebody has it. */
    readonly dueAtMs?: number
  }
  /** As they came with it; absent = none. */
  readonly attributes?: Attributes
  /** The step of relaxation it is at; absent = none yet. */
  readonly step?: number
  /** The only agent who may take it; without `untilMs` nobody else ever. Absent = anybody. */
  readonly heldFor?: { readonly agent: string; readonly untilMs?: number }
  /** Who has it; of several, who has had it longest. */
  readonly agent?: string
  readonly offer?: OfferView
  /** When its agent accepted it, engine time; absent = nobody serves it. */
  readonly acceptedAtMs?: number
  /** Absent where the agent has to end it himself. */
  readonly wrapUpEndsAtMs?: number
  /** When it is parked no longer, engine time; absent = it is not parked. */
  readonly parkedUntilMs?: number
  /** Where it rings at several: every open offer, oldest first. */
  readonly offers?: ReadonlyArray<OfferView & { readonly agent: string }>
  /** In a conference: everybody who serves it, in the order they came. */
  readonly agents?: ReadonlyArray<string>
  /** Who is in wrap-up of it, where it goes on without him or several are. */
  readonly wrapUps?: ReadonlyArray<string>
  /** How often it was transferred or handed over; absent = never. */
  readonly transfers?: number
  /** Of a consult: the contact it is about, and who asks. */
  readonly consultOf?: string
  /** Of a consult: who asks. */
  readonly consultBy?: string
  /** Consults about it that are not over. */
  readonly consults?: ReadonlyArray<string>
}
/** An offer that is open. */
export interface OfferView {
  readonly id: string
  /** Engine time. */
  readonly madeAtMs: number
  /** Engine time. An answer in this very millisecond is late. */
  readonly expiresAtMs: number
}
/** Somebody who ever signed in. */
export interface AgentView {
  readonly id: string
  /** `lost`: his desktop is gone, and nobody knows yet whether he is. */
  readonly presence: "signed-out" | "not-ready" | "ready" | "lost"
  /** Why he is not ready, as he said; or "no answer", or "lost". */
  readonly reason?: string
  /** When his presence last changed, engine time. */
  readonly presenceSinceMs: number
  /** When his rest began, engine time (SPEC FAIR-2). */
  readonly idleSinceMs: number
  /** Those that are valid now. */
  readonly skills: Skills
  /** Those that still begin or end; absent = none. */
  readonly terms?: Readonly<Record<string, SkillTerm>>
  /** Contacts and customers that are never offered to him; absent = none. */
  readonly excludes?: ReadonlyArray<string>
  /** Absent = none. */
  readonly attributes?: Attributes
  /** He takes offers at once: all, or those of these channels. */
  readonly autoAccept?: true | ReadonlyArray<Channel>
  /** Slots per channel. */
  readonly capacity: Readonly<Record<Channel, number>>
  /** Live offers, work and wrap-ups per channel. */
  readonly load: Readonly<Record<Channel, number>>
  readonly contacts: ReadonlyArray<string>
  /** Units in all; absent = no limit. */
  readonly units?: number
  /** Queues of which he is the reserve; absent = none. */
  readonly reserveFor?: Readonly<Record<string, 1 | 2>>
  /** Points of priority by queue; absent = none. */
  readonly prefers?: Readonly<Record<string, number>>
  /** Milliseconds a contact must have waited before he may take it, by queue; absent = none. */
  readonly delays?: Readonly<Record<string, number>>
  /** Percent by queue; absent = none. */
  readonly allocation?: Readonly<Record<string, number>>
  /** Contacts he accepted since he has this allocation, by queue it names; absent = none. */
  readonly taken?: Readonly<Record<string, number>>
  /** Channels whose accepted work is put aside, because work of a channel that interrupts it is in hand; absent = none. */
  readonly interrupted?: ReadonlyArray<Channel>
}
/** A queue of the configuration. */
export interface QueueView {
  readonly id: string
  /** How many wait or are unreachable. */
  readonly waiting: number
  /** How many ring. */
  readonly offered: number
  /** How many are served. */
  readonly active: number
  /** First enqueue of the longest waiting of those nobody has accepted yet, engine time; absent = there is none. */
  readonly oldestEnqueuedAtMs?: number
  /** Highest level of its reserve that has joined; absent = none. */
  readonly reserveOpen?: 1 | 2
  /** Whether it is open now; absent = no hours are scheduled, always open. */
  readonly open?: boolean
}
