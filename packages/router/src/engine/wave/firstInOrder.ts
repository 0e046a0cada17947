import type { Graph } from "./Graph.ts"
import type { Matching } from "./Matching.ts"
import type { Work } from "./Work.ts"

/**
 * Of all assignments along these edges that serve the same contacts and leave none of the agents in `must` free: the one in which the
 * first contact has the first agent in its order that it can have, then the second contact, and so on (SPEC WAVE-2). `matching` is
 * one of them, and becomes that one.
 *
 * A contact can have an agent if he can be given up along a chain that ends at the agent the contact has now. The agents that a search
 * without success could come to never get back across, so they become a part of their own, where only their own are looked for. False
 * when that was too much work.
 */
export function firstInOrder(
  graph: Graph,
  matching: Matching,
  must: Uint8Array,
  kinds: Int32Array,
  work: Work
): boolean {
  const { contacts, agents, at, agent } = graph
  const { edgeOf, contactOf } = matching
  const search: Search = {
    part: new Int32Array(agents),
    seen: new Int32Array(agents),
    from: new Int32Array(agents),
    edge: new Int32Array(agents),
    line: new Int32Array(agents),
    asked: new Int32Array(contacts),
    searches: 0,
    kinds,
    work
  }
  const { part } = search
  let parts = 1
  for (let contact = 0; contact < contacts; contact++) {
    if (work.left < 0) return false
    if (edgeOf[contact]! < 0) continue
    const has = agent[edgeOf[contact]!]!
    for (let e = at[contact]!; e < edgeOf[contact]!; e++) {
      const wanted = agent[e]!
      if (part[wanted] !== part[has]) continue
      const count = chain(graph, matching, must, search, wanted, has)
      if (count < 0) {
        swap(matching, search, wanted, has)
        contactOf[wanted] = contact
        edgeOf[contact] = e
      } else {
        for (let n = 0; n < count; n++) part[search.line[n]!] = parts
        parts++
      }
    }
    part[agent[edgeOf[contact]!]!] = settled
  }
  return true
}

/** The part of those whose contact is settled. */
const settled = -1

interface Search {
  /** Only agents of one part can be exchanged. */
  readonly part: Int32Array
  /** The search that saw an agent last. */
  readonly seen: Int32Array
  /** The search that asked one of a kind last. */
  readonly asked: Int32Array
  searches: number
  readonly kinds: Int32Array
  readonly work: Work
  /** Who was given up before him on the chain, and the edge by which that one's contact came. */
  readonly from: Int32Array
  readonly edge: Int32Array
  readonly line: Int32Array
}

/**
 * Looks for a chain: `wanted` is given up by his contact, who takes another, and so on, until one takes `has`. An agent who is free is
 * given up for any who need not be served. Returns -1 when there is one, else how many agents stand in `line`: all it could come to.
 */
function chain(
  { agents, at, agent }: Graph,
  { contactOf }: Matching,
  must: Uint8Array,
  search: Search,
  wanted: number,
  has: number
): number {
  const { part, seen, asked, kinds, from, edge, line } = search
  const number = ++search.searches
  const among = part[has]!
  let end = 0
  let freed = false
  line[end++] = wanted
  seen[wanted] = number
  for (let n = 0; n < end; n++) {
    const given = line[n]!
    const asks = contactOf[given]!
    if (asks < 0 ? freed : asked[kinds[asks]!] === number) continue
    if (asks < 0) freed = true
    else asked[kinds[asks]!] = number
    const first = asks < 0 ? 0 : at[asks]!
    const last = asks < 0 ? agents : at[asks + 1]!
    search.work.left -= last - first
    for (let e = first; e < last; e++) {
      const a = asks < 0 ? e : agent[e]!
      if (part[a] !== among || seen[a] === number || (asks < 0 && must[a] === 1)) continue
      seen[a] = number
      from[a] = given
      edge[a] = e
      if (a === has) return -1
      line[end++] = a
    }
  }
  return end
}

/** Everybody on the chain moves on by one; an agent who takes nobody's place becomes free. */
function swap({ edgeOf, contactOf }: Matching, { from, edge }: Search, wanted: number, has: number): void {
  for (let a = has; a !== wanted; a = from[a]!) {
    const moves = contactOf[from[a]!]!
    contactOf[a] = moves
    if (moves >= 0) edgeOf[moves] = edge[a]!
  }
}
