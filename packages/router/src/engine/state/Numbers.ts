import { wider } from "../Pool.ts"

/**
 * Which contact a number is. Numbers are given in order and never again, so those who are here stand close together: pages of 64 numbers,
 * found through a list of pages. Finding, adding and removing are O(1), make no garbage and have no pauses but doubling; a page nobody is
 * left in is used again. Running through them goes in order of number, which is the order of first enqueue.
 */
export class Numbers {
  size = 0
  /** Pages of 64 handles, -1 = nobody (any more). */
  private cells: Int32Array
  /** How many are left in each page. */
  private left: Int32Array
  private readonly free: number[] = []
  private made = 0
  /** Page of the numbers from `from + n * 64` on, -1 = none. */
  private pages: Int32Array
  /** A multiple of 64. */
  private from = 0

  constructor(capacity: number) {
    const pages = (capacity >> 6) + 2
    this.cells = new Int32Array(pages * 64).fill(-1)
    this.left = new Int32Array(pages)
    this.pages = new Int32Array(pages).fill(-1)
  }

  /** -1 = nobody, whatever is asked for. */
  get(number: number): number {
    const at = number - this.from
    if (!(at >= 0 && at < this.pages.length * 64)) return -1
    const page = this.pages[at >> 6]!
    return page < 0 || (at | 0) !== at ? -1 : this.cells[page * 64 + (at & 63)]!
  }

  add(number: number, contact: number): void {
    let at = number - this.from
    if (at < 0 || at >= this.pages.length * 64) {
      this.reach(number)
      at = number - this.from
    }
    let page = this.pages[at >> 6]!
    if (page < 0) page = this.pages[at >> 6] = this.openPage()
    this.cells[page * 64 + (at & 63)] = contact
    this.left[page]!++
    this.size++
  }

  remove(number: number): void {
    const at = number - this.from
    const page = this.pages[at >> 6]!
    this.cells[page * 64 + (at & 63)] = -1
    this.size--
    if (--this.left[page]! > 0) return
    this.pages[at >> 6] = -1
    this.free.push(page)
  }

  /** In order of number. Whoever comes or goes meanwhile is seen or not by where the walk stands. */
  *inOrder(): IterableIterator<number> {
    for (let number = this.next(0); number >= 0; number = this.next(number + 1)) yield this.get(number)
  }

  /** The least number from this one on of somebody who is here, or -1. */
  private next(from: number): number {
    for (let at = Math.max(0, from - this.from); at < this.pages.length * 64; at++) {
      const page = this.pages[at >> 6]!
      if (page < 0) at |= 63
      else if (this.cells[page * 64 + (at & 63)]! >= 0) return this.from + at
    }
    return -1
  }

  private openPage(): number {
    const known = this.free.pop()
    if (known !== undefined) return known
    const page = this.made++
    if (page < this.left.length) return page
    const length = this.cells.length
    this.cells = wider(this.cells, length * 2).fill(-1, length)
    this.left = wider(this.left, page * 2)
    return page
  }

  /** The list of pages reaches from the first page in use to this number's: moved along, and doubled where that does not do. */
  private reach(number: number): void {
    const first = this.pages.findIndex((page) => page >= 0)
    let last = this.pages.length - 1
    while (last >= 0 && this.pages[last]! < 0) last--
    const start = number - (number % 64)
    const from = first < 0 ? start : Math.min(start, this.from + first * 64)
    const until = first < 0 ? start : Math.max(start, this.from + last * 64)
    const needed = (until - from) / 64 + 1
    // At least half of it is to spare, so that moving along costs each number little.
    const pages = new Int32Array(Math.max(this.pages.length, needed * 2)).fill(-1)
    if (first >= 0) pages.set(this.pages.subarray(first, last + 1), (this.from - from) / 64 + first)
    this.pages = pages
    this.from = from
  }
}
