import { assign, type WavePairs, fromRows, type Pair, uniform } from "./assign.ts"
import { edgeSorted, perContact } from "./greedy.ts"
import { one, snapshot } from "./draw.ts"

export interface Shape {
  readonly contacts: number
  readonly agents: number
  readonly density: number
  /** All weights 1, or uniform in (0, 1)? */
  readonly even: boolean
}

/** The shapes of the published table. */
export const shapes: ReadonlyArray<Shape> = [
  { contacts: 10, agents: 10, density: 1, even: false },
  { contacts: 20, agents: 20, density: 0.3, even: false },
  { contacts: 50, agents: 10, density: 0.3, even: false },
  { contacts: 10, agents: 50, density: 0.3, even: false },
  { contacts: 20, agents: 20, density: 0.1, even: true }
]

export interface Shares {
  /** Share of the greatest total weight, by instance. */
  readonly share: ReadonlyArray<number>
  /** Contacts served, by instance. */
  readonly served: ReadonlyArray<number>
}
export const ways = ["each contact in turn", "best pair first", "wave"] as const
export type Way = (typeof ways)[number]
const run: Readonly<Record<Way, (pairs: WavePairs) => Int32Array>> = {
  "each contact in turn": perContact,
  "best pair first": edgeSorted,
  wave: (pairs) => assign(pairs)
}

/** What the ways reach on the same instances. */
export function sharesOf({ contacts, agents, density, even }: Shape, instances: number): Readonly<Record<Way, Shares>> {
  const draw = uniform(7)
  const found = Object.fromEntries(ways.map((way) => [way, { share: [] as number[], served: [] as number[] }]))
  while (found.wave!.share.length < instances) {
    const pairs = snapshot(contacts, agents, density, even, draw)
    const most = weight(pairs, mostWeight(pairs))
    if (most === 0) continue
    for (const way of ways) {
      const agentOf = run[way](pairs)
      found[way]!.share.push(weight(pairs, agentOf) / most)
      found[way]!.served.push(agentOf.filter((agent) => agent >= 0).length)
    }
  }
  return found as unknown as Record<Way, Shares>
}

export function weight({ contacts, at, agent, fit }: WavePairs, agentOf: Int32Array): number {
  let sum = 0
  for (let contact = 0; contact < contacts; contact++) {
    for (let e = at[contact]!; e < at[contact + 1]!; e++) if (agent[e] === agentOf[contact]) sum += fit[e]!
  }
  return sum / one
}

/** The greatest total weight, whoever waits for it: everybody may also go to nobody, who stands beside the agents and weighs nothing. */
export function mostWeight({ contacts, agents, at, agent, fit }: WavePairs): Int32Array {
  const rows = Array.from({ length: contacts }, (_, contact): Pair[] => [
    ...Array.from(agent.subarray(at[contact], at[contact + 1]), (a, n): Pair => [a, fit[at[contact]! + n]!, 0]),
    [agents + contact, 0, 0]
  ])
  return assign(fromRows(agents + contacts, rows)).map((a) => (a < agents ? a : -1))
}

export const mean = (of: ReadonlyArray<number>): number => of.reduce((sum, x) => sum + x, 0) / of.length

/** Standard error of the mean. */
export function standardError(of: ReadonlyArray<number>): number {
  const middle = mean(of)
  return Math.sqrt(of.reduce((sum, x) => sum + (x - middle) * (x - middle), 0) / (of.length - 1) / of.length)
}
