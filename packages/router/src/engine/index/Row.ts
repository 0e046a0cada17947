import { wider } from "../Pool.ts"

/** The counterparts that fit one profile or one demand, met once and kept. Grows as new counterparts appear. */
export class Row {
  ids = new Int32Array(8)
  /** Of a demand whose agents are ranked: the rank of each profile in `ids`. */
  readonly ranks: number[] = []
  size = 0
  /** Counterparts below this were tested. */
  upTo = 0

  push(id: number): void {
    if (this.size === this.ids.length) this.ids = wider(this.ids, this.size * 2)
    this.ids[this.size++] = id
  }
}
