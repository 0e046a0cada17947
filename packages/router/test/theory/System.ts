import type { AgentOrder, QueueConfiguration } from "../../src/index.ts"
import { meanMs } from "../../src/simulate/draw/duration.ts"
import type { Law } from "../../src/simulate/index.ts"

/** Milliseconds in one unit of time, the mean handle time unless said: so long that whole milliseconds round nothing away. */
export const unitMs = 1_000_000

/** Two exponential laws, one drawn with probability `share`. The day's plan has no such law: its contacts are given as recorded. */
export interface Hyperexponential {
  readonly kind: "hyperexponential"
  readonly share: number
  readonly meanMs: number
  readonly otherMeanMs: number
}

export interface ClassOfContacts {
  /** How many come in a unit of time, on average. */
  readonly rate: number
  readonly handle: Law | Hyperexponential
  readonly patience?: Law
  /** Who may take them, from 0. Default: everybody. */
  readonly agents?: ReadonlyArray<number>
  readonly priority?: number
  /** `ageing` linear, `perMinute`. */
  readonly perMinute?: number
  readonly creditMs?: number
  /** What else its queue says: nothing the textbook knows. */
  readonly queue?: QueueConfiguration
}

/** A system of queueing theory: who comes, who serves, by which discipline. */
export interface System {
  readonly agents: number
  readonly classes: ReadonlyArray<ClassOfContacts>
  /** How many may wait (`maxWaiting`); every class is in one queue then. Default: any number. */
  readonly room?: number
  /** How many may be there in all, in front of the router, as trunks are. Default: any number. */
  readonly lines?: number
  /** Of each agent the class he prefers: he takes the first of it before all others, and who comes goes to who prefers it. */
  readonly prefers?: ReadonlyArray<number>
  /** Who of several free agents is offered a contact. Default: the router's own, which is longest idle here. */
  readonly order?: AgentOrder
}

export const exponential = (units = 1): Law => ({ kind: "exponential", meanMs: units * unitMs })
export const erlang2 = (units = 1): Law => ({ kind: "erlang", shape: 2, meanMs: units * unitMs })
export const constant = (units = 1): Law => ({ kind: "constant", ms: units * unitMs })
/** `scv`: variance / mean squared. */
export const lognormal = (units: number, scv: number): Law => ({
  kind: "lognormal",
  meanMs: units * unitMs,
  sdMs: units * unitMs * Math.sqrt(scv)
})
/** Mean one unit, each of the two laws with half of the work. */
export function hyperexponential(scv: number): Hyperexponential {
  const share = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2
  return { kind: "hyperexponential", share, meanMs: unitMs / (2 * share), otherMeanMs: unitMs / (2 * (1 - share)) }
}

/** n agents and one class. */
export const pool = (agents: number, rate: number, more: Partial<ClassOfContacts> = {}): System => ({
  agents,
  classes: [{ rate, handle: exponential(), ...more }]
})

export const rateOf = ({ classes }: System): number => classes.reduce((sum, { rate }) => sum + rate, 0)

/**
 * Contacts after which what was there at the beginning is forgotten, ten times over: the relaxation of a queue that keeps up, or the time
 * in which those who wait have left, or the room is turned over. `load` = the busiest part's, where that is not all of the work / agents.
 */
export function warmUp(system: System, load = rateOf(system) / system.agents): number {
  const { classes, room = Number.POSITIVE_INFINITY } = system
  const patience = Math.max(
    ...classes.map(({ patience: law }) => (law === undefined ? Number.POSITIVE_INFINITY : lengthOf(law)))
  )
  const relaxation = load < 1 ? load / (1 - Math.sqrt(load)) ** 2 : Number.POSITIVE_INFINITY
  const turnOver = Math.min(relaxation, rateOf(system) * patience, room ** 2)
  return Math.ceil(10 * (rateOf(system) + (Number.isFinite(turnOver) ? turnOver : 10_000)))
}

const lengthOf = (law: Law): number => meanMs(law) / unitMs
