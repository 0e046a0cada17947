import { wider } from "../Pool.ts"

/** Places of a profile's record in `at`, 4 integers. */
export const P = { Start: 0, Size: 1, UpTo: 2, Capacity: 3 } as const

/**
 * Of each profile the demands that fit it, met once and kept, all in one array, so that going through them reads a line or two. A cell
 * is `demand * 8 + channel`. `fits` says how well, at the same places, and is looked at only where some pair adds something to a score.
 */
export class ProfileRows {
  at = new Int32Array(64 * 4)
  cells = new Int32Array(1_024)
  fits = new Float64Array(1_024)
  /** Does any pair add something to the score (SPEC SCORE-9, SCORE-30)? */
  addsFit = false
  private end = 0

  /** A profile that has met nobody. */
  open(profile: number): void {
    const at = profile * 4
    if (at >= this.at.length) this.at = wider(this.at, this.at.length * 2)
    this.at.fill(0, at, at + 4)
  }

  push(profile: number, demand: number, channel: number, fit: number): void {
    const at = profile * 4
    const size = this.at[at + P.Size]!
    if (size === this.at[at + P.Capacity]!) this.move(at, Math.max(4, size * 2))
    const cell = this.at[at + P.Start]! + size
    this.cells[cell] = demand * 8 + channel
    this.fits[cell] = fit
    if (fit !== 0) this.addsFit = true
    this.at[at + P.Size] = size + 1
  }

  /** To the end, where there is room. What is left behind is half of all at most, and goes with the index. */
  private move(at: number, capacity: number): void {
    const { at: known } = this
    const start = this.end
    this.end += capacity
    if (this.end > this.cells.length) {
      const length = Math.max(this.end, this.cells.length * 2)
      this.cells = wider(this.cells, length)
      this.fits = wider(this.fits, length)
    }
    const from = known[at + P.Start]!
    const size = known[at + P.Size]!
    this.cells.copyWithin(start, from, from + size)
    this.fits.copyWithin(start, from, from + size)
    known[at + P.Start] = start
    known[at + P.Capacity] = capacity
  }
}
