import { describe, expect, it } from "vitest"
import { limits } from "../src/engine/index/limits.ts"
import { type Ageing, type Counters, createRouter, type Router } from "../src/index.ts"
import { uniform } from "./uniform.ts"

const skills = ["zh", "en", "loan", "card", "wealth", "claim"]
const priorities = [0, 5, 9]

/** So many wait and so many agents serve; every kind of contact and of agent is there often. */
function centre(waiting: number, agents: number, kinds: number): Router {
  const router = createRouter({ queues: { q: { offerMs: 1_000_000, ageing: { kind: "linear", perMinute: 1 } } } })
  for (let n = 0; n < agents; n++) {
    const own = Object.fromEntries(skills.slice(n % 4, (n % 4) + 3).map((skill) => [skill, 3]))
    router.do({
      type: "SignIn",
      agent: `a${n}`,
      skills: own,
      capacity: { voice: 1, chat: 0, sms: 0, email: 0, fax: 0 }
    })
  }
  for (let n = 0; n < waiting; n++) comes(router, n, n % kinds)
  return router
}

function comes(router: Router, n: number, kind: number): void {
  const needs = `${skills[kind % 6]} >= ${1 + (Math.floor(kind / 6) % 3)}`
  const priority = priorities[Math.floor(kind / 18) % 3]!
  router.do({ type: "Enqueue", contact: `c${n}`, queue: "q", channel: "voice", needs, priority })
}

/** What one more of something costs, a step of it after the other. */
function costOf(router: Router, steps: number, step: (n: number) => void): Counters {
  const before = router.counters
  for (let n = 0; n < steps; n++) step(n)
  const after = router.counters
  const names = Object.keys(before) as Array<keyof Counters>
  return Object.fromEntries(names.map((name) => [name, (after[name] - before[name]) / steps])) as unknown as Counters
}

describe("what decisions cost", () => {
  /** Each agent is ready, is offered somebody, and goes: the contact is back at its place. */
  const chooseContact = (router: Router, agents: number, steps = 40) =>
    costOf(router, steps, (n) => {
      router.do({ type: "MakeReady", agent: `a${n % agents}` })
      router.do({ type: "MakeNotReady", agent: `a${n % agents}` })
    })
  const chooseAgent = (router: Router, agents: number, kinds: number) => {
    for (let n = 0; n < agents; n++) router.do({ type: "MakeReady", agent: `a${n}` })
    return costOf(router, 36, (n) => {
      comes(router, 1_000_000 + n, n % kinds)
      router.do({ type: "Cancel", contact: `c${1_000_000 + n}` })
    })
  }

  it("SPEED-1 the same commands count the same", () => {
    expect(chooseContact(centre(200, 8, 54), 8)).toEqual(chooseContact(centre(200, 8, 54), 8))
    expect(chooseContact(centre(200, 8, 54), 8)).toMatchObject({ contactsSought: 1 })
    expect(chooseAgent(centre(0, 8, 54), 8, 54)).toMatchObject({ agentsSought: 1 })
  })

  it("SPEED-2 does not grow with how many wait", () => {
    const few = chooseContact(centre(100, 8, 18), 8)
    expect(few.lanesCompared).toBeGreaterThan(5)
    expect(few.contactsTested).toBe(0)
    expect(chooseContact(centre(3_000, 8, 18), 8)).toEqual(few)
  })

  it("SPEED-2 does not grow with how many agents there are", () => {
    const few = chooseAgent(centre(0, 8, 18), 8, 18)
    expect(few.crewsCompared).toBeGreaterThan(1)
    expect(few.agentsTested).toBe(0)
    expect(chooseAgent(centre(0, 800, 18), 800, 18)).toEqual(few)
    expect(chooseContact(centre(500, 8, 18), 8).lanesCompared).toBe(
      chooseContact(centre(500, 800, 18), 8).lanesCompared
    )
  })

  it("SPEED-2 follows the number of groups that fit and are not empty", () => {
    const one = chooseContact(centre(108, 8, 18), 8, 1)
    expect(one.lanesCompared).toBe(9)
    expect(chooseContact(centre(108, 8, 54), 8, 1).lanesCompared).toBe(3 * 9)
    // What fits nobody and what is empty costs nothing.
    const more = centre(108, 8, 18)
    for (let n = 0; n < 50; n++)
      more.do({ type: "Enqueue", contact: `x${n}`, queue: "q", channel: "voice", needs: `law >= ${n + 1}` })
    for (let n = 0; n < 50; n++) {
      more.do({ type: "Enqueue", contact: `y${n}`, queue: "q", channel: "voice", needs: `zh >= 1 and law >= ${n + 1}` })
      more.do({ type: "Cancel", contact: `y${n}` })
    }
    const draw = uniform(1)
    for (let n = 0; n < 50; n++) {
      const priority = 10 + Math.floor(1_000 * draw())
      more.do({ type: "Enqueue", contact: `z${n}`, queue: "q", channel: "voice", needs: "zh >= 1", priority })
      more.do({ type: "Cancel", contact: `z${n}` })
    }
    expect(chooseContact(more, 8, 1)).toEqual(one)
  })

  /** So many queues, of which every one grows older in its own way; everybody takes all of them, one at a time. */
  const unlike = (queues: number): Router => {
    const ways = (n: number): ReadonlyArray<Ageing> => [
      { kind: "linear", perMinute: 1 + n },
      { kind: "capped", perMinute: 2 + n, max: 1 + n },
      { kind: "concave", perRootMinute: 3 + n },
      { kind: "objective", perObjective: 1 + n },
      { kind: "steps", steps: [{ afterMs: 60_000 * n, adds: n }] }
    ]
    const rules = (n: number) => ({ offerMs: 1_000_000, serviceLevelMs: 20_000, ageing: ways(n)[n % 5]! })
    const router = createRouter({
      queues: Object.fromEntries(Array.from({ length: queues }, (_, n) => [`q${n}`, rules(n)]))
    })
    for (let n = 0; n < queues * 3; n++)
      router.do({ type: "Enqueue", contact: `c${n}`, queue: `q${n % queues}`, channel: "voice", priority: (n * 7) % 5 })
    router.do({ type: "SignIn", agent: "a" })
    return router
  }
  /** He is ready again and again, while they grow older, and takes whom he is offered. */
  const serve = (router: Router, steps: number) => {
    const chosen: string[] = []
    const cost = costOf(router, steps, (n) => {
      const { events } = router.step({ type: "MakeReady", agent: "a" }, 30_000 * (n + 1))
      for (const event of events) if (event.type === "OfferMade") chosen.push(event.contact)
      router.do({ type: "MakeNotReady", agent: "a" })
      router.do({ type: "Cancel", contact: chosen.at(-1)! })
    })
    return { cost, chosen }
  }

  it("SPEED-30 of many groups only those are looked at that may win", () => {
    const { cost } = serve(unlike(60), 40)
    expect(cost.boundsCompared).toBeGreaterThan(50)
    expect(cost.lanesCompared).toBeGreaterThanOrEqual(1)
    expect(cost.lanesCompared).toBeLessThan(6)
    expect(serve(unlike(16), 10).cost).toMatchObject({ boundsCompared: 0 })
  })

  it("SPEED-30 finds whom a look at everybody finds", () => {
    const usual = limits.bounded
    limits.bounded = 1_000
    const { chosen, cost } = serve(unlike(60), 120)
    limits.bounded = usual
    expect(cost.boundsCompared).toBe(0)
    expect(chosen).toHaveLength(120)
    expect(serve(unlike(60), 120).chosen).toEqual(chosen)
  })
})
