import { readFileSync } from "node:fs"
import { describe, expect, inject, it } from "vitest"
import type { BarChart, LineChart } from "../../src/charts/Chart.ts"
import { drawSvg } from "../../src/charts/drawSvg.ts"
import { fonts, lineStyles, theme } from "../../src/charts/theme.ts"
import { textWidth, wrapped } from "../../src/charts/textWidth.ts"
import { dataIn, drawnLines, read } from "./svg.ts"

const waits: LineChart = {
  kind: "lines",
  name: "waits",
  title: "Waits < 60 s & more 等待",
  note: 'All who came, "served" or not.',
  x: { title: "Hour", unit: "clock" },
  y: { title: "Mean wait, seconds", unit: "seconds", least: 0 },
  lines: [
    {
      name: "first in, first out",
      points: [
        [8, 12.25],
        [9, 40],
        [10, 31.5],
        [12, 7]
      ]
    },
    {
      name: "偏好客户优先",
      points: [
        [8, 3],
        [9, undefined],
        [10, 5],
        [12, 6]
      ],
      reference: true
    }
  ]
}
const people: BarChart = {
  kind: "bars",
  name: "people",
  title: "Share served in time",
  note: "By queue.",
  names: ["loans", "cards"],
  y: { title: "In 20 s", unit: "share", least: 0 },
  bars: [
    { name: "Monday", values: [0.5, 0.25] },
    { name: "Tuesday", values: [1, undefined] }
  ]
}

describe("a chart", () => {
  it("has the colours and the type of the screens", () => {
    const [light = ""] = readFileSync(new URL("../../web/src/styles/tokens.css", import.meta.url), "utf8").split(
      "[data-theme"
    )
    const token = (name: string) => new RegExp(`--${name}:\\s*([^;]+);`).exec(light)?.[1]
    for (const [name, colour] of Object.entries(theme)) expect(token(name), name).toBe(colour)
    expect(token("font")?.replaceAll('"', "'").replaceAll(/\s+/g, " ")).toBe(fonts)
  })
  it("tells lines apart without colour: no two of a dash and symbol", () => {
    const looks = lineStyles.map(({ dash, symbol }) => JSON.stringify([dash, symbol]))
    expect(new Set(looks).size).toBe(looks.length)
  })
  it("is the same bytes for the same data, however many were drawn before", async () => {
    expect(await drawSvg(waits)).toBe(await drawSvg(waits))
    expect(await drawSvg(people, 390)).toBe(await drawSvg(people, 390))
    expect(await drawSvg(waits)).not.toBe(await drawSvg({ ...waits, lines: waits.lines.slice(1) }))
  })
  it("draws its lines where the numbers are: one straight scale for each axis", async () => {
    const svg = await drawSvg(waits)
    const [line] = drawnLines(svg, lineStyles[0]!.colour).filter((corners) => corners.length === 4)
    const { points } = waits.lines[0]!
    const scale = (at: 0 | 1) => {
      const [first, second] = [points[0]![at]!, points[1]![at]!]
      const perUnit = (line![1]![at] - line![0]![at]) / (second - first)
      return (value: number) => line![0]![at] + (value - first) * perUnit
    }
    expect(line).toHaveLength(points.length)
    for (const [index, [x, y]] of points.entries()) {
      expect(line![index]![0]).toBeCloseTo(scale(0)(x), 0)
      expect(line![index]![1]).toBeCloseTo(scale(1)(y!), 0)
    }
    expect(scale(1)(10)).toBeLessThan(scale(1)(0))
  })
  it.skipIf(!inject("peers").xmllint)("is well-formed, and says and carries what it shows", async () => {
    const svg = await drawSvg(waits)
    expect(read(svg, "string(/*/@role)")).toBe("img")
    expect(read(svg, "string(//*[@id=/*/@aria-labelledby])")).toBe(waits.title)
    const words = read(svg, "string(//*[@id=/*/@aria-describedby])")
    expect(words).toContain(waits.note)
    expect(words).toContain("偏好客户优先: 08:00 3; 09:00 —; 10:00 5; 12:00 6.")
    expect(JSON.parse(read(svg, "string(/*/*[local-name()='metadata'])"))).toEqual({
      x: { title: "Hour", unit: "clock" },
      y: { title: "Mean wait, seconds", unit: "seconds" },
      series: [
        {
          name: "first in, first out",
          points: [
            [8, 12.25],
            [9, 40],
            [10, 31.5],
            [12, 7]
          ]
        },
        {
          name: "偏好客户优先",
          points: [
            [8, 3],
            [9, null],
            [10, 5],
            [12, 6]
          ]
        }
      ]
    })
    expect(Number(read(svg, 'string(count(//*[contains(@id, "zr") or contains(@class, "zr")]))'))).toBe(0)
  })
  it.skipIf(!inject("peers").xmllint)("of bars carries its values, a missing one as none", async () => {
    const svg = await drawSvg(people, 390)
    expect(JSON.parse(read(svg, "string(/*/*[local-name()='metadata'])"))).toEqual(dataIn(svg))
    expect(dataIn(svg).series).toEqual([
      { name: "Monday", values: [0.5, 0.25] },
      { name: "Tuesday", values: [1, null] }
    ])
    expect(svg).toContain(">50%</text>")
  })
})

describe("text in a chart", () => {
  it("is wrapped between words and between Chinese characters, and never begins a line with a closing mark", () => {
    expect(wrapped("one two three four", 12, 60)).toEqual(["one two", "three four"])
    const chinese = wrapped("只统计在日志中等待过的来电，其余不知。", 12, 48)
    expect(chinese.join("")).toBe("只统计在日志中等待过的来电，其余不知。")
    for (const line of chinese) expect(line).not.toMatch(/^[，。]/)
    for (const line of chinese) expect(textWidth(line, 12)).toBeLessThanOrEqual(60)
  })
})
