/** What a word of a timeline can mean. */
export type Value = string | number | boolean | undefined | ReadonlyArray<Value> | { readonly [name: string]: Value }

/** One line of a timeline: bare words in order, and fields written `name=value`. */
export interface Words {
  readonly bare: ReadonlyArray<Value>
  readonly fields: Readonly<Record<string, Value>>
}

const unitMs = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `20s`, `1.5s`, `300ms`, `2min`, `8h`, `1d`; undefined where it is no time. */
export function milliseconds(word: string): number | undefined {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|min|h|d)$/.exec(word) ?? []
  return unit === undefined ? undefined : Math.round(Number(number) * unitMs[unit as keyof typeof unitMs])
}

/** What stands in quotes, with its quotes: neither a brace nor a `#` in it means anything. */
const quotes = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g

/** How many braces and brackets a line leaves open. */
export function opens(line: string): number {
  const plain = line.replace(quotes, "")
  return (plain.match(/[{[]/g) ?? []).length - (plain.match(/[}\]]/g) ?? []).length
}

/** The line without its comment. */
export function withoutComment(line: string): string {
  const plain = line.replace(quotes, (text) => "_".repeat(text.length))
  const at = plain.search(/(^|\s)#/)
  return (at < 0 ? line : line.slice(0, at)).trimEnd()
}

/** Reads words, quoted text, numbers, times, `[lists]` and `{names: values}`; `# ...` ends the line. */
export class Reader {
  private readonly text: string
  private at = 0

  constructor(text: string) {
    this.text = text
  }

  /** Several things on one line, with commas between them. */
  list(): ReadonlyArray<Words> {
    const all = [this.words()]
    while (this.eat(",")) all.push(this.words())
    if (!this.isOver()) throw new Error(`cannot read "${this.text.slice(this.at)}"`)
    return all
  }

  private words(): Words {
    const bare: Value[] = []
    const fields: Record<string, Value> = {}
    while (!this.isOver() && this.text[this.at] !== ",") {
      const start = this.at
      const word = this.value(/[\s,=]/)
      if (!this.eat("=")) bare.push(word)
      else fields[this.text.slice(start, this.at - 1).trim()] = this.value(/[\s,]/)
    }
    return { bare, fields }
  }

  private value(end: RegExp): Value {
    this.isOver()
    const quote = this.text[this.at]
    if (quote === "{") return this.names()
    if (quote === "[") return this.values()
    if (quote === '"' || quote === "'") return this.quoted(quote)
    const from = this.at
    while (this.at < this.text.length && !end.test(this.text[this.at]!)) this.at++
    return meaning(this.text.slice(from, this.at))
  }

  /** A backslash takes the quote or backslash behind it as it is. */
  private quoted(quote: string): string {
    let read = ""
    for (this.at++; this.text[this.at] !== quote; this.at++) {
      if (this.at >= this.text.length) throw new Error(`a ${quote} is not closed: ${this.text}`)
      if (this.text[this.at] === "\\" && /["'\\]/.test(this.text[this.at + 1] ?? "")) this.at++
      read += this.text[this.at]
    }
    this.at++
    return read
  }

  private names(): Value {
    const read: Record<string, Value> = {}
    this.at++
    while (!this.eat("}")) {
      const name = this.value(/[\s:,}]/)
      if (!this.eat(":")) throw new Error(`a name without ":" in ${this.text}`)
      read[shown(name)] = this.value(/[\s,}\]]/)
      this.eat(",")
    }
    return read
  }

  private values(): Value {
    const read: Value[] = []
    this.at++
    while (!this.eat("]")) {
      read.push(this.value(/[\s,}\]]/))
      this.eat(",")
    }
    return read
  }

  private eat(sign: string): boolean {
    if (this.isOver() || this.text[this.at] !== sign) return false
    this.at++
    return true
  }

  private isOver(): boolean {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++
    if (this.text[this.at] === "#") this.at = this.text.length
    return this.at >= this.text.length
  }
}

function meaning(word: string): Value {
  if (word === "") throw new Error("a value is missing")
  if (word === "true" || word === "false") return word === "true"
  if (word === "absent") return undefined
  if (/^-?\d[\d_]*(\.\d+)?$/.test(word)) return Number(word.replaceAll("_", ""))
  return milliseconds(word) ?? word
}

/** The word as it is written. */
export const shown = (value: Value): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? "absent"))
