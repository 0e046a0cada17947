import type { WavePairs } from "../../src/engine/wave/assign.ts"

/** More than any sum of ranks in these tests, so that one number holds a sum of fits and, behind it, one of ranks. */
const ranksMost = 10_000_000
const never = Number.MAX_SAFE_INTEGER / 1_000

/** A way that tries no more than is needed, for waves too large to try every way. */
export interface Slow {
  readonly agentOf: ReadonlyArray<number>
  readonly cost: number
}

/** What it costs to give these pairs: the less, the more fit and, of equal fit, the less rank. */
export function costOf(pairs: WavePairs, agentOf: ArrayLike<number>): number {
  let sum = 0
  for (let contact = 0; contact < pairs.contacts; contact++) {
    const agent = agentOf[contact]!
    if (agent >= 0) sum += costs(pairs)[contact]![agent]!
  }
  return sum
}

/** Served in order as far as the others keep an agent; then at the least cost; then, one by one, whoever the first agent can be given to. */
export function slowly(pairs: WavePairs): Slow {
  const cost = costs(pairs)
  const set: number[] = []
  for (let contact = 0; contact < pairs.contacts; contact++) {
    if (isServable(pairs, [...set, contact])) set.push(contact)
  }
  const rows = set.map((contact) => [...cost[contact]!])
  const least = hungarian(rows, pairs.agents)
  const agentOf = Array.from({ length: pairs.contacts }, () => -1)
  for (const [row, contact] of set.entries()) {
    const all = rows[row]!
    for (let e = pairs.at[contact]!; e < pairs.at[contact + 1]!; e++) {
      const agent = pairs.agent[e]!
      rows[row] = all.map((value, at) => (at === agent ? value : never))
      if (hungarian(rows, pairs.agents) !== least) continue
      agentOf[contact] = agent
      break
    }
  }
  return { agentOf, cost: least }
}

/** The least cost of the wave's contacts that `set` names. */
export const leastOf = (pairs: WavePairs, set: ReadonlyArray<number>): number =>
  hungarian(
    set.map((contact) => costs(pairs)[contact]!),
    pairs.agents
  )

function costs({ contacts, agents, at, agent, fit, rank }: WavePairs): number[][] {
  return Array.from({ length: contacts }, (_, contact) => {
    const row = Array.from({ length: agents }, () => never)
    for (let e = at[contact]!; e < at[contact + 1]!; e++) row[agent[e]!] = rank[e]! - fit[e]! * ranksMost
    return row
  })
}

/** Can all of them be given different agents? */
export function isServable({ at, agent }: WavePairs, set: ReadonlyArray<number>): boolean {
  const holder = new Map<number, number>()
  const tries = (contact: number, seen: Set<number>): boolean => {
    for (let e = at[contact]!; e < at[contact + 1]!; e++) {
      const a = agent[e]!
      if (seen.has(a)) continue
      seen.add(a)
      const other = holder.get(a)
      if (other !== undefined && !tries(other, seen)) continue
      holder.set(a, contact)
      return true
    }
    return false
  }
  return set.every((contact) => tries(contact, new Set()))
}

/** Kuhn and Munkres over a full table, rows no more than columns: the least sum with a column for each row. */
function hungarian(table: ReadonlyArray<ReadonlyArray<number>>, columns: number): number {
  const byRow = new Float64Array(table.length + 1)
  const byColumn = new Float64Array(columns + 1)
  const rowOf = new Int32Array(columns + 1)
  const before = new Int32Array(columns + 1)
  for (let row = 1; row <= table.length; row++) {
    rowOf[0] = row
    let column = 0
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY)
    const used = new Uint8Array(columns + 1)
    do {
      used[column] = 1
      const at = rowOf[column]!
      let by = Number.POSITIVE_INFINITY
      let next = 0
      for (let to = 1; to <= columns; to++) {
        if (used[to] === 1) continue
        const reduced = table[at - 1]![to - 1]! - byRow[at]! - byColumn[to]!
        if (reduced < least[to]!) {
          least[to] = reduced
          before[to] = column
        }
        if (least[to]! < by) {
          by = least[to]!
          next = to
        }
      }
      for (let to = 0; to <= columns; to++) {
        if (used[to] === 1) {
          byRow[rowOf[to]!] = byRow[rowOf[to]!]! + by
          byColumn[to] = byColumn[to]! - by
        } else least[to] = least[to]! - by
      }
      column = next
    } while (rowOf[column] !== 0)
    while (column !== 0) {
      rowOf[column] = rowOf[before[column]!]!
      column = before[column]!
    }
  }
  let sum = 0
  for (let to = 1; to <= columns; to++) if (rowOf[to] !== 0) sum += table[rowOf[to]! - 1]![to - 1]!
  return sum
}
