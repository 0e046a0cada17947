import type { AgentOrder } from "./AgentOrder.ts"
import type { AttributeType } from "./Command.ts"
import type { Channel } from "./Channel.ts"
import type { Deflection, OverflowRule } from "./Deflection.ts"
import type { AfterSteps, Reserves, TimedRequirement, SkipIf, Step } from "./Relaxation.ts"

/** What the router is told about queues and capacity. Plain data; durations in milliseconds. */
export interface Configuration {
  readonly queues: Readonly<Record<string, QueueConfiguration>>
  /** Capacity of an agent who signs in without naming one. Default: voice 1, chat 3, sms 3, email 2, fax 1. */
  readonly capacity?: Readonly<Partial<Record<Channel, number>>>
  /** Units in all of an agent who signs in without naming any, 1 to 1,000,000. Left out = no limit in all. */
  readonly units?: number
  /** Units that one contact of a channel takes, 0 to 1,000,000. Default 1 each. They limit only those who have units. */
  readonly costs?: Readonly<Partial<Record<Channel, number>>>
  /** Channels whose contacts come alone: one at a time, and beside it only what interrupts it. Default `["voice"]`. */
  readonly exclusive?: ReadonlyArray<Channel>
  /**
   * Per channel, the channels whose live work does not keep it away: such work is put aside, keeps owner and clock, and counts no units
   * against it. Default `{ voice: every other channel }`; what is written stands in its place as a whole.
   */
  readonly interrupts?: Readonly<Partial<Record<Channel, ReadonlyArray<Channel>>>>
  /** The skills there are. Given, an unknown one in a requirement or at a sign-in is refused. Left out = any name is a skill. */
  readonly skills?: ReadonlyArray<string>
  /** The attributes of agents there are, and their types; as with skills. Left out = any name is an attribute, of any type. */
  readonly attributes?: Readonly<Record<string, AttributeType>>
  /** How long what a lost agent has stays his, milliseconds, 1 to 30 days. Default 60,000. */
  readonly lostAfterMs?: number
  /** What then becomes of his work, per channel. Default: a call stays his, all else goes back to its place for others. */
  readonly whenLost?: Readonly<Partial<Record<Channel, WhenLost>>>
  /** How often a contact may be transferred and handed over, 0 to 1,000. Default 10. */
  readonly maxTransfers?: number
  /** How much is looked at where several contacts and several agents could be matched in one instant. `{}` takes the default. */
  readonly wave?: WaveBound
}

/** Up to which size a wave is matched exactly (SPEC WAVE-4). */
export interface WaveBound {
  /** So many pairs at most; a larger wave is matched pair by pair. Whole, 0 to 4,000,000; 0 = never exactly. Default 250,000. */
  readonly maxPairs?: number
}

/** What one queue asks for and how it treats its contacts. `{}` takes every default. */
export interface QueueConfiguration {
  /** How it asks for less the longer a contact waits. 1 to 32, in order. */
  readonly steps?: ReadonlyArray<Step>
  /** When a contact does not wait at the queue's own requirement for the first step. Left out = never. */
  readonly skipIf?: SkipIf
  /** Requirements beside `needs` that end one by one; in place of steps. 1 to 32. */
  readonly requirements?: ReadonlyArray<TimedRequirement>
  /** What becomes of those whom nobody has taken after the last step. Left out = they stay and wait. */
  readonly afterSteps?: AfterSteps
  /** When agents who are its reserve (`SignIn.reserveFor`) take its contacts, too. Left out = never. */
  readonly reserve?: Reserves
  /** TimedRequirement over skills, e.g. `"zh >= 3 and loan >= 5"`; left out = anybody. */
  readonly needs?: string
  /** How long an offer stays open. Default 20,000. */
  readonly offerMs?: number
  /** Wrap-up after a contact, which the agent may end earlier: short for `wrapUp: { mode: "timed", ms }`. Default 0 = none. */
  readonly wrapUpMs?: number
  /** Conversations that rest until the customer writes again. `{}` takes every default. */
  readonly parking?: Parking
  /** Wrap-up after a contact, in place of `wrapUpMs`. */
  readonly wrapUp?: WrapUp
  /** Added to the contact's own priority. Default 0. */
  readonly priority?: number
  /** Head start of its contacts, milliseconds, added to the contact's own: they are served as if they had come so much earlier. Default 0. */
  readonly creditMs?: number
  /** How the priority of its contacts grows while they wait. Left out = not at all. */
  readonly ageing?: Ageing
  /** Contacts of a higher tier go before all of a lower one, whatever their priority and wait. Whole, -1,000 to 1,000; default 0. */
  readonly tier?: number
  /**
   * Who goes first among contacts of equal score. "arrival" (default): who came first. "breach": whose `serviceLevelMs` ends first.
   * "newest": who came last, after those of other queues; not together with `ageing` or `creditMs`.
   */
  readonly order?: "arrival" | "breach" | "newest"
  /** Answered within this many milliseconds counts as in time (reports and the wall). Default 20,000. */
  readonly serviceLevelMs?: number
  /** What an unanswered offer does to the agent. Default "notReady". */
  readonly onNoAnswer?: "notReady" | "stayReady"
  /** Which of the agents who may take a contact gets it. Default "leastLoad". */
  readonly agents?: AgentOrder
  /** What becomes of a contact that comes while the queue is closed (`ScheduleQueue`). Default: it stays and waits. */
  readonly whenClosed?: Deflection
  /** What becomes of those who wait when the queue closes. Default: they stay, and are served while somebody is there. */
  readonly atClose?: Deflection
  /** With "stayReady": so many offers missed in a row, of whatever queue, make the agent not ready all the same. Left out = however many. */
  readonly missesToNotReady?: number
  /** How long a contact is not offered again to an agent who declined or missed it, milliseconds, at least 1. Default: its `offerMs`. */
  readonly excludeMs?: number
  /** Name of a rule of your own, given to `createRouter`, that says how well its contacts and agents go together (SPEC SCORE-30). */
  readonly rule?: string
  /** How many contacts nobody has accepted yet (waiting, unreachable or ringing) the queue holds. Default: any number. */
  readonly maxWaiting?: number
  /**
   * What becomes of a contact that comes to a full queue. Default "refuse": `Enqueue` is refused, and who comes by overflow stays all
   * the same; every other deflection holds for both.
   */
  readonly whenFull?: Deflection | "refuse"
  /** When a contact goes on; the first that holds and can be carried out decides. */
  readonly overflow?: ReadonlyArray<OverflowRule>
  /** At how many agents a contact may ring at once, 1 to 20; the first to accept has it. Default 1. */
  readonly offersAtOnce?: number
  /** Its offers are accepted in the step that makes them. Left out = the agent answers. */
  readonly autoAccept?: true
}

/** Conversations that rest until the customer writes again (SPEC PARK-1 to PARK-4). `{}` takes every default. */
export interface Parking {
  /** Does a parked conversation take its slot? Default false. */
  readonly keepsCapacity?: boolean
  /** When it wakes: how long it waits for its agent before anybody may take it, milliseconds; 0 = anybody at once. Default 60,000. */
  readonly wakeHoldMs?: number
  /** The longest one may be parked, milliseconds. Default 86,400,000 = 24 hours. */
  readonly maxMs?: number
  /** What then becomes of it: it is over, or it waits for anybody at its place. Default "complete". */
  readonly atMax?: "complete" | "queue"
}

/** What becomes of work whose agent does not come back: it stays his, waits for others at its place, or is over. */
export type WhenLost = "keep" | "queue" | "complete"

/**
 * `none`: there is none. `optional`: only when the agent asked for it during the work, and until he ends it. `discretionary`: always,
 * until he ends it. `timed`: always, for `ms`, or until he ends it earlier. `fixed`: always, for exactly `ms`. `requested`: only when
 * he asked for it during the work, for `ms`, or until he ends it earlier.
 */
export interface WrapUp {
  readonly mode: "none" | "optional" | "discretionary" | "timed" | "fixed" | "requested"
  /** For timed, fixed and requested, milliseconds. */
  readonly ms?: number
  /** What one extension adds where the command does not say, milliseconds. Default: `ms`. */
  readonly extendMs?: number
  /** The longest it may become by extensions, milliseconds from completion. Default: `ms`, so no extension. For optional and discretionary: it ends by then. */
  readonly maxMs?: number
  /** Does it take the contact's slot? Default true. */
  readonly keepsCapacity?: boolean
  /** Only contacts of these channels have one. Default: all. */
  readonly channels?: ReadonlyArray<Channel>
}

/**
 * What a wait adds to the priority. The wait counts from the first enqueue less the head start, and up to 365 days. Whole numbers; to
 * age slower than 1 per minute use steps, or larger priorities. `linear`: without end. `capped`: never more than `max`. `concave`: so
 * much per square root of the minutes waited, much at first and less later. `objective`: so much each time the wait reaches the queue's
 * `serviceLevelMs` (at least 1,000) once more, and of it what has passed. `steps`: from `afterMs` of waiting on, `adds` in place of what
 * the step before added.
 */
export type Ageing =
  | { readonly kind: "linear"; readonly perMinute: number }
  | { readonly kind: "capped"; readonly perMinute: number; readonly max: number }
  | { readonly kind: "concave"; readonly perRootMinute: number }
  | { readonly kind: "objective"; readonly perObjective: number }
  | { readonly kind: "steps"; readonly steps: ReadonlyArray<AgeingStep> }

/** One step of `Ageing`: what it adds, and from when on. */
export interface AgeingStep {
  /** Milliseconds of waiting, rising from step to step. */
  readonly afterMs: number
  /** Priorities, in place of what the step before added. */
  readonly adds: number
}
