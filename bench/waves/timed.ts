import { assign, type WavePairs, fromRows, type Pair, uniform } from "./assign.ts"
import { edgeSorted } from "./greedy.ts"

export interface Timed {
  readonly name: string
  readonly pairs: number
  /** Milliseconds by turn, of the wave and of sorted greedy on the same pairs. */
  readonly waveMs: number[]
  readonly greedyMs: number[]
}

/** Pairs of each contact with every agent, in an order of its own, or all in one. */
function dense(
  size: number,
  draw: () => number,
  pair: (contact: number, agent: number) => readonly [number, number],
  oneOrder = false
) {
  const rows = Array.from({ length: size }, (_, contact) => {
    const from = oneOrder ? 0 : Math.floor(draw() * size)
    return Array.from({ length: size }, (__, n): Pair => {
      const agent = (from + n) % size
      return [agent, ...pair(contact, agent)]
    })
  })
  return fromRows(size, rows)
}

function sparse(size: number, each: number, draw: () => number): WavePairs {
  const rows = Array.from({ length: size }, () => {
    const agents = new Set<number>()
    while (agents.size < each) agents.add(Math.floor(draw() * size))
    return Array.from(agents, (agent): Pair => [agent, Math.floor(draw() * 1_000), 0])
  })
  return fromRows(size, rows)
}

function* cases(): Generator<readonly [string, WavePairs]> {
  const draw = uniform(1)
  const below = (most: number) => Math.floor(draw() * most)
  for (const size of [100, 200, 500]) {
    const bySkill = Array.from({ length: size }, () => below(100))
    yield [`${size} x ${size}, fits at random`, dense(size, draw, () => [below(1_000_000), 0])]
    yield [`${size} x ${size}, fits and ranks at random`, dense(size, draw, () => [below(100), below(100)])]
    yield [`${size} x ${size}, all equal`, dense(size, draw, () => [0, 0])]
    const byKind = (c: number, a: number) => [((c % 12) * 7 + (a % 8) * 3) % 5, a % 8] as const
    yield [`${size} x ${size}, 12 kinds, 8 crews`, dense(size, draw, byKind, true)]
    yield [`${size} x ${size}, by one skill`, dense(size, draw, (_, a) => [0, -bySkill[a]!], true)]
    yield [`${size} x ${size}, by one skill, orders differ`, dense(size, draw, (_, a) => [0, -bySkill[a]!])]
  }
  yield ["1000 x 1000, 5 each", sparse(1_000, 5, draw)]
  yield ["2000 x 2000, 5 each", sparse(2_000, 5, draw)]
  yield ["2000 x 2000, 100 each", sparse(2_000, 100, draw)]
  yield ["5000 x 5000, 50 each", sparse(5_000, 50, draw)]
}

/** The two take turns on the same pairs, all cases in each turn; the first turns are not counted. */
export function timed(turns: number, warmUp: number): ReadonlyArray<Timed> {
  const all = [...cases()].map(([name, pairs]) => ({
    pairs,
    to: { name, pairs: pairs.agent.length, waveMs: [], greedyMs: [] } as Timed
  }))
  for (let turn = 0; turn < turns + warmUp; turn++) {
    for (const { pairs, to } of all) {
      const waveMs = took(() => assign(pairs))
      const greedyMs = took(() => edgeSorted(pairs))
      if (turn < warmUp) continue
      to.waveMs.push(waveMs)
      to.greedyMs.push(greedyMs)
    }
  }
  return all.map(({ to }) => to)
}

/** What no structure helps with: each fit is the product of a number of the contact and one of the agent. */
export function hardest(size: number, mostLooks: number): { readonly ms: number; readonly givenUp: boolean } {
  const pairs = dense(size, uniform(1), (contact, agent) => [-(contact + 1) * (agent + 1), 0])
  let agentOf: Int32Array | undefined
  const ms = took(() => {
    agentOf = assign(pairs, mostLooks)
  })
  return { ms, givenUp: agentOf === undefined }
}

/** Processor time, so that others on the machine count less. */
function took(act: () => void): number {
  const start = process.cpuUsage()
  act()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
