import type { Contacts } from "./Contacts.ts"
import { F } from "./Contacts.ts"
import type { Numbers } from "./Numbers.ts"

/**
 * Which contact an id means. What came by number has an id that is its number, `#17`, and takes no entry: the text is read when somebody
 * asks by it. Runs through everybody who is here in order of first enqueue.
 */
export class ContactIds {
  private readonly contacts: Contacts
  private readonly numbers: Numbers
  /**
   * By the ends of ids, in many small maps: a map that comes to its end is written anew as a whole, which for one of all would be a pause
   * and a large piece of garbage.
   */
  private readonly named: Array<Map<string, number> | undefined> = Array.from({ length: 256 }, () => undefined)
  /** How many of the named have an id like one by number: only in logs from before those were kept free (SPEC BYNUM-3). */
  private likeNumbers = 0

  constructor(contacts: Contacts, numbers: Numbers) {
    this.contacts = contacts
    this.numbers = numbers
  }

  get size(): number {
    return this.numbers.size
  }

  get(id: string): number | undefined {
    return this.named[partOf(id)]?.get(id) ?? (isNumber(id) ? this.numbered(id) : undefined)
  }

  has(id: string): boolean {
    return this.get(id) !== undefined
  }

  /** Would the id of a contact that comes by number now be somebody's? */
  isTaken(number: number): boolean {
    return this.likeNumbers > 0 && this.named[partOf(`#${number}`)]?.has(`#${number}`) === true
  }

  /** Its columns are written. */
  add(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.add(this.contacts.f[contact * 8 + F.Sequence]!, contact)
    if (id === undefined) return
    const part = partOf(id)
    const named = this.named[part] ?? (this.named[part] = new Map())
    named.set(id, contact)
    if (isNumber(id)) this.likeNumbers++
  }

  remove(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.remove(this.contacts.f[contact * 8 + F.Sequence]!)
    if (id === undefined) return
    this.named[partOf(id)]!.delete(id)
    if (isNumber(id)) this.likeNumbers--
  }

  values(): IterableIterator<number> {
    return this.numbers.inOrder()
  }

  *[Symbol.iterator](): IterableIterator<[id: string, contact: number]> {
    for (const contact of this.values()) yield [this.contacts.idOf(contact), contact]
  }

  private numbered(id: string): number | undefined {
    const contact = this.numbers.get(Number(id.slice(1)))
    return contact >= 0 && this.contacts.id[contact] === undefined ? contact : undefined
  }
}

/** Ids that count up, and most others, differ in their last two places. */
const partOf = (id: string): number => {
  const last = id.length - 1
  return (id.charCodeAt(last) + id.charCodeAt(last > 0 ? last - 1 : 0) * 16) & 255
}

/** Is it the id of some contact that came, or could come, by number? */
export const isNumber = (id: string): boolean => id.charCodeAt(0) === 35 && /^#(0|[1-9]\d{0,15})$/.test(id)
