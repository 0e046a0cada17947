import type { Graph } from "./Graph.ts"
import { follow, type Matching, type Way } from "./Matching.ts"
import { Nearest } from "./Nearest.ts"
import type { Work } from "./Work.ts"

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
 * For n contacts at most n searches, each looks at the edges of one contact of a kind. Undefined when that was too much work.
 */
export function leastCost(
  graph: Graph,
  matching: Matching,
  costs: Costs,
  kinds: Int32Array,
  work: Work
): Costs | undefined {
  const { contacts, agents } = graph
  const { edgeOf, contactOf } = matching
  const price: Costs = { first: new Float64Array(agents), second: new Float64Array(agents) }
  const search: Search = {
    dist: { first: new Float64Array(agents), second: new Float64Array(agents) },
    seen: new Int32Array(agents),
    asked: new Int32Array(contacts),
    kinds,
    work,
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
  for (const contact of waiting) {
    if (work.left < 0) return undefined
    augment(graph, matching, costs, price, search, nearest, contact)
  }
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
  /** The agents who came nearer than any free one. */
  readonly done: Int32Array
  /** The search that asked one of a kind last. */
  readonly asked: Int32Array
  readonly kinds: Int32Array
  readonly work: Work
  readonly way: Way
}

/** Finds the cheapest chain of changes that gives this contact an agent too, makes it, and lowers the prices of those it went by. */
function augment(
  { at, agent }: Graph,
  matching: Matching,
  { first, second }: Costs,
  price: Costs,
  { dist, seen, done, asked, kinds, work, way }: Search,
  nearest: Nearest,
  contact: number
): void {
  const { edgeOf, contactOf } = matching
  const search = contact + 1
  let count = 0
  let next = 0
  let free = -1
  let free1 = Number.POSITIVE_INFINITY
  let free2 = Number.POSITIVE_INFINITY
  let asks = contact
  let here1 = Number.NEGATIVE_INFINITY
  let here2 = 0
  let base1 = 0
  let base2 = 0
  for (;;) {
    const kind = kinds[asks]!
    const from = asked[kind] === search ? at[asks + 1]! : at[asks]!
    asked[kind] = search
    work.left -= at[asks + 1]! - from + 1
    for (let e = from; e < at[asks + 1]!; e++) {
      const a = agent[e]!
      const d1 = base1 + (first[e]! - price.first[a]!)
      if (d1 > free1) continue
      const d2 = base2 + (second[e]! - price.second[a]!)
      if (d1 === free1 && d2 >= free2) continue
      const known = seen[a] === search
      if (known && (d1 > dist.first[a]! || (d1 === dist.first[a] && d2 >= dist.second[a]!))) continue
      seen[a] = search
      dist.first[a] = d1
      dist.second[a] = d2
      way.edge[a] = e
      way.contact[a] = asks
      if (contactOf[a]! < 0) {
        free = a
        free1 = d1
        free2 = d2
      } else if (!known && d1 === here1 && d2 === here2) {
        done[count++] = a
      } else nearest.put(a)
    }
    if (next === count && nearest.size > 0) done[count++] = nearest.take()
    if (next === count) break
    const a = done[next++]!
    here1 = dist.first[a]!
    here2 = dist.second[a]!
    if (here1 > free1 || (here1 === free1 && here2 >= free2)) {
      next--
      break
    }
    asks = contactOf[a]!
    const has = edgeOf[asks]!
    base1 = here1 - (first[has]! - price.first[a]!)
    base2 = here2 - (second[has]! - price.second[a]!)
  }
  nearest.clear()
  for (let n = 0; n < next; n++) {
    const a = done[n]!
    price.first[a] = price.first[a]! + (dist.first[a]! - free1)
    price.second[a] = price.second[a]! + (dist.second[a]! - free2)
  }
  follow(matching, way, agent, free)
}
