import { milliseconds, type Value, type Words } from "./Words.ts"

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000]
] as const

/** `700ms`, `1.5s`, `90s`, `10min`, `8h`: short, and read back exactly. */
export function time(ms: number): string {
  if (ms === 0) return "0s"
  for (const [unit, size] of units) if (ms % size === 0) return `${ms / size}${unit}`
  return ms < 1_000 ? `${ms}ms` : `${ms / 1_000}s`
}

/** Writes values so that the reader of timelines reads them back. Instants are told from `fromMs` on. */
export class Writer {
  private readonly fromMs: number

  constructor(fromMs: number) {
    this.fromMs = fromMs
  }

  /** Bare words, then fields. */
  words({ bare, fields }: Words): string {
    const named = Object.entries(fields).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${this.value(value, name)}`]
    )
    return [...bare.map((word) => this.value(word)), ...named].join(" ")
  }

  /** `name`: of the field it stands in, which says whether it is a time. */
  value(value: Value | null, name = ""): string {
    if (typeof value === "string") return text(value)
    if (typeof value === "number") return this.number(value, name)
    if (value === undefined) return "absent"
    if (typeof value !== "object" || value === null) return String(value)
    if (Array.isArray(value)) return `[${value.map((one: Value) => this.value(one)).join(", ")}]`
    const fields = Object.entries(value).flatMap(([key, one]: [string, Value]) =>
      one === undefined ? [] : [`${text(key)}: ${this.value(one, key)}`]
    )
    return `{${fields.join(", ")}}`
  }

  private number(value: number, name: string): string {
    const ms = isInstant.test(name) ? value - this.fromMs : value
    return name.endsWith("Ms") && Number.isSafeInteger(ms) && ms >= 0 ? time(ms) : String(ms)
  }
}

/** `fromMs`, `untilMs`, `expiresAtMs`: engine time, and no duration. */
const isInstant = /^(from|until|at|notBefore)Ms$|(At|Until)Ms$/

/** As it stands where it can only mean itself, else in quotes. */
function text(word: string): string {
  const isPlain = /^[A-Za-z][\w-]*$/.test(word) && !/^(true|false|absent|nothing|refused)$/.test(word)
  if (isPlain && milliseconds(word) === undefined) return word
  const quote = word.includes('"') && !word.includes("'") ? "'" : '"'
  return quote + word.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`) + quote
}
