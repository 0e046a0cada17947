import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Chart } from "./Chart.ts"
import { drawSvg } from "./drawSvg.ts"

/** Writes each chart as `NAME.svg` into the folder, which is made when it is not there. Returns the paths. */
export const writeCharts = async (
  folder: string,
  charts: ReadonlyArray<Chart>,
  widthPx?: number
): Promise<ReadonlyArray<string>> => {
  mkdirSync(folder, { recursive: true })
  const paths: Array<string> = []
  for (const chart of charts) {
    const path = join(folder, `${chart.name}.svg`)
    writeFileSync(path, await drawSvg(chart, widthPx))
    paths.push(path)
  }
  return paths
}
