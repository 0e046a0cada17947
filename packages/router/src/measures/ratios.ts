import type { Channel } from "../Channel.ts"
import { type AgentCounts, type ContactCounts, perChannel } from "./Counts.ts"

/** Ratios of counts; undefined where nothing was counted to divide by. */
export interface ContactRatios {
  /** Average speed of answer: waits of the answered / answered, milliseconds (SPEC MEAS-3). */
  readonly asaMs: number | undefined
  /** The service level by each of its formulas, 0 to 1. */
  readonly serviceLevel: ServiceLevels
  /** Abandoned / (answered + abandoned), 0 to 1. */
  readonly abandonRate: number | undefined
  /** Average handle time: work and wrap-up of the handled / handled, milliseconds (SPEC MEAS-6). */
  readonly ahtMs: number | undefined
}

/** Four formulas go by the name of service level (SPEC MEAS-4). They differ in what they make of who left. */
export interface ServiceLevels {
  /** Answered in time / answered. Asterisk's `ServicelevelPerf` (SL). Whoever left is forgotten. */
  readonly ofAnswered: number | undefined
  /** Answered in time / (answered + abandoned). Whoever left counts as failed. */
  readonly ofAll: number | undefined
  /** Answered in time / (answered + abandoned - short abandons). Whoever left at once is forgotten, the others count as failed. */
  readonly withoutShortAbandons: number | undefined
  /** (Answered + abandoned in time) / (answered + abandoned). Asterisk's `ServicelevelPerf2` (SL2). Whoever left in time counts as served. */
  readonly abandonedInTimeAsServed: number | undefined
}

/** Ratios of an agent's times; undefined where nothing was counted to divide by. */
export interface AgentRatios {
  /** His own work and wrap-up in the handled / handled, milliseconds (SPEC MEAS-6). */
  readonly ahtMs: number | undefined
  /** Time with something in hand / time ready or with something in hand, 0 to 1 whatever he has in hand at once (SPEC MEAS-5). */
  readonly occupancy: number | undefined
  /** By channel: slots taken / slots had, both times how long. Three chats at once in three slots are 1; more only after slots were taken away. */
  readonly load: Readonly<Record<Channel, number | undefined>>
  /** How many contacts he had in hand, on average over the time he had any. */
  readonly concurrency: number | undefined
}

/** What the counts of one queue and day, or of many together, mean. */
export function contactRatios(counts: ContactCounts): ContactRatios {
  const { answered, answeredInTime, abandoned, abandonedInTime, shortAbandons } = counts
  const both = answered + abandoned
  return {
    asaMs: ratio(counts.waitMs, answered),
    serviceLevel: {
      ofAnswered: ratio(answeredInTime, answered),
      ofAll: ratio(answeredInTime, both),
      withoutShortAbandons: ratio(answeredInTime, both - shortAbandons),
      abandonedInTimeAsServed: ratio(answeredInTime + abandonedInTime, both)
    },
    abandonRate: ratio(abandoned, both),
    ahtMs: ratio(counts.handleMs, counts.handled)
  }
}

/** What the counts of one agent and day, or of many together, mean. */
export const agentRatios = (counts: AgentCounts): AgentRatios => ({
  ahtMs: ratio(counts.handleMs, counts.handled),
  occupancy: ratio(counts.busyMs, counts.staffedMs),
  load: perChannel((channel) => ratio(counts.takenMs[channel], counts.slotMs[channel])),
  concurrency: ratio(counts.inHandMs, counts.busyMs)
})

const ratio = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
