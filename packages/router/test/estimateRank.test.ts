import * as fc from "fast-check"
import { expect, it, describe } from "vitest"
import { createEstimates } from "../src/estimates/index.ts"
import { type ContactView, createRouter, restore, type Router } from "../src/index.ts"
import { history } from "../src/testing/arbitraries.ts"
import { Player } from "../src/testing/Player.ts"

const numRuns = 40
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
    copy.subscribe((event) => {
      if (event.type === "OfferMade" && !got.some(({ contact }) => contact === event.contact)) {
        const early = atStart.get(event.contact) ?? []
        const now = early.includes(event.agent) ? early : [...could(copy, event.contact), event.agent]
        got.push({ contact: event.contact, agent: event.agent, could: now })
      }
      if (event.type === "OfferAccepted") started.push(event.contact)
    })
    const answer = () => {
      for (;;) {
        const ringing = [...copy.view.contacts()]
          .flatMap((one) => (one.offer === undefined ? [] : [one]))
          .sort((a, b) => a.offer!.madeAtMs - b.offer!.madeAtMs)
        const accepted = ringing.some(
          ({ id, agent, offer }) =>
            copy.do({ type: "Accept", contact: id, agent: agent!, offer: offer!.id }).refusal === undefined
        )
        if (!accepted) return
      }
    }
    const there = [...copy.view.contacts()]
    for (const { id, state, callback } of there)
      if (state === "unreachable" && callback === undefined) copy.do({ type: "MarkReachable", contact: id })
    answer()
    for (let n = 0; n < 2_000; n++) {
      const active = [...copy.view.contacts()].filter(({ state }) => state === "active")
      const endOf = ({ acceptedAtMs, queue }: ContactView) => acceptedAtMs! + 10 * hour - wrapUpOf(copy, queue)
      active.sort((a, b) => endOf(a) - endOf(b) || started.indexOf(a.id) - started.indexOf(b.id))
      const [first] = active
      const endMs = first === undefined ? Number.POSITIVE_INFINITY : Math.max(copy.view.nowMs, endOf(first))
      const due = copy.nextDeadlineMs ?? Number.POSITIVE_INFINITY
      if (Math.min(due, endMs) === Number.POSITIVE_INFINITY || Math.min(due, endMs) > router.view.nowMs + 168 * hour)
        break
      if (due <= endMs) copy.tick(Math.max(due, copy.view.nowMs))
      else copy.step({ type: "Complete", contact: first!.id, agent: first!.agent! }, endMs)
      answer()
    }
    return got
  }
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

  it("EST-1 is the one in which the engine serves a copy whose agents are really freed one by one", () => {
    let compared = 0
    const handleMs = () => 10 * hour
    fc.assert(
      fc.property(history(60), (drawn) => {
        const router = createRouter(drawn.configuration)
        const player = new Player()
        for (const move of drawn.moves) {
          const { command, nowMs } = player.next(router, move)
          router.step(command, nowMs)
          const estimates = createEstimates(router, { handleMs, weight: Number.POSITIVE_INFINITY })
          estimates.stop()
          const waiting = estimates.all().filter((one) => one.known)
          if (waiting.length < 2) continue
          const got = freed(router)
          for (const { contact, position } of waiting) {
            const at = got.findIndex((one) => one.contact === contact)
            const before = got.slice(0, at).filter(({ agent }) => got[at]!.could.includes(agent))
            compared++
            expect(position, contact).toBe(before.length + 1)
          }
        }
      }),
      { numRuns }
    )
    expect(compared).toBeGreaterThan(100)
  })
})
