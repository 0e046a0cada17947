import { describe, expect, inject, it } from "vitest"
import { chart } from "./regret/chart.ts"
import { drawn } from "./regret/days.ts"
import { figuresOf } from "./regret/figures.ts"
import { january } from "./regret/january.ts"
import { policies } from "./regret/Policy.ts"
import { publishedOf } from "./regret/published.ts"
import { unitDays, unitKinds, unitRegret } from "./regret/unitDays.ts"

const policy = (name: string) => policies.find((each) => each.name === name)!
const theory = inject("theory")
const traces = inject("traces")

describe("days on which the least possible wait is known", () => {
  const sides = unitKinds.slice(0, 2).map((kind) => {
    const days = unitDays(kind, 120)
    const of = (name: string, together: boolean) => unitRegret(days, policy(name), together)
    return { kind, of }
  })

  it.skipIf(theory === "")("SIM-20 longest idle and least flexible regret what somebody else measured", () => {
    for (const { kind, of } of sides) {
      const published = publishedOf(kind, theory)!
      for (const name of ["longestIdle", "leastFlexible"] as const) {
        const { ratio, error, errorOf60 } = of(name, false)
        const both = Math.sqrt(error * error + errorOf60 * errorOf60)
        console.log(
          `${kind.contacts} contacts, ${name}: ${ratio.toFixed(3)}, published ${published[name]}, error ${both.toFixed(3)}`
        )
        expect(Math.abs(ratio - published[name])).toBeLessThan(4 * both)
        // So noisy that everything would agree, nothing would be said.
        expect(both).toBeLessThan(0.05)
      }
    }
  })

  it("SIM-20 WAVE-1 a wave wastes less than one contact after the other, and no policy is better than hindsight", () => {
    for (const { of } of sides) {
      for (const name of ["mostSkilled", "scarcest first"]) expect(of(name, true).ratio).toBeGreaterThanOrEqual(1)
      expect(of("longestIdle", true).ratio + 4 * of("longestIdle", true).error).toBeLessThan(
        of("longestIdle", false).ratio
      )
    }
  })

  it("SCORE-27 QUEUE-10 scarcest first regrets less than longest idle and least flexible, in turn and as waves", () => {
    for (const { of } of sides) {
      for (const together of [false, true]) {
        const { ratio, error } = of("scarcest first", together)
        expect(ratio + 2 * error).toBeLessThan(of("longestIdle", together).ratio)
        expect(ratio + 2 * error).toBeLessThan(of("leastFlexible", together).ratio)
      }
    }
  })
})

describe("days of hours", () => {
  it("SIM-4 SCORE-27 QUEUE-10 on the same days scarcest first waits less than longest idle, and overtakes nobody of a class", () => {
    const [half] = drawn(8)
    const all = figuresOf(half!, [policy("longestIdle"), policy("mostSkilled"), policy("scarcest first")])
    const [idle, skilled, scarcest] = all
    expect(scarcest!.difference!.meanMs + scarcest!.difference!.plusMinusMs).toBeLessThan(0)
    expect(skilled!.difference!.meanMs).toBeGreaterThan(0)
    // What everybody can take pays for it, by no more than its share of the head start.
    expect(scarcest!.classes.k0!.meanMs).toBeGreaterThan(idle!.classes.k0!.meanMs)
    expect(scarcest!.classes.k1!.meanMs).toBeLessThan(idle!.classes.k1!.meanMs)
    for (const { overtakes, leastJain } of all) {
      expect(overtakes).toBe(0)
      expect(leastJain).toBeGreaterThan(0.99)
    }
    expect(chart([{ name: "half of both", figures: all }])).toContain("scarcest first</text>")
  })

  it.skipIf(traces === "")(
    "SIM-8 over January of a bank everybody nearly can do the common thing: nothing is to be gained there",
    () => {
      const days = january(traces)
      const first = { ...days, days: days.days.slice(0, 4) }
      for (const { regret, overtakes } of figuresOf(first, [policy("longestIdle"), policy("scarcest first")])) {
        expect(regret).toBeGreaterThanOrEqual(1)
        expect(regret).toBeLessThan(1.05)
        expect(overtakes).toBe(0)
      }
    }
  )
})
