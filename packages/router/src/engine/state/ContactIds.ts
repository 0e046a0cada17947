import type { Contacts } from "./Contacts.ts"
import { F } from "./Contacts.ts"
import type { Numbers } from "./Numbers.ts"

/** A chain that would be longer is none: whoever chooses ids so that they meet makes nobody slow. */
const longestChain = 12

/**
 * Which contact an id means. What came by number has an id that is its number, `#17`, and takes no entry: the text is read when somebody
 * asks by it. Runs through everybody who is here in order of first enqueue.
 *
 * The others stand in chains by what their texts have in common, in columns as wide as the table of contacts: coming and going makes no
 * garbage, and the chains are made anew only where that table is widened.
 */
export class ContactIds {
  private readonly contacts: Contacts
  private readonly numbers: Numbers
  /** First of each chain, -1 = empty. A power of two. */
  private heads = new Int32Array(0)
  /** By contact: the next of its chain, -1 = none; and what its text comes to. */
  private next = new Int32Array(0)
  private sums = new Int32Array(0)
  /** Those whose chain was full. */
  private readonly others = new Map<string, number>()
  /** How many of the named have an id like one by number: only in logs from before those were kept free (SPEC BYNUM-3). */
  private likeNumbers = 0

  constructor(contacts: Contacts, numbers: Numbers) {
    this.contacts = contacts
    this.numbers = numbers
    this.widen()
  }

  get size(): number {
    return this.numbers.size
  }

  get(id: string): number | undefined {
    const contact = this.named(id)
    return contact >= 0 ? contact : isNumber(id) ? this.numbered(id) : undefined
  }

  has(id: string): boolean {
    return this.named(id) >= 0 || (isNumber(id) && this.numbered(id) !== undefined)
  }

  /** Would the id of a contact that comes by number now be somebody's? */
  isTaken(number: number): boolean {
    return this.likeNumbers > 0 && this.named(`#${number}`) >= 0
  }

  /** Its columns are written. */
  add(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.add(this.contacts.f[contact * 8 + F.Sequence]!, contact)
    if (id === undefined) return
    if (isNumber(id)) this.likeNumbers++
    if (contact >= this.next.length) this.widen()
    this.sums[contact] = sumOf(id)
    this.chain(contact, id)
  }

  remove(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.remove(this.contacts.f[contact * 8 + F.Sequence]!)
    if (id === undefined) return
    if (isNumber(id)) this.likeNumbers--
    const { heads, next } = this
    const place = this.sums[contact]! & (heads.length - 1)
    let before = -1
    let at = heads[place]!
    while (at >= 0 && at !== contact) {
      before = at
      at = next[at]!
    }
    if (at < 0) this.others.delete(id)
    else if (before < 0) heads[place] = next[contact]!
    else next[before] = next[contact]!
  }

  values(): IterableIterator<number> {
    return this.numbers.inOrder()
  }

  *[Symbol.iterator](): IterableIterator<[id: string, contact: number]> {
    for (const contact of this.values()) yield [this.contacts.idOf(contact), contact]
  }

  /** Who has this id by text, or -1. */
  private named(id: string): number {
    const { heads, next, sums } = this
    const sum = sumOf(id)
    let contact = heads[sum & (heads.length - 1)]!
    while (contact >= 0 && (sums[contact] !== sum || this.contacts.id[contact] !== id)) contact = next[contact]!
    return contact < 0 && this.others.size > 0 ? (this.others.get(id) ?? -1) : contact
  }

  private chain(contact: number, id: string): void {
    const { heads, next } = this
    const place = this.sums[contact]! & (heads.length - 1)
    const first = heads[place]!
    let length = 0
    for (let at = first; at >= 0; at = next[at]!) length++
    if (length === longestChain) {
      this.others.set(id, contact)
      return
    }
    next[contact] = first
    heads[place] = contact
  }

  /** As wide as the table of contacts, whoever is in it in a chain. */
  private widen(): void {
    const { capacity } = this.contacts
    const sums = new Int32Array(capacity)
    sums.set(this.sums)
    this.sums = sums
    let length = 64
    while (length < capacity) length *= 2
    const before = this.next
    this.next = new Int32Array(capacity)
    const chained: number[] = []
    for (let first of this.heads) for (; first >= 0; first = before[first]!) chained.push(first)
    this.heads = new Int32Array(length).fill(-1)
    for (const contact of chained) this.chain(contact, this.contacts.id[contact]!)
  }

  private numbered(id: string): number | undefined {
    const contact = this.numbers.get(Number(id.slice(1)))
    return contact >= 0 && this.contacts.id[contact] === undefined ? contact : undefined
  }
}

/** Of the last sixteen places and the length: ids that count up, and most others, differ there. */
function sumOf(id: string): number {
  const { length } = id
  let sum = length
  for (let at = length > 16 ? length - 16 : 0; at < length; at++) sum = Math.imul(sum ^ id.charCodeAt(at), 0x01000193)
  return sum ^ (sum >>> 15)
}

/** Is it the id of some contact that came, or could come, by number? */
export const isNumber = (id: string): boolean => id.charCodeAt(0) === 35 && /^#(0|[1-9]\d{0,15})$/.test(id)
