import { describe, expect, it } from "vitest"
import { type Arrivals, type DayPlan, type Law, simulate } from "../src/simulate/index.ts"
import { Draws, purposes } from "../src/simulate/draw/Draws.ts"
import { duration } from "../src/simulate/draw/duration.ts"
import { exp } from "../src/simulate/draw/exp.ts"
import { ln } from "../src/simulate/draw/ln.ts"
import { normalQuantile } from "../src/simulate/draw/normalQuantile.ts"
import { studentQuantile } from "../src/simulate/studentQuantile.ts"
import { hourMs, minuteMs } from "./dayPlans.ts"

/** Numbers of the whole range, the same in every run. */
const spread = (count: number, least: number, most: number) =>
  Array.from({ length: count }, (_, n) => least + (most - least) * ((n * 0.618_033_988_749_895) % 1))
const off = (one: number, other: number) => Math.abs(one - other) / Math.max(1, Math.abs(other))
const worst = (of: ReadonlyArray<number>) => of.reduce((most, each) => Math.max(most, each), 0)
const mean = (of: ReadonlyArray<number>) => of.reduce((sum, each) => sum + each, 0) / of.length
const sd = (of: ReadonlyArray<number>) => {
  const middle = mean(of)
  return Math.sqrt(of.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (of.length - 1))
}

/** Integral of a density from 0 on, by Simpson's rule. */
function area(density: (x: number) => number, until: number, steps = 4_000): number {
  const h = until / steps
  let sum = density(0) + density(until)
  for (let n = 1; n < steps; n++) sum += density(n * h) * (n % 2 === 1 ? 4 : 2)
  return (sum * h) / 3
}

describe("the mathematics of draws", () => {
  it("SIM-2 the logarithm is that of Math.log to 1e-15, over all magnitudes", () => {
    const xs = spread(50_000, -300, 300).map((power) => 10 ** power)
    expect(worst(xs.map((x) => off(ln(x), Math.log(x))))).toBeLessThan(1e-15)
    expect(worst(spread(50_000, 0.4, 2.2).map((x) => off(ln(x), Math.log(x))))).toBeLessThan(1e-15)
    expect([ln(1), ln(0), ln(-1), ln(Number.POSITIVE_INFINITY)]).toEqual([0, -Infinity, Number.NaN, Infinity])
  })

  it("SIM-2 the exponential is that of Math.exp to 1e-14 of it", () => {
    const xs = [...spread(50_000, -700, 700), ...spread(50_000, -2, 2)]
    expect(worst(xs.map((x) => Math.abs(exp(x) / Math.exp(x) - 1)))).toBeLessThan(1e-14)
    expect([exp(0), exp(-800), exp(800)]).toEqual([1, 0, Infinity])
  })

  it("SIM-2 the normal quantile is what the normal law's integral turns back", () => {
    const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)
    for (const p of [0.5, 0.6, 0.9, 0.925, 0.93, 0.975, 0.999, 0.999_999, 1 - 1e-9]) {
      expect(0.5 + area(density, normalQuantile(p))).toBeCloseTo(p, 12)
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 6)
    }
    // Printed values: R's qnorm, far into the tail.
    expect(normalQuantile(0.975)).toBeCloseTo(1.959_963_984_540_05, 14)
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361_340_902_404_06, 13)
    expect(normalQuantile(1e-20)).toBeCloseTo(-9.262_340_089_798_41, 12)
  })

  it("SIM-7 Student's quantile is what its law's integral turns back", () => {
    for (const degrees of [1, 2, 3, 5, 9, 19, 29, 30, 31, 60, 200]) {
      const density = (x: number) => (1 + (x * x) / degrees) ** (-(degrees + 1) / 2)
      // Over all numbers, by x = tan u: the tails of one degree are long.
      const whole = area((u) => density(Math.tan(u)) / Math.cos(u) ** 2, Math.PI / 2 - 1e-9, 20_000)
      expect(area(density, studentQuantile(degrees), 20_000) / whole).toBeCloseTo(0.95, 6)
    }
  })
})

describe("draws", () => {
  const uniforms = (count: number, draw: (n: number) => number) => Array.from({ length: count }, (_, n) => draw(n + 1))
  /** How uneven over 256 boxes, as a normal deviate. */
  const uneven = (values: ReadonlyArray<number>) => {
    const boxes = new Int32Array(256)
    for (const value of values) boxes[Math.floor(value * 256)]!++
    const due = values.length / 256
    const chi = boxes.reduce((sum, count) => sum + (count - due) ** 2 / due, 0)
    return (chi - 255) / Math.sqrt(2 * 255)
  }

  it("SIM-3 are even, also in their last digits, over places, seeds, turns and names", () => {
    const draws = new Draws(7, "calls")
    const series = {
      places: uniforms(100_000, (n) => draws.uniform(n, purposes.handle)),
      turns: uniforms(100_000, (n) => draws.uniform(1, purposes.answer, n)),
      seeds: uniforms(100_000, (n) => new Draws(n, "calls").uniform(1, purposes.handle)),
      names: uniforms(100_000, (n) => new Draws(7, `class-${n}`).uniform(1, purposes.handle))
    }
    for (const [name, values] of Object.entries(series)) {
      expect(Math.abs(uneven(values)), name).toBeLessThan(4)
      const lowDigits = values.map((value) => (value * 2 ** 40) % 1)
      expect(Math.abs(uneven(lowDigits)), `${name}, last digits`).toBeLessThan(4)
      expect(values.every((value) => value > 0 && value < 1)).toBe(true)
    }
  })

  it("SIM-3 tell nothing about the next place, another purpose, another class, another seed", () => {
    const [one, other, seeded] = [new Draws(7, "calls"), new Draws(7, "chats"), new Draws(8, "calls")]
    const count = 100_000
    const base = uniforms(count, (n) => one.uniform(n, purposes.handle))
    const others = {
      next: uniforms(count, (n) => one.uniform(n + 1, purposes.handle)),
      purpose: uniforms(count, (n) => one.uniform(n, purposes.patience)),
      turn: uniforms(count, (n) => one.uniform(n, purposes.handle, 1)),
      class: uniforms(count, (n) => other.uniform(n, purposes.handle)),
      seed: uniforms(count, (n) => seeded.uniform(n, purposes.handle))
    }
    for (const [name, values] of Object.entries(others)) {
      const together = mean(base.map((value, n) => (value - 0.5) * (values[n]! - 0.5))) * 12
      expect(Math.abs(together) * Math.sqrt(count), name).toBeLessThan(4)
    }
  })

  const laws: ReadonlyArray<readonly [string, Law, number, number]> = [
    ["exponential", { kind: "exponential", meanMs: 180_000 }, 180_000, 180_000],
    ["lognormal", { kind: "lognormal", meanMs: 201_000, sdMs: 248_000 }, 201_000, 248_000],
    ["erlang", { kind: "erlang", shape: 4, meanMs: 200_000 }, 200_000, 100_000],
    ["recorded", { kind: "recorded", valuesMs: [10_000, 20_000, 60_000] }, 30_000, Math.sqrt(1.4e9 / 3)]
  ]
  it.each(laws)("SIM-3 the %s law has the mean and the deviation it says", (_, law, meanMs, sdMs) => {
    const draws = new Draws(3, "calls")
    // Thirty lots of ten thousand: their own scatter says how far the mean of all may be off.
    const lots = Array.from({ length: 30 }, (_, lot) =>
      Array.from({ length: 10_000 }, (_, n) => duration(law, draws, lot * 10_000 + n + 1, purposes.handle))
    )
    for (const [told, exact] of [
      [lots.map(mean), meanMs],
      [lots.map(sd), sdMs]
    ] as const) {
      const error = sd(told) / Math.sqrt(told.length)
      expect(Math.abs(mean(told) - exact)).toBeLessThan(4 * error)
      expect(1.96 * error).toBeLessThan(exact * 0.02)
    }
  })

  it("SIM-3 constant and never are what they say", () => {
    const draws = new Draws(3, "calls")
    expect(duration({ kind: "constant", ms: 5 }, draws, 1, purposes.handle)).toBe(5)
    expect(duration({ kind: "never" }, draws, 1, purposes.patience)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe("arrivals", () => {
  const day = (arrivals: Arrivals, seed: number) => {
    const plan: DayPlan = {
      configuration: { queues: { calls: {} } },
      classes: {
        calls: {
          queue: "calls",
          channel: "chat",
          arrivals,
          handle: { kind: "constant", ms: 1 },
          patience: { kind: "constant", ms: 0 }
        }
      },
      agents: [],
      untilMs: 6 * hourMs
    }
    return simulate(plan, { seed, contacts: true }).contacts!.map(({ arrivedAtMs }) => arrivedAtMs)
  }
  const seeds = Array.from({ length: 200 }, (_, n) => n + 1)

  it("SIM-3 with a rate per interval, each interval has its mean, its variance is as large, and it is free of the others", () => {
    const perInterval = [20, 60, 0, 45.5, 5]
    const days = seeds.map((seed) => {
      const times = day({ perInterval, intervalMs: hourMs }, seed)
      return perInterval.map((_, at) => times.filter((atMs) => Math.floor(atMs / hourMs) === at).length)
    })
    for (const [at, expected] of perInterval.entries()) {
      const counts = days.map((each) => each[at]!)
      expect(Math.abs(mean(counts) - expected)).toBeLessThanOrEqual(4 * Math.sqrt(expected / seeds.length))
      // The dispersion of Poisson counts is 1, give or take sqrt(2 / days).
      if (expected > 0) expect(Math.abs(sd(counts) ** 2 / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / seeds.length))
    }
    const both = mean(days.map((each) => (each[0]! - 20) * (each[1]! - 60)))
    expect(Math.abs(both)).toBeLessThan((4 * Math.sqrt(20 * 60)) / Math.sqrt(seeds.length))
    // Nobody comes after the last interval, though the day goes on.
    expect(
      days.every(
        (each, n) => each.reduce((a, b) => a + b, 0) === day({ perInterval, intervalMs: hourMs }, n + 1).length
      )
    ).toBe(true)
  })

  it("SIM-3 a steady rate is the same as equal rates per interval, and twice the rate brings the same contacts in half the time", () => {
    const steady = day({ perHour: 60 }, 5)
    const pieces = day({ perInterval: Array.from({ length: 24 }, () => 15), intervalMs: 15 * minuteMs }, 5)
    expect(pieces.length).toBe(steady.length)
    expect(worst(steady.map((atMs, n) => Math.abs(atMs - pieces[n]!)))).toBeLessThanOrEqual(1)
    const twice = day({ perHour: 120 }, 5)
    expect(worst(steady.slice(0, 100).map((atMs, n) => Math.abs(atMs / 2 - twice[n]!)))).toBeLessThanOrEqual(1)
    expect(twice.length).toBeGreaterThan(steady.length * 1.7)
  })
})
