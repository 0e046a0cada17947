import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { Centre } from "./centre.ts"

describe("explanations", () => {
  it("EXPL-1 why nobody gets it: the first rule that fails, for everybody, the nearest first", () => {
    const centre = new Centre({ q: { needs: "zh >= 3 and loan >= 5", offerMs: 20_000 } })
    const able = { zh: 3, loan: 5 }
    centre.do({ type: "SignIn", agent: "gone", skills: able })
    centre.do({ type: "SignOut", agent: "gone" })
    centre.ready("dull", { zh: 3, loan: 2 })
    centre.ready("mute", able, { chat: 0, voice: 0 })
    centre.ready("busy", able, { chat: 1 })
    centre.comes("c0")
    centre.accepts("busy", "c0")
    centre.ready("away", able)
    centre.do({ type: "MakeNotReady", agent: "away", reason: "lunch" })
    centre.ready("caller", able)
    centre.comes("v0", { channel: "voice" })
    centre.accepts("caller", "v0")
    centre.ready("shy", able)
    centre.at(5_000).comes("c1", { excludes: ["enemy"] })
    centre.ready("enemy", able)
    centre.at(8_000).declines("shy", "c1")
    const { text, candidates, position, version } = centre.at(9_000).router.explain("c1")
    expect(candidates.map(({ agent, failed, rule }) => [agent, failed, rule])).toEqual([
      ["shy", "declined or missed it, not again for 20 s", "OFFER-6"],
      ["busy", "no room for chat", "CAP-1"],
      ["caller", "has a call", "CAP-2"],
      ["away", "not ready: lunch", "CAP-4"],
      ["dull", "skill loan is 2, needs 5", "SKILL-1"],
      ["enemy", "excluded by the contact", "QUEUE-7"],
      ["mute", "does not take chat", "CAP-1"],
      ["gone", "signed out", "CAP-4"]
    ])
    expect([position, version]).toEqual([1, 1])
    expect(text.split("\n")[0]).toBe("c1 in queue q (chat) waits 3 s, place 1. Nobody may take it now:")
    expect(text.split("\n")[5]).toBe("  dull: skill loan is 2, needs 5 (SKILL-1)")
  })

  it("EXPL-5 counts the agents each rule keeps, names who is kept by least, and what would make it go", () => {
    const centre = new Centre({ q: { needs: "zh >= 3 and loan >= 5" } })
    centre.ready("dull", { zh: 2, loan: 2 })
    centre.ready("slow", { zh: 2, loan: 2 })
    centre.ready("near", { zh: 3, loan: 4 })
    centre.comes("c1", { priority: 2, creditMs: 5_000 })
    const { groups, nearest, score, text } = centre.at(3_000).router.explain("c1")
    expect(groups).toEqual([
      { rule: "SKILL-1", failed: "skill zh is 2, needs 3", agents: 2, examples: ["dull", "slow"] },
      { rule: "SKILL-1", failed: "skill loan is 4, needs 5", agents: 1, examples: ["near"] }
    ])
    const remedy = "when he meets zh >= 3 and loan >= 5"
    expect(nearest).toEqual({
      agent: "near",
      failed: [{ rule: "SKILL-1", failed: "skill loan is 4, needs 5", remedy }]
    })
    expect(score).toEqual({ priority: 2, ageing: 0, creditMs: 5_000, enqueuedAtMs: 0 })
    expect(text.split("\n").at(-1)).toBe(`Nearest is near: ${remedy} (SKILL-1).`)
    centre.do({ type: "SignOut", agent: "dull" })
    centre.do({ type: "SignOut", agent: "slow" })
    centre.do({ type: "MakeNotReady", agent: "near", reason: "lunch" })
    expect(centre.router.explain("c1").nearest?.failed.map(({ rule }) => rule)).toEqual(["SKILL-1", "CAP-4"])
  })

  it("EXPL-5 tells a crowd rule by rule", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    for (let n = 0; n < 30; n++) centre.ready(`a${n}`)
    centre.do({ type: "MakeNotReady", agent: "a3" })
    centre.comes("c1")
    expect(centre.router.explain("c1").text.split("\n").slice(1)).toEqual([
      "  30 agents, a0, a1, a2...: skill zh is missing, needs 1 (SKILL-1)",
      "Nearest is a0: when he meets zh (SKILL-1)."
    ])
  })

  it("EXPL-5 is plain data: what a program reads says what a person reads", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    centre.ready("ann")
    centre.comes("c1")
    for (const subject of ["c1", "ann"]) {
      const said = centre.router.explain(subject)
      expect(JSON.parse(JSON.stringify(said))).toEqual(said)
      const [group] = said.groups ?? said.waiting ?? []
      expect(said.text).toContain(`${group?.failed} (${group?.rule})`)
    }
  })

  it("EXPL-1 why he gets it, who serves it, and what is not here", () => {
    const centre = new Centre({ q: { wrapUpMs: 10_000 } })
    centre.ready("ann")
    centre.at(1_000).comes("c1", { channel: "voice" })
    expect(centre.router.explain("c1").text).toBe(
      "c1 in queue q (voice) is offered to ann (o1, 20 s left) after 0 s: first in order among the contacts ann may take, " +
        "and ann first in order among the agents who may take it (SCORE-1).\n  ann: may take it"
    )
    centre.at(3_000).accepts("ann", "c1")
    centre.at(5_000).ticks()
    expect(centre.router.explain("c1").text).toBe("c1 in queue q (voice) is served by ann for 2 s.")
    centre.completes("ann", "c1")
    expect(centre.router.explain("c1").text).toBe("c1 in queue q (voice) is over; ann is in wrap-up for 0 s.")
    centre.comes("c2", { reachable: false })
    expect(centre.router.explain("c2").text).toContain("is unreachable: it keeps its place and clock")
    expect(centre.router.explain("c7").text).toContain("c7 is not here")
  })

  it("EXPL-1 tells of a head start, waiting, unreachable and ringing", () => {
    const centre = new Centre({ q: { creditMs: 30_000 } })
    centre.comes("c1", { channel: "voice", creditMs: 60_000 })
    const said = () => centre.router.explain("c1").text.split("\n")[0]
    expect(centre.at(4_000).ticks()).toEqual([])
    expect(said()).toBe(
      "c1 in queue q (voice) waits 4 s with a head start of 90 s (QUEUE-10), place 1. Nobody ever signed in."
    )
    centre.do({ type: "MarkUnreachable", contact: "c1" })
    expect(said()).toContain("waits 4 s with a head start of 90 s (QUEUE-10) and is unreachable")
    centre.do({ type: "MarkReachable", contact: "c1" })
    centre.ready("ann")
    expect(said()).toContain(
      "is offered to ann (o1, 20 s left) after 4 s with a head start of 90 s (QUEUE-10): first in"
    )
  })

  it("EXPL-2 why nothing comes to an agent", () => {
    const centre = new Centre({ q: { needs: "zh" } })
    centre.ready("ann")
    centre.comes("c1")
    centre.comes("c2")
    centre.comes("c3", { reachable: false })
    expect(centre.at(4_000).ticks()).toEqual([])
    expect(centre.router.explain("ann").text).toBe(
      "ann is ready, last change of work 4 s ago. In hand: voice 0/1, chat 0/3, sms 0/3, email 0/2, fax 0/1. " +
        "What waits and does not come:\n  2: skill zh is missing, needs 1 (SKILL-1)\n  1: unreachable (QUEUE-5)"
    )
    centre.do({ type: "MakeNotReady", agent: "ann", reason: "lunch" })
    expect(centre.router.explain("ann").text).toContain("ann is not ready: lunch (CAP-4)")
    centre.do({ type: "SignOut", agent: "ann" })
    expect(centre.router.explain("ann").text).toBe("ann is signed out.")
  })

  it("EXPL-3 the position counts those before it who compete for the same agents", () => {
    const centre = new Centre({ zh: { needs: "zh" }, en: { needs: "en" }, any: {} })
    centre.do({ type: "SignIn", agent: "ann", skills: { zh: 1 } })
    centre.do({ type: "SignIn", agent: "bo", skills: { en: 1 } })
    centre.comes("z1", { queue: "zh" })
    centre.comes("e1", { queue: "en" })
    centre.comes("a1", { queue: "any" })
    centre.comes("z2", { queue: "zh" })
    centre.comes("z3", { queue: "zh", priority: 1 })
    const place = (contact: string) => centre.router.explain(contact).position
    expect(["z3", "z1", "e1", "a1", "z2"].map(place)).toEqual([1, 2, 1, 4, 4])
  })

  it("EXPL-4 what a rebuilt router says of then is what was said at the time", () => {
    const property = ({ configuration, moves }: History) => {
      const live = createRouter(configuration)
      const player = everythingPlayer()
      const events = moves.flatMap((move) => player.play(live, move).events)
      const replayed = createRouter(configuration, { events })
      replayed.tick(live.view.nowMs)
      const restored = createRouter({ queues: {} }, { snapshot: live.snapshot() })
      for (const { id } of [...live.view.contacts(), ...live.view.agents()]) {
        const said = live.explain(id)
        expect(replayed.explain(id)).toEqual(said)
        expect(restored.explain(id)).toEqual(said)
      }
    }
    fc.assert(fc.property(everything(60), property), { numRuns: 100 })
  })

  const changing = new Set(["SignIn", "Configure", "RevertConfiguration"])

  it("EXPL-1 agrees with matching: whoever may take a waiting contact has it, everywhere in random histories", () => {
    let asked = 0
    const property = ({ configuration, moves }: History) => {
      const router = createRouter(configuration)
      const player = everythingPlayer()
      for (const move of moves) {
        const { commands, events } = player.play(router, move)
        for (const contact of router.view.contacts()) {
          if (contact.state !== "waiting") continue
          asked++
          const able = router.explain(contact.id).candidates.filter(({ failed }) => failed === undefined)
          expect(able).toEqual([])
        }
        // An offer is judged when it is made (SKILL-4): what the command itself changed does not count.
        if (commands.some(({ type }) => changing.has(type))) continue
        // Nor does a reserve that left when few enough waited (RES-2).
        if (events.some(({ type }) => type === "ReserveClosed")) continue
        // Who was offered something in this step, and still has it, may take it by the explanation, too.
        for (const event of events) {
          if (event.type !== "OfferMade" || router.view.contact(event.contact)?.offer?.id !== event.offer) continue
          // What he was offered after it in the same step may stand in its way.
          const last = events.findLast((other) => other.type === "OfferMade" && other.agent === event.agent)
          if (last !== event) continue
          const candidate = router.explain(event.contact).candidates.find(({ agent }) => agent === event.agent)
          expect(candidate?.failed).toBeUndefined()
        }
      }
    }
    fc.assert(fc.property(everything(60), property), { numRuns: 200 })
    expect(asked).toBeGreaterThan(1_000)
  })
})
