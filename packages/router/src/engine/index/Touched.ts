import { wider } from "../Pool.ts"

/** Who changed and must be matched again, each id at most once. A bag: whose turn it is, `match` decides by what they would take. */
export class Touched {
  private ids = new Int32Array(64)
  private flag = new Int8Array(64)
  size = 0

  add(id: number): void {
    if (id >= this.flag.length) this.flag = wider(this.flag, Math.max(id + 1, this.flag.length * 2))
    if (this.flag[id] === 1) return
    if (this.size === this.ids.length) this.ids = wider(this.ids, this.size * 2)
    this.flag[id] = 1
    this.ids[this.size++] = id
  }

  /** In no order. */
  all(): Int32Array {
    return this.ids.slice(0, this.size)
  }

  /** Removes and returns any. */
  take(): number {
    const id = this.ids[--this.size]!
    this.flag[id] = 0
    return id
  }
}
