import { wider } from "../Pool.ts"

/**
 * Ordered lists, each member in one of them at most. Who comes is mostly the last, and who comes back mostly among the first: his place is
 * searched from both ends, and leaving costs O(1).
 */
export class Chains {
  /** Of each list, -1 = empty. */
  private readonly head: number[] = []
  private readonly tail: number[] = []
  next: Int32Array = new Int32Array(0)
  private previous: Int32Array = new Int32Array(0)
  private readonly isBefore: (a: number, b: number) => boolean

  constructor(isBefore: (a: number, b: number) => boolean) {
    this.isBefore = isBefore
  }

  /** Room for so many members. */
  widen(capacity: number): void {
    this.next = wider(this.next, capacity)
    this.previous = wider(this.previous, capacity)
  }

  firstOf(list: number): number {
    return this.head[list] ?? -1
  }

  clear(): void {
    this.head.length = this.tail.length = 0
  }

  enter(member: number, list: number): void {
    const { next, previous } = this
    const head = this.firstOf(list)
    let after = this.tail[list] ?? -1
    let before = head
    while (after >= 0 && this.isBefore(member, after)) {
      if (this.isBefore(member, before)) {
        after = previous[before]!
        break
      }
      before = next[before]!
      after = previous[after]!
    }
    const follower = after < 0 ? head : next[after]!
    previous[member] = after
    next[member] = follower
    if (after < 0) this.head[list] = member
    else next[after] = member
    if (follower < 0) this.tail[list] = member
    else previous[follower] = member
  }

  leave(member: number, list: number): void {
    const before = this.previous[member]!
    const after = this.next[member]!
    if (before < 0) this.head[list] = after
    else this.next[before] = after
    if (after < 0) this.tail[list] = before
    else this.previous[after] = before
  }
}
