import { type Figure, type Limit, verdictOf } from "./Figure.ts"

const head = ["figure", "measured", "pass", "aim", "verdict", "beside it"]

export function written(value: number, unit: Figure["unit"] = ""): string {
  if (!Number.isFinite(value)) return "?"
  const size = Math.abs(value)
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2
  const number = value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })
  return unit === "x" || unit === "" ? number + unit : `${number} ${unit}`
}

const asked = (limit: Limit | undefined, unit: Figure["unit"]): string => {
  if (limit === undefined) return ""
  return "atMost" in limit ? `<= ${written(limit.atMost, unit)}` : `>= ${written(limit.atLeast, unit)}`
}

function rowOf(figure: Figure): string[] {
  const { name, value, unit, spread, pass, aim, beside = "" } = figure
  const range =
    spread === undefined || spread[0] === spread[1] ? "" : ` (${written(spread[0])} to ${written(spread[1])})`
  return [name, written(value, unit) + range, asked(pass, unit), asked(aim, unit), verdictOf(figure), beside]
}

/** For a terminal: columns of even width. */
export function textTable(figures: ReadonlyArray<Figure>): string {
  const rows = [head, ...figures.map(rowOf)]
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd()
    )
    .join("\n")
}

/** For a README. */
export function markdownTable(figures: ReadonlyArray<Figure>): string {
  const line = (cells: ReadonlyArray<string>) => `| ${cells.join(" | ")} |`
  return [head, head.map(() => "---"), ...figures.map(rowOf)].map(line).join("\n")
}
