import * as fc from "fast-check"
import { afterEach, describe, expect, it } from "vitest"
import { type Configuration, createRouter, type QueueConfiguration, type RouterEvent } from "../src/index.ts"
import type { FairRouter, MakeRouter } from "../src/testing/fair/FairRouter.ts"
import { FairnessBroken } from "../src/testing/fair/FairnessBroken.ts"
import { type FairLaw, fairnessLaws } from "../src/testing/fairness.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"
import { history } from "../src/testing/arbitraries.ts"
import { everything } from "../src/testing/everything.ts"
import { ReferenceRouter } from "../src/testing/reference/ReferenceRouter.ts"

const numRuns = Number(process.env.STROWGER_FAIR ?? 40)
/** A law that had nothing to judge was held by silence. Of who is asked again one history in seven says something: not surely one of 40. */
const leastJudged = (law: FairLaw): number => (law.id === "OFFER-6" && numRuns < 100 ? 0 : 1)

describe("the engine is fair", () => {
  for (const law of fairnessLaws("engine", createRouter, { numRuns })) {
    it(`${law.name}`, async () => {
      await law.run()
      expect(law.judged, "in how many histories there was something to judge").toBeGreaterThanOrEqual(leastJudged(law))
    })
  }
})

describe("the engine with rules of the user's own is fair", () => {
  const make: MakeRouter = (configuration) => createRouter(configuration, { rules: ownRules })
  const histories = withOwnRules(everything(60))
  for (const law of fairnessLaws("own rules", make, {
    numRuns: Math.ceil(numRuns / 2),
    rules: ownRules,
    histories
  })) {
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  }
})

describe("the reference router is fair", () => {
  const make = (configuration: Configuration) => new ReferenceRouter(configuration)
  for (const law of fairnessLaws("reference", make, { numRuns: Math.ceil(numRuns / 4) })) {
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  }
})

describe("what a law had to judge", () => {
  it("FAIR-1 is told: where nothing rings nothing is said of offers, and one that nobody waits in of no order", async () => {
    const quiet = fc.constant({ configuration: { queues: { q1: {} } }, moves: [] })
    const laws = fairnessLaws("engine", createRouter, { histories: quiet, numRuns: 3, only: ["CAP-1", "SCORE-1"] })
    expect(laws.map(({ judged }) => judged)).toEqual([undefined, undefined])
    for (const law of laws) await law.run()
    expect(laws.map(({ judged }) => judged)).toEqual([0, 0])
    const [law] = fairnessLaws("engine", createRouter, { numRuns: 20, seed: 1, only: ["CAP-1"] })
    await law!.run()
    expect(law!.judged).toBeGreaterThan(10)
  })
})

describe("each law of events can be broken", () => {
  type Tell = (events: ReadonlyArray<RouterEvent>, configuration: Configuration) => ReadonlyArray<RouterEvent>
  /** Our router, whose events are told wrongly. */
  const liar =
    (tell: Tell): MakeRouter =>
    (configuration): FairRouter => {
      const router = createRouter(configuration)
      return {
        view: router.view,
        get nextDeadlineMs() {
          return router.nextDeadlineMs
        },
        step: (command, nowMs) => {
          const outcome = router.step(command, nowMs)
          return { ...outcome, events: tell(outcome.events, configuration) }
        },
        stepTogether: (commands, nowMs) => {
          const outcome = router.stepTogether(commands, nowMs)
          return { ...outcome, events: tell(outcome.events, configuration) }
        }
      }
    }
  const changing =
    <T extends RouterEvent["type"]>(
      type: T,
      change: (event: Extract<RouterEvent, { readonly type: T }>) => RouterEvent | ReadonlyArray<RouterEvent>
    ): Tell =>
    (events) =>
      events.flatMap((event) =>
        event.type === type ? change(event as Extract<RouterEvent, { readonly type: T }>) : event
      )

  const lies: Readonly<Record<string, Tell>> = {
    "QUEUE-1": changing("ContactCancelled", () => []),
    "OFFER-1": changing("OfferMade", (event) => [event, { ...event, offer: `${event.offer}again`, agent: "ann" }]),
    "QUEUE-6": changing("OfferRescinded", (event) => (event.because === "abandoned" ? [] : event)),
    "CAP-1": changing("AgentSignedIn", (event) => ({ ...event, capacity: { ...event.capacity, chat: 0, voice: 0 } })),
    "SKILL-1": changing("AgentSignedIn", (event) => ({ ...event, skills: {} })),
    "FAIR-1": changing("ContactUnreachable", () => []),
    "QUEUE-2": changing("ContactQueued", (event) => ({ ...event, creditMs: 0, priority: 0 })),
    "SCORE-1": changing("ContactQueued", (event) => ({ ...event, priority: -event.priority })),
    "OFFER-17": changing("OfferExpired", (event) => [event, event]),
    "OFFER-6": changing("OfferDeclined", (event) => ({ ...event, notAgainUntilMs: event.atMs + 900_000 }))
  }
  /** Our router, which begins with other rules than it was given. */
  const twisted =
    (of: (name: string) => QueueConfiguration): MakeRouter =>
    (configuration) => {
      const queues = Object.entries(configuration.queues).map(([name, own]) => [name, { ...own, ...of(name) }])
      return createRouter({ ...configuration, queues: Object.fromEntries(queues) })
    }
  const drawn = (id: string) => (id in lies || id === "WAVE-2" ? everything(20) : history(30))
  const wrong: Readonly<Record<string, MakeRouter>> = {
    ...Object.fromEntries(Object.entries(lies).map(([id, tell]) => [id, liar(tell)])),
    "WAVE-2": (configuration) => createRouter({ ...configuration, wave: { maxPairs: 0 } }),
    "FAIR-2": twisted(() => ({ agents: "roundRobin" })),
    "QUEUE-11": twisted((name) => ({ creditMs: name === "q1" ? 60_000 : 0 }))
  }
  const usual = fc.readConfigureGlobal() ?? {}
  afterEach(() => fc.configureGlobal(usual))
  for (const [id, make] of Object.entries(wrong)) {
    it(`${id} finds the lie, and tells it as a story`, async () => {
      // The shortest history takes some hundred others: looked for once among commands, once among orders.
      fc.configureGlobal({ ...usual, endOnFailure: id !== "QUEUE-1" && id !== "FAIR-2" })
      const laws = fairnessLaws("liar", make, { numRuns: 300, seed: 1, only: [id], histories: drawn(id) })
      expect(laws).toHaveLength(1)
      const error = await laws[0]!.run().then(
        () => undefined,
        (reason: unknown) => reason
      )
      expect(error).toBeInstanceOf(FairnessBroken)
      const { message, runs, seed: shown, path } = error as FairnessBroken
      expect(runs).toBeGreaterThan(0)
      const once = fairnessLaws("liar", make, { seed: shown, path, only: [id], numRuns: 1, histories: drawn(id) })
      await expect(once[0]!.run()).rejects.toThrow(message.split("\n")[1])
    })
  }
})
