import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { checkConfiguration, createRouter, type QueueConfiguration, restore } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Renaming } from "../src/testing/rename.ts"
import { Centre } from "./centre.ts"

const reserve: QueueConfiguration["reserve"] = { opensAt: 3, closesAt: 1 }

/** An agent who is only the reserve of q. */
function helps(centre: Centre, agent: string, level: 1 | 2 = 1, chat = 1) {
  centre.do({ type: "SignIn", agent, reserveFor: { q: level }, capacity: { chat } })
  return centre.do({ type: "MakeReady", agent })
}

describe("reserve agents", () => {
  it("RES-1 stay away until enough wait, are told why, and take other queues as anybody", () => {
    const centre = new Centre({ q: { reserve }, other: {} })
    helps(centre, "ann")
    centre.comes("c1")
    const [ann] = centre.router.explain("c1").candidates
    expect(ann).toMatchObject({ rule: "RES-1", failed: "reserve of level 1 of q, which has not joined" })
    expect(centre.router.explain("c1").nearest?.failed[0]?.remedy).toBe("when 3 wait for q; now 1 do")
    expect(centre.router.explain("ann").text).toContain("1: reserve of level 1 of q, which has not joined (RES-1)")
    expect(centre.comes("o1", { queue: "other" })).toEqual(["ContactQueued o1", "OfferMade o1 ann"])
    expect(centre.router.view.agent("ann")?.reserveFor).toEqual({ q: 1 })
  })

  it("RES-2 join when so many wait, reachable and without an offer, and leave when few enough do", () => {
    const centre = new Centre({ q: { reserve } })
    helps(centre, "ann", 1, 4)
    centre.comes("c1")
    centre.comes("c2", { reachable: false })
    expect(centre.comes("c3")).toEqual(["ContactQueued c3"])
    // Its first in order, and as much as they have room for; then nobody waits, and they leave.
    expect(centre.comes("c4")).toEqual([
      "ContactQueued c4",
      "ReserveOpened",
      "OfferMade c1 ann",
      "OfferMade c3 ann",
      "OfferMade c4 ann",
      "ReserveClosed"
    ])
    // What they were offered stays theirs.
    expect(centre.accepts("ann", "c1")).toEqual(["OfferAccepted c1 ann"])
    expect(centre.do({ type: "MarkReachable", contact: "c2" })).toEqual(["ContactReachable c2"])
  })

  it("RES-2 do not flap: between the two numbers everything stays as it is", () => {
    const centre = new Centre({ q: { reserve, offerMs: 600_000 } })
    helps(centre, "ann")
    const turns: string[] = []
    const turn = (lines: ReadonlyArray<string>) => turns.push(...lines.filter((line) => line.startsWith("Reserve")))
    for (const contact of ["c1", "c2", "c3"]) turn(centre.comes(contact))
    expect([...turns, centre.router.view.queue("q")?.reserveOpen]).toEqual(["ReserveOpened", 1])
    // One more comes and goes, fifty times: 2 wait, 3 wait, 2 wait...
    for (let n = 0; n < 50; n++) {
      turn(centre.comes(`x${n}`))
      turn(centre.do({ type: "Abandon", contact: `x${n}` }))
    }
    expect(turns).toEqual(["ReserveOpened"])
    expect(centre.do({ type: "Abandon", contact: "c3" })).toEqual(["ContactAbandoned c3", "ReserveClosed"])
    expect(centre.router.view.queue("q")?.reserveOpen).toBeUndefined()
  })

  it("RES-3 the second level joins no earlier and leaves no later than the first", () => {
    const levels = { opensAt: 2, closesAt: 1, second: { opensAt: 4, closesAt: 2 } }
    const centre = new Centre({ q: { reserve: levels } })
    centre.do({ type: "SignIn", agent: "ann", reserveFor: { q: 1 } })
    helps(centre, "bo", 2)
    const said = ["c1", "c2", "c3", "c4"].flatMap((contact) => centre.comes(contact))
    const events = said.filter((line) => !line.startsWith("ContactQueued"))
    expect(events).toEqual(["ReserveOpened", "ReserveOpened", "OfferMade c1 bo"])
    expect(centre.router.view.queue("q")?.reserveOpen).toBe(2)
    for (const [contact, level] of [
      ["c2", 2],
      ["c3", 1]
    ] as const) {
      expect(centre.try({ type: "Abandon", contact }).events).toEqual([
        { type: "ContactAbandoned", atMs: 0, contact },
        { type: "ReserveClosed", atMs: 0, queue: "q", level }
      ])
    }
  })

  it("RES-4 rules without the level close it, others leave it as it is; a snapshot keeps it", () => {
    const centre = new Centre({ q: { reserve } })
    helps(centre, "ann")
    for (const contact of ["c1", "c2", "c3"]) centre.comes(contact)
    const configure = (q: QueueConfiguration) => centre.do({ type: "Configure", configuration: { queues: { q } } })
    expect(restore(centre.router.snapshot()).view.queue("q")?.reserveOpen).toBe(1)
    expect(configure({ reserve: { opensAt: 9, closesAt: 1 } })).toEqual(["Configured"])
    expect(centre.router.view.queue("q")?.reserveOpen).toBe(1)
    expect(configure({})).toEqual(["Configured"])
    expect(centre.router.view.queue("q")?.reserveOpen).toBeUndefined()
    expect(centre.router.explain("c2").nearest?.failed[0]?.remedy).toContain("never: q says of no time when it does")
  })

  it("RES-1 refuses what cannot be, and says what to write", () => {
    const wrong = (given: unknown) => checkConfiguration({ queues: { q: { reserve: given } } }).map(({ path }) => path)
    expect(wrong({ opensAt: 5, closesAt: 5 })).toEqual(["queues.q.reserve.closesAt"])
    expect(wrong({ opensAt: 0 })).toEqual(["queues.q.reserve.opensAt", "queues.q.reserve.closesAt"])
    expect(wrong({ opensAt: 5, closesAt: 3, second: { opensAt: 4, closesAt: 2 } })).toEqual([
      "queues.q.reserve.second.opensAt",
      "queues.q.reserve.second.closesAt"
    ])
    expect(wrong(5)).toEqual(["queues.q.reserve"])
    const router = createRouter({ queues: { q: {} } })
    const asked = (reserveFor: unknown) => router.do({ type: "SignIn", agent: "ann", reserveFor } as never).refusal
    expect(asked({ q: 3 })).toMatchObject({ reason: "InvalidValue", field: "reserveFor" })
    expect(asked({ nowhere: 1 })).toMatchObject({ reason: "QueueUnknown", field: "reserveFor" })
    expect([...router.view.agents()]).toEqual([])
  })

  it("RES-2 in random histories: after every step the levels are what hysteresis says, and no level turns twice", () => {
    let turned = 0
    const property = ({ configuration, moves }: History) => {
      const router = createRouter(configuration)
      const player = everythingPlayer()
      for (const move of moves) {
        const { command, nowMs } = player.next(router, move)
        router.tick(nowMs)
        const { events } = router.step(command, nowMs)
        const turns = events.filter(({ type }) => type === "ReserveOpened" || type === "ReserveClosed")
        turned += turns.length
        for (const name of Object.keys(router.view.configuration.queues)) {
          const { reserve: rule } = router.view.configuration.queues[name]!
          const open = router.view.queue(name)?.reserveOpen ?? 0
          const waits = [...router.view.contacts()].filter((c) => c.queue === name && c.state === "waiting").length
          const levels = rule === undefined ? [] : [rule, ...(rule.second === undefined ? [] : [rule.second])]
          for (const [at, { opensAt, closesAt }] of levels.entries())
            expect(open > at ? waits > closesAt : waits < opensAt).toBe(true)
        }
      }
    }
    fc.assert(fc.property(everything(60), property), { numRuns: 300 })
    expect(turned).toBeGreaterThan(30)
  })

  it("DET-9 the queues of a reserve are names", () => {
    const names = new Renaming((name) => `x${name}`)
    const renamed = names.of({ type: "SignIn", agent: "ann", reserveFor: { q: 1 } })
    expect(renamed).toEqual({ type: "SignIn", agent: "xann", reserveFor: { xq: 1 } })
  })
})
