import { describe, expect, it } from "vitest"
import { checkConfiguration, type Configuration, createRouter } from "../src/index.ts"
import { Centre } from "./centre.ts"

type Queues = Configuration["queues"]

const call = { channel: "voice" } as const
const text = { channel: "sms" } as const

/** A centre where `ann` is signed in, so that all contacts compete for her. */
function staffed(queues: Queues): Centre {
  const centre = new Centre(queues)
  centre.do({ type: "SignIn", agent: "ann", capacity: { sms: 6 } })
  return centre
}

/** In which order `ann` is offered what waits, from `atMs` on, one call after the other. */
function served(centre: Centre, atMs: number, contacts: number): string[] {
  const order: string[] = []
  const take = (lines: ReadonlyArray<string>) => {
    for (const said of lines) if (said.startsWith("OfferMade")) order.push(said.split(" ")[1]!)
  }
  take(centre.at(atMs).ready("ann"))
  for (let n = 0; n < contacts; n++) {
    const contact = order.at(-1)!
    centre.accepts("ann", contact)
    take(centre.completes("ann", contact))
  }
  return order
}

describe("the order of contacts", () => {
  it("SCORE-6 a higher tier goes before everything of a lower one, whatever priority and ageing say", () => {
    const centre = staffed({
      low: { tier: -1, priority: 1_000_000 },
      usual: { priority: 1_000, ageing: { kind: "linear", perMinute: 1_000 } },
      high: { tier: 1, priority: -5 }
    })
    centre.at(0).comes("low", { ...call, queue: "low" })
    centre.at(0).comes("usual", { ...call, queue: "usual" })
    centre.at(3_600_000).comes("high", { ...call, queue: "high" })
    expect(["high", "usual", "low"].map((id) => centre.router.explain(id).position)).toEqual([1, 2, 3])
    expect(served(centre, 3_600_000, 3)).toEqual(["high", "usual", "low"])
  })

  it("SCORE-6 what is held for an agent goes before every tier", () => {
    const centre = new Centre({ q: {}, high: { tier: 1_000 } })
    centre.do({ type: "SignIn", agent: "ann" })
    centre.comes("mine", { ...call, preferred: [{ agent: "ann", holdMs: 60_000 }] })
    centre.comes("high", { ...call, queue: "high" })
    expect(served(centre, 1_000, 1)).toEqual(["mine", "high"])
  })

  it("SCORE-4 concave: ten per root of a minute have brought 10 after one minute, 20 after four, and are cut off to whole parts", () => {
    const first = (priority: number, atMs: number) => {
      const centre = new Centre({ q: { ageing: { kind: "concave", perRootMinute: 10 } }, high: { priority } })
      centre.at(0).comes("old", call)
      centre.at(1_000).comes("new", { ...call, queue: "high" })
      return served(centre, atMs, 0)[0]
    }
    expect([first(10, 59_999), first(10, 60_000)]).toEqual(["new", "old"])
    expect([first(20, 239_999), first(20, 240_000)]).toEqual(["new", "old"])
    expect([first(100, 5_999_999), first(100, 6_000_000)]).toEqual(["new", "old"])
  })

  it("SCORE-5 objective: of equal priority, who has waited the greatest multiple of its own objective goes first", () => {
    const ageing = { kind: "objective", perObjective: 10 } as const
    const centre = staffed({ slow: { ageing, serviceLevelMs: 300_000 }, fast: { ageing, serviceLevelMs: 20_000 } })
    centre.at(0).comes("slow", { ...call, queue: "slow" })
    centre.at(100_000).comes("fast", { ...call, queue: "fast" })
    const places = (atMs: number) => {
      centre.at(atMs).ticks()
      return ["slow", "fast"].map((id) => centre.router.explain(id).position)
    }
    // 107,142 / 300,000 of the one, 7,142 / 20,000 of the other.
    expect(places(107_142)).toEqual([1, 2])
    expect(places(107_143)).toEqual([2, 1])
    expect(served(centre, 107_143, 1)).toEqual(["fast", "slow"])
  })

  it("SCORE-7 breach: the earliest instant at which an objective is missed goes first; arrival counts as an objective of 0", () => {
    const centre = staffed({
      hurry: { order: "breach", serviceLevelMs: 20_000 },
      patient: { order: "breach", serviceLevelMs: 100_000, creditMs: 5_000 },
      arrival: { serviceLevelMs: 20_000 }
    })
    centre.at(0).comes("patient", { ...call, queue: "patient" })
    centre.at(74_999).comes("hurry1", { ...call, queue: "hurry" })
    centre.at(75_001).comes("hurry2", { ...call, queue: "hurry" })
    centre.at(94_998).comes("arrival1", { ...call, queue: "arrival" })
    centre.at(95_002).comes("arrival2", { ...call, queue: "arrival" })
    const expected = ["arrival1", "hurry1", "patient", "hurry2", "arrival2"]
    expect(expected.map((id) => centre.router.explain(id).position)).toEqual([1, 2, 3, 4, 5])
    expect(served(centre, 100_000, 4)).toEqual(expected)
  })

  it("SCORE-7 breach leaves ageing as it is: the wait, not the objective, makes priority grow", () => {
    const centre = new Centre({
      q: { order: "breach", serviceLevelMs: 600_000, ageing: { kind: "linear", perMinute: 1 } },
      high: { priority: 1 }
    })
    centre.at(0).comes("old", call)
    centre.at(1_000).comes("new", { ...call, queue: "high" })
    centre.at(60_001).ticks()
    expect(centre.router.explain("old").position).toBe(1)
    expect(served(centre, 60_001, 1)).toEqual(["old", "new"])
  })

  it("SCORE-8 newest: the last to come goes first, but after a higher priority and after other queues of equal score", () => {
    const centre = staffed({ news: { order: "newest" }, tips: { order: "newest" }, q: {} })
    centre.at(1_000).comes("n1", { ...text, queue: "news" })
    centre.at(1_000).comes("n2", { ...text, queue: "news", creditMs: 900 })
    centre.at(1_500).comes("urgent", { ...text, queue: "news", priority: 1 })
    centre.at(2_000).comes("t3", { ...text, queue: "tips" })
    centre.at(3_000).comes("n4", { ...text, queue: "news" })
    centre.at(4_000).comes("q5", { ...text })
    const expected = ["urgent", "q5", "n4", "t3", "n2", "n1"]
    expect(expected.map((id) => centre.router.explain(id).position)).toEqual([1, 2, 3, 4, 5, 6])
    const restored = createRouter({ queues: {} }, { snapshot: centre.router.snapshot() })
    expect(expected.map((id) => restored.explain(id).position)).toEqual([1, 2, 3, 4, 5, 6])
    expect(centre.at(5_000).do({ type: "MakeReady", agent: "ann" }).slice(1)).toEqual(
      expected.map((id) => `OfferMade ${id} ann`)
    )
  })

  it("SCORE-8 newest: whoever comes back after a decline takes his place between the older and the newer", () => {
    const centre = new Centre({ q: { order: "newest" } })
    centre.at(0).comes("a", call)
    centre.at(1_000).comes("b", call)
    expect(centre.at(2_000).ready("ann").at(-1)).toBe("OfferMade b ann")
    centre.at(3_000).comes("c", call)
    centre.declines("ann", "b")
    expect(centre.owner("c")).toBe("ann")
    expect(["b", "a"].map((id) => centre.router.explain(id).position)).toEqual([1, 2])
  })

  it("SCORE-8 ageing and a head start of a queue that serves the newest first are refused with path and remedy", () => {
    const mistakes = (q: Queues[string] | object) =>
      checkConfiguration({ queues: { q } }).map(({ path, text: why }) => `${path}: ${why}`)
    expect(mistakes({ order: "newest", ageing: { kind: "linear", perMinute: 1 }, creditMs: 1 })).toEqual([
      'queues.q.ageing: does not go with order: "newest": who waits longest would have most; leave one out',
      'queues.q.creditMs: does not go with order: "newest": there, to have come earlier is no head start'
    ])
    expect(mistakes({ order: "lifo", tier: 0.5 })).toEqual([
      "queues.q.tier: 0.5 is not a whole number from -1000 to 1000 (a higher tier goes before every lower one)",
      'queues.q.order: write "arrival", "breach" or "newest"'
    ])
    expect(mistakes({ ageing: { kind: "objective", perObjective: 1_001 }, serviceLevelMs: 999 })).toEqual([
      "queues.q.ageing.perObjective: 1001 is not a whole number from 0 to 1000 (priority per objective waited)",
      "queues.q.serviceLevelMs: 999 is too short for ageing by objective: write at least 1000"
    ])
    expect(mistakes({ ageing: { kind: "concave", perRootMinute: -1 } })).toEqual([
      "queues.q.ageing.perRootMinute: -1 is not a whole number from 0 to 100000 (priority per square root of minutes)"
    ])
    expect(mistakes({ order: "newest", creditMs: 0 })).toEqual([])
  })

  it("SCORE-3 concave and objective never fall, over a year of waits and more", () => {
    const curves = [
      { kind: "concave", perRootMinute: 100_000 },
      { kind: "objective", perObjective: 1_000 }
    ] as const
    for (const ageing of curves) {
      const centre = new Centre({ q: { ageing, serviceLevelMs: 1_000 } })
      centre.at(0).comes("c1", call)
      let before = 0
      for (let atMs = 1; atMs < 500 * 86_400_000; atMs = atMs * 3 + 1) {
        for (const at of [atMs, atMs + 1]) {
          centre.at(at).ticks()
          const told = /priority 0 and ([\d.]+) by ageing/.exec(centre.router.explain("c1").text)
          const points = told === null ? 0 : Number(told[1])
          expect(points).toBeGreaterThanOrEqual(before)
          before = points
        }
      }
      expect(before).toBeGreaterThan(1_000_000)
    }
  })

  it("SCORE-12 a contact that an agent may not take never blocks him: of all queues he gets the first he may take", () => {
    const centre = new Centre({ vip: { needs: "wealth", tier: 1, priority: 9 }, a: { priority: 1 }, b: {} })
    centre.at(0).comes("vip", { ...call, queue: "vip" })
    centre.at(0).comes("excluding", { ...call, queue: "a", excludes: ["ann"] })
    centre.at(0).comes("needing", { ...call, queue: "a", needs: "en >= 3" })
    centre.at(1_000).comes("b1", { ...call, queue: "b" })
    centre.at(2_000).comes("b2", { ...call, queue: "b" })
    expect(centre.at(3_000).ready("ann", { en: 2 }).at(-1)).toBe("OfferMade b1 ann")
    // Another queue's newer contact of higher priority, and an agent who may take what the first may not.
    centre.at(4_000).comes("a2", { ...call, queue: "a" })
    expect(centre.at(5_000).ready("bo", { wealth: 1 }).at(-1)).toBe("OfferMade vip bo")
    expect(centre.at(6_000).ready("cem", { en: 3 }).at(-1)).toBe("OfferMade excluding cem")
  })
})
