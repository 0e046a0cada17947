import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** What `xmllint` reads at an XPath of the document. Throws where it is not well-formed. */
export const read = (svg: string, xpath: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "strowger-chart-"))
  try {
    const path = join(folder, "chart.svg")
    writeFileSync(path, svg)
    return execFileSync("xmllint", ["--xpath", xpath, path], { encoding: "utf8" }).replace(/\n$/, "")
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export interface ChartData {
  readonly names?: ReadonlyArray<string>
  readonly series: ReadonlyArray<{
    readonly name: string
    readonly points?: ReadonlyArray<readonly [number, number | null]>
    readonly values?: ReadonlyArray<number | null>
  }>
}

/** The data that the file carries. */
export const dataIn = (svg: string): ChartData =>
  JSON.parse(
    /<metadata>(.*)<\/metadata>/.exec(svg)![1]!.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")
  )

/** The corners of the drawn lines of one colour, in pixels: paths without a fill. */
export const drawnLines = (svg: string, colour: string): ReadonlyArray<ReadonlyArray<readonly [number, number]>> =>
  [...svg.matchAll(/<path d="(M[^"]*)" fill="none"[^>]* stroke="([^"]+)" stroke-width="2"/g)]
    .filter(([, , stroke]) => stroke === colour)
    .map(([, path = ""]) =>
      [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    )
