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

test("CONF-16 tells all of it to read", () => {
  const to = (waitedMs: number) => ({ overflow: [{ when: { waitedMs }, do: { do: "voicemail" as const } }] })
  const centre = new Centre({ q: { needs: "loan >= 5" }, r: { needs: "vip" } })
  centre.ready("ann", { loan: 3 }, { chat: 1 })
  centre.ready("bo", { loan: 5 }, { chat: 2 })
  for (const contact of ["c1", "c2", "c3", "c4"]) centre.comes(contact)
  centre.accepts("bo", "c1")
  centre.at(5_000).comes("c5", { queue: "r" })
  centre.at(9_000)
  centre.ticks()
  const { text } = centre.router.diff({ queues: { q: { needs: "loan >= 3" }, r: to(4_000) }, capacity: { chat: 4 } })
  expect(text.split("\n")).toEqual([
    "3 contacts would stand elsewhere, 1 offer would be made, 1 would end.",
    "c3: waits in q, place 1 -> rings at ann",
    "c4: waits in q, place 2 -> waits in q, place 1",
    "c5: waits in r, place 1 -> voicemail (wait)",
    "CapacityFromSignIn capacity: holds for who signs in from then on; the 2 who are signed in keep what they have: sign in again"
  ])
  const same = centre.router.diff(centre.router.view.configuration)
  expect(same.text.split("\n").slice(0, 3)).toEqual([
    "It is the configuration in force: nothing would change.",
    "QueueUnreachable queues.r.needs: nobody of the staff could be offered a contact of it: nearest is ann, whose skill vip is missing, needs 1",
    "SkillNobodyHas queues.r.needs: nobody has vip"
  ])
  expect(centre.router.diff({ queues: {} }).text).toContain("It would be refused: queues.q: still holds contact")
  // A step of waiting that its wait has reached.
  const steps = [{ afterMs: 8_000, needs: "loan >= 1" }]
  const rings = centre.router.diff({ queues: { q: { needs: "loan >= 5", steps, offersAtOnce: 2 }, r: { tier: 1 } } })
  expect(rings.text.split("\n").slice(0, 4)).toEqual([
    "3 contacts would stand elsewhere, 1 offer would be made.",
    "c3: waits in q, place 1 -> waits in q at step 1, place 1",
    "c4: waits in q, place 2 -> waits in q at step 1, place 2",
    "c5: waits in r, place 1 -> rings at ann"
  ])
})

test("EXPL-6 is what then happens, in random histories", () => {
  let moved = 0
  const property = ({ configuration, moves }: History, other: History) => {
    const router = createRouter(configuration)
    const player = everythingPlayer()
    for (const move of moves) player.play(router, move)
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
