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
  private readonly named = new Map<string, number>()
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
    return this.named.get(id) ?? (isNumber(id) ? this.numbered(id) : undefined)
  }

  has(id: string): boolean {
    return this.get(id) !== undefined
  }

  /** Would the id of a contact that comes by number now be somebody's? */
  isTaken(number: number): boolean {
    return this.likeNumbers > 0 && this.named.has(`#${number}`)
  }

  /** Its columns are written. */
  add(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.add(this.contacts.f[contact * 8 + F.Sequence]!, contact)
    if (id === undefined) return
    this.named.set(id, contact)
    if (isNumber(id)) this.likeNumbers++
  }

  remove(contact: number): void {
    const id = this.contacts.id[contact]
    this.numbers.remove(this.contacts.f[contact * 8 + F.Sequence]!)
    if (id === undefined) return
    this.named.delete(id)
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

/** Is it the id of some contact that came, or could come, by number? */
export const isNumber = (id: string): boolean => id.charCodeAt(0) === 35 && /^#(0|[1-9]\d{0,15})$/.test(id)
