import type { WavePairs } from "../../src/engine/wave/assign.ts"

/** Each contact in turn takes the agent that is best for it, of those who are free: least wrong where nobody is in another's way. */
export function inTurn({ contacts, at, agent, fit, rank }: WavePairs): number[] {
  const taken = new Set<number>()
  return Array.from({ length: contacts }, (_, contact) => {
    let best = -1
    for (let e = at[contact]!; e < at[contact + 1]!; e++) {
      if (taken.has(agent[e]!)) continue
      if (best < 0 || (fit[best]! - fit[e]! || rank[e]! - rank[best]!) < 0) best = e
    }
    if (best >= 0) taken.add(agent[best]!)
    return best < 0 ? -1 : agent[best]!
  })
}

/** The pair of most fit, then least rank, then the first, again and again. */
export function byPair({ contacts, at, agent, fit, rank }: WavePairs): number[] {
  const all = Array.from({ length: contacts }, (_, contact) => contact).flatMap((contact) =>
    Array.from({ length: at[contact + 1]! - at[contact]! }, (_, n) => ({ contact, e: at[contact]! + n }))
  )
  all.sort((a, b) => fit[b.e]! - fit[a.e]! || rank[a.e]! - rank[b.e]! || a.e - b.e)
  const taken = new Set<number>()
  const agentOf = Array.from({ length: contacts }, () => -1)
  for (const { contact, e } of all) {
    if (agentOf[contact]! >= 0 || taken.has(agent[e]!)) continue
    agentOf[contact] = agent[e]!
    taken.add(agent[e]!)
  }
  return agentOf
}

/** The last contact first. */
export function backwards(of: WavePairs): WavePairs
export function backwards(of: Int32Array): Int32Array
export function backwards(of: WavePairs | Int32Array): WavePairs | Int32Array {
  if (of instanceof Int32Array) return of.toReversed()
  return reordered(
    of,
    (contact) => of.contacts - 1 - contact,
    (n) => n
  )
}

/** The last agent of each contact first. */
export const inOtherOrder = (of: WavePairs): WavePairs =>
  reordered(
    of,
    (contact) => contact,
    (n, size) => size - 1 - n
  )

function reordered(
  of: WavePairs,
  contactAt: (contact: number) => number,
  edgeAt: (n: number, size: number) => number
): WavePairs {
  const at = new Int32Array(of.contacts + 1)
  const edges: number[] = []
  for (let contact = 0; contact < of.contacts; contact++) {
    const from = of.at[contactAt(contact)]!
    const size = of.at[contactAt(contact) + 1]! - from
    for (let n = 0; n < size; n++) edges.push(from + edgeAt(n, size))
    at[contact + 1] = edges.length
  }
  return {
    ...of,
    at,
    agent: Int32Array.from(edges, (e) => of.agent[e]!),
    fit: Float64Array.from(edges, (e) => of.fit[e]!),
    rank: Float64Array.from(edges, (e) => of.rank[e]!)
  }
}
