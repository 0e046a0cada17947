import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Command, type Configuration, createRouter, type RouterEvent } from "../src/index.ts"
import {
  driven,
  fairnessLaws,
  type FairnessOptions,
  historiesOf,
  history,
  judgeLog,
  type MakeRouter
} from "../src/testing/index.ts"
import { dayLaws } from "../src/testing/fair/day/laws.ts"
import { declared } from "../src/testing/fair/declared.ts"
import { features } from "../src/testing/features/index.ts"
import { abilities, afternoonRouter, type Wrong } from "./fairDrivers.ts"

const days = dayLaws.map(({ id }) => id)
const numRuns = Number(process.env.STROWGER_FAIR ?? 40)

/** Which of these laws the router breaks. */
async function broken(make: MakeRouter, only: ReadonlyArray<string>, options: FairnessOptions = {}) {
  const found: string[] = []
  const { endOnFailure = false } = fc.readConfigureGlobal() ?? {}
  // Which it is, is all that is asked: the shortest history is looked for in fairness.test.ts.
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true })
  for (const law of fairnessLaws("it", make, { numRuns: 200, seed: 1, ...options, only })) {
    expect(law.leftOut).toBeUndefined()
    await law.run().catch(() => found.push(law.id))
  }
  fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure })
  return found
}

describe("whole days", () => {
  for (const law of fairnessLaws("engine", createRouter, { numRuns, only: days }))
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())

  const wrongs: ReadonlyArray<readonly [string, string, Wrong]> = [
    ["FAIR-14", "looks only when somebody comes and nobody waits", { losesOnFinish: true }],
    ["FAIR-15", "knows no priority", { pick: ([first]) => first }],
    ["FAIR-16", "uses one slot of each", { may: ({ hands, ready }) => ready && hands.size < 1 }],
    [
      "FAIR-17",
      "serves the lowest priority first",
      { pick: (waiting) => [...waiting].sort((a, b) => a.priority - b.priority)[0] }
    ],
    [
      "FAIR-18",
      "serves first who needs most",
      { pick: (waiting) => [...waiting].sort((a, b) => b.needs.length - a.needs.length)[0] }
    ],
    ["FAIR-19", "serves the newest first", { pick: (waiting) => waiting.at(-1) }],
    ["FAIR-20", "begins with the first agent of its list", { agents: ([first]) => first }]
  ]
  it.each(wrongs)("%s finds a router that %s", async (id, _, wrong) => {
    expect(
      await broken(
        driven(() => afternoonRouter(wrong), abilities),
        [id]
      )
    ).toEqual([id])
  })
})

describe("the same history told otherwise", () => {
  /** Ours, which gives some a higher priority and tells nobody. */
  const favouring =
    (extra: (command: Command, nowMs: number, asked: number) => number): MakeRouter =>
    (configuration) => {
      const router = createRouter(configuration)
      const favoured = new Map<string, number>()
      let asked = 0
      const plain = (event: RouterEvent): RouterEvent =>
        event.type === "ContactQueued"
          ? { ...event, priority: event.priority - (favoured.get(event.contact) ?? 0) }
          : event
      return {
        view: router.view,
        get nextDeadlineMs() {
          return router.nextDeadlineMs
        },
        step: (command, nowMs) => {
          const more = command.type === "Enqueue" ? extra(command, nowMs, asked) : 0
          if (command.type !== "Tick") asked++
          if (command.type === "Enqueue" && router.view.contact(command.contact) === undefined)
            favoured.set(command.contact, more)
          const outcome = router.step(
            command.type === "Enqueue" ? { ...command, priority: (command.priority ?? 0) + more } : command,
            nowMs
          )
          return { ...outcome, events: outcome.events.map(plain) }
        }
      }
    }
  let ever = 0
  const wrongs: ReadonlyArray<readonly [string, string, MakeRouter]> = [
    ["DET-1", "remembers from one router to the next", favouring(() => ever++ % 5)],
    ["FAIR-10", "remembers from one router to the next", favouring(() => ever++ % 5)],
    ["DET-5", "counts what it refused", favouring((_, __, asked) => asked % 5)],
    ["DET-6", "counts what came twice", favouring((_, __, asked) => asked % 5)],
    ["DET-10", "favours whoever comes on the second day", favouring((c, now) => (now > 80_000_000 ? size(c) % 5 : 0))],
    ["FAIR-11", "favours odd milliseconds after two seconds", favouring((c, now) => (now > 2_000 ? size(c) % 5 : 0))],
    ["FAIR-12", "favours chats", favouring((c) => (c.type === "Enqueue" && c.channel === "chat" ? 1 : 0))],
    [
      "FAIR-13",
      "turns round who goes first from priority 5 on",
      (configuration) => {
        const isHigh = Object.values(configuration.queues).some(({ priority = 0 }) => priority > 4)
        return favouring((c) => (isHigh ? size(c) % 5 : 0))(configuration)
      }
    ],
    ["FAIR-3", "is confused by one agent more", favouring((_, __, asked) => asked % 5)]
  ]
  it.each(wrongs)("%s finds a router that %s", async (id, _, make) => {
    expect(await broken(make, [id], { histories: history(30) })).toEqual([id])
  })
  it("DET-2 finds a router that comes back without its contacts", async () => {
    expect(await broken(createRouter, ["DET-2"], { restore: () => createRouter({ queues: {} }) })).toEqual(["DET-2"])
  })
  it("DET-10 a callback not before the beginning of time is for now, on whatever day", async () => {
    const enqueue = { type: "Enqueue", contact: { queue: "q1", channel: "voice" } } as const
    const callback = { type: "Feature", act: "RequestCallback", data: { inMs: 0 } } as const
    const moves = [enqueue, callback].map((act) => ({ act, pick: 1, after: { ms: 0 } }))
    const histories = fc.constant({ configuration: { queues: { q1: {} } }, moves })
    expect(await broken(createRouter, ["DET-10"], { histories, numRuns: 1 })).toEqual([])
  })
  const size = (command: Command) => (command.type === "Enqueue" ? Number(command.contact.slice(1)) * 2 : 0)
})

describe("a configuration of the user's own", () => {
  const configuration: Configuration = {
    queues: {
      loans: { needs: "mandarin >= 3 and loan >= 50", steps: [{ afterMs: 2_000, needs: "mandarin >= 3" }] },
      cards: { needs: "not (loan > 10)", priority: 2 }
    }
  }
  const offers = { loans: 0, cards: 0 }
  const counted: MakeRouter = (rules) => {
    const router = createRouter(rules)
    router.subscribe((e) => e.type === "OfferMade" && offers[e.queue as "loans"]++)
    return router
  }
  const histories = historiesOf(configuration)
  for (const law of fairnessLaws("mine", counted, { numRuns: 12, seed: 7, histories }))
    it(`${law.name}`, () => expect(law.run()).resolves.toBeUndefined())
  it("FAIR-1 contacts of every queue are offered", () => {
    expect(Math.min(offers.loans, offers.cards)).toBeGreaterThan(5)
  })
})

it("FAIR-1 every feature of random histories is judged by laws there are, or declared", () => {
  const laws = new Set(fairnessLaws("it", createRouter).map(({ id }) => id))
  const names = features.map(({ name }) => name)
  expect(Object.keys(declared).sort()).toEqual([...names].sort())
  for (const { judged } of Object.values(declared)) {
    expect(judged.length).toBeGreaterThan(0)
    expect(judged.filter((id) => !laws.has(id))).toEqual([])
  }
})

describe("what was recorded", () => {
  const configuration = { queues: { q1: {} } }
  const router = createRouter(configuration)
  const events: RouterEvent[] = []
  router.subscribe((event) => events.push(event))
  for (const contact of ["c1", "c2"]) router.step({ type: "Enqueue", contact, queue: "q1", channel: "voice" }, 10)
  router.step({ type: "SignIn", agent: "ann" }, 20)
  router.step({ type: "MakeReady", agent: "ann" }, 30)

  it("FAIR-1 QUEUE-2 a log of ours breaks nothing", () => {
    expect(judgeLog(configuration, events)).toEqual([])
  })
  it("QUEUE-2 SCORE-1 a log in which the second came first says where", () => {
    const lied = events.map((event) => (event.type === "OfferMade" ? { ...event, contact: "c2" } : event))
    const found = judgeLog(configuration, lied)
    expect(found.map(({ id }) => id)).toEqual(["QUEUE-2", "SCORE-1"])
    expect(found[0]?.event?.type).toBe("OfferMade")
    expect(found[0]?.said).toBe("c2 is offered to ann before c1, which asks for the same and came first")
  })
})
