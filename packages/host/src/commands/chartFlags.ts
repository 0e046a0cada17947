import { Console, Effect, Option } from "effect"
import { Flag } from "effect/cli"
import type { Chart } from "../charts/Chart.ts"
import { type Language, languages } from "../charts/Text.ts"
import { CommandFailed } from "./CommandFailed.ts"

/** What every command that draws charts may be told. */
export const chartFlags = {
  charts: Flag.String("charts").pipe(
    Flag.optional,
    Flag.withDescription("Folder for SVG charts; it is made when it is not there (none are drawn)")
  ),
  chartWidth: Flag.Int("chart-width").pipe(
    Flag.withDefault(960),
    Flag.withDescription("Width of the charts in pixels, 320 to 2400; 390 suits a phone (960)")
  ),
  language: Flag.Literals("language", [...languages]).pipe(
    Flag.withDefault("en"),
    Flag.withDescription("Language of the charts (en)")
  )
}

export interface ChartWishes {
  readonly charts: Option.Option<string>
  readonly chartWidth: number
  readonly language: Language
}

/** What is wrong with the wishes, before anything long begins. */
export const wrongCharts = ({ chartWidth }: ChartWishes): string | undefined =>
  chartWidth >= 320 && chartWidth <= 2400 ? undefined : "--chart-width is 320 to 2400 pixels."

/** Draws them if they were asked for, and says where they are. The drawing library is loaded only then. */
export const drawCharts = Effect.fnUntraced(function* (wishes: ChartWishes, charts: () => ReadonlyArray<Chart>) {
  if (Option.isNone(wishes.charts)) return
  const folder = wishes.charts.value
  const { writeCharts } = yield* Effect.promise(() => import("../charts/writeCharts.ts"))
  const paths = yield* Effect.tryPromise({
    try: () => writeCharts(folder, charts(), wishes.chartWidth),
    catch: (cause) => {
      const code = (cause as { code?: string }).code
      if (code === undefined) throw cause
      return new CommandFailed({
        message: `${folder}: the charts cannot be written (${code}). Name a folder that may be written to.`
      })
    }
  })
  yield* Console.log(`\nCharts:\n${paths.map((path) => `  ${path}`).join("\n")}`)
})
