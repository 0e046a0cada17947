import { describe, expect, it } from "vitest"
import { type Ageing, checkConfiguration, createRouter } from "../src/index.ts"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const
const hourMs = 3_600_000

/** `old` came to an ageing queue at 0, `new` to a queue of priority `priority` at 1,000; who is offered first at `atMs`? */
function first(ageing: Ageing, priority: number, atMs: number, creditMs = 0): string | undefined {
  const centre = new Centre({ q: { ageing, creditMs }, high: { priority } })
  centre.at(0).comes("old", call)
  centre.at(1_000).comes("new", { ...call, queue: "high" })
  return centre.at(atMs).ready("ann").at(-1)?.split(" ")[1]
}

describe("priority that grows with the wait", () => {
  it("SCORE-2 linear: two a minute reach a priority of ten after five minutes, to the millisecond; then age decides", () => {
    const ageing: Ageing = { kind: "linear", perMinute: 2 }
    expect(first(ageing, 10, 299_999)).toBe("new")
    expect(first(ageing, 10, 300_000)).toBe("old")
    // Seven a minute pass one between 8,571 and 8,572 ms: thousandths of a priority are not rounded.
    expect(first({ kind: "linear", perMinute: 7 }, 1, 8_571)).toBe("new")
    expect(first({ kind: "linear", perMinute: 7 }, 1, 8_572)).toBe("old")
  })

  it("SCORE-2 capped: never more than so much, however long the wait", () => {
    const ageing: Ageing = { kind: "capped", perMinute: 60, max: 3 }
    expect(first(ageing, 3, 2_999)).toBe("new")
    expect(first(ageing, 3, 3_000)).toBe("old")
    expect(first(ageing, 4, 9_000 * hourMs)).toBe("new")
  })

  it("SCORE-2 steps: each from its time on in place of the one before", () => {
    const steps = [
      { afterMs: 60_000, adds: 5 },
      { afterMs: 120_000, adds: 20 }
    ]
    const ageing: Ageing = { kind: "steps", steps }
    expect(first(ageing, 5, 59_999)).toBe("new")
    expect(first(ageing, 5, 60_000)).toBe("old")
    expect(first(ageing, 20, 119_999)).toBe("new")
    expect(first(ageing, 20, 120_000)).toBe("old")
    expect(first(ageing, 21, 9_000 * hourMs)).toBe("new")
  })

  it("SCORE-2 a head start counts as wait, and a wait beyond a year as a year", () => {
    expect(first({ kind: "linear", perMinute: 2 }, 10, 239_999, 60_000)).toBe("new")
    expect(first({ kind: "linear", perMinute: 2 }, 10, 240_000, 60_000)).toBe("old")
    const yearMs = 365 * 24 * hourMs
    expect(first({ kind: "linear", perMinute: 1 }, 525_600, yearMs - 1)).toBe("new")
    expect(first({ kind: "linear", perMinute: 1 }, 525_601, 2 * yearMs)).toBe("new")
    expect(first({ kind: "linear", perMinute: 1 }, 525_600, yearMs)).toBe("old")
  })

  it("SCORE-2 priority goes on to grow while it rings, is missed or cannot be reached", () => {
    const centre = new Centre({
      q: { ageing: { kind: "linear", perMinute: 2 }, offerMs: 20_000 },
      high: { priority: 10 }
    })
    centre.comes("old", call)
    centre.ready("ann")
    centre.at(20_000).ticks()
    centre.do({ type: "MarkUnreachable", contact: "old" })
    centre.at(200_000).comes("new", { ...call, queue: "high" })
    centre.do({ type: "MarkReachable", contact: "old" })
    centre.at(299_999).ticks()
    expect(centre.router.explain("new").position).toBe(1)
    centre.at(300_000).ticks()
    const restored = createRouter({ queues: {} }, { snapshot: centre.router.snapshot() })
    for (const router of [centre.router, restored]) {
      expect(["old", "new"].map((id) => router.explain(id).position)).toEqual([1, 2])
    }
  })

  it("SCORE-2 a new configuration changes the curve of those who wait; what the caller does to his object afterwards does not", () => {
    const centre = new Centre({ q: {}, high: { priority: 10 } })
    centre.do({ type: "SignIn", agent: "ann" })
    centre.comes("old", call)
    centre.at(1_000).comes("new", { ...call, queue: "high" })
    const places = () => ["old", "new"].map((id) => centre.router.explain(id).position)
    centre.at(300_000).ticks()
    expect(places()).toEqual([2, 1])
    const steps = [{ afterMs: 300_000, adds: 10 }]
    const configuration = { queues: { q: { ageing: { kind: "steps" as const, steps } }, high: { priority: 10 } } }
    expect(centre.do({ type: "Configure", configuration })).toEqual(["Configured"])
    expect(places()).toEqual([1, 2])
    const again = {
      queues: {
        q: { ageing: { steps: [{ adds: 10, afterMs: 300_000 }], kind: "steps" as const } },
        high: { priority: 10 }
      }
    }
    expect(centre.do({ type: "Configure", configuration: again })).toEqual([])
    steps[0] = { afterMs: 900_000, adds: 10 }
    expect(centre.router.view.configuration.queues.q?.ageing).toEqual({
      kind: "steps",
      steps: [{ afterMs: 300_000, adds: 10 }]
    })
    expect(places()).toEqual([1, 2])
  })

  it("SCORE-3 contacts that ask for the same keep their order, whatever the curve", () => {
    const curves: ReadonlyArray<Ageing> = [
      { kind: "linear", perMinute: 100_000 },
      { kind: "capped", perMinute: 60, max: 1 },
      { kind: "steps", steps: [{ afterMs: 1_500, adds: 1 }] }
    ]
    for (const ageing of curves) {
      const centre = new Centre({ q: { ageing } })
      for (let n = 0; n < 4; n++) centre.at(n * 1_000).comes(`c${n}`, call)
      expect(["c0", "c1", "c2", "c3"].map((id) => centre.router.explain(id).position)).toEqual([1, 2, 3, 4])
    }
  })

  it("SCORE-3 a curve that falls, or is none, is refused with path and remedy", () => {
    const mistakes = (ageing: unknown) =>
      checkConfiguration({ queues: { q: { ageing } } }).map(({ path, text }) => `${path.slice(9)}: ${text}`)
    expect(mistakes({ kind: "linear", perMinute: -1 })).toEqual([
      "ageing.perMinute: -1 is not a whole number from 0 to 100000 (priority per minute; it never falls)"
    ])
    expect(mistakes({ kind: "capped", perMinute: 0.5 })).toEqual([
      "ageing.perMinute: 0.5 is not a whole number from 0 to 100000 (priority per minute; it never falls)",
      "ageing.max: null is not a whole number from 0 to 1000000 (the most that is added)"
    ])
    const falling = [
      { afterMs: 60_000, adds: 5 },
      { afterMs: 60_000, adds: 4 }
    ]
    expect(mistakes({ kind: "steps", steps: falling })).toEqual([
      "ageing.steps.1.afterMs: 60000 is not after the step before, 60000: order the steps",
      "ageing.steps.1.adds: 4 is less than the step before adds, 5: priority never falls by waiting"
    ])
    const none =
      'ageing: write e.g. { kind: "linear", perMinute: 2 }; kinds are: linear, capped, concave, objective, steps'
    for (const wrong of [null, 7, [], {}, { kind: "root" }, { kind: "constructor" }])
      expect(mistakes(wrong)).toEqual([none])
    expect(mistakes({ kind: "steps", steps: [] })).toEqual([
      "ageing.steps: steps are a list of 1 to 16, e.g. [{ afterMs: 60000, adds: 5 }]"
    ])
    expect(mistakes({ kind: "steps", steps: [7] })).toEqual([
      "ageing.steps.0: a step is an object, e.g. { afterMs: 60000, adds: 5 }"
    ])
    expect(mistakes({ kind: "linear", perMinute: 2, max: 5 })).toEqual([
      "ageing.max: is not known here; known are: kind, perMinute"
    ])
  })

  it("EXPL-1 tells what the wait has added", () => {
    const centre = new Centre({ q: { priority: 1, ageing: { kind: "linear", perMinute: 2 } } })
    centre.comes("c1", call)
    const said = () => centre.router.explain("c1").text
    expect(said()).toBe("c1 in queue q (voice) waits 0 s, place 1. Nobody ever signed in.")
    centre.at(100_000).ticks()
    expect(said()).toBe(
      "c1 in queue q (voice) waits 100 s, priority 1 and 3.33 by ageing (SCORE-2), place 1. Nobody ever signed in."
    )
    expect(centre.router.view.contact("c1")?.priority).toBe(1)
  })
})
