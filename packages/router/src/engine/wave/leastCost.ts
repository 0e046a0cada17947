import type { Graph } from "./Graph.ts"
import { follow, type Matching, type Way } from "./Matching.ts"
import { Nearest } from "./Nearest.ts"

/** What edges cost: the sum of `first` counts, between equal sums that of `second`. Whole numbers within the bound of `sumsAreExact`. */
export interface Costs {
  readonly first: Float64Array
  readonly second: Float64Array
}

/**
 * Gives the contacts of a set other agents, so that the sum of the costs is least. Returns the price of each agent, never above 0:
 * the assignments of least cost are exactly those along edges that are tight (no edge of the contact has a lower cost less price)
 * that leave only agents of price 0 free.
 *
 * Shortest augmenting paths (Jonker and Volgenant) over pairs of numbers, compared the first first: one run settles both sums.
 * For n contacts and m edges at most n searches, each looks at m edges.
 */
export function leastCost(graph: Graph, matching: Matching, costs: Costs): Costs {
  const { contacts, agents } = graph
  const { edgeOf, contactOf } = matching
  const price: Costs = { first: new Float64Array(agents), second: new Float64Array(agents) }
  const search: Search = {
    dist: { first: new Float64Array(agents), second: new Float64Array(agents) },
    seen: new Int32Array(agents),
    done: new Int32Array(agents),
    way: { edge: new Int32Array(agents), contact: new Int32Array(agents) }
  }
  const nearest = new Nearest(search.dist.first, search.dist.second)
  const waiting: number[] = []
  contactOf.fill(-1)
  for (let contact = 0; contact < contacts; contact++) {
    if (edgeOf[contact]! < 0) continue
    edgeOf[contact] = cheapestFree(graph, contactOf, costs, contact)
    if (edgeOf[contact]! < 0) waiting.push(contact)
    else contactOf[graph.agent[edgeOf[contact]!]!] = contact
  }
  for (const contact of waiting) augment(graph, matching, costs, price, search, nearest, contact)
  return price
}

/** The first free agent among those that cost this contact least, as an edge, or -1. */
function cheapestFree({ at, agent }: Graph, contactOf: Int32Array, { first, second }: Costs, contact: number): number {
  let best = -1
  let least = at[contact]!
  for (let e = least; e < at[contact + 1]!; e++) {
    const by = first[e]! - first[least]! || second[e]! - second[least]!
    if (by > 0) continue
    if (by < 0) {
      least = e
      best = -1
    }
    if (best < 0 && contactOf[agent[e]!]! < 0) best = e
  }
  return best
}

interface Search {
  readonly dist: Costs
  /** The contact whose search saw an agent last, plus one. */
  readonly seen: Int32Array
  /** The agents whose contacts were asked, in order. */
  readonly done: Int32Array
  readonly way: Way
}

/** Finds the cheapest chain of changes that gives this contact an agent too, makes it, and lowers the prices of those it went by. */
function augment(
  { at, agent }: Graph,
  matching: Matching,
  { first, second }: Costs,
  price: Costs,
  { dist, seen, done, way }: Search,
  nearest: Nearest,
  contact: number
): void {
  const { edgeOf, contactOf } = matching
  const search = contact + 1
  let count = 0
  let free = -1
  let free1 = Number.POSITIVE_INFINITY
  let free2 = Number.POSITIVE_INFINITY
  let asks = contact
  let base1 = 0
  let base2 = 0
  for (;;) {
    const has = edgeOf[asks]!
    if (has >= 0) {
      base1 -= first[has]! - price.first[agent[has]!]!
      base2 -= second[has]! - price.second[agent[has]!]!
    }
    for (let e = at[asks]!; e < at[asks + 1]!; e++) {
      const a = agent[e]!
      const d1 = base1 + (first[e]! - price.first[a]!)
      if (d1 > free1) continue
      const d2 = base2 + (second[e]! - price.second[a]!)
      if (d1 === free1 && d2 >= free2) continue
      if (seen[a] === search && (d1 > dist.first[a]! || (d1 === dist.first[a] && d2 >= dist.second[a]!))) continue
      seen[a] = search
      dist.first[a] = d1
      dist.second[a] = d2
      way.edge[a] = e
      way.contact[a] = asks
      if (contactOf[a]! >= 0) nearest.put(a)
      else {
        free = a
        free1 = d1
        free2 = d2
      }
    }
    if (nearest.size === 0) break
    const a = nearest.take()
    base1 = dist.first[a]!
    base2 = dist.second[a]!
    if (base1 > free1 || (base1 === free1 && base2 >= free2)) break
    done[count++] = a
    asks = contactOf[a]!
  }
  nearest.clear()
  for (let n = 0; n < count; n++) {
    const a = done[n]!
    price.first[a] = price.first[a]! + (dist.first[a]! - free1)
    price.second[a] = price.second[a]! + (dist.second[a]! - free2)
  }
  follow(matching, way, agent, free)
}
