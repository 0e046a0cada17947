import { describe, expect, it } from "vitest"
import { createRouter, type RouterEvent } from "../src/index.ts"
import { type FairRouter, fairnessLaws } from "../src/testing/fairness.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"

describe("the engine is fair", () => {
  for (const law of fairnessLaws("engine", createRouter, { numRuns: 250 })) {
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  }
})

describe("the reference router is fair", () => {
  const make = (configuration: ConstructorParameters<typeof ReferenceRouter>[0]) => new ReferenceRouter(configuration)
  for (const law of fairnessLaws("reference", make, { numRuns: 60 })) {
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  }
})

describe("the laws can be broken", () => {
  /** Our router, whose events are told wrongly. */
  const lying = (tell: (events: ReadonlyArray<RouterEvent>) => ReadonlyArray<RouterEvent>) => {
    const make: Parameters<typeof fairnessLaws>[1] = (configuration): FairRouter => {
      const router = createRouter(configuration)
      return {
        view: router.view,
        get nextDeadlineMs() {
          return router.nextDeadlineMs
        },
        step: (command, nowMs) => {
          const outcome = router.step(command, nowMs)
          return { ...outcome, events: tell(outcome.events) }
        }
      }
    }
    return fairnessLaws("liar", make, { numRuns: 200 })
  }
  const broken = async (laws: ReturnType<typeof fairnessLaws>) => {
    const names: string[] = []
    for (const law of laws) await law.run().catch(() => names.push(law.id))
    return names
  }

  it("FAIR-1 a router that forgets to tell of an offer is caught", async () => {
    const laws = lying((events) => events.filter((event, at) => event.type !== "OfferMade" || at === 0))
    expect(await broken(laws)).toContain("FAIR-1")
  })

  it("QUEUE-11 a router that lets somebody overtake without a head start is caught", async () => {
    const laws = lying((events) => events.map((e) => (e.type === "ContactQueued" ? { ...e, creditMs: 0 } : e)))
    expect(await broken(laws)).toContain("QUEUE-11")
  })

  it("QUEUE-1 a router that loses a contact is caught", async () => {
    const laws = lying((events) => events.filter((event) => event.type !== "ContactCancelled"))
    expect(await broken(laws)).toContain("QUEUE-1")
  })
})
