import { wider } from "../Pool.ts"

/**
 * The counterparts that fit one profile or one demand, met once and kept. Grows as new counterparts appear. `fits` says how well: what
 * the pair adds to the score, in sixty-thousandths of a priority (SPEC SCORE-1).
 */
export class Row {
  ids = new Int32Array(8)
  fits = new Float64Array(8)
  /** Of a demand whose agents are ranked: the rank of each profile in `ids`. */
  readonly ranks: number[] = []
  size = 0
  /** Counterparts below this were tested. */
  upTo = 0

  push(id: number, fit: number): void {
    if (this.size === this.ids.length) {
      this.ids = wider(this.ids, this.size * 2)
      this.fits = wider(this.fits, this.size * 2)
    }
    this.fits[this.size] = fit
    this.ids[this.size++] = id
  }

  /** Where one that is in the row stands: they were met in order. */
  at(id: number): number {
    let low = 0
    let high = this.size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.ids[middle]! < id) low = middle + 1
      else high = middle
    }
    return low
  }
}
