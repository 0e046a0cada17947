import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, inject, it } from "vitest"
import { adanWeiss, cobham, erlangC, kleinrock, type SkillGraph } from "../src/simulate/index.ts"

const theory = inject("theory")
const unitMs = 1_000
const perHour = (perUnit: ReadonlyArray<number>) => perUnit.map((rate) => (rate * 3_600_000) / unitMs)
const read = <Row>(file: string) => JSON.parse(readFileSync(`${theory}/${file}`, "utf8")) as ReadonlyArray<Row>
/** What is not the printed value to the ten digits printed. */
const unequal = (name: string, printed: ReadonlyArray<number>, values: ReadonlyArray<number>): string[] =>
  printed.flatMap((value, at) =>
    Math.abs(values[at]! - value) <= 6e-10 * value ? [] : [`${name} ${at}: ${values[at]}, not ${value}`]
  )
/** Second moments of the laws the tables name, mean 1: by the standard deviation. */
const sdOf = (model: string, secondMoment?: number) => {
  if (secondMoment !== undefined) return { sdMs: unitMs * Math.sqrt(secondMoment - 1) }
  if (model.includes("S=det")) return { sdMs: 0 }
  return model.includes("S=lognormal_sigma1") ? { sdMs: unitMs * Math.sqrt(Math.E - 1) } : {}
}

describe.skipIf(theory === "")("every row of the tables of exact values", () => {
  it("SIM-30 strict priorities: Cobham", () => {
    const table = read<{ model: string; n: number; ES2?: number; lambda_high_to_low: number[]; W: number[] }>(
      "priority_cobham.json"
    )
    expect(table.length).toBe(78)
    const wrong = table.flatMap(({ model, n, ES2, lambda_high_to_low: rates, W }) => {
      const waits = cobham({ perHour: perHour(rates), handleMs: unitMs, agents: n, ...sdOf(model, ES2) })
      return unequal(
        model,
        W,
        waits.map((ms) => ms / unitMs)
      )
    })
    expect(wrong).toEqual([])
  })

  it("SIM-30 accumulating priorities: Kleinrock", () => {
    const table = read<{ model: string; n: number; lam: number[]; b: number[]; W: number[] }>(
      "accumulating_priority.json"
    )
    expect(table.length).toBe(76)
    const wrong = table.flatMap(({ model, n, lam, b, W }) => {
      const waits = kleinrock({ perHour: perHour(lam), perMinute: b, handleMs: unitMs, agents: n, ...sdOf(model) })
      return unequal(
        model,
        W,
        waits.map((ms) => ms / unitMs)
      )
    })
    expect(wrong).toEqual([])
  })

  it("SIM-31 skill graphs: Adan and Weiss", () => {
    interface Graph {
      readonly name: string
      readonly lam: number[]
      readonly mu: number[]
      readonly class_agents: number[][]
      readonly W: number[]
      readonly p_wait: number[]
      readonly EQ: number[]
      readonly agent_busy: number[]
    }
    const table = read<Graph>("fcfs_alis_exact.json")
    expect(table.length).toBe(9)
    const wrong = table.flatMap(({ name, lam, mu, class_agents: able, W, p_wait: wait, EQ, agent_busy: busy }) => {
      const rates = perHour(lam)
      const classes = rates.map((rate, k) => ({ perHour: rate, agents: able[k]! }))
      const state = adanWeiss({ classes, handleMs: unitMs / mu[0]!, agents: mu.length })
      return [
        ...unequal(
          `${name} wait`,
          W,
          state.meanWaitMs.map((ms) => ms / unitMs)
        ),
        ...unequal(`${name} must wait`, wait, state.mustWait),
        ...unequal(`${name} waiting`, EQ, state.waiting),
        ...unequal(`${name} busy`, busy, state.busy)
      ]
    })
    expect(wrong).toEqual([])
  })
})

const someLoads = fc
  .record({
    agents: fc.integer({ min: 1, max: 30 }),
    shares: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
    percent: fc.integer({ min: 5, max: 97 }),
    paces: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 5 })
  })
  .map(({ agents, shares, percent, paces }) => {
    const all = shares.reduce((a, b) => a + b, 0)
    const rates = shares.map((share) => (share * agents * percent) / 100 / all)
    return { loads: { perHour: perHour(rates), handleMs: unitMs, agents }, paces: paces.slice(0, shares.length) }
  })

/** Sum of load x wait: what no order of service changes. */
const conserved = (rates: ReadonlyArray<number>, waits: ReadonlyArray<number>) =>
  rates.reduce((sum, rate, k) => sum + rate * waits[k]!, 0)

it("SIM-30 no priority changes the sum of load x wait, and who is more urgent waits less", () => {
  fc.assert(
    fc.property(someLoads, ({ loads, paces }) => {
      const { perHour: rates, handleMs, agents } = loads
      const all = rates.reduce((a, b) => a + b, 0)
      const inOrder = erlangC({ perHour: all, handleMs, agents }).meanWaitMs
      const strict = cobham(loads)
      const ageing = kleinrock({ ...loads, perMinute: paces })
      for (const waits of [strict, ageing])
        expect(Math.abs(conserved(rates, waits) / (all * inOrder) - 1)).toBeLessThan(1e-9)
      for (const [k, wait] of strict.entries()) if (k > 0) expect(wait).toBeGreaterThanOrEqual(strict[k - 1]!)
      for (const [a, one] of ageing.entries())
        for (const [b, other] of ageing.entries()) if (paces[a]! > paces[b]!) expect(one).toBeLessThanOrEqual(other)
    })
  )
})

it("SIM-30 of equal slopes ageing is first come, first served; of slopes far apart it is strict priority", () => {
  const loads = { perHour: perHour([1, 1.5, 2]), handleMs: unitMs, agents: 5 }
  const inOrder = erlangC({ perHour: perHour([4.5])[0]!, handleMs: unitMs, agents: 5 }).meanWaitMs
  for (const wait of kleinrock({ ...loads, perMinute: [3, 3, 3] })) expect(wait / inOrder).toBeCloseTo(1, 12)
  const apart = kleinrock({ ...loads, perMinute: [1e16, 1e8, 1] })
  for (const [k, wait] of cobham(loads).entries()) expect(apart[k]! / wait).toBeCloseTo(1, 5)
})

it("SIM-30 what cannot keep up waits for ever, and a load without meaning is refused by its field", () => {
  const loads = { perHour: perHour([0.5, 0.7]), handleMs: unitMs, agents: 1 }
  expect(cobham(loads)[1]).toBe(Number.POSITIVE_INFINITY)
  expect(Number.isFinite(cobham({ ...loads, sdMs: 0 })[0])).toBe(true)
  expect(kleinrock({ ...loads, perMinute: [1, 2] })).toEqual([Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])
  expect(() => cobham({ ...loads, perHour: [1, -1] })).toThrow(
    "perHour[1]: -1 is not a number of contacts, zero or more"
  )
  expect(() => cobham({ ...loads, agents: 2, sdMs: 0 })).toThrow("sdMs: 0 is not known to matter exactly")
  expect(() => cobham({ ...loads, handleMs: 0 })).toThrow("handleMs: 0 is not a time above zero in milliseconds")
  expect(() => kleinrock({ ...loads, perMinute: [1] })).toThrow(
    "perMinute: 1 values are not one for each of the 2 classes"
  )
  expect(() => kleinrock({ ...loads, perMinute: [1, -1] })).toThrow("perMinute[1]: -1 is not a number, zero or more")
})

/** By the definition: every order of the agents, every number of them busy. */
function everyOrder({ classes, handleMs, agents }: SkillGraph) {
  const load = classes.map((each) => (each.perHour * handleMs) / 3_600_000)
  const within = (set: ReadonlyArray<number>) =>
    load.reduce((sum, each, k) => (classes[k]!.agents.every((agent) => set.includes(agent)) ? sum + each : sum), 0)
  const asking = (set: ReadonlyArray<number>) =>
    load.reduce((sum, each, k) => (classes[k]!.agents.some((agent) => set.includes(agent)) ? sum + each : sum), 0)
  const orders = (left: ReadonlyArray<number>): number[][] =>
    left.length === 0
      ? [[]]
      : left.flatMap((one) => orders(left.filter((of) => of !== one)).map((rest) => [one, ...rest]))
  let total = 0
  const busy = Array.from({ length: agents }, () => 0)
  const waiting = classes.map(() => 0)
  for (const order of orders(busy.map((_, agent) => agent))) {
    for (let i = 0; i <= agents; i++) {
      let weight = 1
      for (let j = 1; j <= i; j++) weight /= j - within(order.slice(0, j))
      for (let j = i; j < agents; j++) weight /= asking(order.slice(j))
      total += weight
      for (const agent of order.slice(0, i)) busy[agent]! += weight
      for (let j = 1; j <= i; j++) {
        const set = order.slice(0, j)
        for (const [k, { agents: able }] of classes.entries())
          if (able.every((agent) => set.includes(agent))) waiting[k]! += (weight * load[k]!) / (j - within(set))
      }
    }
  }
  return { busy: busy.map((each) => each / total), waiting: waiting.map((each) => each / total) }
}

const graphs = fc
  .integer({ min: 1, max: 5 })
  .chain((agents) =>
    fc.record({
      agents: fc.constant(agents),
      able: fc.array(fc.uniqueArray(fc.nat(agents - 1), { minLength: 1 }), { minLength: 1, maxLength: 4 }),
      percent: fc.integer({ min: 1, max: 95 })
    })
  )
  .map(({ agents, able, percent }): SkillGraph => {
    // One class that everybody may take, and no class more than one agent's work: so nothing is overloaded.
    const rate = perHour([percent / 100 / (able.length + 1)])[0]!
    const anybody = Array.from({ length: agents }, (_, agent) => agent)
    return { agents, handleMs: unitMs, classes: [...able, anybody].map((who) => ({ perHour: rate, agents: who })) }
  })

it("SIM-31 set by set is what the sum over every order is; what comes is what is served, and Little's law holds", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const state = adanWeiss(graph)
      const { busy, waiting } = everyOrder(graph)
      for (const [agent, share] of busy.entries()) expect(state.busy[agent]).toBeCloseTo(share, 10)
      for (const [k, length] of waiting.entries()) expect(state.waiting[k]).toBeCloseTo(length, 10)
      const comes = graph.classes.reduce((sum, each) => sum + (each.perHour * unitMs) / 3_600_000, 0)
      expect(state.busy.reduce((a, b) => a + b, 0)).toBeCloseTo(comes, 10)
    }),
    { numRuns: 60 }
  )
})

it("SIM-31 where everybody may take everything it is Erlang C, up to 16 agents", () => {
  for (const agents of [1, 2, 7, 16]) {
    const anybody = Array.from({ length: agents }, (_, agent) => agent)
    const rate = perHour([agents * 0.4])[0]!
    const state = adanWeiss({
      agents,
      handleMs: unitMs,
      classes: [anybody, anybody].map((who) => ({ perHour: rate, agents: who }))
    })
    const exact = erlangC({ perHour: 2 * rate, handleMs: unitMs, agents })
    for (const wait of state.meanWaitMs) expect(wait / exact.meanWaitMs).toBeCloseTo(1, 9)
    for (const wait of state.mustWait) expect(wait / exact.mustWait).toBeCloseTo(1, 9)
    for (const share of state.busy) expect(share).toBeCloseTo(0.8, 12)
  }
})

it("SIM-31 classes that bring too much are named, and a graph without meaning is refused", () => {
  const classes = [0.5, 1, 0.2].map((rate, k) => ({ perHour: perHour([rate])[0]!, agents: [[0, 1], [1], [2]][k]! }))
  const graph: SkillGraph = { classes, agents: 3, handleMs: unitMs }
  expect(() => adanWeiss(graph)).toThrow("classes: 1 bring as much as their agents can do, or more")
  expect(() => adanWeiss({ ...graph, agents: 17 })).toThrow("agents: 17 is not a whole number, 1 to 16")
  expect(() => adanWeiss({ ...graph, agents: 2 })).toThrow("classes[2].agents: [2] is not some of 0 to 1")
  expect(() => adanWeiss({ ...graph, agents: 4 })).toThrow("agents: 4 is not the number of those whom a class")
})
