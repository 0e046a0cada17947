import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, inject, it } from "vitest"
import { createEstimates, type EstimatesOptions } from "../src/estimates/index.ts"
import { createRouter, type Router } from "../src/index.ts"
import type { ContactClass, DayPlan } from "../src/simulate/index.ts"
import { type Asked, estimatedDay } from "./estimatedDay.ts"

/** Milliseconds in one mean service: whole milliseconds then round nothing away. */
const unitMs = 100_000
const theory = inject("theory")

describe.skipIf(theory === "")("the formula", () => {
  const routers = new Map<string, Router>()
  /** So many agents, all with a call, and one contact more than so many who wait. */
  function busy(n: number, ahead: number): Router {
    const known = routers.get(`${n} ${ahead}`)
    if (known !== undefined) return known
    const router = createRouter({ queues: { q: {} } })
    routers.set(`${n} ${ahead}`, router)
    for (let agent = 0; agent < n; agent++) {
      router.do({ type: "SignIn", agent: `a${agent}`, autoAccept: true })
      router.do({ type: "MakeReady", agent: `a${agent}` })
    }
    for (let contact = 0; contact <= n + ahead; contact++)
      router.do({ type: "Enqueue", contact: `c${contact}`, queue: "q", channel: "voice" })
    return router
  }

  it("EST-2 EST-4 gives the exact means of QL and QLa for every state of the table, and quantiles of their spread", () => {
    const [header = "", ...lines] = readFileSync(`${theory}/ewt_QL_QLa.csv`, "utf8").trim().split(/\r?\n/)
    expect(header).toBe("n,ahead_in_queue,mu,theta,mean_virtual_wait,sd_virtual_wait,P_reach_service_if_patience_theta")
    for (const line of lines) {
      const [n = 0, ahead = 0, mu = 0, theta = 0, mean = 0, sd = 0] = line.split(",").map(Number)
      const router = busy(n, ahead)
      const patienceMs = () => (theta === 0 ? undefined : unitMs / theta)
      const estimates = createEstimates(router, {
        handleMs: () => unitMs / mu,
        patienceMs,
        weight: Number.POSITIVE_INFINITY
      })
      estimates.stop()
      const told = estimates.of(`c${n + ahead}`)
      if (!told.known) throw new Error(told.text)
      expect(told.position).toBe(ahead + 1)
      expect(Math.abs(told.meanMs - mean * unitMs), line).toBeLessThanOrEqual(0.51)
      // Wilson and Hilferty: the cube of a normal variable.
      const spread = sd / (3 * mean)
      const p80 = mean * (1 - spread * spread + 0.841_621_2 * spread) ** 3
      expect(Math.abs(told.p80Ms - p80 * unitMs), line).toBeLessThanOrEqual(1)
    }
    expect(lines.length).toBeGreaterThan(50)
  })
})

/** A pool; of those who come this share is asked about and never leaves, so that what he waits is the whole wait. */
function pool(agents: number, load: number, theta: number, contacts: number, share: number): DayPlan {
  const perHour = (agents * load * 3_600_000) / unitMs
  const of = (queue: string, part: number, patience: ContactClass["patience"]): ContactClass => ({
    queue,
    channel: "voice",
    arrivals: { perHour: perHour * part },
    handle: { kind: "exponential", meanMs: unitMs },
    ...(patience === undefined ? {} : { patience })
  })
  const untilMs = Math.round((contacts / perHour) * 3_600_000)
  return {
    configuration: { queues: { q: {}, asked: {} } },
    classes: {
      others: of("q", 1 - share, theta === 0 ? undefined : { kind: "exponential", meanMs: unitMs / theta }),
      asked: of("asked", share, undefined)
    },
    agents: Array.from({ length: agents }, (_, n) => ({
      agent: `a${n}`,
      shifts: [{ fromMs: 0, untilMs: untilMs * 2 }]
    })),
    untilMs
  }
}

const known = (theta: number): EstimatesOptions => ({
  handleMs: () => unitMs,
  patienceMs: (queue) => (queue === "q" && theta > 0 ? unitMs / theta : undefined),
  weight: Number.POSITIVE_INFINITY,
  announce: "asked"
})

const mean = (values: ReadonlyArray<number>) => values.reduce((a, b) => a + b, 0) / values.length

/** Mean and its standard error from 25 batches. */
function estimate(values: ReadonlyArray<number>): { readonly mean: number; readonly error: number } {
  const size = Math.floor(values.length / 25)
  const means = Array.from({ length: 25 }, (_, n) => mean(values.slice(n * size, (n + 1) * size)))
  const all = mean(means)
  return { mean: all, error: Math.sqrt(means.reduce((sum, m) => sum + (m - all) * (m - all), 0) / 24 / 25) }
}

/** Is the mean error within four standard errors of none, and are those small enough to say so? */
function verdict(asked: ReadonlyArray<Asked>, of: (one: Asked) => number): string {
  const { mean: bias, error } = estimate(asked.map((one) => one.waitMs - of(one)))
  const wait = mean(asked.map(({ waitMs }) => waitMs))
  if (Math.abs(bias) > 4 * error) return `biased by ${bias / wait} of the mean wait, error ${error / wait}`
  return 1.96 * error > 0.02 * wait ? `too noisy: error ${error / wait} of the mean wait` : "unbiased"
}
const squared = (asked: ReadonlyArray<Asked>, of: (one: Asked) => number) =>
  mean(asked.map((one) => (one.waitMs - of(one)) * (one.waitMs - of(one))))
const share = (asked: ReadonlyArray<Asked>, of: (one: Asked) => number) =>
  mean(asked.map((one) => (one.waitMs <= of(one) ? 1 : 0)))

describe.each([
  { name: "M/M/5 at load .9", theta: 0, load: 0.9, contacts: 50_000, share: 0.2 },
  { name: "M/M/5+M at load 1.5", theta: 0.25, load: 1.5, contacts: 30_000, share: 0.1 }
])("$name, through the router", ({ theta, load, contacts, share: part }) => {
  let asked: ReadonlyArray<Asked> = []
  beforeAll(() => {
    const plan = pool(5, load, theta, contacts, part)
    asked = estimatedDay(plan, { seed: 11, options: known(theta), queues: ["asked"] }).asked
  }, 120_000)

  it("EST-2 the mean that is told is unbiased, and nearer than the wait of the first in line or of the last answered", () => {
    expect(asked.length).toBeGreaterThan(2_000)
    expect(verdict(asked, ({ told }) => told.meanMs)).toBe("unbiased")
    const own = squared(asked, ({ told }) => told.meanMs)
    expect(own).toBeLessThan(squared(asked, ({ headMs }) => headMs))
    expect(own).toBeLessThan(squared(asked, ({ lastMs }) => lastMs))
  })

  it("EST-4 the 50 % and the 80 % that are told hold for so many", () => {
    const [p50, p80] = [share(asked, ({ told }) => told.p50Ms), share(asked, ({ told }) => told.p80Ms)]
    expect(p50).toBeGreaterThan(0.46)
    expect(p50).toBeLessThan(0.54)
    expect(p80).toBeGreaterThan(0.77)
    expect(p80).toBeLessThan(0.83)
  })

  it("a formula that leaves out who leaves, or one that is a tenth too long, is found biased", () => {
    const wrong =
      theta > 0 ? ({ told }: Asked) => told.basis.completions * (unitMs / 5) : ({ told }: Asked) => told.meanMs * 1.1
    expect(verdict(asked, wrong)).toMatch(/^biased/)
  })
})
