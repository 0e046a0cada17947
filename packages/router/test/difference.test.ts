import * as fc from "fast-check"
import { expect, test } from "vitest"
import { createRouter } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

test("EXPL-6 says who would move, from where to where, and changes nothing", () => {
  const loans = { needs: "loan >= 5" }
  const centre = new Centre({ q: loans, vip: { priority: 1 } })
  centre.ready("ann", { loan: 3 }, { chat: 1 })
  centre.comes("c1")
  centre.comes("c2")
  const before = JSON.stringify(centre.router.snapshot())
  const { contacts, events, refusal } = centre.router.diff({
    queues: { q: { needs: "loan >= 3" }, vip: { priority: 1 } }
  })
  expect(refusal).toBeUndefined()
  expect(events.map(({ type }) => type)).toEqual(["Configured", "OfferMade"])
  expect(contacts).toEqual([
    {
      contact: "c1",
      before: { queue: "q", state: "waiting", position: 1 },
      after: { queue: "q", state: "offered", agent: "ann" }
    },
    {
      contact: "c2",
      before: { queue: "q", state: "waiting", position: 2 },
      after: { queue: "q", state: "waiting", position: 1 }
    }
  ])
  expect(JSON.stringify(centre.router.snapshot())).toBe(before)
  expect(centre.router.diff({ queues: { vip: {} } }).refusal?.reason).toBe("InvalidConfiguration")
  expect(centre.router.diff(centre.router.view.configuration)).toMatchObject({ events: [], contacts: [] })
})

test("EXPL-6 is what then happens, in random histories", () => {
  let moved = 0
  const property = ({ configuration, moves }: History, other: History) => {
    const router = createRouter(configuration)
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      router.step(command, nowMs)
    }
    router.tick(router.view.nowMs)
    const said = router.diff(other.configuration)
    const stood = new Map([...router.view.contacts()].map(({ id, queue, state }) => [id, `${queue} ${state}`]))
    const { events, refusal } = router.do({ type: "Configure", configuration: other.configuration })
    expect(said.refusal).toEqual(refusal)
    expect(said.events).toEqual(events)
    for (const { contact, before, after } of said.contacts) {
      moved++
      expect(stood.get(contact)).toBe(`${before.queue} ${before.state}`)
      const now = router.view.contact(contact)
      expect(now?.queue).toBe(after?.queue)
      expect(now?.state).toBe(after?.state)
      expect(now?.agent).toBe(after?.agent)
      if (after?.position !== undefined) expect(router.explain(contact).position).toBe(after.position)
    }
    if (refusal === undefined) {
      const changed = new Set(said.contacts.map(({ contact }) => contact))
      for (const [id, where] of stood) {
        const now = router.view.contact(id)
        if (!changed.has(id)) expect(`${now?.queue} ${now?.state}`).toBe(where)
      }
    }
  }
  fc.assert(fc.property(everything(60), everything(0), property), { numRuns: 250 })
  expect(moved).toBeGreaterThan(100)
})
