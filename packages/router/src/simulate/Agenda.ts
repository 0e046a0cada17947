/** Something planned, in an `Agenda`. `what` undefined = called off. */
export interface Planned<A> {
  readonly atMs: number
  /** Of equal times, lower ranks come first. */
  readonly rank: number
  readonly sequence: number
  what: A | undefined
}

/** A heap by time, rank, and the order of planning. What is called off stays in it as nothing. */
export class Agenda<A> {
  private readonly heap: Planned<A>[] = []
  private sequence = 0

  /** Infinity = nothing is planned. */
  get nextMs(): number {
    while (this.heap.length > 0 && this.heap[0]!.what === undefined) this.pop()
    return this.heap[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  /** Of what is next; Infinity where nothing is. */
  get nextRank(): number {
    return this.nextMs === Number.POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : this.heap[0]!.rank
  }

  /** Plans what `other` plans, in place of anything planned here. Tells which stands for which; what is called off stands for nothing. */
  adopt(other: Agenda<A>): ReadonlyMap<Planned<A>, Planned<A>> {
    const copies = new Map<Planned<A>, Planned<A>>()
    for (const planned of other.heap) if (planned.what !== undefined) copies.set(planned, { ...planned })
    this.heap.length = 0
    // In order is a heap.
    this.heap.push(...[...copies.values()].sort((one, two) => (isBefore(one, two) ? -1 : 1)))
    this.sequence = other.sequence
    return copies
  }

  add(atMs: number, what: A, rank = 0): Planned<A> {
    const planned: Planned<A> = { atMs, rank, sequence: this.sequence++, what }
    const { heap } = this
    let at = heap.push(planned) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (isBefore(heap[parent]!, planned)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = planned
    return planned
  }

  /** The first that is not called off; undefined = nothing is planned. */
  take(): A | undefined {
    while (this.heap.length > 0) {
      const { what } = this.pop()
      if (what !== undefined) return what
    }
    return undefined
  }

  private pop(): Planned<A> {
    const { heap } = this
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    let at = 0
    for (let child = 1; child < heap.length; child = at * 2 + 1) {
      if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
      if (isBefore(last, heap[child]!)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}

const isBefore = <A>(a: Planned<A>, b: Planned<A>): boolean =>
  a.atMs < b.atMs || (a.atMs === b.atMs && (a.rank < b.rank || (a.rank === b.rank && a.sequence < b.sequence)))
