import type { Class, Staff } from "../world/World.ts"

export interface Waits {
  readonly kind: Class
  enqueuedAtMs: number
  sequence: number
}

/** An agent who asks for work or for whom work is sought. */
export interface Someone extends Omit<Staff, "skills"> {
  readonly skills: ReadonlyMap<string, number>
  /** Since when he rests: a number that rises with every rest begun. */
  rest: number
}

export const someone = ({ skills, medium }: Staff, rest: number): Someone => ({
  skills: new Map(Object.entries(skills)),
  medium,
  rest
})

/** The router as one writes it first: looks at everybody who waits, or at everybody who is idle. */
export class Naive {
  readonly waiting: Waits[] = []
  readonly idle: Someone[] = []

  /** Where in `waiting` the best for this agent stands, or -1. */
  contactFor(agent: Someone, nowMs: number): number {
    const { waiting } = this
    let best = -1
    let bestScore = 0
    for (let at = 0; at < waiting.length; at++) {
      const contact = waiting[at]!
      if (!fits(contact.kind, agent)) continue
      const score = contact.kind.priority * 60_000 + grown(contact.kind.queue, nowMs - contact.enqueuedAtMs)
      if (best < 0 || score > bestScore || (score === bestScore && comesBefore(contact, waiting[best]!))) {
        best = at
        bestScore = score
      }
    }
    return best
  }

  /** Where in `idle` the one stands who has rested longest of those who can, or -1. */
  agentFor(kind: Class): number {
    const { idle } = this
    let best = -1
    for (let at = 0; at < idle.length; at++)
      if (fits(kind, idle[at]!) && (best < 0 || idle[at]!.rest < idle[best]!.rest)) best = at
    return best
  }
}

const fits = ({ channel, needs }: Class, { medium, skills }: Someone): boolean =>
  medium === channel && needs.every(([skill, least]) => (skills.get(skill) ?? 0) >= least)
const comesBefore = (a: Waits, b: Waits): boolean =>
  a.enqueuedAtMs < b.enqueuedAtMs || (a.enqueuedAtMs === b.enqueuedAtMs && a.sequence < b.sequence)
const grown = (queue: Class["queue"], waitMs: number): number => {
  if (queue === "linear") return waitMs
  return queue === "capped" ? Math.min(waitMs, 120_000) : Math.floor(Math.sqrt(60_000 * waitMs))
}
