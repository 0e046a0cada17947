import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter, restore, type RouterEvent } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Renaming } from "../src/testing/rename.ts"
import { Centre } from "./centre.ts"

describe("attributes", () => {
  const pudong = () => {
    const centre = new Centre({ q: { needs: 'zh >= 3 and @branch in ("Pudong", "Xuhui")' } })
    centre.ready("ann", { zh: 5 })
    centre.do({ type: "SignIn", agent: "bo", skills: { zh: 5 }, attributes: { branch: "Pudong", grade: 3 } })
    centre.do({ type: "MakeReady", agent: "bo" })
    return centre
  }

  it("SKILL-5 an agent is asked for his attributes as for his skills", () => {
    const centre = pudong()
    expect(centre.comes("c1")).toEqual(["ContactQueued c1", "OfferMade c1 bo"])
    expect(centre.comes("c2", { needs: "@grade > 3" })).toEqual(["ContactQueued c2"])
    expect(centre.router.view.agent("bo")?.attributes).toEqual({ branch: "Pudong", grade: 3 })
    expect(centre.router.view.agent("ann")).not.toHaveProperty("attributes")
  })

  it("SKILL-4 SKILL-5 signing in again replaces attributes, and is matched at once", () => {
    const centre = pudong()
    centre.comes("c1", { needs: "has @vip" })
    const again = {
      type: "SignIn",
      agent: "ann",
      skills: { zh: 5 },
      attributes: { branch: "Xuhui", vip: true }
    } as const
    expect(centre.do(again)).toEqual(["AgentSignedIn ann", "OfferMade c1 ann"])
    // DET-6: what already is, in whatever order, is nothing new.
    expect(centre.do({ ...again, attributes: { vip: true, branch: "Xuhui" } })).toEqual([])
    expect(centre.do({ type: "SignIn", agent: "ann", skills: { zh: 5 } })).toEqual(["AgentSignedIn ann"])
    expect(centre.router.view.agent("ann")).not.toHaveProperty("attributes")
  })

  it("EXPL-1 the attribute that is missing or another is named", () => {
    const centre = pudong()
    centre.comes("c1", { needs: "@grade > 3" })
    const { text } = centre.router.explain("c1")
    expect(text).toContain('ann: attribute branch is missing, needs @branch in ("Pudong", "Xuhui") (SKILL-1)')
    expect(text).toContain("bo: attribute grade is 3, needs @grade > 3 (SKILL-1)")
    centre.comes("c2", { needs: "at least 2 of (zh, en, has @vip)" })
    expect(centre.router.explain("c2").text).toContain(
      "bo: meets 1 of the 2 needed: skill en is missing, needs 1, and attribute vip is missing, needs has @vip (SKILL-1)"
    )
  })

  it("DET-5 attributes that cannot be are refused with their name", () => {
    const centre = new Centre({ q: {} })
    const refusal = (attributes: unknown) =>
      centre.try({ type: "SignIn", agent: "ann", attributes: attributes as Record<string, string> }).refusal
    expect(refusal({ grade: 3.5 })).toMatchObject({ reason: "InvalidValue", field: "attributes" })
    expect(refusal({ grade: 3.5 })?.text).toBe(
      "attribute grade: 3.5 is no text, no whole number and neither true nor false"
    )
    expect(refusal({ "it's": 1 })?.text).toContain("needs a name of 1 to 200 characters without quotes")
    expect(refusal(JSON.parse('{"__proto__": 1}'))?.text).toContain("other than __proto__")
    expect(refusal(["Pudong"])?.text).toContain("attributes are an object of values")
    expect(refusal({ long: "x".repeat(1_001) })?.text).toContain("a text of more than 1000 characters")
    const comes = { type: "Enqueue", contact: "c", queue: "q", channel: "chat" } as const
    expect(centre.try({ ...comes, attributes: { a: {} as never } }).refusal?.field).toBe("attributes")
    expect(centre.try({ ...comes, customer: "" }).refusal?.field).toBe("customer")
    expect(centre.do(comes)).toEqual(["ContactQueued c"])
  })

  it("DET-1 DET-2 a contact keeps its customer and its attributes over replay and restart", () => {
    const router = createRouter({ queues: { q: {} } })
    const known = { customer: "kim", attributes: { amount: 500_000, segment: "gold", complained: false } }
    const { events } = router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...known })
    expect(events[0]).toMatchObject(known)
    const replayed = createRouter(
      { queues: { q: {} } },
      { events: JSON.parse(JSON.stringify(events)) as RouterEvent[] }
    )
    const restored = restore(JSON.parse(JSON.stringify(router.snapshot())))
    for (const again of [router, replayed, restored]) expect(again.view.contact("c1")).toMatchObject(known)
    expect(replayed.snapshot()).toEqual(router.snapshot())
    const others = createRouter({ queues: { q: {} } })
    others.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat", ...known, customer: "li" })
    expect(others.snapshot().hash).not.toBe(router.snapshot().hash)
  })
})

it("DET-9 renaming skills, attributes, customers and everybody else renames the decisions and nothing else, whatever takes part", () => {
  const names = new Renaming((name) => `x${name}`)
  const property = ({ configuration, moves }: History) => {
    const plain = createRouter(configuration)
    const renamed = createRouter(names.configuration(configuration))
    const player = everythingPlayer()
    for (const move of moves) {
      const { command, nowMs } = player.next(plain, move)
      const { events, refusal } = plain.step(command, nowMs)
      const again = renamed.step(names.of(command), nowMs)
      expect(again.events).toEqual(events.map((event) => names.of(event)))
      expect(again.refusal?.reason).toBe(refusal?.reason)
    }
  }
  fc.assert(fc.property(everything(), property), { numRuns: 150 })
})
