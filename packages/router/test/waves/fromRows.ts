import type { WavePairs } from "../../src/engine/wave/assign.ts"

/** One pair of a contact: its agent, its fit (more is better) and its rank (less is better). */
export type Pair = readonly [agent: number, fit?: number, rank?: number]

/** Contacts in order, each with its agents in order. */
export function fromRows(agents: number, rows: ReadonlyArray<ReadonlyArray<Pair>>): WavePairs {
  const at = new Int32Array(rows.length + 1)
  for (const [contact, row] of rows.entries()) at[contact + 1] = at[contact]! + row.length
  const all = rows.flat()
  return {
    contacts: rows.length,
    agents,
    at,
    agent: Int32Array.from(all, ([agent]) => agent),
    fit: Float64Array.from(all, ([, fit = 0]) => fit),
    rank: Float64Array.from(all, ([, , rank = 0]) => rank)
  }
}
