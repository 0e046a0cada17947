import { wider } from "../Pool.ts"
import type { Contacts } from "../state/Contacts.ts"

/** Cells of a pair's key, compared in this order, the larger first. `Fit` is the pair's part of the score, kept for who asks. */
export const K = { Rank: 0, Share: 1, Score: 2, Fit: 3 } as const

/**
 * A heap of pairs, one for each agent (or each contact) that changed: the best he could have, first in the order of pairs on top
 * (SPEC SCORE-1, 1 to 6). Keys are kept as they were when they were set: `match` asks again before it believes the first.
 */
export class Pairs {
  private ids = new Int32Array(64)
  /** Place in the heap plus one; 0 = not in it. */
  private place = new Int32Array(64)
  private contactOf = new Int32Array(64)
  private keys = new Float64Array(64 * 3)
  private readonly contacts: Contacts
  size = 0

  constructor(contacts: Contacts) {
    this.contacts = contacts
  }

  get first(): number {
    return this.ids[0]!
  }

  all(): ReadonlyArray<number> {
    return [...this.ids.subarray(0, this.size)]
  }

  contact(id: number): number {
    return this.contactOf[id]!
  }

  /** Puts a pair where its key belongs; false = it was known and is where it was. */
  set(id: number, contact: number, key: Float64Array): boolean {
    if (id >= this.place.length) this.widen(id + 1)
    if (this.place[id] !== 0 && this.contactOf[id] === contact && this.isKey(id, key)) return false
    this.contactOf[id] = contact
    this.keys[id * 3] = key[K.Rank]!
    this.keys[id * 3 + 1] = key[K.Share]!
    this.keys[id * 3 + 2] = key[K.Score]!
    let at = this.place[id]! - 1
    if (at < 0) {
      if (this.size === this.ids.length) this.ids = wider(this.ids, this.size * 2)
      at = this.size++
    }
    this.settle(at, id)
    return true
  }

  /** There is no pair any more; false = there was none. */
  drop(id: number): boolean {
    const at = (this.place[id] ?? 0) - 1
    if (at < 0) return false
    this.place[id] = 0
    const last = this.ids[--this.size]!
    if (last !== id) this.settle(at, last)
    return true
  }

  /** Is this what is known of the pair? */
  isKey(id: number, key: Float64Array): boolean {
    const at = id * 3
    const { keys } = this
    return keys[at] === key[K.Rank] && keys[at + 1] === key[K.Share] && keys[at + 2] === key[K.Score]
  }

  /** Does this pair come before one of another heap? Pairs of one contact are equal here: the agents' order tells them apart. */
  comesFirst(id: number, others: Pairs, other: number): boolean {
    for (let cell = 0; cell < 3; cell++) {
      const own = this.keys[id * 3 + cell]!
      const its = others.keys[other * 3 + cell]!
      if (own !== its) return own > its
    }
    return this.contacts.isOlder(this.contactOf[id]!, others.contactOf[other]!)
  }

  private settle(from: number, id: number): void {
    const { ids, place } = this
    let at = from
    for (let parent = (at - 1) >> 1; at > 0 && this.comesFirst(id, this, ids[parent]!); parent = (at - 1) >> 1) {
      ids[at] = ids[parent]!
      place[ids[at]!] = at + 1
      at = parent
    }
    for (let child = at * 2 + 1; child < this.size; child = at * 2 + 1) {
      if (child + 1 < this.size && this.comesFirst(ids[child + 1]!, this, ids[child]!)) child++
      if (!this.comesFirst(ids[child]!, this, id)) break
      ids[at] = ids[child]!
      place[ids[at]!] = at + 1
      at = child
    }
    ids[at] = id
    place[id] = at + 1
  }

  private widen(least: number): void {
    const length = Math.max(least, this.place.length * 2)
    this.place = wider(this.place, length)
    this.contactOf = wider(this.contactOf, length)
    this.keys = wider(this.keys, length * 3)
  }
}
