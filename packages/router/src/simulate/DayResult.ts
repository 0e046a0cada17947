import type { ServiceLevels } from "../measures/ratios.ts"
import type { Channel } from "../Channel.ts"
import type { Regret } from "./Regret.ts"

/**
 * How a simulated day went. Plain data, the same bytes for the same plan, seed and options on every runtime, as long as no clock is given
 * (`timing`). What cannot be said, e.g. a mean of nothing, is left out. Times in milliseconds from the start of the day.
 */
export interface DayResult {
  /** Where the random numbers began. */
  readonly seed: number
  /** When the last thing happened. */
  readonly endedAtMs: number
  /** Of all contacts together. */
  readonly all: ContactFigures
  /** By the plan's classes. */
  readonly classes: Readonly<Record<string, ContactFigures>>
  /** By the queue in which a contact was answered or left. */
  readonly queues: Readonly<Record<string, ContactFigures>>
  /** All agents together. */
  readonly staff: AgentFigures
  readonly agents: Readonly<Record<string, AgentFigures>>
  /** How evenly waits and work were shared. */
  readonly fairness: Fairness
  /** In intervals from 0 on, one after the other, up to the end of the day. */
  readonly series: ReadonlyArray<SeriesPoint>
  /** What the router did. */
  readonly work: RouterWork
  /** Where `regret` was asked for. */
  readonly regret?: Regret
  /** Every contact, in order of arrival, where `contacts` was asked for. */
  readonly contacts?: ReadonlyArray<SimulatedContact>
  /** Where a clock was given: the only part that is not the same in every run. */
  readonly timing?: Timing
}

/** How contacts fared. Every contact that came is exactly one of served, abandoned, deflected, refused, unserved. */
export interface ContactFigures {
  /** Contacts that came. */
  readonly offered: number
  /** An agent accepted it. */
  readonly served: number
  /** The customer left first. */
  readonly abandoned: number
  /** A rule of the queue ended it: voicemail, closed, a callback nobody could be reached for. */
  readonly deflected: number
  /** The queue was full, and its rule is to refuse. */
  readonly refused: number
  /** It still waited when nothing more could happen: nobody there to serve it, and it never leaves. */
  readonly unserved: number
  /** From arrival to the first acceptance. The mean is the average speed of answer. */
  readonly waitServed: WaitFigures
  /** From arrival to acceptance or to the end of waiting, whatever it was; the refused are not in it. */
  readonly waitAll: WaitFigures
  /** The service level by each of its formulas (SPEC MEAS-4). */
  readonly serviceLevel: ServiceLevels
  /** Abandoned / (served + abandoned). */
  readonly abandonRate?: number
  /** Mean handle time: work and wrap-up of the served / served (SPEC MEAS-6). */
  readonly handleMs?: number
}

/** Waits, milliseconds. A quantile is the smallest wait that so large a share did not exceed. */
export interface WaitFigures {
  /** How many waits. */
  readonly count: number
  /** Sum of the waits / how many. */
  readonly meanMs?: number
  /** Half of the waits were no longer. */
  readonly p50Ms?: number
  /** 80 percent of the waits were no longer. */
  readonly p80Ms?: number
  /** 95 percent of the waits were no longer. */
  readonly p95Ms?: number
  /** The longest. */
  readonly maxMs?: number
}

/** What an agent did, or all together. */
export interface AgentFigures {
  /** Contacts he accepted. */
  readonly served: number
  /** Offers he declined. */
  readonly declined: number
  /** Offers he did not answer in time. */
  readonly missed: number
  /** Time ready, or with something in hand (SPEC MEAS-5). */
  readonly staffedMs: number
  /** Time with at least one contact in hand. */
  readonly busyMs: number
  /** Busy / staffed. */
  readonly occupancy?: number
  /** How many contacts he had in hand, on average over the time he had any. */
  readonly concurrency?: number
  /** By channel he has slots for: slots taken / slots had. */
  readonly load: Readonly<Partial<Record<Channel, number>>>
}

/** How evenly waits and work were shared. */
export interface Fairness {
  /** Contacts that were offered to an agent before one of their own class that came earlier and still waited for its first offer. */
  readonly overtakes: number
  /** The most contacts of its own class that any contact saw go before it although they came later. */
  readonly largestBypass: number
  /** The same over contacts of all classes: skills and priorities make it more than nothing. */
  readonly largestBypassOfAll: number
  /** Agents of equal sign-in, shifts and habits, two and more of them. */
  readonly equals: ReadonlyArray<EqualAgents>
  /** The least `jainOfBusy` of all groups. Absent = there is no group. */
  readonly leastJain?: number
}

/** Agents who are equal in the plan. Jain's index: 1 = all have the same, 1 / n = one has everything. */
export interface EqualAgents {
  readonly agents: ReadonlyArray<string>
  /** Of the contacts each accepted. Absent = none did. */
  readonly jainOfServed?: number
  /** Of the time each was busy. Absent = none was. */
  readonly jainOfBusy?: number
}

/** One interval. Contacts count where they came, agents where the time was. */
export interface SeriesPoint {
  /** Where it begins. */
  readonly fromMs: number
  /** Where the next begins. */
  readonly untilMs: number
  /** Contacts that came in it. */
  readonly offered: number
  /** Of these, those an agent accepted, whenever that was. */
  readonly served: number
  /** Of these, those whose customer left first, whenever that was. */
  readonly abandoned: number
  /** Of the served that came in the interval. */
  readonly meanWaitMs?: number
  /** Answered in time / (served + abandoned). */
  readonly serviceLevel?: number
  /** Agents ready or with something in hand, on average over the interval. */
  readonly staffed: number
  /** Agents with something in hand, on average over the interval. */
  readonly busy: number
}

/** Counted, not timed: the same in every run. */
export interface RouterWork {
  /** Commands and ticks given to it. */
  readonly commands: number
  /** What it answered. */
  readonly events: number
  /** Commands that were refused; the attempts of agents to leave who still have something in hand are among them. */
  readonly refusals: number
}

/** Wall time, by the clock that was given. */
export interface Timing {
  /** Inside the router. */
  readonly routerMs: number
  /** Of the whole simulation, the plan's check and the result included. */
  readonly totalMs: number
}

/** One contact of the day. */
export interface SimulatedContact {
  /** Its class's name and its place in it, e.g. `loans#17`: its id in the router, too. */
  readonly contact: string
  /** By its name in the plan. */
  readonly class: string
  /** Where it was answered or left. */
  readonly queue: string
  /** When it came. */
  readonly arrivedAtMs: number
  readonly outcome: "served" | "abandoned" | "deflected" | "refused" | "unserved"
  /** To acceptance, or until it left. */
  readonly waitMs: number
  /** Who accepted it. */
  readonly agent?: string
  /** What it takes an agent from acceptance to completion, drawn when it comes: whether or not anybody ever serves it. */
  readonly handleMs: number
  /** How long it would wait. Absent = for ever. */
  readonly patienceMs?: number
}
