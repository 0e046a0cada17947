import { Pool, wider } from "./Pool.ts"

/** What falls due. */
export const Due = { Offer: 1, WrapUp: 2, Exclusion: 3 } as const

/** Every look for the next deadline goes through the lists: whoever comes with a duration of his own after so many is set as a date. */
const mostLists = 64

/**
 * Deadlines. Timers of one duration fall due in the order they were set, so each duration is a FIFO: setting and clearing cost O(1),
 * the next deadline is the least of the heads. Dates that people give (opening hours, a callback at 15:00) have no duration in common
 * and stand in a heap. Equal deadlines fire in the order they were set, wherever they stand (SPEC DET-4).
 */
export class Timers extends Pool {
  dueAtMs: Float64Array
  /** Rises with every timer set: the order among equal deadlines. */
  order: Float64Array
  /** One of `Due`, and the handle of what is due. */
  what: Int8Array
  target: Int32Array
  private next: Int32Array
  private previous: Int32Array
  private list: Int32Array
  private readonly durations: number[] = []
  private readonly listOf = new Map<number, number>()
  private readonly head: number[] = []
  private readonly tail: number[] = []
  /** Timers set for a date, as a heap; the place of each stands in `previous`. */
  private readonly dated: number[] = []
  live = 0
  /** Nothing is due before this instant: it may be too early, never too late. A cell, like the two below: doubles handed around are boxed. */
  readonly soonestMs = new Float64Array(1).fill(Number.POSITIVE_INFINITY)
  /** Engine time, and the order of the next timer. */
  private readonly clock: Float64Array
  private readonly orders: Float64Array
  /** By what it is for, the duration set last and its list: mostly it is the next one's, too. */
  private readonly lastMs = new Float64Array(64).fill(-1)
  private readonly lastList = new Int32Array(64)

  constructor(capacity: number, clock = new Float64Array(1), orders = new Float64Array(1)) {
    super(capacity)
    this.clock = clock
    this.orders = orders
    this.dueAtMs = new Float64Array(capacity)
    this.order = new Float64Array(capacity)
    this.what = new Int8Array(capacity)
    this.target = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
    this.previous = new Int32Array(capacity)
    this.list = new Int32Array(capacity)
  }

  protected widen(capacity: number): void {
    this.dueAtMs = wider(this.dueAtMs, capacity)
    this.order = wider(this.order, capacity)
    this.what = wider(this.what, capacity)
    this.target = wider(this.target, capacity)
    this.next = wider(this.next, capacity)
    this.previous = wider(this.previous, capacity)
    this.list = wider(this.list, capacity)
  }

  /** From now on, after all that were set before. */
  start(durationMs: number, what: number, target: number): number {
    const timer = this.take()
    this.dueAtMs[timer] = this.clock[0]! + durationMs
    this.order[timer] = this.orders[0]!++
    this.stands(timer, durationMs, what, target)
    return timer
  }

  set(setAtMs: number, durationMs: number, order: number, what: number, target: number): number {
    const timer = this.take()
    this.dueAtMs[timer] = setAtMs + durationMs
    this.order[timer] = order
    this.stands(timer, durationMs, what, target)
    return timer
  }

  /** Last in the list of its duration. */
  private stands(timer: number, durationMs: number, what: number, target: number): void {
    const list = this.listFor(what, durationMs)
    if (list < 0) return this.standsDated(timer, what, target)
    const tail = this.tail[list]!
    if (this.dueAtMs[timer]! < this.soonestMs[0]!) this.soonestMs[0] = this.dueAtMs[timer]!
    this.what[timer] = what
    this.target[timer] = target
    this.list[timer] = list
    this.previous[timer] = tail
    this.next[timer] = -1
    if (tail < 0) this.head[list] = timer
    else this.next[tail] = timer
    this.tail[list] = timer
    this.live++
  }

  /** For a date. `setAtMs` does not matter to it. */
  setAt(dueAtMs: number, order: number, what: number, target: number): number {
    const timer = this.take()
    this.dueAtMs[timer] = dueAtMs
    this.order[timer] = order
    this.standsDated(timer, what, target)
    return timer
  }

  private standsDated(timer: number, what: number, target: number): void {
    this.what[timer] = what
    this.target[timer] = target
    this.list[timer] = -1
    if (this.dueAtMs[timer]! < this.soonestMs[0]!) this.soonestMs[0] = this.dueAtMs[timer]!
    this.dated.push(timer)
    this.rise(this.dated.length - 1, timer)
    this.live++
  }

  clear(timer: number): void {
    const list = this.list[timer]!
    if (list < 0) return this.clearDated(timer)
    const previous = this.previous[timer]!
    const next = this.next[timer]!
    if (previous < 0) this.head[list] = next
    else this.next[previous] = next
    if (next < 0) this.tail[list] = previous
    else this.previous[next] = previous
    this.live--
    this.give(timer)
  }

  /** The timer due first, or -1. Costs the number of lists, 64 at most. */
  first(): number {
    let best = this.dated.length > 0 ? this.dated[0]! : -1
    for (let list = 0; list < this.durations.length; list++) {
      const timer = this.head[list]!
      if (timer < 0) continue
      if (best < 0 || this.isBefore(timer, best)) best = timer
    }
    return best
  }

  /** Nothing is due any more: looks when something is. */
  settleSoonest(): void {
    const timer = this.first()
    this.soonestMs[0] = timer < 0 ? Number.POSITIVE_INFINITY : this.dueAtMs[timer]!
  }

  private clearDated(timer: number): void {
    const at = this.previous[timer]!
    const last = this.dated.pop()!
    if (last !== timer) {
      this.rise(at, last)
      this.sink(this.previous[last]!, last)
    }
    this.live--
    this.give(timer)
  }

  private rise(from: number, timer: number): void {
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(timer, this.dated[parent]!)) break
      this.stand(at, this.dated[parent]!)
      at = parent
    }
    this.stand(at, timer)
  }

  private sink(from: number, timer: number): void {
    let at = from
    for (let child = at * 2 + 1; child < this.dated.length; child = at * 2 + 1) {
      if (child + 1 < this.dated.length && this.isBefore(this.dated[child + 1]!, this.dated[child]!)) child++
      if (!this.isBefore(this.dated[child]!, timer)) break
      this.stand(at, this.dated[child]!)
      at = child
    }
    this.stand(at, timer)
  }

  private stand(at: number, timer: number): void {
    this.dated[at] = timer
    this.previous[timer] = at
  }

  private isBefore(a: number, b: number): boolean {
    const dueA = this.dueAtMs[a]!
    const dueB = this.dueAtMs[b]!
    return dueA < dueB || (dueA === dueB && this.order[a]! < this.order[b]!)
  }

  private listFor(what: number, durationMs: number): number {
    if (this.lastMs[what] === durationMs) return this.lastList[what]!
    let list = this.listOf.get(durationMs)
    if (list === undefined) {
      if (this.durations.length === mostLists) return -1
      list = this.durations.push(durationMs) - 1
      this.listOf.set(durationMs, list)
      this.head.push(-1)
      this.tail.push(-1)
    }
    this.lastMs[what] = durationMs
    this.lastList[what] = list
    return list
  }
}
