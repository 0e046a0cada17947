import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter, type RouterEvent } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

const call = { channel: "voice" } as const

function ringingAt(...agents: ReadonlyArray<string>): Centre {
  const centre = new Centre({ q: { offersAtOnce: 3, offerMs: 10_000 } })
  for (const agent of agents) centre.ready(agent)
  return centre
}
const offers = (centre: Centre, contact = "c1") => centre.router.view.contact(contact)?.offers ?? []
const answer = (centre: Centre, agent: string, type: "Accept" | "Decline" = "Accept", contact = "c1") => {
  const own = offers(centre, contact).find((offer) => offer.agent === agent)
  return centre.do({ type, contact, agent, offer: own?.id ?? "none" })
}

describe("several offers of one contact", () => {
  it("OFFER-12 it rings at so many at once, each once, and the view tells them all", () => {
    const centre = ringingAt("ann", "bo", "cem", "dee")
    expect(centre.comes("c1", call)).toEqual([
      "ContactQueued c1",
      "OfferMade c1 ann",
      "OfferMade c1 bo",
      "OfferMade c1 cem"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "offered", agent: "ann", offer: { id: "o1" } })
    expect(offers(centre).map(({ agent, id }) => `${agent} ${id}`)).toEqual(["ann o1", "bo o2", "cem o3"])
    expect(centre.router.explain("c1").text).toContain("and to bo, cem at the same time (OFFER-12)")
  })

  it("OFFER-11 asterisk#176: two agents answer one call, and one has it", () => {
    const centre = ringingAt("ann", "bo")
    centre.comes("c1", call)
    const late = offers(centre).find(({ agent }) => agent === "ann")!
    expect(answer(centre, "bo")).toEqual(["OfferRescinded c1 ann taken", "OfferAccepted c1 bo"])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer: late.id })).toEqual([
      "refused: OfferNotOpen"
    ])
    expect(centre.owner("c1")).toBe("bo")
    expect(centre.comes("c2", call)).toEqual(["ContactQueued c2", "OfferMade c2 ann"])
  })

  it("OFFER-2 OFFER-12 a token opens its own offer and no other of the same contact", () => {
    const centre = ringingAt("ann", "bo")
    centre.comes("c1", call)
    const [first, second] = offers(centre)
    expect(centre.do({ type: "Accept", contact: "c1", agent: "ann", offer: second!.id })).toEqual([
      "refused: OfferNotOpen"
    ])
    expect(centre.do({ type: "Accept", contact: "c1", agent: "bo", offer: first!.id })).toEqual([
      "refused: OfferNotOpen"
    ])
  })

  it("OFFER-12 what one declines or misses leaves the others, and somebody else may ring in his place", () => {
    const centre = ringingAt("ann", "bo", "cem")
    centre.comes("c1", call)
    centre.at(4_000).ready("dee")
    expect(answer(centre, "ann", "Decline")).toEqual(["OfferDeclined c1 ann", "OfferMade c1 dee"])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "offered", agent: "bo" })
    expect(centre.at(10_000).ticks()).toEqual([
      "OfferExpired c1 bo",
      "AgentNotReady bo no answer",
      "OfferExpired c1 cem",
      "AgentNotReady cem no answer"
    ])
    expect(centre.router.view.contact("c1")).toMatchObject({ state: "offered", agent: "dee" })
  })

  it("OFFER-12 OpenACD#5: calls that wait do not all ring at the first agent, and every call rings before one rings twice", () => {
    const centre = ringingAt()
    for (const id of ["c1", "c2", "c3"]) centre.comes(id, call)
    expect(centre.ready("ann").at(-1)).toBe("OfferMade c1 ann")
    expect(centre.ready("bo").at(-1)).toBe("OfferMade c2 bo")
    expect(centre.ready("cem").at(-1)).toBe("OfferMade c3 cem")
    expect(centre.ready("dee").at(-1)).toBe("OfferMade c1 dee")
    expect(centre.ready("eve").at(-1)).toBe("OfferMade c1 eve")
    expect(centre.ready("flo").at(-1)).toBe("OfferMade c2 flo")
  })

  it("OFFER-12 the caller hangs up: every phone stops", () => {
    const centre = ringingAt("ann", "bo")
    centre.comes("c1", call)
    expect(centre.do({ type: "Abandon", contact: "c1" })).toEqual([
      "OfferRescinded c1 ann abandoned",
      "OfferRescinded c1 bo abandoned",
      "ContactAbandoned c1"
    ])
  })

  it("OFFER-10 OFFER-11 somebody who answers by himself wins over those at whom it rings", () => {
    const centre = ringingAt("ann")
    centre.comes("c1", call)
    centre.comes("c2", { ...call, excludes: ["bo"] })
    centre.do({ type: "SignIn", agent: "bo", autoAccept: true })
    expect(centre.do({ type: "MakeReady", agent: "bo" })).toEqual([
      "AgentReady bo",
      "OfferMade c1 bo",
      "OfferRescinded c1 ann taken",
      "OfferAccepted c1 bo",
      "OfferMade c2 ann"
    ])
  })

  it("OFFER-11 OFFER-2 chatwoot#15524: whoever is first has it, and no later answer changes it, in any order of answers", () => {
    const agents = ["ann", "bo", "cem"]
    for (const first of agents) {
      for (const second of agents) {
        const centre = ringingAt(...agents)
        centre.comes("c1", call)
        const open = offers(centre)
        answer(centre, first)
        const late = open.find(({ agent }) => agent === second)!
        expect(centre.do({ type: "Accept", contact: "c1", agent: second, offer: late.id })).toEqual([
          "refused: OfferNotOpen"
        ])
        expect(centre.owner("c1")).toBe(first)
      }
    }
  })

  it("OFFER-12 CONF-3 a queue says from 1 to 20", () => {
    expect(() => createRouter({ queues: { q: { offersAtOnce: 21 } } })).toThrow("queues.q.offersAtOnce")
    expect(() => createRouter({ queues: { q: { offersAtOnce: 0 } } })).toThrow("queues.q.offersAtOnce")
  })
})

/** By the events alone: each offer ends once, each contact has one winner at a time and one end. */
class Winners {
  private readonly open = new Map<string, { readonly contact: string; readonly agent: string }>()
  private readonly served = new Map<string, Set<string>>()
  private readonly here = new Set<string>()
  several = 0
  ended = 0

  see(event: RouterEvent): void {
    switch (event.type) {
      case "ContactQueued":
        this.here.add(event.contact)
        return
      case "OfferMade": {
        const { contact, agent } = event
        const others = [...this.open.values()].filter((offer) => offer.contact === contact)
        expect(others.map((offer) => offer.agent)).not.toContain(agent)
        expect(this.serving(contact).size).toBe(0)
        if (others.length > 0) this.several++
        this.open.set(event.offer, { contact, agent })
        return
      }
      case "OfferAccepted":
      case "OfferDeclined":
      case "OfferExpired":
      case "OfferRescinded":
        expect(this.open.get(event.offer)).toEqual({ contact: event.contact, agent: event.agent })
        this.open.delete(event.offer)
        if (event.type !== "OfferAccepted") return
        expect([...this.open.values()].filter(({ contact }) => contact === event.contact)).toEqual([])
        expect(this.serving(event.contact).size).toBe(0)
        this.serving(event.contact).add(event.agent)
        return
      case "AgentJoined":
        this.serving(event.contact).add(event.agent)
        return
      case "ContactHandedOver":
        expect(this.serving(event.contact).delete(event.from)).toBe(true)
        this.serving(event.contact).add(event.to)
        return
      case "AgentLeft":
      case "ContactTransferred":
      case "ContactWoken":
      case "CallbackFailed":
      case "ContactRequeued":
        expect(this.serving(event.contact).delete(event.agent)).toBe(true)
        return
      case "ContactPulled":
        this.serving(event.contact).delete(event.agent)
        return
      case "ContactCompleted":
        expect([...this.serving(event.contact)]).toEqual([event.agent])
        return this.over(event.contact)
      case "ContactAbandoned":
      case "ContactCancelled":
      case "ContactDeflected":
        expect([...this.open.values()].filter(({ contact }) => contact === event.contact)).toEqual([])
        return this.over(event.contact)
      default:
        return
    }
  }

  private serving(contact: string): Set<string> {
    const known = this.served.get(contact) ?? new Set()
    this.served.set(contact, known)
    return known
  }

  private over(contact: string): void {
    expect(this.here.delete(contact)).toBe(true)
    this.served.delete(contact)
    this.ended++
  }

  /** Nobody is lost: what came and did not end is there. */
  check(contacts: ReadonlyArray<string>): void {
    for (const contact of this.here) expect(contacts).toContain(contact)
  }
}

it("OFFER-11 OFFER-12 QUEUE-1 in no history has a contact two winners, an offer two ends, or a contact none", () => {
  let several = 0
  const property = ({ configuration, moves }: History) => {
    const router = createRouter(configuration)
    const winners = new Winners()
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      for (const event of router.step(command, nowMs).events) winners.see(event)
      winners.check([...router.view.contacts()].map(({ id }) => id))
    }
    several += winners.several
  }
  fc.assert(fc.property(everything(), property), { numRuns: 300 })
  expect(several).toBeGreaterThan(10)
})
