import * as fc from "fast-check"
import { expect, test } from "vitest"
import { createRouter, type SignIn } from "../src/index.ts"
import { createDay } from "../src/simulate/index.ts"

interface World {
  /** Points a minute of the contacts that must not starve, and of the others, who age no faster. */
  readonly rate: number
  readonly otherRate: number
  /** Points the others have more, by priority and by what an agent prefers. */
  readonly priority: number
  readonly prefers: number
  /** Head start the others have more. */
  readonly creditMs: number
  readonly agents: number
  readonly serviceMs: ReadonlyArray<number>
  readonly everyMs: number
}

const world: fc.Arbitrary<World> = fc
  .record({
    rate: fc.integer({ min: 1, max: 30 }),
    slower: fc.nat(30),
    priority: fc.nat(20),
    prefers: fc.nat(10),
    creditMs: fc.constantFrom(0, 0, 7_000),
    agents: fc.integer({ min: 1, max: 3 }),
    serviceMs: fc.array(fc.integer({ min: 1_000, max: 9_000 }), { minLength: 3, maxLength: 7 }),
    everyMs: fc.integer({ min: 400, max: 3_000 })
  })
  .map(({ slower, ...rest }) => ({ ...rest, otherRate: Math.max(0, rest.rate - slower) }))

const horizonMs = 600_000
const counts = { overtaken: 0, served: 0 }

/** Others of higher priority come for ever, faster than they can be served; now and then one comes that must not starve. */
function play({ rate, otherRate, priority, prefers, creditMs, agents, serviceMs, everyMs }: World): void {
  const ageing = (perMinute: number) => ({ kind: "linear", perMinute }) as const
  const high = { priority, creditMs, ...(otherRate === 0 ? {} : { ageing: ageing(otherRate) }) }
  const router = createRouter({ queues: { low: { ageing: ageing(rate) }, high } })
  const day = createDay(router)
  const overtakeMs = Math.ceil((60_000 * (priority + prefers)) / rate) + creditMs
  const longestMs = Math.max(...serviceMs)
  const cameAtMs = new Map<string, number>()
  /** Of each that must not starve and still waits, who was served before it while it waited. */
  const waiting = new Map<string, number>()
  let services = 0
  router.subscribe((e) => {
    if (e.type !== "OfferMade") return
    const { contact, agent, offer, atMs } = e
    const overtakers = waiting.get(contact)
    if (overtakers !== undefined) {
      const waitedMs = atMs - cameAtMs.get(contact)!
      expect(waitedMs).toBeLessThanOrEqual((Math.floor(overtakers / agents) + 1) * longestMs)
      counts.served++
    }
    waiting.delete(contact)
    for (const [other, served] of waiting) {
      const laterMs = cameAtMs.get(contact)! - cameAtMs.get(other)!
      if (laterMs > 0) {
        expect(laterMs).toBeLessThan(overtakeMs)
        counts.overtaken++
      }
      waiting.set(other, served + 1)
    }
    const takesMs = serviceMs[services++ % serviceMs.length]!
    day.at(atMs, () => {
      router.do({ type: "Accept", contact, agent, offer })
      day.at(atMs + takesMs, () => router.do({ type: "Complete", contact, agent }))
    })
  })
  for (let n = 0; n < agents; n++) {
    const signIn: SignIn = { type: "SignIn", agent: `a${n}`, ...(prefers === 0 ? {} : { prefers: { high: prefers } }) }
    router.do(signIn)
    router.do({ type: "MakeReady", agent: `a${n}` })
  }
  const comes = (queue: "low" | "high", atMs: number) => {
    const contact = `${queue}${atMs}`
    cameAtMs.set(contact, atMs)
    if (queue === "low") waiting.set(contact, 0)
    router.do({ type: "Enqueue", contact, queue, channel: "voice" })
  }
  for (let atMs = 0; atMs < horizonMs; atMs += everyMs) day.at(atMs, () => comes("high", atMs))
  for (let atMs = 1; atMs < horizonMs / 2; atMs += 40_000) day.at(atMs, () => comes("low", atMs))
  day.run()
  expect(waiting.size).toBe(0)
}

test("FAIR-4 under linear ageing nobody is overtaken by who came more than the stated time later, and everybody is served within the bound", () => {
  fc.assert(fc.property(world, play), { numRuns: 60 })
  expect(counts.overtaken).toBeGreaterThan(1_000)
  expect(counts.served).toBeGreaterThan(300)
}, 60_000)
