import { holds } from "./playRow.ts"
import type { MeasuredFigure } from "./playSystem.ts"
import type { PlayedRow, Sheet } from "./Row.ts"

/** Six digits, and as many places as that takes. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (value !== 0 && Math.abs(value) < 0.000_5) return value.toExponential(2)
  return value.toPrecision(6)
}

export const thousands = (count: number): string =>
  count >= 1_000_000
    ? `${(count / 1_000_000).toFixed(1)} M`
    : count >= 1_000
      ? `${Math.round(count / 1_000)} k`
      : String(count)

/** By how many standard errors the measured value is off; the other side's errors, where it has some, included. */
export const offBy = ({ exact, measured, allowed }: MeasuredFigure): number =>
  allowed === 0 ? 0 : (measured.value - exact) / allowed

const half = ({ measured }: MeasuredFigure): number => 1.96 * measured.error

export const figureHead = `  ${"".padEnd(34)}${"exact".padStart(12)}${"measured".padStart(12)}${"+-95%".padStart(11)}${"off/SE".padStart(8)}   ${"engine alone".padStart(12)}${"+-95%".padStart(11)}`

export function figureLine(figure: MeasuredFigure & { readonly note?: string }): string {
  const { name, exact, measured, engine, verdict, note } = figure
  if (note !== undefined) return `  ${verdict.toUpperCase() === "HOLDS" ? "" : "OFF "}${name}: ${note}`
  const off = measured.error === 0 ? "" : offBy(figure).toFixed(2)
  const cells = [
    name.padEnd(34),
    digits(exact).padStart(12),
    digits(measured.value).padStart(12),
    digits(half(figure)).padStart(11),
    off.padStart(8),
    "   ",
    digits(engine.value).padStart(12),
    digits(1.96 * engine.error).padStart(11)
  ]
  return `  ${cells.join("")}${verdict === "holds" ? "" : `   ${verdict.toUpperCase()}`}`
}

/** Why a row was played again. */
const failure = (figure: MeasuredFigure): string =>
  `${figure.name} was ${figure.verdict === "noisy" ? "noisy" : `${offBy(figure).toFixed(1)} SE off`}`

export function rowLine(played: PlayedRow): string {
  const { row, engineContacts, textbookContacts, differ, figures, first } = played
  const worst = Math.max(...figures.map((figure) => Math.abs(offBy(figure))))
  const played2 =
    engineContacts === 0 ? "" : `engine ${thousands(engineContacts)}, textbook ${thousands(textbookContacts)}`
  const otherwise = differ === 0 ? "" : `, ${differ} FARED OTHERWISE`
  const verdict = holds(played) ? "holds" : "FAILS"
  const again = first === undefined ? "" : `; played again: ${first.map(failure).join(", ")}`
  const errors = engineContacts === 0 ? "" : `, at most ${worst.toFixed(1)} SE off`
  return `${verdict}  ${row}  (${[`${figures.length} figures`, played2].filter((text) => text !== "").join("; ")}${otherwise}${errors}${again})`
}

/** A line for each table, for people who read no more. */
export function summary(sheets: ReadonlyArray<Sheet>, rows: ReadonlyArray<PlayedRow>): string {
  const lines = sheets.flatMap((sheet) => {
    const own = rows.filter((row) => row.sheet === sheet.name)
    if (own.length === 0) return []
    const figures = own.flatMap((row) => row.figures)
    const chance = figures.filter(({ allowed }) => allowed > 0)
    const off = Math.max(0, ...chance.map((figure) => Math.abs(offBy(figure))))
    const sum = (of: (row: PlayedRow) => number) => own.reduce((all, row) => all + of(row), 0)
    const cells = [
      sheet.title,
      String(own.length),
      String(figures.length),
      thousands(sum((row) => row.engineContacts)),
      thousands(sum((row) => row.textbookContacts)),
      String(sum((row) => row.differ)),
      chance.length === 0 ? "exact" : `${off.toFixed(1)} SE`,
      String(own.filter(({ first }) => first !== undefined).length),
      String(own.filter((row) => !holds(row)).length)
    ]
    return [`| ${cells.join(" | ")} |`]
  })
  const head = [
    "table",
    "rows",
    "figures",
    "contacts, engine",
    "contacts, textbook",
    "fared otherwise",
    "furthest off",
    "played again",
    "rows that fail"
  ]
  return [`| ${head.join(" | ")} |`, `|${head.map((_, at) => (at === 0 ? "---" : "--:")).join("|")}|`, ...lines].join(
    "\n"
  )
}

/** Every figure with all its digits. */
export function csvOf(rows: ReadonlyArray<PlayedRow>): string {
  const text = (value: string) => `"${value.replaceAll('"', '""')}"`
  const lines = rows.flatMap(({ sheet, row, figures, engineContacts, textbookContacts, differ }) =>
    figures.map(({ name, exact, measured, engine, verdict }) =>
      [
        sheet,
        text(row),
        text(name),
        exact,
        measured.value,
        measured.error,
        engine.value,
        engine.error,
        verdict,
        engineContacts,
        textbookContacts,
        differ
      ].join(",")
    )
  )
  const head =
    "table,row,figure,exact,measured,standard_error,engine_alone,its_standard_error,verdict,engine_contacts,textbook_contacts,fared_otherwise"
  return [head, ...lines, ""].join("\n")
}
