import { expect, it } from "vitest"
import { type Configuration, createRouter } from "../src/index.ts"
import { createDay } from "../src/simulate/index.ts"
import { uniform } from "./uniform.ts"

/** Milliseconds in one mean service: whole milliseconds then round nothing away. */
const unitMs = 100_000

interface Centre {
  readonly configuration: Configuration
  /** Arrivals per mean service, by queue. */
  readonly arrivals: Readonly<Record<string, number>>
  readonly agents: ReadonlyArray<Readonly<Record<string, number>>>
}

/** Waits per queue in mean services, over `contacts` arrivals; service per contact, exponential. */
function waits({ configuration, arrivals, agents }: Centre, contacts: number): Record<string, number[]> {
  const router = createRouter(configuration)
  const day = createDay(router)
  const next = uniform(7)
  // Never 0, whose logarithm there is not.
  const draw = () => next() + 0.5 / 4_294_967_296
  const exponential = (rate: number) => (-Math.log(draw()) / rate) * unitMs
  const waited: Record<string, number[]> = Object.fromEntries(Object.keys(arrivals).map((queue) => [queue, []]))
  const service = new Map<string, number>()
  router.subscribe((e) => {
    if (e.type !== "OfferMade") return
    const { contact, agent, offer, queue } = e
    day.at(e.atMs, () => {
      waited[queue]?.push((e.atMs - (router.view.contact(contact)?.enqueuedAtMs ?? 0)) / unitMs)
      router.do({ type: "Accept", contact, agent, offer })
      day.at(e.atMs + (service.get(contact) ?? 0), () => router.do({ type: "Complete", contact, agent }))
      service.delete(contact)
    })
  })
  for (const [n, skills] of agents.entries()) {
    router.do({ type: "SignIn", agent: `a${n}`, skills })
    router.do({ type: "MakeReady", agent: `a${n}` })
  }
  let left = contacts
  for (const [queue, rate] of Object.entries(arrivals)) {
    const arrive = () => {
      if (left-- <= 0) return
      const contact = `c${left}`
      service.set(contact, exponential(1))
      router.do({ type: "Enqueue", contact, queue, channel: "voice" })
      day.at(day.nowMs + exponential(rate), arrive)
    }
    day.at(exponential(rate), arrive)
  }
  day.run()
  return waited
}

/** Mean and its standard error from 30 batches. */
function estimate(values: ReadonlyArray<number>): { readonly mean: number; readonly error: number } {
  const size = Math.floor(values.length / 30)
  const means = Array.from(
    { length: 30 },
    (_, n) => values.slice(n * size, (n + 1) * size).reduce((a, b) => a + b, 0) / size
  )
  const mean = means.reduce((a, b) => a + b, 0) / 30
  const variance = means.reduce((sum, m) => sum + (m - mean) * (m - mean), 0) / 29
  return { mean, error: Math.sqrt(variance / 30) }
}

/** Is the mean within four standard errors of the exact one, and are those small enough to say so? */
function verdict(values: ReadonlyArray<number> | undefined, exact: number, errorAtMost = 0.05): string {
  const { mean, error } = estimate(values ?? [])
  if (error > exact * errorAtMost) return `too noisy: ${mean} with error ${error}`
  return Math.abs(mean - exact) < 4 * error ? "exact" : `${mean} with error ${error}, not ${exact}`
}

it("SCORE-1 FAIR-2 with skills, first come and longest at rest give the exact waits of the product form", () => {
  // Adan and Weiss, "A skill based parallel service system under FCFS-ALIS", Stochastic Systems 4 (2014): the N graph.
  const waited = waits(
    {
      configuration: { queues: { one: { needs: "first", offerMs: unitMs }, two: { offerMs: unitMs } } },
      arrivals: { one: 0.6, two: 0.5 },
      agents: [{ first: 1 }, {}]
    },
    60_000
  )
  expect(verdict(waited.one, 1.91)).toBe("exact")
  expect(verdict(waited.two, 0.347273)).toBe("exact")
}, 120_000)

it("QUEUE-3 with priorities, the waits of both classes are those of Cobham", () => {
  // Five agents, load 0.9, half of the contacts with priority: strict, non-preemptive, equal services.
  const waited = waits(
    {
      configuration: { queues: { high: { priority: 1, offerMs: unitMs }, low: { offerMs: unitMs } } },
      arrivals: { high: 2.25, low: 2.25 },
      agents: Array.from({ length: 5 }, () => ({}))
    },
    120_000
  )
  expect(verdict(waited.high, 0.27727)).toBe("exact")
  expect(verdict(waited.low, 2.7727, 0.12)).toBe("exact")
}, 120_000)

it("SCORE-2 with linear ageing, the waits of both classes are those of accumulating priority", () => {
  // Kleinrock's accumulating priority (1964): five agents, load 0.9, one class ages twice as fast; equal exponential services.
  const ageing = (perMinute: number) => ({ ageing: { kind: "linear" as const, perMinute }, offerMs: unitMs })
  const waited = waits(
    {
      configuration: { queues: { fast: ageing(2), slow: ageing(1) } },
      arrivals: { fast: 2.25, slow: 2.25 },
      agents: Array.from({ length: 5 }, () => ({}))
    },
    120_000
  )
  expect(verdict(waited.fast, 1.08225, 0.12)).toBe("exact")
  expect(verdict(waited.slow, 1.96772, 0.12)).toBe("exact")
}, 120_000)
