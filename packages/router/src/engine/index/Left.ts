/** Numbers that nobody uses any more, the last ones: a ring, in which one may stand several times. */
export class Left {
  private readonly ring: number[] = []
  private readonly times: number[] = []
  private at = 0

  /** Remembers one, and says which one had to go for it and stands here no more; -1 = none. */
  add(one: number, most: number): number {
    if (most === 0) return one
    this.times[one] = (this.times[one] ?? 0) + 1
    if (this.ring.length < most) {
      this.ring.push(one)
      return -1
    }
    const gone = this.ring[this.at]!
    this.ring[this.at] = one
    this.at = (this.at + 1) % this.ring.length
    return --this.times[gone]! === 0 ? gone : -1
  }
}
