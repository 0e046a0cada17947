import { execFileSync } from "node:child_process"
import { describe, expect, inject, it } from "vitest"
import type { Figure } from "./theory/Batches.ts"
import { picturesOf, plotsOf } from "./theory/plots/plotsOf.ts"
import type { PlayedRow } from "./theory/Row.ts"
import { sheets } from "./theory/sheets.ts"

const theory = inject("theory")
const drawn = ["erlang-c", "erlang-a", "strict-priority", "ageing", "skills"]

/** Rows that come out as the tables say, to the digit: nothing is played. */
const rowsOf = (folder: string): ReadonlyArray<PlayedRow> =>
  sheets
    .filter(({ name }) => drawn.includes(name))
    .flatMap(({ name: sheet, rows }) =>
      rows(folder).flatMap((row) => {
        if (!("system" in row.is)) return []
        const figures = row.is.system.measures.map(({ name, exact }) => {
          const figure: Figure = { value: exact, error: exact / 20 }
          return { name, exact, measured: figure, engine: figure, allowed: 0, verdict: "holds" as const }
        })
        return [{ sheet, row: row.name, engineContacts: 1, textbookContacts: 1, differ: 0, figures }]
      })
    )

const folders = ["", theory].filter((folder, at) => at === 0 || folder !== "")

describe.each(folders)("the plots of the rows of '%s'", (folder) => {
  const rows = rowsOf(folder)

  it("SIM-5 hold every row at least once, each point named", () => {
    const held = new Set(
      picturesOf(rows, folder).flatMap(({ panels }) =>
        panels.flatMap(({ series }) => series.flatMap(({ points }) => points.map(({ row }) => row)))
      )
    )
    expect(rows.filter(({ row }) => !held.has(row)).map(({ sheet, row }) => `${sheet}: ${row}`)).toEqual([])
    expect(held.size).toBeGreaterThan(40)
  })

  it("SIM-5 draw each line of theory through the values of the table", () => {
    const off = picturesOf(rows, folder).flatMap(({ name, panels }) =>
      panels.flatMap(({ series }) =>
        series.flatMap(({ name: of, curve, points }) =>
          points
            .filter(({ x, measured: { value } }) => !(Math.abs(curve(x) - value) <= 1e-6 * Math.max(1, value)))
            .map(({ row, x, measured: { value } }) => `${name}, ${row}, ${of}: ${curve(x)} instead of ${value}`)
        )
      )
    )
    expect(off).toEqual([])
  })

  it.skipIf(!inject("peers").xmllint)("are XML, with a mark for each point, inside the picture", () => {
    const pictures = picturesOf(rows, folder)
    for (const [at, { svg }] of plotsOf(rows, folder).entries()) {
      const points = pictures[at]!.panels.flatMap(({ series }) => series.flatMap((each) => each.points))
      const marks = execFileSync("xmllint", ["--xpath", "count(//*[local-name()='path']/*)", "-"], { input: svg })
      expect(Number(marks)).toBe(points.length)
      expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    }
  })
})
