/**
 * Handles into columns: given out, given back, given out again. A handle given back rests until `settle`, so that the rows of the
 * step that freed it can still be read. Nothing that is decided, hashed or stored ever looks at a handle.
 */
export abstract class Pool {
  capacity: number
  /** Handles below this have been used at least once. */
  used = 0
  /** Free handles: the first `ready` may be given out, those up to `total` still rest. */
  private free: Int32Array
  private ready = 0
  private total = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.free = new Int32Array(capacity)
  }

  /** Widens every column of the table to `capacity`. */
  protected abstract widen(capacity: number): void

  take(): number {
    if (this.ready > 0) {
      const handle = this.free[--this.ready]!
      this.free[this.ready] = this.free[--this.total]!
      return handle
    }
    if (this.used === this.capacity) {
      this.capacity *= 2
      this.free = wider(this.free, this.capacity)
      this.widen(this.capacity)
    }
    return this.used++
  }

  give(handle: number): void {
    this.free[this.total++] = handle
  }

  /** The rows of the last step were read: what it freed may be used again. */
  settle(): void {
    this.ready = this.total
  }
}

type Column = Int8Array | Int32Array | Float64Array

/** The same numbers in a column of at least `length`; new places hold 0. */
export function wider<C extends Column>(column: C, length: number): C {
  const bigger = new (column.constructor as new (length: number) => C)(length)
  bigger.set(column)
  return bigger
}
