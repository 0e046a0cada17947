import type { WavePairs } from "../../src/engine/wave/assign.ts"

/** What a way of giving contacts to agents is judged by. */
export interface Judged {
  readonly agentOf: ReadonlyArray<number>
  /** The contacts that are served, the first as the highest bit: the larger, the earlier the first contact that only one of two serves. */
  readonly served: number
  readonly fit: number
  readonly rank: number
}

/**
 * SPEC WAVE-1 and WAVE-2 the obvious way: tries every way in which each contact has one of its agents, in its order, or at last nobody,
 * and no two the same. They come in the order of what the first contact has, then the second, so of equals the first one wins.
 */
export function everyWay({ contacts, at, agent, fit, rank }: WavePairs): {
  readonly best: Judged
  readonly most: number
} {
  const has = Array.from({ length: contacts }, () => -1)
  let best: Judged = { agentOf: [], served: -1, fit: 0, rank: 0 }
  let most = 0
  const from = (contact: number, taken: number, served: number, fits: number, ranks: number, many: number): void => {
    if (contact === contacts) {
      most = Math.max(most, many)
      if ((served - best.served || fits - best.fit || best.rank - ranks) > 0) {
        best = { agentOf: [...has], served, fit: fits, rank: ranks }
      }
      return
    }
    for (let e = at[contact]!; e < at[contact + 1]!; e++) {
      const bit = 1 << agent[e]!
      if ((taken & bit) !== 0) continue
      has[contact] = agent[e]!
      from(contact + 1, taken | bit, served * 2 + 1, fits + fit[e]!, ranks + rank[e]!, many + 1)
    }
    has[contact] = -1
    from(contact + 1, taken, served * 2, fits, ranks, many)
  }
  from(0, 0, 0, 0, 0, 0)
  return { best, most }
}
