import { compare, simulate } from "@strowger/router/simulate"
import { Result } from "effect"
import { describe, expect, it } from "vitest"
import { drawSvg } from "../../src/charts/drawSvg.ts"
import { dayCharts } from "../../src/simulate/charts.ts"
import { examplePlan } from "../../src/simulate/example.ts"
import { pooledSeries } from "../../src/simulate/pooled.ts"
import { readPlan } from "../../src/simulate/readPlan.ts"
import { showComparison } from "../../src/simulate/showComparison.ts"
import { showDays } from "../../src/simulate/showDays.ts"
import { dataIn } from "../charts/svg.ts"

const hourMs = 3_600_000
const { file, day } = Result.getOrThrow(readPlan(examplePlan))
const days = [1, 2, 3].map((seed) => simulate(day, { seed, contacts: true }))

describe("days as tables", () => {
  it("of one day are its figures, of several their means and how far they lie apart", () => {
    const [one] = days
    const single = showDays(file, [one!])
    const cards = one!.queues["cards"]!
    expect(single).toMatch(
      new RegExp(`^cards +${cards.offered} +${cards.served} +${cards.abandoned} +0 +[\\d.]+% +`, "m")
    )
    const mean = days.reduce((sum, each) => sum + each.all.offered, 0) / 3
    const several = showDays(file, days)
    expect(several).toMatch(new RegExp(`^all +${mean.toFixed(1)} `, "m"))
    const waits = days.map((each) => each.all.waitAll.meanMs! / 1000)
    const [least, most] = [Math.min(...waits), Math.max(...waits)].map((wait) => wait.toFixed(1))
    expect(several).toMatch(new RegExp(`^mean wait, s +[\\d.]+ +${least} +${most}$`, "m"))
    expect(several).toMatch(/^early +9 +[\d.]+ +[\d.]+ +0\.0 +[\d.]+% +[\d.]+% +[\d.]+%$/m)
  })
  it("pool intervals: counts on average, waits and service levels of all contacts together", () => {
    const series = pooledSeries(days)
    expect(series[0]?.fromMs).toBe(8 * hourMs)
    const total = (of: "offered" | "served" | "abandoned") =>
      series.reduce((sum, point) => sum + point[of], 0) * days.length
    for (const of of ["offered", "served", "abandoned"] as const) {
      expect(total(of)).toBeCloseTo(
        days.reduce((sum, each) => sum + each.all[of], 0),
        6
      )
    }
    const contacts = days.flatMap((each) => each.contacts ?? [])
    for (const { fromMs, untilMs, meanWaitMs } of series) {
      const served = contacts.filter(
        (c) => c.outcome === "served" && c.arrivedAtMs >= fromMs && c.arrivedAtMs < untilMs
      )
      if (served.length === 0) expect(meanWaitMs).toBeUndefined()
      else expect(meanWaitMs).toBeCloseTo(served.reduce((sum, c) => sum + c.waitMs, 0) / served.length, 6)
    }
  })
})

describe("a comparison as a table", () => {
  it("says better or worse only where the interval does not contain 0, and which way is good", () => {
    const fewer = { ...day, agents: day.agents.slice(3) }
    const text = showComparison(compare({ plan: day, fewer }, { seeds: [1, 2, 3, 4] }))
    expect(text).toMatch(/^mean wait .* worse$/m)
    expect(text).toMatch(/^calls: mean wait .* worse$/m)
    expect(text).toMatch(/^in time .* -[\d.]+ points .* worse$/m)
    expect(text).toMatch(/^occupancy +[\d.]+% +[\d.]+% +\+[\d.]+ points [^w]*$/m)
    const back = showComparison(compare({ fewer, plan: day }, { seeds: [1, 2, 3, 4] }))
    expect(back).toMatch(/^mean wait .* better$/m)
    expect(showComparison(compare({ plan: day, same: day }, { seeds: [1, 2] }))).not.toMatch(/better|worse/)
  })
})

describe("the charts of a day", () => {
  const plans = [{ name: "day.yaml", file, days: [days[0]!] }]

  it("carry the figures of the day into the file", async () => {
    const charts = new Map(dayCharts(plans, "en").map((chart) => [chart.name, chart]))
    const data = async (name: string) => dataIn(await drawSvg(charts.get(name)!))
    const contacts = await data("contacts")
    expect(contacts.series.map(({ name }) => name)).toEqual(["offered", "abandoned"])
    const offered = contacts.series[0]!.points!.slice(0, -1).map(([, y]) => y ?? 0)
    expect(offered.reduce((a, b) => a + b, 0)).toBe(days[0]!.all.offered)
    const waits = await data("waits")
    const cards = days[0]!.contacts!.filter((contact) => contact.queue === "cards")
    for (const [second, share] of waits.series.find(({ name }) => name === "Cards")!.points!) {
      const longer = cards.filter((contact) => contact.waitMs / 1000 > second).length
      expect(share).toBeCloseTo(longer / cards.length, 5)
    }
    const occupancy = await data("occupancy")
    expect(occupancy.names).toEqual(Object.keys(file.agents))
    const lu = occupancy.names!.indexOf("lu")
    expect(occupancy.series[0]!.values![lu]).toBeCloseTo(days[0]!.agents["lu"]!.occupancy!, 5)
  })
  it("of several plans have a line for each, and of a group that one of them has not a gap", async () => {
    const { lu: _lu, ...others } = file.agents
    const without = { name: "without.yaml", file: { ...file, agents: others }, days: [days[1]!] }
    const charts = new Map(dayCharts([...plans, without], "zh").map((chart) => [chart.name, chart]))
    const waits = dataIn(await drawSvg(charts.get("waits")!))
    expect(waits.series.map(({ name }) => name)).toEqual(["day.yaml", "without.yaml"])
    const occupancy = dataIn(await drawSvg(charts.get("occupancy")!))
    expect(occupancy.series[1]!.values![occupancy.names!.indexOf("lu")]).toBeNull()
    expect(occupancy.series[0]!.values![occupancy.names!.indexOf("lu")]).not.toBeNull()
  })
})
