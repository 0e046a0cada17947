import type { Row } from "./Row.ts"
import { Work } from "./Work.ts"

/**
 * How much staff there is, by profile, whatever they have in hand. Levels, each more than the one before: 0 nobody, 1 somebody signed in,
 * 2 who meets what is needed and takes the channel, 3 and is ready, 4 and is not in wrap-up. What a demand was told holds until some
 * profile gains its first or loses its last at some level.
 */
export class Staff {
  /** By level less 2, how many of each profile. */
  private readonly counts: ReadonlyArray<number[]> = [[], [], []]
  private readonly profileOf: number[] = []
  private readonly levelOf: number[] = []
  private signedIn = 0
  /** Rises when a profile gains its first or loses its last. */
  private version = 1
  /** Rises when a profile loses its last, or the last of all is gone. */
  losses = 0
  /** By demand: what it was told, at which version, and where in its row the best stood. */
  private readonly told: number[] = []
  private readonly toldAt: number[] = []
  private readonly best: number[] = []
  private readonly work: Float64Array

  constructor(work: Float64Array) {
    this.work = work
  }

  /** What an agent counts as from now on: 0 signed out, else 2, 3 or 4. */
  set(agent: number, profile: number, level: number): void {
    const before = this.levelOf[agent] ?? 0
    const stood = this.profileOf[agent]
    if (before === level && stood === profile) return
    // The new first: whoever only changes is not lost in between.
    for (let of = 2; of <= level; of++) {
      const counts = this.counts[of - 2]!
      if ((counts[profile] = (counts[profile] ?? 0) + 1) === 1) this.version++
    }
    for (let of = 2; of <= before; of++) {
      if (--this.counts[of - 2]![stood!]! > 0) continue
      this.version++
      this.losses++
    }
    this.levelOf[agent] = level
    this.profileOf[agent] = profile
    this.signedIn += (level > 0 ? 1 : 0) - (before > 0 ? 1 : 0)
    if (before > 0 && this.signedIn === 0) {
      this.version++
      this.losses++
    }
  }

  /** The level of a demand whose row this is: looks on from who was there the last time. */
  levelFor(demand: number, row: Row): number {
    if (this.toldAt[demand] === this.version) return this.told[demand]!
    let level = this.signedIn > 0 ? 1 : 0
    const from = this.best[demand] ?? 0
    for (let n = 0; n < row.size && level < 4; n++) {
      const at = from + n < row.size ? from + n : from + n - row.size
      const found = this.levelIn(row.ids[at]!)
      this.work[Work.StaffAsked]!++
      if (found <= level) continue
      level = found
      this.best[demand] = at
    }
    this.told[demand] = level
    this.toldAt[demand] = this.version
    return level
  }

  /** The demand's number will be another's. */
  forget(demand: number): void {
    if (demand < this.toldAt.length) this.toldAt[demand] = this.best[demand] = 0
  }

  private levelIn(profile: number): number {
    for (let level = 4; level >= 2; level--) if ((this.counts[level - 2]![profile] ?? 0) > 0) return level
    return 0
  }
}
