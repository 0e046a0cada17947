import { createRouter, type Router } from "@strowger/router"
import { createEstimates, type Estimates } from "@strowger/router/estimates"
import { beforeAll, describe, expect, it } from "vitest"
import { bias, type Held, hold, within } from "./estimates/held.ts"
import { asteriskMinutes, rocketChatSeconds } from "./estimates/peerFormulas.ts"
import { pool, unitMs } from "./estimates/plans.ts"

const meanChatS = 600

/** One call in hand at each of so many agents, and so many that wait. */
function line(agents: number, waiting: number): { readonly router: Router; readonly estimates: Estimates } {
  const router = createRouter({ queues: { calls: {} } })
  const estimates = createEstimates(router, { handleMs: () => meanChatS * 1000, weight: Number.POSITIVE_INFINITY })
  for (let n = 0; n < agents; n++) {
    router.do({ type: "SignIn", agent: `a${n}`, autoAccept: true })
    router.do({ type: "MakeReady", agent: `a${n}` })
  }
  for (let n = 1 - agents; n <= waiting; n++)
    router.do({ type: "Enqueue", contact: `c${n}`, queue: "calls", channel: "voice" })
  return { router, estimates }
}
const secondsOf = (estimates: Estimates, place: number): number => {
  const told = estimates.of(`c${place}`)
  if (!told.known) throw new Error(told.text)
  return told.meanMs / 1000
}

describe("while nothing happens, what is told does not rise", () => {
  it("ours: half an hour without an event changes nothing", () => {
    const { router, estimates } = line(1, 1)
    const told = [0, 150, 750, 1800].map((waitedS) => {
      router.tick(waitedS * 1000)
      return secondsOf(estimates, 1)
    })
    expect(told).toEqual([600, 600, 600, 600])
  })
  it("Asterisk's |hold + 30 - waited| / 60 rises for ever once the mean hold is over", () => {
    expect([0, 150, 750, 1800].map((waitedS) => asteriskMinutes(120, waitedS))).toEqual([2, 0, 10, 27])
  })
})

describe("the place counts: the fiftieth in line waits fifty times as long as the first", () => {
  it("ours", () => {
    const { estimates } = line(1, 50)
    expect([1, 50].map((place) => secondsOf(estimates, place))).toEqual([600, 30_000])
  })
  it("Asterisk tells both the same; Rocket.Chat tells 600 s and 894 s", () => {
    expect(asteriskMinutes(600, 0)).toBe(10)
    expect([1, 50].map((spot) => rocketChatSeconds(spot, meanChatS))).toEqual([600, 894])
  })
})

describe("agents count: ten serve a line ten times as fast as one", () => {
  it("ours", () => {
    expect([1, 10].map((agents) => secondsOf(line(agents, 20).estimates, 20))).toEqual([12_000, 1_200])
  })
  it("in neither formula is there a number of agents", () => {
    // hold and waited; spot, mean chat and the number of recent chats, which is a setting.
    expect(asteriskMinutes.length).toBe(2)
    expect(rocketChatSeconds.length).toBe(2)
  })
})

describe("five agents at load .9: the mean that is told is the mean wait", () => {
  let held: ReadonlyArray<Held> = []
  beforeAll(() => {
    const options = { handleMs: () => unitMs, weight: Number.POSITIVE_INFINITY, announce: "asked" as const }
    const isAsked = (contact: string) => contact.startsWith("patient")
    held = hold(pool(5, 0.9, 0, 30_000, 0.2), { seed: 5, options, of: isAsked }).held
  }, 120_000)
  const isBiased = (told: (one: Held) => number) => {
    const { mean: off, error } = bias(held, told)
    return Math.abs(off) > 4 * error
  }

  it("ours is unbiased, and its 80 % holds for four of five", () => {
    expect(held.length).toBeGreaterThan(2_000)
    expect(isBiased(({ ours }) => ours.meanMs)).toBe(false)
    const share = within(held, ({ ours }) => ours.p80Ms)
    expect(share).toBeGreaterThan(0.75)
    expect(share).toBeLessThan(0.85)
  })
  it.each(["Asterisk", "Rocket.Chat"] as const)(
    "%s's is biased, and neither holds for half nor for four of five",
    (name) => {
      expect(isBiased(({ others }) => others[name])).toBe(true)
      const share = within(held, ({ others }) => others[name])
      console.log(`${name}: ${(100 * share).toFixed(0)} % waited no longer than it told`)
      for (const promised of [0.5, 0.8]) expect(Math.abs(share - promised)).toBeGreaterThan(0.05)
    }
  )
})
