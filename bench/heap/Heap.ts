import FlatQueue from "flatqueue"
import { uniform } from "../core/engine.ts"

const mask = 65_535

/**
 * What a step of the router is held against: the first of a binary heap of the same size goes, another comes. `random`: its key is somewhere
 * among those that are there (so far above the one that went as twice the heap's span at most); `rising`: above all.
 */
export class Heap {
  private readonly queue = new FlatQueue<number>()
  private readonly ahead = new Float64Array(mask + 1)
  private turn = 0

  constructor(size: number, keys: "random" | "rising") {
    const next = uniform(11)
    for (let at = 0; at <= mask; at++) this.ahead[at] = keys === "random" ? 2 * size * next() : size
    for (let id = 0; id < size; id++) this.queue.push(id, keys === "random" ? 2 * size * next() : id + 0.5)
  }

  readonly step = (): void => {
    const { queue } = this
    const key = queue.peekValue()!
    const id = queue.pop()!
    queue.push(id, key + this.ahead[this.turn++ & mask]!)
  }
}
