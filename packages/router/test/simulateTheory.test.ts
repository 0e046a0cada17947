import { describe, expect, it } from "vitest"
import { type Law, simulate, type SimulatedContact } from "../src/simulate/index.ts"
import { hourMs, oneQueue } from "./dayPlans.ts"

/**
 * Days of one queue against the exact values of Erlang C and Erlang A. More contacts, and the strict tolerance for every measure:
 * STROWGER_LONG_DAYS=20 plays 20 such days (minutes).
 */
const longer = Number(process.env.STROWGER_LONG_DAYS ?? 1)
const batches = 25

interface Pool {
  readonly agents: number
  /** Milliseconds; rates below are per minute of the model, and a minute is stretched so that whole milliseconds round nothing away. */
  readonly minuteMs: number
  readonly perMinute: number
  readonly handleMinutes: number
  readonly patienceMinutes?: number
}

/** The contacts of a long day (of several, with seeds of their own) without its first, in batches. */
function play({ agents, minuteMs, perMinute, handleMinutes, patienceMinutes }: Pool, contacts: number) {
  const exponential = (minutes: number): Law => ({ kind: "exponential", meanMs: minutes * minuteMs })
  const untilMs = Math.round((contacts / perMinute) * minuteMs)
  const patience = patienceMinutes === undefined ? undefined : exponential(patienceMinutes)
  const plan = oneQueue(agents, (perMinute * hourMs) / minuteMs, exponential(handleMinutes), untilMs, patience)
  return Array.from({ length: longer }, (_, day) => {
    const all = simulate(plan, { seed: 5 + day, contacts: true, intervalMs: untilMs }).contacts!.slice(2_000)
    const size = Math.floor(all.length / batches)
    return Array.from({ length: batches }, (_, n) => all.slice(n * size, (n + 1) * size))
  }).flat()
}

/** Is the mean within four standard errors of the exact value, and are 1.96 of them no more than `half` of it? */
function verdict(
  lots: ReadonlyArray<ReadonlyArray<SimulatedContact>>,
  of: (contact: SimulatedContact) => number | undefined,
  exact: number,
  half = 0.02
): string {
  const means = lots.map((lot) => {
    const values = lot.map(of).filter((value) => value !== undefined)
    return values.reduce((sum, value) => sum + value, 0) / values.length
  })
  const mean = means.reduce((a, b) => a + b, 0) / lots.length
  const error = Math.sqrt(means.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (lots.length - 1) / lots.length)
  if (1.96 * error > exact * (longer > 1 ? 0.02 : half)) return `too noisy: ${mean} with error ${error}`
  return Math.abs(mean - exact) <= 4 * error ? "exact" : `${mean} with error ${error}, not ${exact}`
}

const waits = ({ waitMs }: SimulatedContact) => (waitMs > 0 ? 1 : 0)
const leaves = ({ outcome }: SimulatedContact) => (outcome === "abandoned" ? 1 : 0)
const servedWithin = (ms: number) => (contact: SimulatedContact) =>
  contact.outcome === "served" && contact.waitMs <= ms ? 1 : 0

describe("a simulated day of one queue", () => {
  // 12 agents, 4.2 per minute, 2 minutes each: load 0.7. Exact values: Erlang C, and Erlang A with a patience of one minute.
  const pool: Pool = { agents: 12, minuteMs: 60_000, perMinute: 4.2, handleMinutes: 2 }
  const twentySecondsMs = 20_000

  it("SIM-5 has the waits of Erlang C", () => {
    const lots = play(pool, 150_000)
    expect(verdict(lots, servedWithin(twentySecondsMs), 0.899_08)).toBe("exact")
    expect(verdict(lots, waits, 0.183_889, 0.08)).toBe("exact")
  }, 600_000)

  it("SIM-5 has the waits and the abandonments of Erlang A", () => {
    const lots = play({ ...pool, patienceMinutes: 1 }, 150_000)
    expect(verdict(lots, servedWithin(twentySecondsMs), 0.945_27)).toBe("exact")
    expect(verdict(lots, leaves, 0.029_679, 0.08)).toBe("exact")
  }, 600_000)

  it("SIM-5 with a patience as long as the handle time, who is there is Poisson", () => {
    // 5 agents, load 0.8: N is Poisson with mean 4, P(wait) = P(N >= 5), and the mean wait, in handle times, is E[(N - 5)+] / 4.
    const minuteMs = 100_000
    const lots = play({ agents: 5, minuteMs, perMinute: 4, handleMinutes: 1, patienceMinutes: 1 }, 180_000)
    const atMost = (most: number) => {
      let sum = 0
      for (let k = 0, weight = Math.exp(-4); k <= most; weight *= 4 / ++k) sum += weight
      return sum
    }
    const mustWait = 1 - atMost(4)
    const meanWait = (4 * mustWait - 5 * (1 - atMost(5))) / 4
    expect(verdict(lots, waits, mustWait)).toBe("exact")
    expect(verdict(lots, leaves, meanWait, 0.035)).toBe("exact")
    expect(verdict(lots, ({ waitMs }) => waitMs / minuteMs, meanWait, 0.035)).toBe("exact")
  }, 600_000)

  it("SIM-5 has the waits of Erlang C for one agent, and the verdict fails what is off and what is too short", () => {
    // Load 0.5: half must wait, one mean handle time on average.
    const minuteMs = 100_000
    const lots = play({ agents: 1, minuteMs, perMinute: 0.5, handleMinutes: 1 }, 180_000)
    expect(verdict(lots, waits, 0.5)).toBe("exact")
    expect(verdict(lots, ({ waitMs }) => waitMs / minuteMs, 1, 0.035)).toBe("exact")
    expect(verdict(lots, waits, 0.52)).toContain("not 0.52")
    const short = lots.slice(0, batches).map((lot) => lot.slice(0, 100))
    expect(verdict(short, waits, 0.5, 0.02)).toContain("too noisy")
  }, 600_000)
})
