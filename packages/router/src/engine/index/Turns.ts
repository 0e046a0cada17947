import { wider } from "../Pool.ts"
import type { Agents } from "../state/Agents.ts"

/** What an order of agents goes by before rest, the least first; constant while an agent stands in a crew, unless `changed` is told. */
export type TurnKey = (agent: number) => number

/**
 * Another order of the agents of each crew than that of rest: by a number of each agent's own, then by rest. A heap per crew, made when a
 * queue first asks for it and kept from then on, so that the first of a crew is found without looking at the others.
 */
export class Turns {
  private readonly keyOf: TurnKey
  private readonly agents: Agents
  private readonly heaps: Array<number[] | undefined> = []
  private keys: Float64Array
  private place: Int32Array

  constructor(agents: Agents, keyOf: TurnKey) {
    this.agents = agents
    this.keyOf = keyOf
    this.keys = new Float64Array(agents.capacity)
    this.place = new Int32Array(agents.capacity)
  }

  /** The heap of a crew: its first in order stands first, and nobody stands before who follows from him, at twice his place and one or two. */
  of(crew: number, head: number): ReadonlyArray<number> {
    let heap = this.heaps[crew]
    if (heap !== undefined) return heap
    this.heaps[crew] = heap = []
    for (let agent = head; agent >= 0; agent = this.agents.next[agent]!) this.enter(agent, crew)
    return heap
  }

  key(agent: number): number {
    return this.keys[agent]!
  }

  isBefore(a: number, b: number): boolean {
    const { keys } = this
    return keys[a]! < keys[b]! || (keys[a] === keys[b] && this.agents.rest[a]! < this.agents.rest[b]!)
  }

  enter(agent: number, crew: number): void {
    const heap = this.heaps[crew]
    if (heap === undefined) return
    if (agent >= this.keys.length) {
      this.keys = wider(this.keys, this.agents.capacity)
      this.place = wider(this.place, this.agents.capacity)
    }
    this.keys[agent] = this.keyOf(agent)
    heap.push(agent)
    this.rise(heap, heap.length - 1, agent)
  }

  leave(agent: number, crew: number): void {
    const heap = this.heaps[crew]
    if (heap === undefined) return
    const last = heap.pop()!
    if (last !== agent) this.settle(heap, this.place[agent]!, last)
  }

  /** His number is another, and he stands where he stood. */
  changed(agent: number, crew: number): void {
    const heap = crew < 0 ? undefined : this.heaps[crew]
    if (heap === undefined) return
    this.keys[agent] = this.keyOf(agent)
    this.settle(heap, this.place[agent]!, agent)
  }

  private settle(heap: number[], at: number, agent: number): void {
    this.rise(heap, at, agent)
    if (this.place[agent] === at) this.sink(heap, at, agent)
  }

  private rise(heap: number[], from: number, agent: number): void {
    let at = from
    for (let above = (at - 1) >> 1; at > 0 && this.isBefore(agent, heap[above]!); above = (at - 1) >> 1) {
      this.stand(heap, at, heap[above]!)
      at = above
    }
    this.stand(heap, at, agent)
  }

  private sink(heap: number[], from: number, agent: number): void {
    let at = from
    for (let below = at * 2 + 1; below < heap.length; below = at * 2 + 1) {
      if (below + 1 < heap.length && this.isBefore(heap[below + 1]!, heap[below]!)) below++
      if (!this.isBefore(heap[below]!, agent)) break
      this.stand(heap, at, heap[below]!)
      at = below
    }
    this.stand(heap, at, agent)
  }

  private stand(heap: number[], at: number, agent: number): void {
    heap[at] = agent
    this.place[agent] = at
  }
}
