import { type Figure, type Limit, type Verdict, verdictOf } from "./Figure.ts"
import { written } from "./table.ts"

const row = 22
const left = 430
const wide = 330
const right = 190
const colours: Readonly<Record<Verdict, string>> = { aim: "#2e7d5b", pass: "#5b84b1", FAIL: "#b3452c", "-": "#999999" }

const numberOf = (limit: Limit): number => ("atMost" in limit ? limit.atMost : limit.atLeast)

/** How many times better than its pass line a figure is: 1 = just holds. Drawn from an eighth to 64 times, each doubling as wide as the next. */
function times(pass: Limit, value: number): number {
  const ratio = "atMost" in pass ? pass.atMost / Math.max(value, pass.atMost / 64) : value / pass.atLeast
  return Math.min(64, Math.max(1 / 8, ratio))
}
const place = (ratio: number): number => left + (wide * (Math.log2(ratio) + 3)) / 9

function drawn(figure: Figure, at: number): string {
  const { name, value, unit, pass, aim } = figure
  const y = 64 + at * row
  const [line, end] = [place(1), place(times(pass!, value))]
  const bar = `<rect x="${Math.min(line, end).toFixed(1)}" y="${y - 9}" width="${Math.max(1, Math.abs(end - line)).toFixed(1)}" height="12" fill="${colours[verdictOf(figure)]}"/>`
  const goal = aim === undefined ? undefined : place(times(pass!, numberOf(aim))).toFixed(1)
  const tick = goal === undefined ? "" : `<line x1="${goal}" x2="${goal}" y1="${y - 12}" y2="${y + 6}" stroke="#333"/>`
  const asked = `${"atMost" in pass! ? "<=" : ">="} ${written(numberOf(pass!), unit)}`
  return (
    `<text x="${left - 10}" y="${y}" text-anchor="end">${escaped(name)}</text>${bar}${tick}` +
    `<text x="${left + wide + 10}" y="${y}">${escaped(`${written(value, unit)} (${asked})`)}</text>`
  )
}

/** Every figure that something is asked of: to the right of the line it holds, and a tick is the aim. An SVG document. */
export function chartOf(figures: ReadonlyArray<Figure>, measuredOn: string): string {
  const judged = figures.filter(({ pass }) => pass !== undefined)
  const height = 80 + judged.length * row
  const said = judged.map(({ name, value, unit }) => `${name}: ${written(value, unit)}`).join("; ")
  const line = place(1).toFixed(1)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + wide + right} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-labelledby="bench-title bench-desc">`,
    `<title id="bench-title">How fast the router is, beside what is asked of it</title>`,
    `<desc id="bench-desc">${escaped(said)}</desc>`,
    `<rect width="100%" height="100%" fill="#ffffff"/>`,
    `<text x="${left - 10}" y="22" text-anchor="end" font-weight="bold">Right of the line: holds; the tick: the aim</text>`,
    `<text x="${left}" y="22" fill="#555">${escaped(measuredOn)}</text>`,
    `<text x="${line}" y="42" text-anchor="middle" fill="#555">just holds</text>`,
    `<text x="${place(8).toFixed(1)}" y="42" text-anchor="middle" fill="#555">8 times better</text>`,
    ...judged.map(drawn),
    `<line x1="${line}" x2="${line}" y1="48" y2="${height - 12}" stroke="#333" stroke-width="1.5"/>`,
    "</svg>",
    ""
  ].join("\n")
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
