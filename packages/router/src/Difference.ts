import type { RouterEvent } from "./Event.ts"
import type { Refusal } from "./Refusal.ts"
import type { ContactView } from "./View.ts"
import type { ConfigurationWarning } from "./Warning.ts"

/** What a new configuration would change at once (SPEC EXPL-6, CONF-16). */
export interface Difference {
  /** All of it to read, a line for each contact and each warning: `c17: waits in loans, place 3 -> rings at wei`. */
  readonly text: string
  /** Why it would be refused; then nothing else is said. */
  readonly refusal?: Refusal
  /** What would happen in the same step, in order. */
  readonly events: ReadonlyArray<RouterEvent>
  /** The contacts that would stand elsewhere, in the order they came. */
  readonly contacts: ReadonlyArray<MovedContact>
  /** What it leaves out of reach or without effect, for everybody who ever signed in, and what of it does not hold at once (SPEC CONF-4, CONF-8). */
  readonly warnings: ReadonlyArray<ConfigurationWarning>
}

/** A contact that would stand elsewhere. */
export interface MovedContact {
  /** Its id. */
  readonly contact: string
  /** Where it stands now. */
  readonly before: Place
  /** Where it would stand; absent = it would have ended. */
  readonly after?: Place
}

/** Where a contact stands. */
export interface Place {
  /** Its queue. */
  readonly queue: string
  /** What becomes of it. */
  readonly state: ContactView["state"]
  /** Who has it, or the first of those at whom it rings. */
  readonly agent?: string
  /** Where it rings at several, or several serve it: all of them. */
  readonly agents?: ReadonlyArray<string>
  /** The step of relaxation it is at, of contacts that wait or are unreachable; absent = none yet. */
  readonly step?: number
  /** It is to be called back. */
  readonly callback?: true
  /** Place among those that compete for the same agents, 1 = next; of contacts that wait or are unreachable. */
  readonly position?: number
}
