import type { Deflection } from "./Deflection.ts"

/**
 * From `afterMs` of waiting on the queue asks for less. A step admits everybody the step before admits, and somebody more, or lets offers
 * stay open for another time.
 */
export interface Step {
  /** Milliseconds since first enqueue, without head starts, 1 to 365 days; rising from step to step. */
  readonly afterMs: number
  /** TimedRequirement from then on, in place of that of the step before. Left out = as before. */
  readonly needs?: string
  /** In place of `needs`: whoever takes the channel. */
  readonly anybody?: true
  /** How long offers stay open from then on. Left out = as before. */
  readonly offerMs?: number
  /** When a contact does not wait at this step for the next one. Left out = never. */
  readonly skipIf?: SkipIf
  /** Condition over the contact's attributes, e.g. `"@segment = \"gold\""`: contacts that do not meet it do not have the step. */
  readonly when?: string
}

/** A contact goes on to its next step at once while nobody who is signed in (or ready) meets what it needs and takes its channel. */
export type SkipIf = "nobodySignedIn" | "nobodyReady"

/** A requirement that holds for so long of waiting only. */
export interface TimedRequirement {
  /** What must be met, as in `QueueConfiguration.needs`. */
  readonly needs: string
  /** Milliseconds since first enqueue, 1 to 365 days. Left out = without end. */
  readonly forMs?: number
}

/** When the reserve of a queue joins and leaves, by how many contacts wait for it, reachable and without an offer, once all else is matched. */
export interface Reserve {
  /** Joins when so many wait, 1 to 1,000,000. */
  readonly opensAt: number
  /** Leaves when so few wait, less than `opensAt`. */
  readonly closesAt: number
}

/** The first level of the reserve, and the second, which joins no earlier and leaves no later. */
export interface Reserves extends Reserve {
  /** The second level. Left out = there is only one. */
  readonly second?: Reserve
}

/** What becomes of a contact that nobody has taken `afterMs` after its first enqueue. */
export type AfterSteps = { readonly afterMs: number } & Deflection
