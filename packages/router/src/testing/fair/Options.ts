import type * as fc from "fast-check"
import type { RulesGiven } from "../../Rule.ts"
import type { Snapshot } from "../../Snapshot.ts"
import type { History } from "../History.ts"
import type { Ability } from "./Abilities.ts"
import type { FairRouter } from "./FairRouter.ts"

/** A router that goes on from a snapshot. */
export type Restore = (snapshot: Snapshot) => FairRouter

/** How hard to look, and at what. */
export interface FairnessOptions {
  /** Histories per law. Default 100. */
  readonly numRuns?: number
  /** Longest history, in moves. Default 60. */
  readonly maxMoves?: number
  /** The histories that are drawn. Default: that of `fc.configureGlobal`, else one of each run's own; printed where a law is broken. */
  readonly seed?: number
  /** Begins at this case: as a broken law says, to see it again at once. */
  readonly path?: string
  /** Only the laws of these ids. Default: all. */
  readonly only?: ReadonlyArray<string>
  /** What is played. Default: `everything(maxMoves)`, in which every rule there is takes part; see also `historiesOf`. */
  readonly histories?: fc.Arbitrary<History>
  /** Rules of your own that the configurations name, so that orders can be judged; the router must be made with the same. */
  readonly rules?: RulesGiven
  /** How your router goes on from a snapshot. Default: our `createRouter` with your `rules`. */
  readonly restore?: Restore
  /** What the router can do; laws that ask for more are left out, and say so. Default: everything. */
  readonly abilities?: ReadonlyArray<Ability>
  /** Hears how far a law is. */
  readonly onProgress?: (progress: Progress) => void
}

/** How far a law is. */
export interface Progress {
  /** Its id; of the laws that are judged together the first. */
  readonly law: string
  /** Histories so far. */
  readonly run: number
  /** In all. */
  readonly of: number
}
