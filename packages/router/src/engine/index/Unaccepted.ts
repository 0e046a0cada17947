import { type Contacts, ContactState, F } from "../state/Contacts.ts"
import { Chains } from "./Chains.ts"

/**
 * The contacts of a queue that nobody has accepted yet, in order of first enqueue: kept for those queues only that have a rule about them,
 * so that it need not look at the contacts of all others.
 */
export class Unaccepted {
  private readonly contacts: Contacts
  private kept: ReadonlyArray<boolean> = []
  /** By queue. */
  private readonly chains = new Chains((a, b) => this.isBefore(a, b))
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
    this.chains.clear()
    return this.isUsed
  }

  moved(contact: number, queue: number, from: number, to: number): void {
    if (this.kept[queue] !== true || isUnaccepted(from) === isUnaccepted(to)) return
    const { chains, contacts } = this
    if (contact >= chains.next.length) chains.widen(contacts.capacity)
    if (isUnaccepted(to)) chains.enter(contact, queue)
    else chains.leave(contact, queue)
  }

  /** The oldest of a queue, -1 = none. */
  firstOf(queue: number): number {
    return this.chains.firstOf(queue)
  }

  after(contact: number): number {
    return this.chains.next[contact]!
  }

  private isBefore(a: number, b: number): boolean {
    const { f } = this.contacts
    return f[a * 8 + F.Sequence]! < f[b * 8 + F.Sequence]!
  }
}

const isUnaccepted = (state: number): boolean => state >= ContactState.Waiting && state <= ContactState.Offered
