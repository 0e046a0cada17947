import { wider } from "../Pool.ts"

/**
 * Who changed and must be matched again, each id at most once. While facts are applied it is a bag, because they change the order;
 * `arrange` makes it a heap, in a stated order, for as long as `match` takes from it.
 */
export class Touched {
  private ids = new Int32Array(64)
  private flag = new Int8Array(64)
  private readonly isBefore: (a: number, b: number) => boolean
  size = 0

  constructor(isBefore: (a: number, b: number) => boolean) {
    this.isBefore = isBefore
  }

  add(id: number): void {
    if (id >= this.flag.length) this.flag = wider(this.flag, Math.max(id + 1, this.flag.length * 2))
    if (this.flag[id] === 1) return
    if (this.size === this.ids.length) this.ids = wider(this.ids, this.size * 2)
    this.flag[id] = 1
    this.ids[this.size++] = id
  }

  arrange(): void {
    for (let at = (this.size >> 1) - 1; at >= 0; at--) this.sink(at, this.ids[at]!)
  }

  /** Only after `arrange`. */
  get first(): number {
    return this.ids[0]!
  }

  /** Removes and returns the first, or without `arrange` any. */
  take(): number {
    const first = this.ids[0]!
    this.flag[first] = 0
    const last = this.ids[--this.size]!
    if (this.size > 0) this.sink(0, last)
    return first
  }

  /** Puts back one that was taken, at its new place. */
  putBack(id: number): void {
    this.add(id)
    const ids = this.ids
    let at = this.size - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.isBefore(id, ids[parent]!)) break
      ids[at] = ids[parent]!
      at = parent
    }
    ids[at] = id
  }

  private sink(from: number, id: number): void {
    const ids = this.ids
    let at = from
    for (let child = at * 2 + 1; child < this.size; child = at * 2 + 1) {
      if (child + 1 < this.size && this.isBefore(ids[child + 1]!, ids[child]!)) child++
      if (!this.isBefore(ids[child]!, id)) break
      ids[at] = ids[child]!
      at = child
    }
    ids[at] = id
  }
}
