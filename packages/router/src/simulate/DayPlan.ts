import type { Channel } from "../Channel.ts"
import type { Attributes, Command, SignIn } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import type { Interval } from "../Interval.ts"
import type { Law } from "./Law.ts"

/** A day as it is planned: what comes, who works, by which rules. Plain data; times in milliseconds from the start of the day. */
export interface DayPlan {
  /** The rules the day begins with. */
  readonly configuration: Configuration
  /** What comes, by name of the class. */
  readonly classes: Readonly<Record<string, ContactClass>>
  /** Who works. */
  readonly agents: ReadonlyArray<AgentPlan>
  /** From then on nothing comes. The day runs on until everything has ended that can end. */
  readonly untilMs: number
  /** When queues are open (`ScheduleQueue`). A queue left out is always open. */
  readonly open?: Readonly<Record<string, ReadonlyArray<Interval>>>
  /** What else is said to the router, e.g. another configuration at noon (`Configure`). */
  readonly commands?: ReadonlyArray<PlannedCommand>
}

/** A command at its time. */
export interface PlannedCommand {
  readonly atMs: number
  /** Anything but `Enqueue`: contacts come by classes. */
  readonly command: Command
}

/** Contacts that ask for the same and come by the same law. Give `arrivals` and `handle`, or `contacts`. */
export interface ContactClass {
  readonly queue: string
  readonly channel: Channel
  /** As in `Enqueue`. */
  readonly needs?: string
  /** As in `Enqueue`. */
  readonly priority?: number
  /** As in `Enqueue`. */
  readonly creditMs?: number
  /** As in `Enqueue`. */
  readonly attributes?: Attributes
  /** When they come. */
  readonly arrivals?: Arrivals
  /** How long an agent works on one, from acceptance to completion; the wrap-up comes on top. */
  readonly handle?: Law
  /** How long one waits, from its arrival, before it leaves. Default: never leaves. */
  readonly patience?: Law
  /**
   * How long the agent's wrap-up takes, where the queue's configuration has one that he may end. Default: a timed one takes its time,
   * one that he has to end himself is over at once.
   */
  readonly wrapUp?: Law
  /** A recorded day: every contact as it was, in order of `atMs`; in place of `arrivals`, `handle` and `patience`. */
  readonly contacts?: ReadonlyArray<RecordedContact>
}

/**
 * `perHour`: Poisson, so many per hour on average. `perInterval`: Poisson with another rate in each interval: so many are expected in the
 * first `intervalMs`, so many in the next; after the last none. `atMs`: at these times exactly, in order.
 */
export type Arrivals =
  | { readonly perHour: number }
  | { readonly perInterval: ReadonlyArray<number>; readonly intervalMs: number }
  | { readonly atMs: ReadonlyArray<number> }

/** One contact as it was. */
export interface RecordedContact {
  readonly atMs: number
  /** From acceptance to completion. */
  readonly handleMs: number
  /** From arrival. Left out: it never leaves. */
  readonly patienceMs?: number
}

/** An agent and his day. */
export interface AgentPlan {
  readonly agent: string
  /** What he signs in with. */
  readonly signIn?: Omit<SignIn, "type" | "agent">
  /** When he works, in order and apart. At the end of one he takes nothing new, and leaves when what he has in hand is over. */
  readonly shifts: ReadonlyArray<Shift>
  /** How long it rings before he answers. Default: he answers at once. */
  readonly answer?: Law
  /** Share of his offers that he declines, after ringing, 0 to 1. Default 0. */
  readonly declines?: number
  /** Share of his offers that he does not answer, 0 to 1. Default 0. */
  readonly misses?: number
  /** How long after a miss that made him not ready he makes himself ready again, milliseconds. Default 30,000. */
  readonly backMs?: number
}

/** From sign-in to the end of new work. */
export interface Shift {
  /** He signs in and makes himself ready. */
  readonly fromMs: number
  /** From then on nothing is offered to him. */
  readonly untilMs: number
  /** When he takes nothing new, in order and apart, within the shift. */
  readonly breaks?: ReadonlyArray<Break>
}

/** A time within a shift in which nothing is offered to him. What he has in hand he ends first. */
export interface Break {
  /** He makes himself not ready. */
  readonly fromMs: number
  /** He makes himself ready again. */
  readonly untilMs: number
}
