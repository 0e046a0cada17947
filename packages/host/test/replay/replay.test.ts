import { createRouter, type Command, type Outcome, type Router } from "@strowger/router"
import { describe, expect, inject, it } from "vitest"
import { forced, forcedConfiguration, type ForcedResult } from "../../src/replay/forced.ts"
import { free, freeConfiguration } from "../../src/replay/free.ts"
import { readTrace, type Trace } from "../../src/replay/Trace.ts"
import { inventedTrace } from "./inventedTrace.ts"

const dayMs = 86_400_000
const traces = inject("traces")
const january = (): Trace => readTrace(`${traces}/bank-1999-01.csv.gz`)

/** A router with one thing wrong, made by turning its commands: what comes last is served first. */
const lastInFirstOut = (router: Router): Router => {
  let priority = 0
  return turned(router, (command) => (command.type === "Enqueue" ? { ...command, priority: ++priority } : command))
}

/** A router in which a contact that nobody answered goes to the end of its queue. */
const placeLostAfterNoAnswer = (router: Router): Router => {
  const queues = new Map<string, Command>()
  const again = new Set<string>()
  router.subscribe((event) => {
    if (event.type === "OfferExpired") again.add(event.contact)
  })
  return turned(
    router,
    (command) => {
      if (command.type === "Enqueue") queues.set(command.contact, command)
      return command
    },
    () => {
      for (const contact of again) {
        const enqueue = queues.get(contact)
        if (enqueue === undefined) continue
        router.do({ type: "Cancel", contact })
        router.do(enqueue)
      }
      again.clear()
    }
  )
}

const turned = (router: Router, turn: (command: Command) => Command, after: () => void = () => undefined): Router => {
  const run = (outcome: Outcome): Outcome => {
    after()
    return outcome
  }
  return {
    get view() {
      return router.view
    },
    get byNumber() {
      return router.byNumber
    },
    get nextDeadlineMs() {
      return router.nextDeadlineMs
    },
    get counters() {
      return router.counters
    },
    get ruleMistakes() {
      return router.ruleMistakes
    },
    diff: (configuration) => router.diff(configuration),
    warnings: () => router.warnings(),
    step: (command, nowMs) => run(router.step(turn(command), nowMs)),
    stepTogether: (commands, nowMs) => {
      const outcomes = router.stepTogether(commands.map(turn), nowMs)
      after()
      return outcomes
    },
    give: (command, nowMs) => {
      const refusal = router.give(turn(command), nowMs)
      after()
      return refusal
    },
    do: (command) => run(router.do(turn(command))),
    tick: (nowMs) => run(router.tick(nowMs)),
    get subscribe() {
      return router.subscribe.bind(router) as Router["subscribe"]
    },
    runOnRealTime: () => router.runOnRealTime(),
    explain: (subject) => router.explain(subject),
    snapshot: () => router.snapshot(),
    evolve: (events) => router.evolve(events)
  }
}

const force = (trace: Trace, untilMs: number, plant: (router: Router) => Router = (router) => router): ForcedResult =>
  forced(plant(createRouter(forcedConfiguration(trace))), trace, { untilMs })

describe("an invented log", () => {
  const trace = inventedTrace(7)

  it("FAIR-1 forced: at every recorded start the engine offers the call that was first in first out", () => {
    const result = force(trace, dayMs)
    expect(result.compared).toBeGreaterThan(100)
    expect(result.agreed).toBe(result.compared)
    expect(result.exact).toBe(result.compared)
  })
  it("forced sees a planted last-in-first-out", () => {
    const result = force(trace, dayMs, lastInFirstOut)
    expect(result.agreed).toBeLessThan(result.compared)
  })
  it("forced sees a place lost after an unanswered offer", () => {
    const result = force(trace, dayMs, placeLostAfterNoAnswer)
    expect(result.unanswered).toBeGreaterThan(10)
    expect(result.agreed).toBeLessThan(result.compared)
  })
  it("free: no call is lost, none is served out of order within its class, and the same seed gives the same day", () => {
    const run = () => free(createRouter(freeConfiguration(trace)), trace, { seed: 3 })
    const once = run()
    expect(once.lost).toBe(0)
    expect(once.overtaken).toBe(0)
    expect(once.fates.length).toBe(trace.calls.length)
    expect(once.fates.filter((fate) => fate.outcome === "served").length).toBeGreaterThan(100)
    expect(run()).toEqual(once)
  })
  it("free sees a planted last-in-first-out", () => {
    const result = free(lastInFirstOut(createRouter(freeConfiguration(trace))), trace, { seed: 3 })
    expect(result.overtaken).toBeGreaterThan(0)
  })
})

describe.skipIf(traces === "")("January 1999 of a real bank", () => {
  it("forced, 1-12 January: 2,641 of 2,641 starts agree", () => {
    const result = force(january(), 12 * dayMs)
    console.log(`forced 1-12 January: ${result.agreed} of ${result.compared} agree, ${result.exact} exactly`)
    expect(result.compared).toBe(2641)
    expect(result.agreed).toBe(2641)
  })
  it("forced: a planted LIFO and a planted lost place after RONA are seen", () => {
    const trace = january()
    const lifo = force(trace, 12 * dayMs, lastInFirstOut)
    const lost = force(trace, 12 * dayMs, placeLostAfterNoAnswer)
    console.log(`planted: LIFO ${lifo.agreed}, lost place ${lost.agreed} of ${lifo.compared}`)
    expect(lifo.agreed).toBeLessThan(lifo.compared)
    expect(lost.agreed).toBeLessThan(lost.compared)
  })
  it("free, the whole month: 30,161 contacts, none lost, first in first out in each class", () => {
    const trace = january()
    const result = free(createRouter(freeConfiguration(trace)), trace, { seed: 1 })
    expect(trace.calls.length).toBe(30161)
    expect(result.fates.length).toBe(30161)
    expect(result.lost).toBe(0)
    expect(result.overtaken).toBe(0)
  })
})
