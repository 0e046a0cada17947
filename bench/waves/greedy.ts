import type { WavePairs } from "./assign.ts"

/** Each contact in turn takes the free agent who fits it best. */
export function perContact({ contacts, agents, at, agent, fit }: WavePairs): Int32Array {
  const taken = new Uint8Array(agents)
  const agentOf = new Int32Array(contacts).fill(-1)
  for (let contact = 0; contact < contacts; contact++) {
    let best = -1
    for (let e = at[contact]!; e < at[contact + 1]!; e++) {
      if (taken[agent[e]!] === 0 && (best < 0 || fit[e]! > fit[best]!)) best = e
    }
    if (best < 0) continue
    taken[agent[best]!] = 1
    agentOf[contact] = agent[best]!
  }
  return agentOf
}

/** Of all pairs the best, again and again: one sort and one pass. Equal ones by rank, then by contact. */
export function edgeSorted({ contacts, agents, at, agent, fit, rank }: WavePairs): Int32Array {
  const contactOf = new Int32Array(at[contacts]!)
  for (let contact = 0; contact < contacts; contact++) contactOf.fill(contact, at[contact], at[contact + 1])
  const order = new Int32Array(at[contacts]!).map((_, e) => e)
  order.sort((a, b) => fit[b]! - fit[a]! || rank[a]! - rank[b]! || a - b)
  const taken = new Uint8Array(agents)
  const agentOf = new Int32Array(contacts).fill(-1)
  let left = Math.min(contacts, agents)
  for (let n = 0; n < order.length && left > 0; n++) {
    const e = order[n]!
    if (taken[agent[e]!] === 1 || agentOf[contactOf[e]!]! >= 0) continue
    taken[agent[e]!] = 1
    agentOf[contactOf[e]!] = agent[e]!
    left--
  }
  return agentOf
}
