import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { PlayedRow } from "./Row.ts"
import type { Task } from "./worker.ts"

/** Rows as they are played, one a line, so that a long run may be cut off and go on, or be made of several: `rows.jsonl` of a folder. */
export class Kept {
  private readonly file: string
  private readonly seed: number
  private readonly rows = new Map<string, PlayedRow>()

  /** Of this seed's days alone. */
  constructor(folder: string, seed: number) {
    mkdirSync(folder, { recursive: true })
    this.file = join(folder, "rows.jsonl")
    this.seed = seed
    const text = existsSync(this.file) ? readFileSync(this.file, "utf8") : ""
    // A run that was cut off may have left half a line.
    if (text !== "" && !text.endsWith("\n")) appendFileSync(this.file, "\n")
    for (const line of text.split("\n")) {
      const kept = parsed(line)
      if (kept?.seed === seed) this.rows.set(nameOf(kept), kept.played)
    }
  }

  of(task: Task): PlayedRow | undefined {
    return this.rows.get(nameOf(task))
  }

  add({ sheet, at, row }: Task, played: PlayedRow): void {
    this.rows.set(nameOf({ sheet, at, row }), played)
    appendFileSync(this.file, `${JSON.stringify({ seed: this.seed, sheet, at, row, played }, written)}\n`)
  }
}

interface Line extends Task {
  readonly seed: number
  readonly played: PlayedRow
}

function parsed(line: string): Line | undefined {
  try {
    return JSON.parse(line, read) as Line
  } catch {
    return undefined
  }
}

/** Two rows of a table may have the same name. */
const nameOf = ({ sheet, at, row }: Task): string => `${sheet} ${at}: ${row}`

/** JSON knows no NaN: a day on which nobody gave up has no mean wait of those. */
const written = (_: string, value: unknown) =>
  typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value
const read = (_: string, value: unknown) =>
  typeof value === "object" && value !== null && "number" in value
    ? Number((value as { readonly number: string }).number)
    : value
