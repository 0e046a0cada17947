/**
 * Rolling hash of everything that happened: two 32-bit lanes over numbers and UTF-16 units, the same on every runtime. For noticing
 * that two histories differ, not for defence against somebody who forges one. The lanes are cells: a field that may not be a small
 * integer is boxed on some runtimes.
 */
export class Hash {
  private readonly lanes = Int32Array.of(0x811c9dc5 | 0, 0x9e3779b9 | 0)

  int(value: number): void {
    const { lanes } = this
    lanes[0] = nextA(lanes[0]!, value)
    lanes[1] = nextB(lanes[1]!, value)
  }

  /** Any whole number up to 2^53. */
  number(value: number): void {
    this.int(value | 0)
    this.int(high(value))
  }

  /** As `int` and `number` of its parts one by one: once for every event, so the lanes stay in registers. */
  row(
    clock: Float64Array,
    kind: number,
    agent: number,
    contact: number,
    engagement: number,
    x: number,
    y: number
  ): void {
    const { lanes } = this
    let a = lanes[0]!
    let b = lanes[1]!
    const now = clock[0]!
    a = nextA(a, kind)
    b = nextB(b, kind)
    a = nextA(nextA(a, now | 0), high(now))
    b = nextB(nextB(b, now | 0), high(now))
    a = nextA(a, agent)
    b = nextB(b, agent)
    a = nextA(nextA(a, contact | 0), high(contact))
    b = nextB(nextB(b, contact | 0), high(contact))
    a = nextA(nextA(a, engagement | 0), high(engagement))
    b = nextB(nextB(b, engagement | 0), high(engagement))
    a = nextA(nextA(a, x | 0), high(x))
    b = nextB(nextB(b, x | 0), high(x))
    lanes[0] = nextA(a, y)
    lanes[1] = nextB(b, y)
  }

  text(value: string): void {
    const { lanes } = this
    let a = nextA(lanes[0]!, value.length)
    let b = nextB(lanes[1]!, value.length)
    for (let at = 0; at < value.length; at++) {
      const unit = value.charCodeAt(at)
      a = nextA(a, unit)
      b = nextB(b, unit)
    }
    lanes[0] = a
    lanes[1] = b
  }

  /** As `text` of `#` and the number, without the text being made. */
  numberText(value: number): void {
    let power = 1
    let digits = 1
    while (value >= power * 10) {
      power *= 10
      digits++
    }
    const { lanes } = this
    let a = nextA(nextA(lanes[0]!, digits + 1), 35)
    let b = nextB(nextB(lanes[1]!, digits + 1), 35)
    let left = value
    for (; power >= 1_000_000_000; power /= 10) {
      const digit = Math.floor(left / power)
      a = nextA(a, 48 + digit)
      b = nextB(b, 48 + digit)
      left -= digit * power
    }
    // What is left is small: divided as integers, several times faster.
    let rest = left | 0
    for (let by = power | 0; by >= 1; by = (by / 10) | 0) {
      const digit = (rest / by) | 0
      a = nextA(a, 48 + digit)
      b = nextB(b, 48 + digit)
      rest = (rest - Math.imul(digit, by)) | 0
    }
    lanes[0] = a
    lanes[1] = b
  }

  get hex(): string {
    return word(this.lanes[0]!) + word(this.lanes[1]!)
  }

  set hex(value: string) {
    this.lanes[0] = Number.parseInt(value.slice(0, 8), 16) | 0
    this.lanes[1] = Number.parseInt(value.slice(8, 16), 16) | 0
  }
}

const nextA = (a: number, value: number): number => Math.imul(a ^ value, 16777619)
const nextB = (b: number, value: number): number => Math.imul(b ^ ((value + (b >>> 15)) | 0), 0x85ebca6b)
/** What `| 0` leaves out. */
const high = (value: number): number => Math.floor(value / 4294967296) | 0

const word = (value: number): string => (value >>> 0).toString(16).padStart(8, "0")
