import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createRouter, type EventOf, type EventType, type RouterEvent } from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import { ownRules } from "../src/testing/ownRules.ts"

const numRuns = Math.max(60, Number(process.env.STROWGER_HISTORIES ?? 0) / 10)
const seed = process.env.STROWGER_SEED === undefined ? {} : { seed: Number(process.env.STROWGER_SEED) }

/** Of columns and of rarer rules, often and seldom. */
const some: ReadonlyArray<ReadonlyArray<EventType>> = [
  ["OfferMade"],
  ["ContactQueued", "OfferRescinded", "HoldBegan"],
  ["ContactRelaxed"],
  ["WrapUpEnded", "ContactCompleted", "Configured", "QueueClosed"],
  []
]

describe("who hears what", () => {
  it("SPEED-34 SPEED-35 commands given and stepped do the same, and whoever asks for some types hears these, in order", () => {
    const heardOf = new Map<string, number>()
    const property = fc.property(everything(), ({ configuration, moves }) => {
      const stepped = createRouter(configuration, { rules: ownRules })
      const given = createRouter(configuration, { rules: ownRules })
      const all: RouterEvent[] = []
      const heard = some.map((): RouterEvent[] => [])
      for (const [n, types] of some.entries()) given.subscribe((event) => heard[n]!.push(event), types)
      const stop = given.subscribe((event) => all.push(event))
      const player = everythingPlayer()
      const log: RouterEvent[] = []
      for (const move of moves) {
        const { commands, nowMs } = player.together(stepped, move)
        for (const command of commands) {
          const { events, refusal } = stepped.step(command, nowMs)
          log.push(...events)
          expect(given.give(command, nowMs)).toEqual(refusal)
          const { rows } = given.byNumber
          expect(Array.from({ length: rows.count }, (_, row) => rows.event(row))).toEqual(events)
        }
      }
      stop()
      expect(JSON.stringify(all)).toBe(JSON.stringify(log))
      for (const [n, types] of some.entries())
        expect(JSON.stringify(heard[n])).toBe(JSON.stringify(log.filter(({ type }) => types.includes(type))))
      expect(given.snapshot()).toEqual(stepped.snapshot())
      for (const { type } of heard.flat()) heardOf.set(type, (heardOf.get(type) ?? 0) + 1)
    })
    fc.assert(property, { numRuns, ...seed })
    for (const type of some.flat()) expect(heardOf.get(type), type).toBeGreaterThan(0)
  })

  it("SPEED-35 listeners of some types hear what other listeners bring about, after what is being told", () => {
    const router = createRouter({ queues: { q: { wrapUpMs: 1_000 } } })
    const heard: string[] = []
    router.subscribe(
      // Of this type alone: its fields are there without a question.
      ({ contact, agent, offer }: EventOf<"OfferMade">) => router.give({ type: "Accept", contact, agent, offer }, 10),
      ["OfferMade"]
    )
    router.subscribe(({ type }) => heard.push(type), ["OfferAccepted", "ContactQueued", "OfferMade"])
    const stop = router.subscribe(({ type }) => heard.push(`again ${type}`), ["OfferAccepted"])
    router.give({ type: "SignIn", agent: "ann" }, 0)
    router.give({ type: "MakeReady", agent: "ann" }, 0)
    router.give({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" }, 10)
    expect(heard).toEqual(["ContactQueued", "OfferMade", "OfferAccepted", "again OfferAccepted"])
    stop()
    router.give({ type: "Enqueue", contact: "c2", queue: "q", channel: "chat" }, 10)
    expect(heard.slice(4)).toEqual(["ContactQueued", "OfferMade", "OfferAccepted"].slice(0, heard.length - 4))
    expect(router.view.contact("c1")?.state).toBe("active")
  })

  it("SPEED-34 a listener that throws keeps nobody else from hearing of what was given, and the router goes on", () => {
    const router = createRouter({ queues: { q: {} } })
    const heard: string[] = []
    router.subscribe(() => {
      throw new Error("mine")
    }, ["AgentSignedIn"])
    router.subscribe(({ type }) => heard.push(type))
    expect(() => router.give({ type: "SignIn", agent: "ann" }, 0)).toThrow("mine")
    expect(router.give({ type: "MakeReady", agent: "ann" }, 0)).toBeUndefined()
    expect(router.give({ type: "MakeReady", agent: "bob" }, 0)?.reason).toBe("AgentUnknown")
    expect(heard).toEqual(["AgentSignedIn", "AgentReady"])
  })

  it("SPEED-34 of events that nobody hears none is made", () => {
    const router = createRouter({ queues: { q: { wrapUpMs: 1_000, offerMs: 1_000 } } })
    const lives = () => {
      const before = router.counters.eventsMade
      router.give({ type: "Enqueue", contact: "c1", queue: "q", channel: "chat" }, 0)
      const { id: offer } = router.view.contact("c1")!.offer!
      router.give({ type: "Accept", contact: "c1", agent: "ann", offer }, 0)
      router.give({ type: "Complete", contact: "c1", agent: "ann" }, 0)
      router.give({ type: "EndWrapUp", contact: "c1", agent: "ann" }, 0)
      return router.counters.eventsMade - before
    }
    router.give({ type: "SignIn", agent: "ann" }, 0)
    router.give({ type: "MakeReady", agent: "ann" }, 0)
    expect(lives()).toBe(0)
    const stop = router.subscribe(() => undefined, ["OfferMade", "ContactCompleted"])
    expect(lives()).toBe(2)
    // Two who hear the same hear one and the same.
    router.subscribe(() => undefined, ["OfferMade", "WrapUpEnded"])
    expect(lives()).toBe(3)
    stop()
    expect(lives()).toBe(2)
    router.subscribe(() => undefined)
    expect(lives()).toBe(5)
  })
})
