import { createRouter } from "@strowger/router"
import { describe, expect, inject, it } from "vitest"
import { creditsOf } from "../../src/replay/credits.ts"
import { free, freeConfiguration } from "../../src/replay/free.ts"
import { freeCharts } from "../../src/replay/charts.ts"
import { recorded } from "../../src/replay/recorded.ts"
import { best, scan, scannedClasses, share } from "../../src/replay/scan.ts"
import { scanCharts } from "../../src/replay/scanCharts.ts"
import { showScan } from "../../src/replay/showScan.ts"
import { readTrace } from "../../src/replay/Trace.ts"
import { inventedCredit } from "./inventedCredit.ts"

const dayMs = 86_400_000

describe("a list of head starts", () => {
  it("is numbers and ranges with a step, in order, each once", () => {
    expect(creditsOf("0, 30,80-100:5,90")).toEqual([0, 30, 80, 85, 90, 95, 100])
    for (const list of ["", "90 s", "-5", "100-80:5", "1-9:0", "0-999999:1", "1.5"])
      expect(creditsOf(list)).toBeUndefined()
  })
})

describe.each([30, 90, 240])("a log of a bank that gave a head start of %i s", (creditS) => {
  const trace = inventedCredit(11, creditS)
  const scanned = scan(trace, [0, 10, 30, 50, 70, 90, 110, 180, 240, 300, 600], { untilMs: dayMs, toleranceMs: 0 })

  it("QUEUE-10 forced: the engine agrees with every start at that head start and with fewer at any other", () => {
    for (const one of scanned) {
      expect(one.all.compared).toBeGreaterThan(300)
      if (one.creditS === creditS) expect(one.all.agreed).toBe(one.all.compared)
      else expect(one.all.agreed).toBeLessThan(one.all.compared)
    }
    expect(best(scanned, (one) => one.all)?.creditS).toBe(creditS)
  })
  it("the table marks it, and the chart names it", () => {
    expect(showScan(scanned)).toMatch(new RegExp(`^${creditS} s +100\\.0%\\* +100\\.0%\\*$`, "m"))
    const [chart] = scanCharts(scanned, "en")
    expect(chart).toMatchObject({
      kind: "lines",
      mark: { line: "loans", at: [creditS, 1], text: `${creditS} s, 100.0%` }
    })
  })
})

describe("the charts of a replay", () => {
  const trace = inventedCredit(3, 90)
  const sides = [
    { name: "fifo", ...free(createRouter(freeConfiguration(trace)), trace, { seed: 1 }) },
    { name: "real", ...recorded(trace) }
  ]
  const options = { language: "en", serviceLevelMs: 20_000, creditMs: 90_000 } as const

  it("show the figures of the calls", () => {
    const charts = new Map(freeCharts(sides, options).map((chart) => [chart.name, chart]))
    const curve = charts.get("waits")
    if (curve?.kind !== "lines") throw new Error("waits is a line chart")
    for (const [at, line] of curve.lines.entries()) {
      const waits = sides[at]!.fates.map((fate) => fate.waitMs / 1000)
      for (const [second, y] of line.points) {
        expect(y).toBeCloseTo(waits.filter((wait) => wait > second).length / waits.length, 12)
      }
    }
    const byHour = charts.get("wait-by-hour")
    if (byHour?.kind !== "lines") throw new Error("wait-by-hour is a line chart")
    expect(byHour.lines[1]?.points.map(([hour]) => hour)).toEqual([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
    const nine = sides[1]!.fates.filter((fate) => Math.floor(fate.arrivesAtMs / 3_600_000) === 9)
    expect(byHour.lines[1]?.points[1]?.[1]).toBeCloseTo(
      nine.reduce((sum, f) => sum + f.waitMs, 0) / nine.length / 1000,
      9
    )
    const bars = charts.get("preferred-and-ordinary")
    if (bars?.kind !== "bars") throw new Error("preferred-and-ordinary has bars")
    const preferred = sides[0]!.fates.filter((fate) => fate.preferred === true)
    expect(bars.bars[0]?.values[0]).toBeCloseTo(
      preferred.reduce((sum, f) => sum + f.waitMs, 0) / preferred.length / 1000,
      9
    )
  })
  it("have the same data in both languages, and no Chinese in English", () => {
    const numbers = (language: "en" | "zh") =>
      freeCharts(sides, { ...options, language }).map((chart) =>
        chart.kind === "lines" ? chart.lines.map((line) => line.points) : chart.bars.map((bar) => bar.values)
      )
    expect(numbers("zh")).toEqual(numbers("en"))
    const added = freeCharts(sides, { ...options, wrapUpS: 75 })
    for (const { name, note } of added)
      expect(note.includes("75 s of wrap-up"), name).toBe(!name.startsWith("preferred"))
    expect(JSON.stringify(freeCharts(sides, options))).not.toMatch(/[\u2e80-\uffef]/)
    for (const { title } of freeCharts(sides, { ...options, language: "zh" })) expect(title).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe.skipIf(inject("traces") === "")(
  "February 1999 of a real bank, which gave preferred customers a head start",
  () => {
    it("QUEUE-10 forced, all days: the agreement peaks at a head start of 80 to 100 s", { timeout: 60_000 }, () => {
      const trace = readTrace(`${inject("traces")}/bank-1999-02.csv.gz`)
      const scanned = scan(trace, [0, 80, 85, 90, 95, 100, 180], { untilMs: 28 * dayMs })
      console.log(showScan(scanned))
      const classes = scannedClasses(scanned).filter(({ name }) => name !== "NW")
      expect(classes.map(({ name }) => name)).toEqual(["PS", "NE", "all"])
      for (const { name, of } of classes) {
        const peak = best(scanned, of)!
        expect(peak.creditS, name).toBeGreaterThanOrEqual(80)
        expect(peak.creditS, name).toBeLessThanOrEqual(100)
        for (const far of [scanned[0]!, scanned.at(-1)!])
          expect(share(of(far))!, name).toBeLessThan(share(of(peak))! - 0.03)
      }
    })
  }
)
