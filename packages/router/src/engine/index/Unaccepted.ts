import { wider } from "../Pool.ts"
import { type Contacts, ContactState, F } from "../state/Contacts.ts"

/**
 * The contacts of a queue that nobody has accepted yet, in order of first enqueue: kept for those queues only that have a rule about them,
 * so that it need not look at the contacts of all others.
 */
export class Unaccepted {
  private readonly contacts: Contacts
  private kept: ReadonlyArray<boolean> = []
  private readonly first: number[] = []
  private readonly last: number[] = []
  private next: Int32Array = new Int32Array(0)
  private previous: Int32Array = new Int32Array(0)
  isUsed = false

  constructor(contacts: Contacts) {
    this.contacts = contacts
  }

  /** For which queues from now on. True = what is here has to be told anew, by `moved`, in any order. */
  keep(kept: ReadonlyArray<boolean>): boolean {
    const isSame = kept.length === this.kept.length && kept.every((keeps, queue) => keeps === this.kept[queue])
    if (isSame) return false
    this.kept = kept
    this.isUsed = kept.includes(true)
    this.first.length = this.last.length = 0
    return this.isUsed
  }

  moved(contact: number, queue: number, from: number, to: number): void {
    if (this.kept[queue] !== true || isUnaccepted(from) === isUnaccepted(to)) return
    if (isUnaccepted(to)) this.enter(contact, queue)
    else this.leave(contact, queue)
  }

  /** The oldest of a queue, -1 = none. */
  firstOf(queue: number): number {
    return this.first[queue] ?? -1
  }

  after(contact: number): number {
    return this.next[contact]!
  }

  /** From both ends, because who comes is the last and who comes back is old. */
  private enter(contact: number, queue: number): void {
    if (contact >= this.next.length) {
      const { capacity } = this.contacts
      this.next = wider(this.next, capacity)
      this.previous = wider(this.previous, capacity)
    }
    const { next, previous } = this
    const head = this.firstOf(queue)
    let after = this.last[queue] ?? -1
    let before = head
    while (after >= 0 && this.isBefore(contact, after)) {
      if (this.isBefore(contact, before)) {
        after = previous[before]!
        break
      }
      before = next[before]!
      after = previous[after]!
    }
    const follower = after < 0 ? head : next[after]!
    previous[contact] = after
    next[contact] = follower
    if (after < 0) this.first[queue] = contact
    else next[after] = contact
    if (follower < 0) this.last[queue] = contact
    else previous[follower] = contact
  }

  private leave(contact: number, queue: number): void {
    const before = this.previous[contact]!
    const after = this.next[contact]!
    if (before < 0) this.first[queue] = after
    else this.next[before] = after
    if (after < 0) this.last[queue] = before
    else this.previous[after] = before
  }

  private isBefore(a: number, b: number): boolean {
    const { f } = this.contacts
    return f[a * 8 + F.Sequence]! < f[b * 8 + F.Sequence]!
  }
}

const isUnaccepted = (state: number): boolean => state >= ContactState.Waiting && state <= ContactState.Offered
