import { fromRows, type Pair } from "./assign.ts"

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
