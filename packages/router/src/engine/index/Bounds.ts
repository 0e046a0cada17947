import { aged, perPriority, slopeOf } from "../compile/Ageing.ts"
import { wider } from "../Pool.ts"
import { Curve, L, type Lanes, N, Rank } from "./Lanes.ts"

/** Places of a demand's record, 4 doubles. */
export const B = { At: 0, Slope: 1, OldestAt: 2, Forgotten: 3 } as const

/** What a rank is worth in a bound: more than any two scores differ by. */
const perRank = 36_028_797_018_963_968 // 2^55

/** More than what is rounded off in a bound, as a share of its largest part; sums are off by 2^-53 each. */
const slack = 1 / 281_474_976_710_656 // 2^-48

/** Rank and score as one number, so that of two pairs the one with the lesser number never comes first (SPEC SCORE-1, without shares). */
export const keyOf = (rank: number, score: number): number => (rank - Rank.WithoutOffer) * perRank + score

/**
 * Of each demand with lanes of its own what none of its contacts goes beyond, whoever is asked: `At + Slope * now` as `keyOf` counts, a
 * straight line that a wait never crosses, because ageing is a line, bends down, or rises in steps. So while heads stay as they are a bound
 * holds for good, and a decision reads one record for each demand that fits and looks at the lanes of the few that may win. What bends away
 * from its bound is noticed when it was looked at for nothing, and gets a closer one.
 *
 * `OldestAt` = the earliest instant of order among the heads: where bounds are equal and exact, that decides.
 */
export class Bounds {
  cells = new Float64Array(64 * 4)
  /** Scratch of a decision: what a bound must reach to be looked at. A cell, because a double handed back is boxed. */
  readonly least = new Float64Array(1)
  private readonly clock: Float64Array
  /** Demands whose heads are others since their bound was made. */
  private forgotten = new Int32Array(64)
  private waiting = 0
  /** Where rows are short none ever is, and heads that change cost nothing. */
  private isAsked = false

  /** Are all as they were made? */
  get isFresh(): boolean {
    return this.isAsked && this.waiting === 0
  }

  constructor(clock: Float64Array) {
    this.clock = clock
  }

  /** A demand of which nobody waits. */
  open(demand: number): void {
    const at = demand * 4
    if (at >= this.cells.length) {
      this.cells = wider(this.cells, at * 2)
      this.forgotten = wider(this.forgotten, demand * 2)
    }
    this.cells[at + B.At] = Number.NEGATIVE_INFINITY
    this.cells[at + B.Slope] = 0
  }

  /** A head is another. Its bound is made anew when one is asked for. */
  forget(demand: number): void {
    if (!this.isAsked) return
    const at = demand * 4 + B.Forgotten
    if (this.cells[at] === 1) return
    this.cells[at] = 1
    this.forgotten[this.waiting++] = demand
  }

  /** Makes the bounds that were forgotten; all, the first time. */
  recall(lanes: Lanes): void {
    if (!this.isAsked) {
      this.isAsked = true
      for (let demand = 0; demand * 4 < this.cells.length && demand < lanes.firstActive.length; demand++)
        this.renew(lanes, demand)
    }
    while (this.waiting > 0) {
      const demand = this.forgotten[--this.waiting]!
      this.cells[demand * 4 + B.Forgotten] = 0
      this.renew(lanes, demand)
    }
  }

  /** As close as can be for now. */
  renew(lanes: Lanes, demand: number): void {
    const { cells } = this
    const nowMs = this.clock[0]!
    const { f, i, firstActive } = lanes
    const record = demand * 4
    let key = Number.NEGATIVE_INFINITY
    let slope = 0
    let oldestAt = Number.POSITIVE_INFINITY
    for (let lane = firstActive[demand]!; lane >= 0; lane = i[lane * 16 + N.Next]!) {
      const orderAt = f[lane * 8 + L.HeadOrderAt]!
      const order = i[lane * 16 + N.Order]!
      const curve = order & 7
      // They have no score in common.
      if (curve === Curve.Singles) key = Number.POSITIVE_INFINITY
      // A root has no slope at 0, and more is never too little.
      let waitMs = Math.max(1, nowMs - orderAt)
      const rate = f[lane * 8 + L.Rate]!
      const most = f[lane * 8 + L.Most]!
      let score = f[lane * 8 + L.Score]!
      if (curve === Curve.Line) {
        score += Math.min(rate * waitMs, most)
        if (rate * waitMs < most) slope = Math.max(slope, rate)
      } else if (curve === Curve.Root) {
        const grown = rate * Math.sqrt(perPriority * waitMs)
        score += grown
        slope = Math.max(slope, grown / (2 * waitMs))
      } else if (curve === Curve.Rule) {
        waitMs = Math.max(1, nowMs - orderAt + lanes.shiftMs[lane]!)
        score += aged(lanes.ageing[lane]!, waitMs)
        slope = Math.max(slope, slopeOf(lanes.ageing[lane]!, waitMs))
      }
      key = Math.max(key, keyOf(order >> 3, score))
      oldestAt = Math.min(oldestAt, orderAt)
    }
    cells[record + B.OldestAt] = oldestAt
    cells[record + B.Slope] = slope
    const grown = slope * nowMs
    // Exact where nothing grows and no rank is added; else a little more, so that what is rounded off never makes it too little.
    const isExact = Math.abs(key) === Number.POSITIVE_INFINITY || (slope === 0 && Math.abs(key) < perRank / 4)
    cells[record + B.At] = isExact ? key : key - grown + 1 + (Math.abs(key) + grown) * slack
  }
}
