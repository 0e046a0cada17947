import type { Axis, Chart } from "./Chart.ts"
import { written } from "./units.ts"

/** At most so many values of a line are read out; a longer one is read at even steps. */
const readOut = 24

/** What the chart shows, for who does not see it. */
export const inWords = (chart: Chart): string =>
  [
    chart.note,
    ...(chart.kind === "lines"
      ? chart.lines.map((line) =>
          sentence(
            line.name,
            thinned(line.points).map(([x, y]) => pair(written(x, chart.x.unit), y, chart.y))
          )
        )
      : chart.bars.map((bar) =>
          sentence(
            bar.name,
            chart.names.map((name, index) => pair(name, bar.values[index], chart.y))
          )
        ))
  ].join("\n")

const sentence = (name: string, values: ReadonlyArray<string>): string => `${name}: ${values.join("; ")}.`
const pair = (at: string, value: number | undefined, axis: Axis): string =>
  `${at} ${value === undefined ? "—" : written(value, axis.unit)}`

const thinned = <A>(points: ReadonlyArray<A>): ReadonlyArray<A> => {
  const every = Math.max(1, Math.ceil(points.length / readOut))
  return points.filter((_, index) => index % every === 0 || index === points.length - 1)
}

/** The data of the chart as they stand in the file: six digits are more than any picture shows. */
export const dataOf = (chart: Chart): unknown => {
  const digits = (value: number | undefined): number | null =>
    value === undefined ? null : Number(value.toPrecision(6))
  return chart.kind === "lines"
    ? {
        x: { title: chart.x.title, unit: chart.x.unit },
        y: { title: chart.y.title, unit: chart.y.unit },
        series: chart.lines.map(({ name, points }) => ({
          name,
          points: points.map(([x, y]) => [digits(x), digits(y)])
        }))
      }
    : {
        y: { title: chart.y.title, unit: chart.y.unit },
        names: chart.names,
        series: chart.bars.map(({ name, values }) => ({ name, values: values.map(digits) }))
      }
}
