import { Pool, wider } from "./Pool.ts"

/** What falls due. */
export const Due = { Offer: 1, WrapUp: 2, Exclusion: 3 } as const

/** Places in a timer's line: two doubles, then whole numbers. `What` is the list times 64 and what is due; list -1 = it is set for a date. */
const D = { DueAtMs: 0, Order: 1 } as const
const T = { What: 4, Target: 5, Next: 6, Previous: 7 } as const

/** Every look for the next deadline goes through the lists: whoever comes with a duration of his own after so many is set as a date. */
const mostLists = 64

/**
 * Deadlines. Timers of one duration fall due in the order they were set, so each duration is a FIFO: setting and clearing cost O(1),
 * the next deadline is the least of the heads. Dates that people give (opening hours, a callback at 15:00) have no duration in common
 * and stand in a heap. Equal deadlines fire in the order they were set, wherever they stand (SPEC DET-4).
 */
export class Timers extends Pool {
  /** A line of 32 bytes for each (cells `D` and `T`): half a line of the cache. */
  private f: Float64Array
  private i: Int32Array
  private readonly durations: number[] = []
  private readonly listOf = new Map<number, number>()
  private readonly head: number[] = []
  private readonly tail: number[] = []
  /** Timers set for a date, as a heap; the place of each stands in `Previous`. */
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
    this.f = new Float64Array(capacity * 4)
    this.i = new Int32Array(this.f.buffer)
  }

  protected widen(capacity: number): void {
    this.f = wider(this.f, capacity * 4)
    this.i = new Int32Array(this.f.buffer)
  }

  dueAtMs(timer: number): number {
    return this.f[timer * 4 + D.DueAtMs]!
  }

  /** Rises with every timer set: the order among equal deadlines. */
  order(timer: number): number {
    return this.f[timer * 4 + D.Order]!
  }

  /** What is due: one of `Due`, or a kind of alarm. */
  what(timer: number): number {
    return this.i[timer * 8 + T.What]! & 63
  }

  /** The handle of whom it is due for. */
  target(timer: number): number {
    return this.i[timer * 8 + T.Target]!
  }

  /** From now on, after all that were set before. */
  start(durationMs: number, what: number, target: number): number {
    const timer = this.take()
    this.f[timer * 4 + D.DueAtMs] = this.clock[0]! + durationMs
    this.f[timer * 4 + D.Order] = this.orders[0]!++
    this.stands(timer, durationMs, what, target)
    return timer
  }

  set(setAtMs: number, durationMs: number, order: number, what: number, target: number): number {
    const timer = this.take()
    this.f[timer * 4 + D.DueAtMs] = setAtMs + durationMs
    this.f[timer * 4 + D.Order] = order
    this.stands(timer, durationMs, what, target)
    return timer
  }

  /** Last in the list of its duration. */
  private stands(timer: number, durationMs: number, what: number, target: number): void {
    const list = this.listFor(what, durationMs)
    if (list < 0) return this.standsDated(timer, what, target)
    const { i, soonestMs } = this
    const tail = this.tail[list]!
    const dueAtMs = this.f[timer * 4 + D.DueAtMs]!
    if (dueAtMs < soonestMs[0]!) soonestMs[0] = dueAtMs
    const at = timer * 8
    i[at + T.What] = list * 64 + what
    i[at + T.Target] = target
    i[at + T.Next] = -1
    i[at + T.Previous] = tail
    if (tail < 0) this.head[list] = timer
    else i[tail * 8 + T.Next] = timer
    this.tail[list] = timer
    this.live++
  }

  /** For a date. `setAtMs` does not matter to it. */
  setAt(dueAtMs: number, order: number, what: number, target: number): number {
    const timer = this.take()
    this.f[timer * 4 + D.DueAtMs] = dueAtMs
    this.f[timer * 4 + D.Order] = order
    this.standsDated(timer, what, target)
    return timer
  }

  private standsDated(timer: number, what: number, target: number): void {
    this.i[timer * 8 + T.What] = what - 64
    this.i[timer * 8 + T.Target] = target
    if (this.dueAtMs(timer) < this.soonestMs[0]!) this.soonestMs[0] = this.dueAtMs(timer)
    this.dated.push(timer)
    this.rise(this.dated.length - 1, timer)
    this.live++
  }

  clear(timer: number): void {
    const { i } = this
    const list = i[timer * 8 + T.What]! >> 6
    if (list < 0) return this.clearDated(timer)
    const previous = i[timer * 8 + T.Previous]!
    const next = i[timer * 8 + T.Next]!
    if (previous < 0) this.head[list] = next
    else i[previous * 8 + T.Next] = next
    if (next < 0) this.tail[list] = previous
    else i[next * 8 + T.Previous] = previous
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
    this.soonestMs[0] = timer < 0 ? Number.POSITIVE_INFINITY : this.dueAtMs(timer)
  }

  private clearDated(timer: number): void {
    const at = this.i[timer * 8 + T.Previous]!
    const last = this.dated.pop()!
    if (last !== timer) {
      this.rise(at, last)
      this.sink(this.i[last * 8 + T.Previous]!, last)
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
    this.i[timer * 8 + T.Previous] = at
  }

  private isBefore(a: number, b: number): boolean {
    const { f } = this
    const dueA = f[a * 4 + D.DueAtMs]!
    const dueB = f[b * 4 + D.DueAtMs]!
    return dueA < dueB || (dueA === dueB && f[a * 4 + D.Order]! < f[b * 4 + D.Order]!)
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
