import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { holds } from "./playRow.ts"
import type { PlayedRow, Sheet } from "./Row.ts"
import { summary, thousands } from "./table.ts"

const page = fileURLToPath(new URL("../../docs/theory.md", import.meta.url))
const [begin, end] = ["<!-- written by npm run theory: begin -->", "<!-- end -->"]

export interface Run {
  readonly sheets: ReadonlyArray<Sheet>
  /** Of each sheet how many rows it has, those of high loads with them. */
  readonly rowsOf: (sheet: Sheet) => ReadonlyArray<string>
  readonly played: ReadonlyArray<PlayedRow>
  readonly seed: number
}

/** What was run, what was not, and what came of it. */
export function told({ sheets, rowsOf, played, seed }: Run): string {
  const figures = played.reduce((sum, row) => sum + row.figures.length, 0)
  const failed = played.filter((row) => !holds(row))
  const has = new Set(played.map(({ sheet, row }) => `${sheet}: ${row}`))
  const left = sheets.flatMap((sheet) => {
    const names = rowsOf(sheet).filter((row) => !has.has(`${sheet.name}: ${row}`))
    return names.length === 0 ? [] : [`${sheet.name} ${names.length}`]
  })
  const all = sheets.reduce((sum, sheet) => sum + rowsOf(sheet).length, 0)
  const engine = played.reduce((sum, row) => sum + row.engineContacts, 0)
  return [
    `Seed ${seed}: ${played.length} of ${all} rows were played, ${thousands(engine)} contacts by the engine; ${figures} figures, ${failed.length} rows fail.`,
    left.length === 0 ? "" : ` Not played: ${left.join(", ")}.`,
    "\n\n",
    summary(sheets, played),
    failed.length === 0 ? "" : `\n\n${failed.map(({ sheet, row }) => `FAILS: ${sheet}, ${row}`).join("\n")}`
  ].join("")
}

/** Between the two marks of docs/theory.md. */
export function record(run: Run): void {
  const text = readFileSync(page, "utf8")
  const [before, rest = ""] = text.split(begin)
  const after = rest.slice(rest.indexOf(end))
  writeFileSync(page, `${before}${begin}\n\n${told(run)}\n\n${after}`)
}

/** What docs/theory.md says: of each table, how many rows were played and how many fail. */
export function recorded(): ReadonlyArray<{ readonly title: string; readonly rows: number; readonly fail: number }> {
  const text = readFileSync(page, "utf8")
  const table = text.slice(text.indexOf(begin), text.indexOf(end))
  return [...table.matchAll(/^\| ([^|]+) \| (\d+) \|.*\| (\d+) \|$/gm)].map(([, title = "", rows, fail]) => ({
    title,
    rows: Number(rows),
    fail: Number(fail)
  }))
}
