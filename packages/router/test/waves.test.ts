import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Command, type Configuration, createRouter, type Router, type RouterEvent } from "../src/index.ts"

const voice = { voice: 1, chat: 0, sms: 0, email: 0, fax: 0 }

/** Somebody signs in and makes himself ready. */
const comes = (agent: string, skills: Record<string, number> = {}, more: object = {}): ReadonlyArray<Command> => [
  { type: "SignIn", agent, skills, capacity: voice, ...more },
  { type: "MakeReady", agent }
]
const call = (contact: string, queue: string, more: object = {}): Command =>
  ({ type: "Enqueue", contact, queue, channel: "voice", ...more }) as Command

const offers = (events: ReadonlyArray<RouterEvent>): ReadonlyArray<string> =>
  events.flatMap((e) => (e.type === "OfferMade" ? [`${e.contact} ${e.agent}${e.rule === "WAVE-2" ? " *" : ""}`] : []))

/** A router on which these have happened, a millisecond after each other. */
function after(configuration: Configuration, ...commands: ReadonlyArray<Command>): Router {
  const router = createRouter(configuration)
  for (const [n, command] of commands.entries()) expect(router.step(command, n).refusal).toBeUndefined()
  return router
}
const later = 1_000_000

describe("a wave", () => {
  it("WAVE-1 a sign-in wave leaves nobody waiting whom it could serve, and says where it passed somebody over", () => {
    const router = after({ queues: { q: {} } }, call("c1", "q"), call("c2", "q", { needs: "en" }))
    const signIns = [...comes("mei", { en: 5 }), ...comes("wei")]
    expect(offers(router.stepTogether(signIns, later).events)).toEqual(["c1 wei *", "c2 mei"])
    expect(router.counters).toMatchObject({ wavesExact: 1, wavesGreedy: 0 })
    const pairByPair = after(
      { queues: { q: {} }, wave: { maxPairs: 0 } },
      call("c1", "q"),
      call("c2", "q", { needs: "en" })
    )
    expect(offers(pairByPair.stepTogether(signIns, later).events)).toEqual(["c1 mei"])
    expect(pairByPair.counters).toMatchObject({ wavesExact: 0, wavesGreedy: 0 })
  })

  it("WAVE-1 nobody is passed over for two who came later", () => {
    const router = after({ queues: { q: {} } }, call("c1", "q"), call("c2", "q", { needs: "en" }), call("c3", "q"))
    expect(offers(router.stepTogether(comes("mei", { en: 5 }), later).events)).toEqual(["c1 mei"])
  })

  it("WAVE-1 QUEUE-7 a contact that excludes somebody stands among those that ask for the same", () => {
    const router = after({ queues: { q: {} } }, call("c1", "q", { excludes: ["mei"] }), call("c2", "q"))
    expect(offers(router.stepTogether([...comes("mei"), ...comes("wei")], later).events)).toEqual(["c1 wei", "c2 mei"])
  })

  it("WAVE-2 what the pairs add together decides, not what the first of them adds", () => {
    const configuration: Configuration = { queues: { q: {}, r: {} } }
    const prefers = (of: Record<string, number>) => ({ prefers: of })
    const router = after(configuration, call("c1", "q"), call("c2", "r"))
    const events = router.stepTogether(
      [...comes("mei", {}, prefers({ q: 5, r: 4 })), ...comes("wei", {}, prefers({ q: 4, r: 0 }))],
      later
    ).events
    // c1 goes best with mei (5), but 5 + 0 is less than 4 + 4.
    expect(offers(events)).toEqual(["c1 wei *", "c2 mei"])
  })

  it("WAVE-2 the least sum of what an order by skill goes by", () => {
    const queues = {
      q: { needs: "zh", agents: "mostSkilled" as const },
      r: { needs: "zh or en", agents: "mostSkilled" as const }
    }
    const router = after({ queues }, call("c1", "q"), call("c2", "r"))
    const events = router.stepTogether([...comes("mei", { zh: 9, en: 9 }), ...comes("wei", { zh: 8 })], later).events
    // 9 + missing en, or 8 + (9 + 9): the second way lacks nothing.
    expect(offers(events)).toEqual(["c1 wei *", "c2 mei"])
  })

  it("WAVE-1 a take-over: many wrap-ups that ended while nobody was there are over in one tick", () => {
    const able = [{ a: 1, b: 1 }, { a: 1 }, { b: 1 }, {}]
    const router = after({ queues: { q: { wrapUpMs: 1_000 } } }, ...able.flatMap((own, n) => comes(`a${n}`, own)))
    for (const n of able.keys()) {
      const agent = `a${n}`
      const { events } = router.step(call(`first${n}`, "q"), 100)
      const { offer } = events.find((e) => e.type === "OfferMade")!
      router.step({ type: "Accept", contact: `first${n}`, agent, offer }, 100)
    }
    for (const [n, needs] of [undefined, "b", "a", "a and b"].entries())
      router.step(call(`c${n}`, "q", needs === undefined ? {} : { needs }), 200 + n)
    for (const n of able.keys()) router.step({ type: "Complete", contact: `first${n}`, agent: `a${n}` }, 300)
    // Each of them was free before the one that only he can take was looked at.
    const { events } = router.tick(later)
    expect(events.filter(({ type }) => type === "WrapUpEnded")).toHaveLength(4)
    expect(offers(events)).toEqual(["c0 a3 *", "c1 a2 *", "c2 a1 *", "c3 a0"])
  })

  it("WAVE-3 a batch of mails goes round by round to who has room, and the fourth waits", () => {
    const mail = (n: number): Command => ({ type: "Enqueue", contact: `m${n}`, queue: "q", channel: "email" })
    const slots = (email: number) => ({ capacity: { ...voice, email } })
    const router = after({ queues: { q: {} } }, ...comes("mei", {}, slots(2)), ...comes("wei", {}, slots(1)))
    const { events } = router.stepTogether([1, 2, 3, 4].map(mail), later)
    expect(offers(events)).toEqual(["m1 mei", "m2 wei", "m3 mei"])
    expect(router.counters.wavesExact).toBe(1)
  })

  it("WAVE-3 FAIR-2 nobody with more in hand is asked before one who got a contact in this round and still has fewer", () => {
    const mail = (contact: string): Command => ({ type: "Enqueue", contact, queue: "q", channel: "email" })
    const slots = { capacity: { ...voice, email: 4 } }
    const busy = after(
      { queues: { q: {} } },
      ...comes("wei", {}, slots),
      mail("a"),
      mail("b"),
      ...comes("mei", {}, slots)
    )
    // Wei has two in hand: two of these are mei's, then both have two, and wei rests longer.
    expect(offers(busy.stepTogether(["c", "d", "e"].map(mail), 10).events)).toEqual(["c mei", "d mei", "e wei"])
    const idle = { queues: { q: { agents: "longestIdle" as const } } }
    const atRest = after(idle, ...comes("wei", {}, slots), mail("a"), mail("b"), ...comes("mei", {}, slots))
    expect(offers(atRest.stepTogether(["c", "d"].map(mail), 10).events)).toEqual(["c wei", "d mei"])
  })

  it("WAVE-3 what is held for somebody is his, whatever the others could have", () => {
    const held = { preferred: [{ agent: "mei", holdMs: 2 * later }] }
    const router = after(
      { queues: { q: {} } },
      ...comes("mei"),
      { type: "MakeNotReady", agent: "mei" },
      call("c1", "q"),
      call("c2", "q", held)
    )
    const { events } = router.stepTogether([{ type: "MakeReady", agent: "mei" }, ...comes("wei")], later)
    expect(offers(events)).toEqual(["c2 mei", "c1 wei"])
  })

  it("WAVE-3 a contact that may ring at two gets one in a round, and comes after all that ring at nobody", () => {
    const router = after({ queues: { q: { offersAtOnce: 2 } } }, call("c1", "q"), call("c2", "q", { needs: "en" }))
    const { events } = router.stepTogether([...comes("mei", { en: 1 }), ...comes("wei"), ...comes("tao")], later)
    expect(offers(events)).toEqual(["c1 wei *", "c2 mei", "c1 tao"])
  })

  it("WAVE-3 an offer that is accepted at once frees others only for the next round", () => {
    const router = after({ queues: { q: { offersAtOnce: 2 } } }, ...comes("mei", { en: 1 }), call("c1", "q"))
    const arrivals = [
      call("c2", "q"),
      call("c3", "q", { needs: "en" }),
      ...comes("tao"),
      ...comes("joe", {}, { autoAccept: true })
    ]
    const { events } = router.stepTogether(arrivals, 100)
    // c1 rings at mei, so c2 and c3 come before it; only mei could take c3, who is free once joe has accepted c1.
    expect(offers(events)).toEqual(["c2 tao", "c1 joe", "c3 mei"])
    expect(events.slice(-4).map(({ type }) => type)).toEqual([
      "OfferMade",
      "OfferRescinded",
      "OfferAccepted",
      "OfferMade"
    ])
  })
})

describe("the bound of a wave", () => {
  const queues = { q: {} }
  const wave = [...comes("mei", { en: 5 }), ...comes("wei")]
  const waiting = [call("c1", "q"), call("c2", "q", { needs: "en" })]

  it("WAVE-4 so many pairs and no more are matched exactly; what is beyond is matched pair by pair and counted", () => {
    // c1 with both, c2 with mei.
    const within = after({ queues, wave: { maxPairs: 3 } }, ...waiting)
    expect(offers(within.stepTogether(wave, later).events)).toEqual(["c1 wei *", "c2 mei"])
    const beyond = after({ queues, wave: { maxPairs: 2 } }, ...waiting)
    expect(offers(beyond.stepTogether(wave, later).events)).toEqual(["c1 mei"])
    expect(beyond.counters).toMatchObject({ wavesExact: 0, wavesGreedy: 1, wavesBeyondBound: 1 })
  })

  it("WAVE-4 an allocation, and a rule that sees singles, are matched pair by pair and counted", () => {
    const shared = after({ queues }, ...waiting)
    const allocation = { allocation: { q: 100 } }
    expect(
      offers(shared.stepTogether([...comes("mei", { en: 5 }, allocation), ...comes("wei")], later).events)
    ).toEqual(["c1 mei"])
    expect(shared.counters).toMatchObject({ wavesExact: 0, wavesGreedy: 1, wavesWithAllocation: 1 })
    const scanning = createRouter(
      { queues: { q: { rule: "none" } } },
      { rules: { none: { scan: true, fit: () => 0 } } }
    )
    for (const command of waiting) scanning.step(command, 0)
    expect(offers(scanning.stepTogether(wave, later).events)).toEqual(["c1 mei"])
    expect(scanning.counters).toMatchObject({ wavesExact: 0, wavesGreedy: 1, wavesSeeingSingles: 1 })
  })

  it("WAVE-4 twenty agents over 20,000 like contacts are 400 pairs; 10,000 agents are beyond the bound, and counted", () => {
    const configuration: Configuration = { queues: { q: {} }, wave: { maxPairs: 400 } }
    const router = createRouter(configuration, { sizes: { contacts: 20_000, agents: 10_100 } })
    for (let n = 0; n < 20_000; n++) router.step(call(`c${n}`, "q"), n)
    const few = Array.from({ length: 20 }, (_, n) => comes(`few${n}`)).flat()
    expect(offers(router.stepTogether(few, later).events)).toEqual(
      few.filter(({ type }) => type === "SignIn").map((_, n) => `c${n} few${n}`)
    )
    expect(router.counters).toMatchObject({ wavesExact: 1, wavesGreedy: 0 })
    const many = Array.from({ length: 10_000 }, (_, n) => comes(`many${n}`)).flat()
    const made = offers(router.stepTogether(many, later).events)
    expect([made.length, made[0], made.at(-1)]).toEqual([10_000, "c20 many0", "c10019 many9999"])
    expect(router.counters).toMatchObject({ wavesExact: 1, wavesGreedy: 1, wavesBeyondBound: 1 })
  })

  it("WAVE-4 a bound is a whole number from 0 to 4,000,000", () => {
    for (const wave of [{ maxPairs: -1 }, { maxPairs: 0.5 }, { maxPairs: 4_000_001 }, { pairs: 1 }, 5]) {
      expect(() => createRouter({ queues, wave: wave as never })).toThrow(/wave/)
    }
    expect(createRouter({ queues, wave: {} }).view.configuration.wave).toEqual({})
  })
})

describe("several commands together", () => {
  it("WAVE-5 what is due comes first, refusals stop nobody, and everything is matched once", () => {
    const router = after({ queues: { q: { offerMs: 1_000 } } }, ...comes("mei"), call("c1", "q"))
    const { events, refusals } = router.stepTogether(
      [
        { type: "MakeReady", agent: "nobody" },
        call("c2", "q", { priority: 1 }),
        { type: "Accept", contact: "c2", agent: "mei", offer: "o2" },
        { type: "MakeReady", agent: "mei" }
      ],
      later
    )
    expect(events.map(({ type }) => type)).toEqual([
      "OfferExpired",
      "AgentNotReady",
      "ContactQueued",
      "AgentReady",
      "OfferMade"
    ])
    expect(refusals.map((refusal) => refusal?.reason)).toEqual(["AgentUnknown", undefined, "OfferNotOpen", undefined])
    expect(offers(events)).toEqual(["c2 mei"])
    expect(router.stepTogether([], later).events).toEqual([])
  })

  it("WAVE-5 where no step is possible all are refused, and nothing happens", () => {
    const router = after({ queues: { q: {} } }, ...comes("mei"))
    const back = router.stepTogether([call("c1", "q"), { type: "Tick" }], 0)
    expect(back).toMatchObject({ events: [], refusals: [{ reason: "TimeWentBack" }, { reason: "TimeWentBack" }] })
    expect([...router.view.contacts()]).toEqual([])
  })

  it("WAVE-5 whoever listens is told, and a listener that throws keeps nobody else from it", () => {
    const router = after({ queues: { q: {} } })
    const told: string[] = []
    router.subscribe(() => {
      throw new Error("deaf")
    })
    router.subscribe(({ type }) => told.push(type))
    expect(() => router.stepTogether(comes("mei"), 1)).toThrow("deaf")
    expect(told).toEqual(["AgentSignedIn", "AgentReady"])
  })
})

it("WAVE-1 in random waves of calls as many are served as can be, and each by somebody who may", () => {
  const skills = ["a", "b", "c"]
  const some = fc.subarray(skills)
  const property = (needs: string[][], able: string[][], reversed: boolean) => {
    const router = after({ queues: { q: {} } })
    const calls = needs.map((of, n) => call(`c${n}`, "q", of.length === 0 ? {} : { needs: of.join(" and ") }))
    const arrivals = able.map((of, n) => comes(`a${n}`, Object.fromEntries(of.map((skill) => [skill, 1])))).flat()
    const { events } = router.stepTogether(reversed ? [...arrivals, ...calls] : [...calls, ...arrivals], later)
    const made = events.flatMap((e) =>
      e.type === "OfferMade" ? [[Number(e.contact.slice(1)), Number(e.agent.slice(1))] as const] : []
    )
    const may = (contact: number, agent: number) => needs[contact]!.every((skill) => able[agent]!.includes(skill))
    expect(made.every(([contact, agent]) => may(contact, agent))).toBe(true)
    // Every way there is.
    const most = (contact: number, free: ReadonlyArray<number>): number =>
      contact === needs.length
        ? 0
        : Math.max(
            most(contact + 1, free),
            ...free
              .filter((a) => may(contact, a))
              .map(
                (a) =>
                  1 +
                  most(
                    contact + 1,
                    free.filter((b) => b !== a)
                  )
              )
          )
    expect(made.length).toBe(
      most(
        0,
        able.map((_, n) => n)
      )
    )
  }
  const arrays = fc.array(some, { minLength: 1, maxLength: 5 })
  fc.assert(fc.property(arrays, arrays, fc.boolean(), property), { numRuns: 300 })
})
