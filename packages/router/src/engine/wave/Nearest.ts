/** A heap of agents by distance, the nearest on top; distances stand outside and only shrink while an agent is in it. */
export class Nearest {
  private readonly heap: Int32Array
  /** Place in the heap plus one; 0 = not in it. */
  private readonly place: Int32Array
  private readonly first: Float64Array
  private readonly second: Float64Array
  size = 0

  /** The distance of each agent: `first` decides, `second` between equals. */
  constructor(first: Float64Array, second: Float64Array) {
    this.first = first
    this.second = second
    this.heap = new Int32Array(first.length)
    this.place = new Int32Array(first.length)
  }

  /** Puts an agent in, or moves it up because it came nearer. */
  put(agent: number): void {
    const { heap, place } = this
    let at = place[agent]! - 1
    if (at < 0) at = this.size++
    while (at > 0) {
      const parent = (at - 1) >> 1
      const other = heap[parent]!
      if (!this.isNearer(agent, other)) break
      heap[at] = other
      place[other] = at + 1
      at = parent
    }
    heap[at] = agent
    place[agent] = at + 1
  }

  take(): number {
    const { heap, place } = this
    const taken = heap[0]!
    place[taken] = 0
    const last = heap[--this.size]!
    if (this.size === 0) return taken
    let at = 0
    for (let child = 1; child < this.size; child = at * 2 + 1) {
      if (child + 1 < this.size && this.isNearer(heap[child + 1]!, heap[child]!)) child++
      const other = heap[child]!
      if (!this.isNearer(other, last)) break
      heap[at] = other
      place[other] = at + 1
      at = child
    }
    heap[at] = last
    place[last] = at + 1
    return taken
  }

  clear(): void {
    while (this.size > 0) this.place[this.heap[--this.size]!] = 0
  }

  private isNearer(one: number, other: number): boolean {
    const { first, second } = this
    return first[one]! < first[other]! || (first[one] === first[other] && second[one]! < second[other]!)
  }
}
