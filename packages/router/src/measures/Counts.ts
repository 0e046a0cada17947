import type { Channel } from "../Channel.ts"
import { channels } from "../Channel.ts"

/**
 * What is counted of contacts, in one queue on one day or summed over several (SPEC MEAS-2). Whole numbers: adding the counts of days
 * gives those of the month. Consults are not counted.
 */
export interface ContactCounts {
  /** Contacts that came, `ContactQueued`. */
  readonly queued: number
  /** Contacts nobody had answered yet that came from another queue. */
  readonly movedIn: number
  /** Contacts nobody had answered yet that went to another queue. */
  readonly movedOut: number
  /** Contacts that an agent accepted for the first time. */
  readonly answered: number
  /** Of the answered, those whose wait was no longer than `serviceLevelMs`. */
  readonly answeredInTime: number
  /** Sum of the waits of the answered, from first enqueue to first acceptance, milliseconds. */
  readonly waitMs: number
  /** Contacts whose customer left before anybody had answered. */
  readonly abandoned: number
  /** Of the abandoned, those that waited no longer than `serviceLevelMs`. */
  readonly abandonedInTime: number
  /** Of the abandoned, those that waited no longer than `shortAbandonMs`. */
  readonly shortAbandons: number
  /** Contacts whose customer left while they waited again after an answer; they are among the answered, not the abandoned. */
  readonly abandonedAfterAnswer: number
  /** Contacts that ended by deflection before anybody had answered. */
  readonly deflected: number
  /** Contacts that were cancelled before anybody had answered. */
  readonly cancelled: number
  /** Answered contacts that are over, the last wrap-up included. */
  readonly handled: number
  /** Sum of what agents spent on the handled: work without what was parked, and wrap-up, milliseconds. */
  readonly handleMs: number
}

/** What is counted of agents, of one on one day or summed over several (SPEC MEAS-5). Milliseconds but for `handled`. */
export interface AgentCounts {
  /** Contacts he had a part in that are over, the last wrap-up included; consults not. */
  readonly handled: number
  /** Sum of his own work and wrap-up in the handled. */
  readonly handleMs: number
  /** Time ready, or with something in hand. */
  readonly staffedMs: number
  /** Time with at least one contact in hand: in work or in wrap-up. What is parked or only rings is not in hand. */
  readonly busyMs: number
  /** Every contact in hand times how long it was in hand. */
  readonly inHandMs: number
  /** By channel: every slot taken by work, wrap-up or a parked contact that keeps it, times how long it was. */
  readonly takenMs: Readonly<Record<Channel, number>>
  /** By channel: the slots he had, times how long he had them while staffed. */
  readonly slotMs: Readonly<Record<Channel, number>>
}

export const perChannel = <A>(of: (channel: Channel) => A): Record<Channel, A> =>
  Object.fromEntries(channels.map((channel) => [channel, of(channel)])) as Record<Channel, A>

type Writable<A> = { -readonly [Name in keyof A]: A[Name] }

export const noContacts = (): Writable<ContactCounts> => ({
  queued: 0,
  movedIn: 0,
  movedOut: 0,
  answered: 0,
  answeredInTime: 0,
  waitMs: 0,
  abandoned: 0,
  abandonedInTime: 0,
  shortAbandons: 0,
  abandonedAfterAnswer: 0,
  deflected: 0,
  cancelled: 0,
  handled: 0,
  handleMs: 0
})

export interface AgentSums {
  handled: number
  handleMs: number
  staffedMs: number
  busyMs: number
  inHandMs: number
  readonly takenMs: Record<Channel, number>
  readonly slotMs: Record<Channel, number>
}

export const noAgents = (): AgentSums => ({
  handled: 0,
  handleMs: 0,
  staffedMs: 0,
  busyMs: 0,
  inHandMs: 0,
  takenMs: perChannel(() => 0),
  slotMs: perChannel(() => 0)
})

/** The counts of two queues, two days or two months together (SPEC MEAS-7). */
export function addContacts(one: ContactCounts, other: ContactCounts): ContactCounts {
  const sum = noContacts()
  for (const name of Object.keys(sum) as Array<keyof ContactCounts>) sum[name] = one[name] + other[name]
  return sum
}

/** The counts of two agents, two days or two months together (SPEC MEAS-7). */
export const addAgents = (one: AgentCounts, other: AgentCounts): AgentCounts => ({
  handled: one.handled + other.handled,
  handleMs: one.handleMs + other.handleMs,
  staffedMs: one.staffedMs + other.staffedMs,
  busyMs: one.busyMs + other.busyMs,
  inHandMs: one.inHandMs + other.inHandMs,
  takenMs: perChannel((channel) => one.takenMs[channel] + other.takenMs[channel]),
  slotMs: perChannel((channel) => one.slotMs[channel] + other.slotMs[channel])
})
