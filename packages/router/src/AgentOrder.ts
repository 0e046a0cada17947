/**
 * Who of those who may take a contact of the queue now gets it. Every order ends with who is at rest longest, which no two agents
 * share; ids never decide. "In hand" are offers, work and wrap-ups of all channels.
 *
 * - `"leastLoad"`: fewest in hand. The default (SPEC FAIR-2).
 * - `"longestIdle"`: at rest longest, whatever is in hand (SCORE-20).
 * - `"loadRatio"`: least share of the own capacity in hand (SCORE-21).
 * - `"mostSkilled"`, `"leastSkilled"`: by the sum of the proficiencies that the contact's requirement names; who lacks one of them
 *   comes after who has them all, either way (SCORE-22).
 * - `"leastFlexible"`: who could take the fewest kinds of contact, so that those who can take more stay free for them (SCORE-23).
 * - `"roundRobin"`: whose last offer, of any queue, is longest ago (SCORE-24).
 */
export type AgentOrder =
  | "leastLoad"
  | "longestIdle"
  | "loadRatio"
  | "mostSkilled"
  | "leastSkilled"
  | "leastFlexible"
  | "roundRobin"
  | FewestHandled
  | Expert
  | Weighted

/** Who accepted fewest contacts in the last `windowMs`, then fewest in hand (SPEC SCORE-25). */
export interface FewestHandled {
  readonly kind: "fewestHandled"
  /** 1 to 86,400,000 (a day). */
  readonly windowMs: number
}

/** Highest proficiency in one skill first; without the skill last (SPEC SCORE-26). */
export interface Expert {
  readonly kind: "expert"
  readonly skill: string
  /** Among equals: at rest longest, or first who has fewest in hand. Default "longestIdle". */
  readonly ties?: "longestIdle" | "leastLoad"
}

/** Highest sum of weight x proficiency or attribute, then fewest in hand (SPEC SCORE-27). Weights: whole numbers from -1,000 to 1,000, not 0. */
export interface Weighted {
  readonly kind: "weighted"
  /** Negative: the less of it the better; without the skill worst all the same. */
  readonly skills?: Readonly<Record<string, number>>
  /** A number counts as itself, up to 1,000,000 either way, the flag true as 1, anything else as 0. */
  readonly attributes?: Readonly<Record<string, number>>
}
