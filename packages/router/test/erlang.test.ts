import { readFileSync } from "node:fs"
import { describe, expect, inject, it } from "vitest"
import { erlangA, erlangB, erlangC, erlangs, type Load, type SteadyState } from "../src/simulate/index.ts"

const theory = inject("theory")
/** Rates per mean handle time, which is one second here. */
const secondMs = 1000
const pool = (perService: number, agents: number, more: Partial<Load> = {}): Load => ({
  perHour: perService * 3600,
  handleMs: secondMs,
  agents,
  ...more
})

interface Row {
  readonly [column: string]: number
}
function rows(file: string): ReadonlyArray<Row> {
  const [head = "", ...lines] = readFileSync(`${theory}/${file}`, "utf8").trim().split(/\r?\n/)
  const columns = head.split(",")
  const number = (text: string | undefined) => (text === "inf" ? Number.POSITIVE_INFINITY : Number(text))
  return lines.map((line) => Object.fromEntries(line.split(",").map((text, at) => [columns[at]!, number(text)])))
}

/** What is not the printed value to the ten digits printed (loads are printed rounded, too). */
function unequal(row: Row, values: Readonly<Record<string, number | undefined>>): string[] {
  return Object.entries(values).flatMap(([column, value]) => {
    const printed = row[column]
    const isEqual =
      printed !== undefined && value !== undefined && Math.abs(value - printed) <= 6e-10 * Math.abs(printed)
    return isEqual ? [] : [`${column}: ${value}, not ${printed}, in ${JSON.stringify(row)}`]
  })
}

describe.skipIf(theory === "")("every row of the tables of exact values", () => {
  it("SIM-10 Erlang B", () => {
    const table = rows("erlang_b.csv")
    expect(table.length).toBe(162)
    expect(table.flatMap((row) => unequal(row, { B: erlangB(row.n!, row.a!) }))).toEqual([])
  })

  it("SIM-10 Erlang C: the wait, its mean, its law", () => {
    const table = rows("erlang_c.csv")
    expect(table.length).toBe(120)
    const wrong = table.flatMap((row) => {
      const handleMs = row.mean_service_s! * secondMs
      const s = erlangC({
        perHour: (row.a! * 3_600_000) / handleMs,
        handleMs,
        agents: row.n!
      })
      return unequal(row, {
        C: s.mustWait,
        E_wait_s: s.meanWaitMs / secondMs,
        EQ: s.waiting,
        ...Object.fromEntries([10, 20, 30, 60].map((t) => [`P_wait_gt_${t}s`, s.longerThan(t * secondMs)]))
      })
    })
    expect(wrong).toEqual([])
  })

  it("SIM-10 Erlang A: who waits, who gives up, how long, within what time", () => {
    const table = rows("erlang_a.csv")
    expect(table.length).toBe(416)
    const wrong = table.flatMap((row) => {
      const s = erlangA(pool(row.lam!, row.n!, { patienceMs: secondMs / row.theta! }))
      const servedWithin = { "0.1": 1 / 10, "0.333": 1 / 3, "1": 1 }
      return unequal(row, {
        p_wait: s.mustWait,
        p_abandon: s.abandoned,
        p_served: 1 - s.abandoned,
        E_queue: s.waiting,
        E_wait_all: s.meanWaitMs / secondMs,
        occupancy: s.occupancy,
        E_wait_served: s.meanWaitOfServedMs / secondMs,
        E_wait_abandoned: s.meanWaitOfAbandonedMs! / secondMs,
        ...Object.fromEntries(
          Object.entries(servedWithin).map(([name, t]) => [`P_served_within_${name}`, s.servedWithin(t * secondMs)])
        )
      })
    })
    expect(wrong).toEqual([])
  })

  it("SIM-10 Erlang A: the wait of who has all the patience there is", () => {
    const wrong = rows("erlang_a.csv").flatMap((row) => {
      const s = erlangA(pool(row.lam!, row.n!, { patienceMs: secondMs / row.theta! }))
      return [0.1, 1 / 3, 1].flatMap((t) => {
        const printed = row[`P_V_le_${t === 1 / 3 ? "0.333" : t}`]!
        return Math.abs(1 - s.longerThan(t * secondMs) - printed) < 6e-11 ? [] : [JSON.stringify(row)]
      })
    })
    expect(wrong).toEqual([])
  })

  it("SIM-10 limited places, with and without patience", () => {
    const table = rows("mmnk_m.csv")
    expect(table.length).toBe(90)
    const wrong = table.flatMap((row) => {
      const patienceMs = row.mean_patience! * secondMs
      const s = erlangA(pool(row.lam!, row.n!, { places: row.K!, patienceMs }))
      return unequal(row, {
        p_block: s.blocked,
        p_wait: s.mustWait,
        E_queue: s.waiting,
        E_wait_all: s.meanWaitMs / secondMs,
        occupancy: s.occupancy,
        p_abandon_accepted: s.abandoned
      })
    })
    expect(wrong).toEqual([])
  })

  it("SIM-10 the exact column of Whitt's table 3 (2005), to the digits printed", () => {
    const file = JSON.parse(readFileSync(`${theory}/whitt2005_tables.json`, "utf8")) as {
      cases: Record<string, { exact_printed_M4?: Row }>
    }
    const printed = file.cases["T3 M/M/100/200+LN(4,4)"]!.exact_printed_M4!
    const s = erlangA(pool(102, 100, { places: 200, patienceMs: 4 * secondMs }))
    for (const [name, value] of Object.entries(whitt(s))) {
      // One in the last digit printed: .68648 is printed as .687.
      expect(Math.abs(value - printed[name]!), name).toBeLessThan(
        name.startsWith("E") || name === "P(A)" ? 0.0001 : 0.001
      )
    }
    expect(s.waiting).toBeCloseTo(printed["E[Q]"]!, 2)
  })
})

/** By Whitt's names: shares of those served (S) and of those who gave up (A). */
const whitt = (s: SteadyState): Record<string, number> => ({
  "P(W=0)": 1 - s.mustWait,
  "P(A)": s.abandoned,
  "E[W|S]": s.meanWaitOfServedMs / secondMs,
  "E[W|A]": s.meanWaitOfAbandonedMs! / secondMs,
  "P(W<=0.1|S)": s.servedWithin(100) / (1 - s.abandoned),
  "P(W<=0.1|A)": s.abandonedWithin(100) / s.abandoned,
  "P(W<=0.2|S)": s.servedWithin(200) / (1 - s.abandoned),
  "P(W<=0.2|A)": s.abandonedWithin(200) / s.abandoned
})

describe("published values", () => {
  it("SIM-10 B(10, 10), C(10, 8), and a pool of 90 with 120 places", () => {
    expect(erlangB(10, 10)).toBeCloseTo(0.2145823431, 10)
    expect(erlangC(pool(8, 10)).mustWait).toBeCloseTo(0.4091801508, 10)
    const s = erlangA(pool(84, 90, { places: 120 }))
    expect([s.blocked, s.mustWait, s.meanWaitMs / secondMs].map((x) => x.toPrecision(6))).toEqual([
      "0.00364308",
      "0.379706",
      "0.0450023"
    ])
  })

  it("SIM-10 Whitt's table 1 (2005), exact: M/M/100/200+M, 102 come", () => {
    const values = whitt(erlangA(pool(102, 100, { places: 200, patienceMs: secondMs })))
    const printed = {
      "P(W=0)": 0.4083,
      "P(A)": 0.0499,
      "E[W|S]": 0.049,
      "E[W|A]": 0.0666,
      "P(W<=0.1|S)": 0.7986,
      "P(W<=0.2|S)": 0.9644
    }
    for (const [name, value] of Object.entries(printed)) expect(values[name], name).toBeCloseTo(value, 4)
  })

  it("SIM-10 two simulators' own tests: 13 agents, and 12 with a rate of patience of 1", () => {
    const perHour = 210
    const handleMs = 180_000
    expect(erlangC({ perHour, handleMs, agents: 13 }).meanWaitMs / 1000).toBeCloseTo(26.5569, 4)
    const patient = { perHour, handleMs, patienceMs: 300_000 }
    expect(erlangA({ ...patient, agents: 13 }).meanWaitMs / 1000).toBeCloseTo(9.9128, 4)
    expect(erlangA({ ...patient, agents: 9 }).meanWaitMs / 1000).toBeCloseTo(56.6184, 4)
    const twelve = erlangC({ perHour: 252, handleMs: 120_000, agents: 12 })
    expect(twelve.mustWait).toBeCloseTo(0.183889, 6)
    expect(twelve.serviceLevels(20_000).ofAll).toBeCloseTo(0.89908, 6)
    const leaving = erlangA({ perHour: 252, handleMs: 120_000, agents: 12, patienceMs: 60_000 })
    expect(leaving.abandoned).toBeCloseTo(0.029679, 6)
    expect(leaving.meanWaitOfServedMs / 60_000).toBeCloseTo(0.02406, 6)
    expect(leaving.serviceLevels(20_000).ofAll).toBeCloseTo(0.94527, 6)
    expect(erlangA({ perHour: 252, handleMs: 120_000, agents: 12, places: 17 }).blocked).toBeCloseTo(0.009477, 6)
  })
})

describe("at the edges", () => {
  it("SIM-10 endless patience is Erlang C, places for the agents alone are Erlang B, and both are approached smoothly", () => {
    expect(erlangA(pool(8, 10)).meanWaitMs).toBe(erlangC(pool(8, 10)).meanWaitMs)
    for (const agents of [1, 10, 200, 2000]) {
      const arrivals = agents * 0.93
      const exact = erlangC(pool(arrivals, agents))
      const nearly = erlangA(pool(arrivals, agents, { patienceMs: 1e12 * secondMs }))
      const roomy = erlangA(pool(arrivals, agents, { places: agents + 2000 }))
      for (const other of [nearly, roomy]) {
        expect(other.mustWait / exact.mustWait).toBeCloseTo(1, 9)
        expect(other.meanWaitMs / exact.meanWaitMs).toBeCloseTo(1, 9)
        expect(other.longerThan(300) / exact.longerThan(300)).toBeCloseTo(1, 9)
      }
      const full = erlangA(pool(arrivals, agents, { places: agents, patienceMs: secondMs }))
      expect(full.blocked).toBeCloseTo(erlangB(agents, arrivals), 12)
      expect(full.mustWait).toBe(0)
    }
  })

  it("SIM-10 what must be so: shares that add up, Little's law, the flow of who gives up, more agents wait less", () => {
    for (const agents of [1, 3, 40, 700, 2000]) {
      for (const load of [0.2, 0.9, 1, 1.3, 2.5]) {
        for (const patienceMs of [1, 50, 1000, 30_000, 1e6]) {
          const perService = agents * load
          const s = erlangA(pool(perService, agents, { patienceMs }))
          const name = `${agents} ${load} ${patienceMs}`
          expect(s.abandoned, name).toBeCloseTo((s.waiting * secondMs) / patienceMs / perService, 10)
          expect(s.occupancy * agents, name).toBeCloseTo(perService * (1 - s.abandoned), 7)
          const mix = (1 - s.abandoned) * s.meanWaitOfServedMs + s.abandoned * (s.meanWaitOfAbandonedMs ?? 0)
          expect(Math.abs(mix - s.meanWaitMs), name).toBeLessThanOrEqual(1e-9 * s.meanWaitMs)
          expect(s.longerThan(0), name).toBeCloseTo(s.mustWait, 10)
          expect(s.servedWithin(0), name).toBeCloseTo(1 - s.mustWait, 10)
          expect(s.servedWithin(1e9), name).toBeCloseTo(1 - s.abandoned, 9)
          expect(s.abandonedWithin(1e9), name).toBeCloseTo(s.abandoned, 9)
          const more = erlangA(pool(perService, agents + 1, { patienceMs }))
          expect(more.servedWithin(100), name).toBeGreaterThanOrEqual(s.servedWithin(100) - 1e-12)
        }
      }
    }
  })

  it("SIM-10 nobody comes, nobody works, nobody can keep up", () => {
    const idle = erlangA(pool(0, 3, { patienceMs: 1 }))
    expect([idle.mustWait, idle.meanWaitMs, idle.occupancy, idle.servedWithin(0)]).toEqual([0, 0, 0, 1])
    const alone = erlangA(pool(2, 0, { patienceMs: 500 }))
    expect(alone.abandoned).toBeCloseTo(1, 12)
    expect([alone.servedWithin(1000), Math.round(alone.meanWaitMs), alone.occupancy]).toEqual([0, 500, 0])
    expect(alone.longerThan(1e6)).toBeCloseTo(1, 12)
    const drowning = erlangC(pool(10, 10))
    expect([drowning.mustWait, drowning.meanWaitMs, drowning.servedWithin(1e9)]).toEqual([
      1,
      Number.POSITIVE_INFINITY,
      0
    ])
    expect(drowning.meanWaitOfAbandonedMs).toBeUndefined()
    expect(drowning.serviceLevels(20_000).ofAll).toBe(0)
  })

  it("SIM-10 a pool without meaning is refused, by the name of its field", () => {
    const wrong = (load: Partial<Load>) => () => erlangA({ perHour: 60, handleMs: 180_000, agents: 4, ...load })
    expect(wrong({ perHour: -1 })).toThrow("perHour: -1 is not a number of contacts, zero or more")
    expect(wrong({ handleMs: 0 })).toThrow("handleMs: 0 is not a time above zero in milliseconds")
    expect(wrong({ agents: 2.5 })).toThrow("agents: 2.5 is not a whole number, zero or more")
    expect(wrong({ patienceMs: 0 })).toThrow("patienceMs: 0 is not a time above zero in milliseconds")
    expect(wrong({ places: 3 })).toThrow("places: 3 is not a whole number, at least that of the agents")
    expect(() => erlangA(pool(2000, 1000, { patienceMs: 1e9 }))).toThrow(
      "patienceMs: so much patience under so much load"
    )
    expect(erlangs({ perHour: 240, handleMs: 180_000 })).toBe(12)
  })
})
