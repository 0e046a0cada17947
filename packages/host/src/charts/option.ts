import type { BarSeriesOption, EChartsOption, LineSeriesOption } from "echarts"
import type { Axis, BarChart, Chart, LineChart } from "./Chart.ts"
import { type Layout, lying, sizes } from "./layout.ts"
import { barStyles, fonts, lineStyles, referenceStyle, theme } from "./theme.ts"
import { written } from "./units.ts"

const text = { fontFamily: fonts, fontSize: sizes.text, color: theme["ink-2"] } as const
/** More points than this and symbols would hide the line. */
const symbolsUpTo = 48

/** The chart in the words of the library. */
export const optionOf = (chart: Chart, layout: Layout): EChartsOption => ({
  animation: false,
  backgroundColor: theme.surface,
  textStyle: { fontFamily: fonts },
  title: {
    text: layout.title.join("\n"),
    subtext: layout.note.join("\n"),
    left: sizes.margin,
    top: sizes.margin,
    padding: 0,
    itemGap: 4,
    textStyle: { ...text, fontSize: sizes.title, fontWeight: 500, color: theme.ink, lineHeight: 24 },
    subtextStyle: { ...text, lineHeight: 18 }
  },
  grid: { left: sizes.margin, right: 28, top: layout.gridTopPx, bottom: 12, outerBoundsMode: "same" },
  ...(chart.kind === "lines" ? lines(chart, layout) : bars(chart, layout))
})

const legend = (layout: Layout) => ({
  left: sizes.margin,
  top: layout.legendTopPx,
  width: layout.widthPx - 2 * sizes.margin,
  padding: 0,
  itemWidth: sizes.legendMark,
  itemHeight: 12,
  itemGap: sizes.legendGap,
  selectedMode: false as const,
  textStyle: { ...text, color: theme.ink }
})

const axis = ({ title, unit, least, most }: Axis) => ({
  type: "value" as const,
  name: title,
  nameTextStyle: { ...text, color: theme.ink },
  ...(least === undefined ? {} : { min: least }),
  ...(most === undefined ? {} : { max: most }),
  ...(unit === "share" && least === 0 && most === 1 ? { interval: 0.2 } : {}),
  ...(unit === "day" || unit === "count" || unit === "clock" ? { minInterval: 1 } : {}),
  axisLine: { lineStyle: { color: theme["line-strong"] } },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: theme["c-grid"] } },
  axisLabel: { ...text, hideOverlap: true, formatter: (value: number) => written(value, unit) }
})

/** The name of what runs along the bottom stands below its middle; the name of what goes up stands above it, from the left edge on. */
const bottom = { nameLocation: "middle" as const, nameGap: 30 }
const upward = (layout: Layout) => ({
  nameLocation: "end" as const,
  nameGap: 14,
  nameTextStyle: { ...text, color: theme.ink, align: "left" as const, padding: [0, 0, 0, -34] },
  axisLine: { show: false },
  splitNumber: layout.heightPx - layout.gridTopPx > 280 ? 5 : 4
})

const lines = (chart: LineChart, layout: Layout): EChartsOption => {
  let styled = 0
  const series = chart.lines.map((line): LineSeriesOption => {
    const style = line.reference ? referenceStyle : lineStyles[styled++ % lineStyles.length]!
    return {
      type: "line",
      name: line.name,
      data: line.points.map(([x, y]) => [x, y ?? "-"]),
      ...(chart.steps ? { step: "end" } : {}),
      color: style.colour,
      symbol: style.symbol,
      symbolSize: 7,
      showSymbol: line.points.length <= symbolsUpTo,
      silent: true,
      lineStyle: { color: style.colour, width: 2, type: style.dash as "solid" | Array<number> },
      ...(chart.mark?.line === line.name ? { markPoint: mark(chart.mark) } : {})
    }
  })
  return {
    legend: { ...legend(layout), show: chart.lines.length > 1 },
    xAxis: {
      ...axis({ ...chart.x, ...reach(chart) }),
      ...bottom,
      scale: true,
      splitLine: { show: false },
      splitNumber: layout.widthPx >= 640 ? 12 : 5
    },
    yAxis: { ...axis({ ...chart.y, ...whole(chart) }), ...upward(layout), scale: true },
    series
  }
}

/** Hours and days run from the first to the last that has a value; other axes to round numbers. */
const reach = (chart: LineChart): Partial<Axis> => {
  if (chart.x.unit !== "clock" && chart.x.unit !== "day") return {}
  const at = chart.lines.flatMap((line) => line.points.filter(([, y]) => y !== undefined).map(([x]) => x))
  return at.length === 0 ? {} : { least: Math.floor(Math.min(...at)), most: Math.ceil(Math.max(...at)) }
}

/** Shares that come near the whole are shown up to it. */
const whole = (chart: LineChart): Partial<Axis> => {
  if (chart.y.unit !== "share" || chart.y.least !== 0) return {}
  const most = Math.max(0, ...chart.lines.flatMap((line) => line.points.map(([, y]) => y ?? 0)))
  return most > 0.8 ? { most: 1 } : {}
}

const mark = ({ at, text: label }: NonNullable<LineChart["mark"]>): NonNullable<LineSeriesOption["markPoint"]> => ({
  silent: true,
  symbol: "circle",
  symbolSize: 13,
  itemStyle: { color: "transparent", borderColor: theme.ink, borderWidth: 2 },
  data: [{ coord: [...at], name: label }],
  label: {
    ...text,
    show: true,
    position: "bottom",
    distance: 8,
    color: theme.ink,
    fontWeight: 500,
    backgroundColor: theme.surface,
    padding: [2, 4],
    formatter: label
  }
})

const bars = (chart: BarChart, layout: Layout): EChartsOption => {
  const side = lying(chart, layout.widthPx)
  const series = chart.bars.map((bar, index): BarSeriesOption => {
    const style = barStyles[index % barStyles.length]!
    return {
      type: "bar",
      name: bar.name,
      data: bar.values.map((value) => value ?? "-"),
      silent: true,
      barMaxWidth: 56,
      itemStyle: {
        color: style.colour,
        borderColor: theme["ink-2"],
        borderWidth: 1,
        ...(style.hatching === undefined
          ? {}
          : {
              decal: {
                color: theme.surface,
                dashArrayX: [1, 0],
                dashArrayY: [2, 4],
                rotation: (style.hatching * Math.PI) / 180
              }
            })
      },
      label: {
        ...text,
        show: true,
        position: side ? "right" : "top",
        color: theme.ink,
        formatter: ({ value }) => (typeof value === "number" ? written(value, chart.y.unit) : "")
      }
    }
  })
  const names = {
    type: "category" as const,
    data: [...chart.names],
    axisLine: { lineStyle: { color: theme["line-strong"] } },
    axisTick: { show: false },
    axisLabel: { ...text, color: theme.ink, interval: 0 }
  }
  return {
    legend: { ...legend(layout), show: chart.bars.length > 1 },
    xAxis: side ? { ...axis(chart.y), ...bottom } : names,
    yAxis: side ? { ...names, inverse: true } : { ...axis(chart.y), ...upward(layout) },
    series
  }
}
