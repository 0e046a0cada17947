import { firstInOrder } from "./firstInOrder.ts"
import { firstSet } from "./firstSet.ts"
import type { Graph } from "./Graph.ts"
import { kindsOf } from "./kinds.ts"
import { type Costs, leastCost } from "./leastCost.ts"
import type { Matching } from "./Matching.ts"
import type { Work } from "./Work.ts"

/**
 * The pairs of a wave. Contacts are numbered in order; of contact c the edges `at[c]` to `at[c + 1] - 1` name agents, the first in its
 * order first, none twice.
 */
export interface WavePairs extends Graph {
  /** Of each edge what the pair adds to the score: the more the better. Whole numbers. */
  readonly fit: Float64Array
  /** Of each edge what the contact's agent order goes by: the less the better. Whole numbers. */
  readonly rank: Float64Array
}

/**
 * SPEC WAVE-1 and WAVE-2: for each contact its agent, or -1. Exact for numbers that `sumsAreExact` passes; there is one answer, and it
 * depends on nothing but the pairs. For m pairs and n kinds of contacts that are served, memory O(m), time at most
 * O(m + n m log m), mostly near m: `bench/waves.ts` measures it.
 */
export function assign(pairs: WavePairs): Int32Array
/** Undefined where sums could not stay exact, or it took more than `mostLooks` looks at a pair: the same on every machine. */
export function assign(pairs: WavePairs, mostLooks: number): Int32Array | undefined
export function assign(pairs: WavePairs, mostLooks = Number.POSITIVE_INFINITY): Int32Array | undefined {
  if (mostLooks !== Number.POSITIVE_INFINITY && !sumsAreExact(pairs)) return undefined
  const work: Work = { left: mostLooks }
  const kinds = kindsOf(pairs, [pairs.fit, pairs.rank])
  const matching = firstSet(pairs, kinds, work)
  if (matching === undefined) return undefined
  const costs = costsOf(pairs, matching)
  const done =
    costs === undefined
      ? firstInOrder(pairs, matching, new Uint8Array(pairs.agents), kinds, work)
      : cheapestInOrder(pairs, matching, costs, kinds, work)
  return done ? matching.edgeOf.map((e) => (e < 0 ? -1 : pairs.agent[e]!)) : undefined
}

/**
 * Are the numbers whole and so small that all sums of them stay exact? Paths and prices add up at most two numbers per contact and
 * agent; so the largest times four times the smaller side must stay below 2^53.
 */
export function sumsAreExact({ contacts, agents, at, fit, rank }: WavePairs): boolean {
  const most = Number.MAX_SAFE_INTEGER / (4 * (Math.min(contacts, agents) + 1))
  for (let e = 0; e < at[contacts]!; e++) {
    if (!(Number.isInteger(fit[e]) && Number.isInteger(rank[e]))) return false
    if (Math.abs(fit[e]!) > most || Math.abs(rank[e]!) > most) return false
  }
  return true
}

/** The costs that the assignment depends on, or none: what is the same for all edges of each contact decides nothing. */
function costsOf(pairs: WavePairs, { edgeOf }: Matching): Costs | undefined {
  const byFit = varies(pairs, edgeOf, pairs.fit)
  const byRank = varies(pairs, edgeOf, pairs.rank)
  if (!byFit) return byRank ? { first: pairs.rank, second: new Float64Array(pairs.rank.length) } : undefined
  return {
    first: pairs.fit.map((fit) => -fit),
    second: byRank ? pairs.rank : new Float64Array(pairs.rank.length)
  }
}

function varies({ contacts, at }: Graph, edgeOf: Int32Array, of: Float64Array): boolean {
  for (let contact = 0; contact < contacts; contact++) {
    if (edgeOf[contact]! < 0) continue
    const first = of[at[contact]!]
    for (let e = at[contact]! + 1; e < at[contact + 1]!; e++) if (of[e] !== first) return true
  }
  return false
}

/** Settles the order among all assignments of least cost: those along tight edges that leave no agent free who has a price. */
function cheapestInOrder(graph: Graph, matching: Matching, costs: Costs, kinds: Int32Array, work: Work): boolean {
  const price = leastCost(graph, matching, costs, kinds, work)
  if (price === undefined) return false
  const { contacts, agents, at, agent } = graph
  const { edgeOf, contactOf } = matching
  const origin = new Int32Array(at[contacts]!)
  const tight = { contacts, agents, at: new Int32Array(contacts + 1), agent: new Int32Array(at[contacts]!) }
  const settled: Matching = { edgeOf: new Int32Array(contacts).fill(-1), contactOf }
  let count = 0
  for (let contact = 0; contact < contacts; contact++) {
    const has = edgeOf[contact]!
    if (has >= 0) {
      const least1 = costs.first[has]! - price.first[agent[has]!]!
      const least2 = costs.second[has]! - price.second[agent[has]!]!
      for (let e = at[contact]!; e < at[contact + 1]!; e++) {
        const a = agent[e]!
        if (costs.first[e]! - price.first[a]! !== least1 || costs.second[e]! - price.second[a]! !== least2) continue
        if (e === has) settled.edgeOf[contact] = count
        origin[count] = e
        tight.agent[count++] = a
      }
    }
    tight.at[contact + 1] = count
  }
  const must = new Uint8Array(agents)
  for (let a = 0; a < agents; a++) if (price.first[a] !== 0 || price.second[a] !== 0) must[a] = 1
  if (!firstInOrder(tight, settled, must, kinds, work)) return false
  for (let contact = 0; contact < contacts; contact++) {
    if (edgeOf[contact]! >= 0) edgeOf[contact] = origin[settled.edgeOf[contact]!]!
  }
  return true
}
