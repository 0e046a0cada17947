import type { Graph } from "./Graph.ts"
import { follow, type Matching, type Way } from "./Matching.ts"
import type { Work } from "./Work.ts"

/**
 * SPEC WAVE-1: goes through the contacts in their order and takes each that can be given an agent beside all taken before it, who keep
 * one, though perhaps another. That set is the first in the order of contacts, and no other is larger (a transversal matroid).
 *
 * Each contact searches for a chain that ends at a free agent (Kuhn). A search that finds none was everywhere it could lead, so no later
 * one that comes there finds any either: the agents it saw are closed for good, and all searches that fail cost one look at each edge.
 * Undefined when that was too much work.
 */
export function firstSet(graph: Graph, kinds: Int32Array, work: Work): Matching | undefined {
  const { contacts, agents, at, agent } = graph
  const matching: Matching = {
    edgeOf: new Int32Array(contacts).fill(-1),
    contactOf: new Int32Array(agents).fill(-1)
  }
  const { contactOf } = matching
  const way: Way = { edge: new Int32Array(agents), contact: new Int32Array(agents) }
  /** The search that saw an agent last: the contact plus one. Of searches that failed, `closed` remembers whom they saw. */
  const seen = new Int32Array(agents)
  const closed = new Uint8Array(agents)
  /** Agents do not become free again, so what a contact has looked through for a free one it never looks through again. */
  const next = at.slice(0, contacts)
  const line = new Int32Array(Math.min(contacts, agents) + 1)
  const visited = new Int32Array(agents)
  /** The search that asked one of a kind last, plus one. */
  const asked = new Int32Array(contacts)
  let free = agents
  for (let contact = 0; contact < contacts && free > 0; contact++) {
    let end = 0
    let count = 0
    let found = -1
    line[end++] = contact
    for (let from = 0; from < end && found < 0; from++) {
      const asks = line[from]!
      if (asked[kinds[asks]!] === contact + 1) continue
      asked[kinds[asks]!] = contact + 1
      const last = at[asks + 1]!
      work.left -= last - at[asks]!
      let e = next[asks]!
      while (e < last && contactOf[agent[e]!]! >= 0) e++
      next[asks] = e
      if (e < last) {
        found = agent[e]!
        way.edge[found] = e
        way.contact[found] = asks
        break
      }
      for (e = at[asks]!; e < last; e++) {
        const a = agent[e]!
        if (closed[a] === 1 || seen[a] === contact + 1) continue
        seen[a] = contact + 1
        visited[count++] = a
        way.edge[a] = e
        way.contact[a] = asks
        line[end++] = contactOf[a]!
      }
    }
    if (work.left < 0) return undefined
    if (found >= 0) {
      free--
      follow(matching, way, agent, found)
    } else {
      for (let n = 0; n < count; n++) closed[visited[n]!] = 1
    }
  }
  return matching
}
