import { describe, expect, it } from "vitest"
import { checkConfiguration } from "../src/index.ts"
import { Centre } from "./centre.ts"

const rules = { offerMs: 1_000, onNoAnswer: "stayReady" } as const

describe("offers that nobody answers", () => {
  it("OFFER-21 the n-th miss in a row makes not ready, and accepting or becoming ready begins anew", () => {
    const centre = new Centre({ q: { ...rules, missesToNotReady: 2, excludeMs: 1 } })
    centre.ready("ann")
    centre.comes("c1")
    expect(centre.at(1_000).ticks()).toEqual(["OfferExpired c1 ann"])
    expect(centre.at(1_001).ticks()).toEqual(["OfferMade c1 ann"])
    centre.accepts("ann", "c1")
    centre.comes("c2")
    expect(centre.at(2_001).ticks()).toEqual(["OfferExpired c2 ann"])
    expect(centre.at(2_002).ticks()).toEqual(["OfferMade c2 ann"])
    centre.declines("ann", "c2")
    expect(centre.at(2_003).ticks()).toEqual(["OfferMade c2 ann"])
    expect(centre.at(3_003).ticks()).toEqual(["OfferExpired c2 ann", "AgentNotReady ann no answer"])
    expect(centre.router.view.agent("ann")).toMatchObject({ presence: "not-ready", reason: "no answer" })
    centre.do({ type: "MakeReady", agent: "ann" })
    expect(centre.at(4_003).ticks()).toEqual(["OfferExpired c2 ann"])
  })

  it("OFFER-21 misses count over all queues, and the queue of the last one says how many are too many", () => {
    const centre = new Centre({ q: rules, other: { ...rules, missesToNotReady: 2 } })
    centre.ready("ann")
    centre.comes("c1")
    expect(centre.at(1_000).ticks()).toEqual(["OfferExpired c1 ann"])
    centre.comes("c2", { queue: "other" })
    expect(centre.at(2_000).ticks()).toEqual(["OfferExpired c2 ann", "AgentNotReady ann no answer"])
  })

  it("OFFER-21 who never answers gets no more offers than allowed, and a restart does not forget", () => {
    let centre = new Centre({ q: { ...rules, missesToNotReady: 3, excludeMs: 1 } })
    centre.ready("ann")
    centre.comes("c1")
    let offers = 1
    for (let ms = 0; ms < 20_000; ms += 500) {
      centre = centre.again()
      offers += centre
        .at(ms)
        .ticks()
        .filter((said) => said.startsWith("OfferMade")).length
    }
    expect(offers).toBe(3)
  })

  it("OFFER-20 excludeMs is how long the same agent is not asked again, after a decline and after a miss", () => {
    const centre = new Centre({ q: { ...rules, excludeMs: 5_000 } })
    centre.ready("ann")
    centre.comes("c1")
    const offer = centre.offer("c1")
    const declined = centre.try({ type: "Decline", contact: "c1", agent: "ann", offer })
    expect(declined.events[0]).toMatchObject({ type: "OfferDeclined", notAgainUntilMs: 5_000 })
    expect(centre.router.explain("c1").candidates[0]).toMatchObject({ rule: "OFFER-6" })
    expect(centre.at(4_999).ticks()).toEqual([])
    expect(centre.at(5_000).ticks()).toEqual(["OfferMade c1 ann"])
    expect(centre.router.tick(6_000).events[0]).toMatchObject({ type: "OfferExpired", notAgainUntilMs: 11_000 })
    expect(centre.at(10_999).ticks()).toEqual([])
    expect(centre.at(11_000).ticks()).toEqual(["OfferMade c1 ann"])
  })

  it("CONF-3 missesToNotReady counts only with stayReady, and excludeMs is never 0", () => {
    const mistakes = (queue: object) => checkConfiguration({ queues: { q: queue } }).map(({ path }) => path)
    expect(mistakes({ missesToNotReady: 2 })).toEqual(["queues.q.missesToNotReady"])
    expect(mistakes({ excludeMs: 0 })).toEqual(["queues.q.excludeMs"])
    expect(mistakes({ ...rules, missesToNotReady: 2, excludeMs: 1 })).toEqual([])
  })
})
