import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createRouter, ReplayError, restore, type Router, type RouterEvent, SnapshotError } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History, Move } from "../src/testing/History.ts"
import type { Player } from "../src/testing/Player.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"

const numRuns = 400

function play(router: Router, player: Player, moves: ReadonlyArray<Move>): RouterEvent[] {
  return moves.flatMap((move) => player.play(router, move).events)
}

const state = (router: Router) => JSON.stringify(router.snapshot())

describe("replay", { timeout: 120_000 }, () => {
  test("DET-1 the events alone rebuild the state and the hash that made them", () => {
    const property = ({ configuration, moves }: History) => {
      const live = createRouter(configuration, { rules: ownRules })
      const events = play(live, everythingPlayer(), moves)
      const stored: RouterEvent[] = JSON.parse(JSON.stringify(events))
      const again = createRouter(configuration, { events: stored, rules: ownRules })
      expect(again.snapshot().hash).toBe(live.snapshot().hash)
      // Only time may have gone on without leaving an event; that it does so now changes nothing else.
      expect(again.tick(live.view.nowMs).events).toEqual([])
      expect(JSON.parse(state(again))).toEqual(JSON.parse(state(live)))
    }
    fc.assert(fc.property(withOwnRules(everything()), property), { numRuns })
  })

  test("DET-2 restore brings back queue, place and configuration from plain JSON, and refuses what is no snapshot", () => {
    const live = createRouter({ queues: { loans: { needs: "loan >= 5" } } })
    live.do({ type: "Enqueue", contact: "c1", queue: "loans", channel: "chat" })
    live.do({ type: "Enqueue", contact: "c2", queue: "loans", channel: "chat" })
    const again = restore(JSON.parse(JSON.stringify(live.snapshot())))
    const shift: ReadonlyArray<Parameters<Router["do"]>[0]> = [
      { type: "SignIn", agent: "wei", skills: { loan: 7 }, capacity: { chat: 1 } },
      { type: "MakeReady", agent: "wei" }
    ]
    const events = (router: Router) => shift.flatMap((command) => router.step(command, 1_000).events)
    const expected = events(live)
    expect(expected.at(-1)).toMatchObject({ type: "OfferMade", contact: "c1", agent: "wei" })
    expect(events(again)).toEqual(expected)
    expect(() => restore({ version: 1, atMs: 0, hash: "", body: null })).toThrow(SnapshotError)
  })

  test("DET-2 a snapshot taken anywhere goes on alike, to the same bytes", () => {
    const property = ({ configuration, moves }: History, cut: number) => {
      const at = cut % (moves.length + 1)
      const live = createRouter(configuration, { rules: ownRules })
      play(live, everythingPlayer(), moves.slice(0, at))
      const stored = state(live)
      const restored = createRouter({ queues: {} }, { snapshot: JSON.parse(stored), rules: ownRules })
      expect(state(restored)).toBe(stored)
      const rest = moves.slice(at)
      expect(JSON.stringify(play(restored, everythingPlayer(1_000), rest))).toBe(
        JSON.stringify(play(live, everythingPlayer(1_000), rest))
      )
      expect(state(restored)).toBe(state(live))
    }
    fc.assert(fc.property(withOwnRules(everything()), fc.nat(), property), { numRuns })
  })

  test("DET-3 a step is a tick and then the command at the same instant", () => {
    const property = ({ configuration, moves }: History) => {
      const whole = createRouter(configuration, { rules: ownRules })
      const split = createRouter(configuration, { rules: ownRules })
      const player = everythingPlayer()
      for (const move of moves) {
        const { commands, nowMs } = player.together(whole, move)
        const due = split.tick(nowMs)
        const rest = split.stepTogether(commands, nowMs)
        const { events } = commands.length === 1 ? whole.step(commands[0]!, nowMs) : whole.stepTogether(commands, nowMs)
        expect(events).toEqual([...due.events, ...rest.events])
      }
      expect(state(split)).toBe(state(whole))
    }
    fc.assert(fc.property(withOwnRules(everything()), property), { numRuns })
  })

  test("DET-5 a refused command changes nothing", () => {
    let refused = 0
    const property = ({ configuration, moves }: History) => {
      const router = createRouter(configuration, { rules: ownRules })
      const player = everythingPlayer()
      for (const move of moves) {
        const { command, nowMs } = player.next(router, move)
        router.tick(nowMs)
        const before = state(router)
        const outcome = router.step(command, nowMs)
        if (outcome.refusal === undefined) continue
        refused++
        expect(outcome.events).toEqual([])
        expect(state(router)).toBe(before)
      }
    }
    fc.assert(fc.property(withOwnRules(everything()), property), { numRuns: 150 })
    expect(refused).toBeGreaterThan(100)
  })

  test("WAVE-5 refused commands of a list change nothing: without them the same happens", () => {
    let refused = 0
    const property = ({ configuration, moves }: History) => {
      const router = createRouter(configuration, { rules: ownRules })
      const spared = createRouter(configuration, { rules: ownRules })
      const player = everythingPlayer()
      for (const move of moves) {
        const { commands, nowMs, events, refusals } = player.play(router, move)
        refused += move.act.type === "Together" ? refusals.filter((refusal) => refusal !== undefined).length : 0
        const accepted = commands.filter((_, at) => refusals[at] === undefined)
        expect(spared.stepTogether(accepted, nowMs).events).toEqual(events)
      }
      expect(state(spared)).toBe(state(router))
    }
    fc.assert(fc.property(withOwnRules(everything()), property), { numRuns: 100 })
    expect(refused).toBeGreaterThan(10)
  })

  test("DET-8 an event that does not follow is refused by name, and so is a snapshot of another form", () => {
    const router = createRouter({ queues: { q: {} } })
    const lost: RouterEvent = { type: "ContactAbandoned", atMs: 1, contact: "c9" }
    expect(() => router.evolve([lost])).toThrow(ReplayError)
    expect(() => router.evolve([lost])).toThrow("there is no contact c9")
    const bad = { queues: { q: { offerMs: -1 } } }
    const configured: RouterEvent = { type: "Configured", atMs: 1, configuration: bad, version: 2 }
    expect(() => router.evolve([configured])).toThrow("queues.q.offerMs: -1 is not a whole number")
    expect(() => router.evolve([{ ...lost, type: "ContactSang" } as never])).toThrow("does not know such an event")
    expect(() => createRouter({ queues: {} }, { snapshot: { version: 2 } as never })).toThrow(SnapshotError)
    const torn = { ...router.snapshot(), body: { contacts: [{ id: "c1" }], agents: [] } }
    expect(() => createRouter({ queues: {} }, { snapshot: torn })).toThrow("something in it is missing or damaged")
  })
})
