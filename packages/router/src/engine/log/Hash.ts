/**
 * Rolling hash of everything that happened: two 32-bit lanes over numbers and UTF-16 units, the same on every runtime. For noticing
 * that two histories differ, not for defence against somebody who forges one.
 */
export class Hash {
  private a = 0x811c9dc5 | 0
  private b = 0x9e3779b9 | 0

  int(value: number): void {
    this.a = Math.imul(this.a ^ value, 16777619)
    this.b = Math.imul(this.b ^ (value + (this.b >>> 15)), 0x85ebca6b)
  }

  /** Any whole number up to 2^53. */
  number(value: number): void {
    this.int(value | 0)
    this.int(Math.floor(value / 4294967296) | 0)
  }

  text(value: string): void {
    this.int(value.length)
    for (let at = 0; at < value.length; at++) this.int(value.charCodeAt(at))
  }

  /** As `text` of `#` and the number, without the text being made. */
  numberText(value: number): void {
    let power = 1
    let digits = 1
    while (value >= power * 10) {
      power *= 10
      digits++
    }
    this.int(digits + 1)
    this.int(35)
    for (let left = value; power >= 1; power /= 10) {
      const digit = Math.floor(left / power)
      this.int(48 + digit)
      left -= digit * power
    }
  }

  get hex(): string {
    return word(this.a) + word(this.b)
  }

  set hex(value: string) {
    this.a = Number.parseInt(value.slice(0, 8), 16) | 0
    this.b = Number.parseInt(value.slice(8, 16), 16) | 0
  }
}

const word = (value: number): string => (value >>> 0).toString(16).padStart(8, "0")
