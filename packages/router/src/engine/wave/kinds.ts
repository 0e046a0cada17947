import type { Graph } from "./Graph.ts"

/**
 * The kind of each contact: those of one kind have the same agents in the same order, and the same numbers but for a constant, so any two
 * of them who are served could as well be exchanged. A search that has asked one of a kind learns nothing from the others.
 */
export function kindsOf(graph: Graph, numbers: ReadonlyArray<Float64Array>): Int32Array {
  const { contacts, at } = graph
  const kinds = new Int32Array(contacts)
  /** By hash the first contact of the last kind that has it, and of each kind's first contact that of the kind before. */
  const last = new Map<number, number>()
  const before = new Int32Array(contacts)
  for (let contact = 0; contact < contacts; contact++) {
    const hash = hashOf(graph, numbers, at[contact]!, at[contact + 1]!)
    let like = last.get(hash) ?? -1
    while (like >= 0 && !alike(graph, numbers, like, contact)) like = before[like]!
    kinds[contact] = like < 0 ? contact : like
    if (like >= 0) continue
    before[contact] = last.get(hash) ?? -1
    last.set(hash, contact)
  }
  return kinds
}

function hashOf({ agent }: Graph, numbers: ReadonlyArray<Float64Array>, from: number, to: number): number {
  let hash = to - from
  for (let e = from; e < to; e++) hash = Math.imul(hash ^ agent[e]!, 16_777_619)
  for (const of of numbers) {
    for (let e = from + 1; e < to; e++) hash = Math.imul(hash ^ (of[e]! - of[from]!), 16_777_619)
  }
  return hash
}

function alike({ at, agent }: Graph, numbers: ReadonlyArray<Float64Array>, one: number, other: number): boolean {
  const from = at[one]!
  const size = at[one + 1]! - from
  const by = at[other]! - from
  if (at[other + 1]! - at[other]! !== size) return false
  for (let e = from; e < from + size; e++) if (agent[e] !== agent[e + by]) return false
  for (const of of numbers) {
    const more = size === 0 ? 0 : of[from + by]! - of[from]!
    for (let e = from; e < from + size; e++) if (of[e + by]! - of[e]! !== more) return false
  }
  return true
}
