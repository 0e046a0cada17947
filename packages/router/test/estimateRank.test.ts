import * as fc from "fast-check"
import { expect, it, describe } from "vitest"
import { createEstimates } from "../src/estimates/index.ts"
import { type ContactView, createRouter, restore, type Router } from "../src/index.ts"
import { history } from "../src/testing/arbitraries.ts"
import { Player } from "../src/testing/Player.ts"

const numRuns = Number(process.env["STROWGER_HISTORIES"] ?? 40)
const hour = 3_600_000

describe("the rank", () => {
  /**
   * Frees agents of a copy one by one, the longest first: everything takes ten hours, so nobody is beyond it. Slow and obvious, with views
   * alone. Gives who got whom, in order.
   */
  function freed(
    router: Router
  ): ReadonlyArray<{ readonly contact: string; readonly agent: string; readonly could: ReadonlyArray<string> }> {
    const copy = restore(router.snapshot())
    const got: Array<{ contact: string; agent: string; could: ReadonlyArray<string> }> = []
    const atStart = new Map([...router.view.contacts()].map(({ id }) => [id, could(router, id)]))
    const started: string[] = []
    // Everybody accepts at once, in the order in which they were asked; so that is the order of equal ends, too.
    const asked = openOffers(router)
    copy.subscribe((event) => {
      if (event.type === "OfferMade") asked.push({ contact: event.contact, agent: event.agent, offer: event.offer })
      if (event.type === "OfferMade" && !got.some(({ contact }) => contact === event.contact)) {
        const early = atStart.get(event.contact) ?? []
        const now = early.includes(event.agent) ? early : [...could(copy, event.contact), event.agent]
        got.push({ contact: event.contact, agent: event.agent, could: now })
      }
      if (event.type === "OfferAccepted") started.push(event.contact)
    })
    const answer = () => {
      for (let next = asked.shift(); next !== undefined; next = asked.shift()) copy.do({ type: "Accept", ...next })
    }
    const there = [...copy.view.contacts()]
    for (const { id, state, callback } of there)
      if (state === "unreachable" && callback === undefined) copy.do({ type: "MarkReachable", contact: id })
    answer()
    // What is expected of a wrap-up is what its queue says now, whatever it said when it began.
    const wrapUps = there
      .filter(({ state }) => state === "wrap-up")
      .map(({ id, agent, queue }) => ({ id, agent: agent!, endMs: router.view.nowMs + wrapUpOf(copy, queue) }))
      .sort((a, b) => a.endMs - b.endMs)
    const horizonMs = router.view.nowMs + 168 * hour
    for (let n = 0; n < 2_000; n++) {
      const active = [...copy.view.contacts()].filter(({ state }) => state === "active")
      const endOf = ({ acceptedAtMs, queue }: ContactView) => acceptedAtMs! + 10 * hour - wrapUpOf(copy, queue)
      active.sort((a, b) => endOf(a) - endOf(b) || started.indexOf(a.id) - started.indexOf(b.id))
      const [first] = active
      const endMs = first === undefined ? Number.POSITIVE_INFINITY : Math.max(copy.view.nowMs, endOf(first))
      const wrapUpMs = wrapUps[0]?.endMs ?? Number.POSITIVE_INFINITY
      const due = copy.nextDeadlineMs ?? Number.POSITIVE_INFINITY
      const nextMs = Math.min(due, endMs, wrapUpMs)
      if (nextMs === Number.POSITIVE_INFINITY || nextMs > horizonMs) break
      if (due === nextMs) copy.tick(Math.max(due, copy.view.nowMs))
      else if (endMs === nextMs) copy.step({ type: "Complete", contact: first!.id, agent: first!.agent! }, endMs)
      else {
        const { id, agent } = wrapUps.shift()!
        copy.step({ type: "EndWrapUp", contact: id, agent }, wrapUpMs)
      }
      answer()
    }
    return got
  }
  /** The longest open first; of one instant, whose contact came first. */
  const openOffers = (router: Router): Array<{ contact: string; agent: string; offer: string }> =>
    [...router.view.contacts()]
      .flatMap((one) =>
        (one.offers ?? (one.offer === undefined ? [] : [{ ...one.offer, agent: one.agent! }])).map((each) => ({
          ...each,
          contact: one.id
        }))
      )
      .sort((a, b) => a.madeAtMs - b.madeAtMs)
      .map(({ contact, agent, id: offer }) => ({ contact, agent, offer }))
  const wrapUpOf = (router: Router, queue: string) => router.view.configuration.queues[queue]?.wrapUpMs ?? 0
  const could = (router: Router, contact: string): ReadonlyArray<string> => {
    const { channel } = router.view.contact(contact)!
    return router
      .explain(contact)
      .candidates.filter(
        ({ agent, failed, rule }) =>
          failed === undefined ||
          (["CAP-1", "CAP-2", "CAP-6", "CAP-8"].includes(rule!) && router.view.agent(agent)!.capacity[channel] > 0)
      )
      .map(({ agent }) => agent)
  }

  const handleMs = () => 10 * hour

  /** Holds what is told of everybody who waits against it: of how many, where there are several. */
  function compare(router: Router): number {
    const estimates = createEstimates(router, { handleMs, weight: Number.POSITIVE_INFINITY })
    estimates.stop()
    const waiting = estimates.all().filter((one) => one.known)
    if (waiting.length < 2) return 0
    const got = freed(router)
    for (const { contact, position } of waiting) {
      const at = got.findIndex((one) => one.contact === contact)
      const before = got.slice(0, at).filter(({ agent }) => got[at]!.could.includes(agent))
      expect(position, contact).toBe(before.length + 1)
    }
    return waiting.length
  }

  it("EST-1 is the one in which the engine serves a copy whose agents are really freed one by one", () => {
    let compared = 0
    fc.assert(
      fc.property(history(60), (drawn) => {
        const router = createRouter(drawn.configuration)
        const player = new Player()
        for (const move of drawn.moves) {
          const { command, nowMs } = player.next(router, move)
          router.step(command, nowMs)
          compared += compare(router)
        }
      }),
      { numRuns }
    )
    expect(compared).toBeGreaterThan(100)
  })

  it("EST-1 a wrap-up is expected to be as long as its queue says now", () => {
    const queues = { calls: {}, loans: { wrapUpMs: 5_000 } }
    const router = createRouter({ queues })
    const come = (contact: string, queue: string, more = {}) =>
      router.do({ type: "Enqueue", contact, queue, channel: "voice", ...more })
    come("c1", "calls", { excludes: ["ann"] })
    come("c2", "calls", { reachable: false })
    come("c3", "calls", { reachable: false })
    for (const agent of ["ann", "bo"]) router.do({ type: "SignIn", agent })
    router.do({ type: "MakeReady", agent: "ann" })
    come("c4", "loans")
    const offer = router.view.contact("c4")!.offer!.id
    router.do({ type: "Accept", contact: "c4", agent: "ann", offer })
    router.do({ type: "Complete", contact: "c4", agent: "ann" })
    // Now ann is free at once, and c2's wrap-up in the end makes her as late as bo, who is asked for c5 before.
    router.do({ type: "Configure", configuration: { queues: { calls: { wrapUpMs: 2_000 }, loans: { priority: 1 } } } })
    come("c5", "loans", { excludes: ["ann"] })
    router.do({ type: "MakeReady", agent: "bo" })
    expect(router.view.contact("c5")).toMatchObject({ state: "offered", agent: "bo" })
    expect(compare(router)).toBe(3)
  })

  it("EST-1 of those who will be free in the same instant, who was asked first is free first", () => {
    const router = createRouter({ queues: { calls: {} } })
    const come = (contact: string, more = {}) =>
      router.do({ type: "Enqueue", contact, queue: "calls", channel: "voice", ...more })
    for (const agent of ["ann", "cem"]) router.do({ type: "SignIn", agent })
    come("c1", { excludes: ["ann"] })
    come("c2", { reachable: false })
    come("c3")
    router.do({ type: "MarkUnreachable", contact: "c3" })
    router.do({ type: "MakeReady", agent: "ann" })
    // It rings at cem before c2 is imagined to come back, which rings at ann then: cem is free first, and c1 goes to him.
    come("c4", { creditMs: 700, excludes: ["ann"] })
    router.do({ type: "MakeReady", agent: "cem" })
    expect(router.view.contact("c4")).toMatchObject({ state: "offered", agent: "cem" })
    expect(compare(router)).toBe(3)
    const estimates = createEstimates(router, { handleMs })
    estimates.stop()
    expect(estimates.all().map((one) => [one.contact, one.known && one.position])).toEqual([
      ["c1", 1],
      ["c2", 1],
      ["c3", 3]
    ])
  })
})
