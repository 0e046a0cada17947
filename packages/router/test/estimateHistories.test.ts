import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createEstimates, type Estimate, type Estimates } from "../src/estimates/index.ts"
import { createRouter, type Router, type RouterEvent } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"

const numRuns = Number(process.env.STROWGER_HISTORIES ?? 0) > 1_000 ? 1_000 : 40

/** Plays a history; `asked` is called after each step, and once in between where nothing happened although time went on. */
function play(
  { configuration, moves }: History,
  options: Parameters<typeof createEstimates>[1],
  asked: (router: Router, estimates: Estimates, events: ReadonlyArray<RouterEvent>) => void
): void {
  const router = createRouter(configuration, { rules: ownRules })
  const estimates = createEstimates(router, { rules: ownRules, ...options })
  const player = everythingPlayer()
  for (const move of moves) {
    const { command, nowMs } = player.next(router, move)
    const middle = router.view.nowMs + Math.floor((nowMs - router.view.nowMs) / 2)
    if (middle > router.view.nowMs) asked(router, estimates, router.tick(middle).events)
    asked(router, estimates, router.step(command, nowMs).events)
  }
}
const held = (property: (history: History) => void, runs = numRuns) =>
  fc.assert(fc.property(withOwnRules(everything(60)), property), { numRuns: runs })

const known = (estimates: Estimates): ReadonlyArray<Estimate> => estimates.all().filter((one) => one.known)

describe("over random histories of everything there is", () => {
  it("EST-5 until something happens no number rises", () => {
    let compared = 0
    held((history) => {
      let before = new Map<string, Estimate>()
      play(history, {}, (_, estimates, events) => {
        const now = known(estimates)
        if (events.length === 0) {
          for (const { contact, position, meanMs, p50Ms, p80Ms } of now) {
            const then = before.get(contact)
            if (then === undefined) continue
            compared++
            expect(position).toBeLessThanOrEqual(then.position)
            expect(meanMs).toBeLessThanOrEqual(then.meanMs)
            expect(p50Ms).toBeLessThanOrEqual(then.p50Ms)
            expect(p80Ms).toBeLessThanOrEqual(then.p80Ms)
          }
        }
        before = new Map(now.map((one) => [one.contact, one]))
      })
    })
    expect(compared).toBeGreaterThan(50)
  })

  it("EST-5 a position rises for nothing but those who came or came back and go before, unless the contact, agents or rules changed", () => {
    let rose = 0
    held((history) => {
      const told = new Map<string, { position: number; since: RouterEvent[] }>()
      play(history, {}, (router, estimates, events) => {
        for (const one of told.values()) one.since.push(...events)
        for (const { contact, position } of known(estimates)) {
          const before = told.get(contact)
          told.set(contact, { position, since: [] })
          if (before === undefined || position <= before.position) continue
          rose++
          const about = new Set(before.since.map((event) => ("contact" in event ? event.contact : "")))
          if (about.has("") || about.has(contact)) continue
          const others = [...about].filter((other) =>
            ["waiting", "unreachable"].includes(router.view.contact(other)?.state ?? "")
          )
          expect(position).toBeLessThanOrEqual(before.position + others.length)
        }
      })
    })
    expect(rose).toBeGreaterThan(0)
  })

  it("EST-2 EST-4 numbers are whole and in order, and what is told is told with its reasons", () => {
    let seen = 0
    held((history) => {
      play(history, { patienceMs: () => 10_000 }, (router, estimates) => {
        for (const one of estimates.all()) {
          if (!one.known) continue
          seen++
          const { position, meanMs, p50Ms, p80Ms, basis } = one
          for (const whole of [position, meanMs, p50Ms, p80Ms, basis.completions, basis.ahead, basis.comers])
            expect(Number.isSafeInteger(whole) && whole >= 0).toBe(true)
          expect(position).toBeGreaterThanOrEqual(1)
          expect(p50Ms).toBeLessThanOrEqual(p80Ms)
          expect(basis.agents).toBeGreaterThan(0)
          expect(Number.isFinite(basis.completionsPerHour) && basis.completionsPerHour > 0).toBe(true)
          expect(basis.atMs).toBeLessThanOrEqual(router.view.nowMs)
        }
      })
    })
    expect(seen).toBeGreaterThan(100)
  })

  it("EST-8 asking changes nothing, and going on from a snapshot says the same", () => {
    held((history) => {
      play(history, {}, (router, estimates, events) => {
        // Else they were worked out earlier, and hold until something happens.
        if (events.length === 0) return
        const before = router.snapshot()
        const state = JSON.parse(JSON.stringify(estimates.snapshot()))
        const told = estimates.all()
        estimates.ifQueued({ queue: Object.keys(router.view.configuration.queues)[0]!, channel: "chat" })
        expect(router.snapshot()).toEqual(before)
        const again = createEstimates(router, { rules: ownRules, state })
        again.stop()
        // What was told before bounds positions; that is not carried.
        const numbers = (all: typeof told) => all.map((one) => ({ ...one, position: 0 }))
        expect(numbers(again.all())).toEqual(numbers(told))
        expect(again.backtest()).toEqual(estimates.backtest())
      })
    }, 25)
  })
})
