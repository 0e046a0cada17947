import { fromRows, type Pair } from "./assign.ts"

/** Numbers from 0 to below 1, the same for the same seed. */
export function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A million stands for 1, so that weights are whole numbers. */
export const one = 1_000_000

/** Each contact may go to each agent with probability `density`, at a weight that is uniform in (0, 1), or 1. */
export function snapshot(contacts: number, agents: number, density: number, even: boolean, draw: () => number) {
  const rows = Array.from({ length: contacts }, () =>
    Array.from({ length: agents }, (_, agent): Pair | undefined =>
      draw() < density ? [agent, even ? one : 1 + Math.floor(draw() * (one - 1)), 0] : undefined
    ).filter((pair) => pair !== undefined)
  )
  return fromRows(agents, rows)
}
