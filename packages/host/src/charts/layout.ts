import type { BarChart, Chart } from "./Chart.ts"
import { textWidth, wrapped } from "./textWidth.ts"
import { written } from "./units.ts"

export const sizes = { title: 16, text: 12, legendMark: 34, legendGap: 16, margin: 16 } as const
const lineHeight = 1.5

/** Where the parts of a chart stand. Head and legend take the lines that they need at this width; the picture gets the rest. */
export interface Layout {
  readonly widthPx: number
  readonly heightPx: number
  readonly title: ReadonlyArray<string>
  readonly note: ReadonlyArray<string>
  readonly legendTopPx: number
  readonly gridTopPx: number
}

export const layoutOf = (chart: Chart, widthPx: number): Layout => {
  const inner = widthPx - 2 * sizes.margin
  const title = wrapped(chart.title, sizes.title * 1.08, inner)
  const note = wrapped(chart.note, sizes.text, inner)
  const names = (chart.kind === "lines" ? chart.lines : chart.bars).map((series) => series.name)
  const headPx = title.length * sizes.title * lineHeight + note.length * sizes.text * lineHeight
  const legendTopPx = Math.round(sizes.margin + headPx + 16)
  const gridTopPx = legendTopPx + legendRows(names, inner) * 24 + 12
  return { widthPx, heightPx: gridTopPx + gridPx(chart, widthPx), title, note, legendTopPx, gridTopPx }
}

const gridPx = (chart: Chart, widthPx: number): number =>
  chart.kind === "bars" && lying(chart, widthPx)
    ? chart.names.length * (chart.bars.length * 18 + 16) + 60
    : widthPx >= 640
      ? 320
      : 260

const legendRows = (names: ReadonlyArray<string>, inner: number): number => {
  let rows = names.length > 1 ? 1 : 0
  let used = 0
  for (const name of names) {
    const width = sizes.legendMark + 5 + textWidth(name, sizes.text) + sizes.legendGap
    if (used > 0 && used + width > inner) {
      rows++
      used = 0
    }
    used += width
  }
  return rows
}

/** Bars whose names or values do not fit beside those of the next stand on their side. */
export const lying = (chart: BarChart, widthPx: number): boolean => {
  const wide = (texts: ReadonlyArray<string>): number =>
    Math.max(0, ...texts.map((text) => textWidth(text, sizes.text)))
  const groupPx = (widthPx - 90) / Math.max(1, chart.names.length)
  const values = chart.bars.flatMap((bar) => bar.values.map((value) => written(value ?? 0, chart.y.unit)))
  return wide(chart.names) + 8 > groupPx || wide(values) + 2 > (groupPx * 0.8) / Math.max(1, chart.bars.length)
}
