import fc from "fast-check"
import type { WavePairs } from "../../src/engine/wave/assign.ts"
import { uniform } from "../uniform.ts"

/** How the pairs of a random wave are drawn. */
export interface Drawn {
  readonly contacts: number
  readonly agents: number
  /** In tenths. */
  readonly density: number
  /** Fits are 0 to this; 0 = all the same. */
  readonly fits: number
  readonly ranks: number
  /** As many kinds of contact: those of a kind have the same pairs, and numbers that differ by a constant. 0 = each its own. */
  readonly kinds: number
  /** Do all contacts see the agents in one order? */
  readonly oneOrder: boolean
  readonly seed: number
}

export const drawn = (most: number): fc.Arbitrary<Drawn> =>
  fc.record({
    contacts: fc.integer({ min: 1, max: most }),
    agents: fc.integer({ min: 1, max: most }),
    density: fc.constantFrom(1, 2, 3, 4, 5, 7, 10),
    fits: fc.constantFrom(0, 1, 2, 5, 1_000),
    ranks: fc.constantFrom(0, 0, 1, 3, 1_000),
    kinds: fc.constantFrom(0, 0, 1, 2, 3),
    oneOrder: fc.boolean(),
    seed: fc.nat()
  })

export function pairsOf({ contacts, agents, density, fits, ranks, kinds, oneOrder, seed }: Drawn): WavePairs {
  const below = numbers(seed)
  const kind = () => {
    const order = Array.from({ length: agents }, (_, a) => a).filter(() => below(10) < density)
    if (!oneOrder) shuffle(order, below)
    // Negative ones, too: an agent may dislike a queue.
    return order.map((agent) => ({ agent, fit: below(fits + 1) - (fits >> 1), rank: below(ranks + 1) - (ranks >> 1) }))
  }
  const known = Array.from({ length: kinds }, kind)
  const rows = Array.from({ length: contacts }, () => {
    if (kinds === 0) return kind()
    const more = below(3) === 0 ? below(5) : 0
    return known[below(kinds)]!.map(({ agent, fit, rank }) => ({ agent, fit: fit + more, rank: rank - more }))
  })
  const at = new Int32Array(contacts + 1)
  for (const [contact, row] of rows.entries()) at[contact + 1] = at[contact]! + row.length
  const all = rows.flat()
  return {
    contacts,
    agents,
    at,
    agent: Int32Array.from(all, ({ agent }) => agent),
    fit: Float64Array.from(all, ({ fit }) => fit),
    rank: Float64Array.from(all, ({ rank }) => rank)
  }
}

/** Whole numbers from 0 to below the given one, the same for the same seed. */
export function numbers(seed: number): (below: number) => number {
  const next = uniform(seed)
  return (below) => Math.floor(next() * below)
}

function shuffle(list: number[], below: (of: number) => number): void {
  for (let n = list.length - 1; n > 0; n--) {
    const other = below(n + 1)
    const moved = list[n]!
    list[n] = list[other]!
    list[other] = moved
  }
}
