import { describe, expect, it } from "vitest"
import { createRouter, type Command, type Configuration } from "../src/index.ts"
import {
  addAgents,
  addContacts,
  agentRatios,
  contactRatios,
  createMeasures,
  type Measured,
  type Measures,
  type MeasuresOptions
} from "../src/measures/index.ts"

const options: MeasuresOptions = { serviceLevelMs: () => 20_000, shortAbandonMs: 5_000 }

/** A story in seconds: who is at work from 0 on, and what is asked when. `Answer`: whoever it rings at accepts. */
function story(
  configuration: Configuration,
  agents: ReadonlyArray<Omit<Extract<Command, { type: "SignIn" }>, "type">>,
  acts: ReadonlyArray<readonly [atSeconds: number, command: Command | { readonly type: "Answer"; contact: string }]>,
  untilSeconds: number,
  given = options
): Measures {
  const router = createRouter(configuration)
  const measures = createMeasures(given)
  router.subscribe((event) => measures.see(event))
  for (const agent of agents) {
    router.step({ type: "SignIn", ...agent }, 0)
    router.step({ type: "MakeReady", agent: agent.agent }, 0)
  }
  const goTo = (untilMs: number) => {
    for (let due = router.nextDeadlineMs; due !== undefined && due <= untilMs; due = router.nextDeadlineMs)
      router.tick(due)
    router.tick(untilMs)
  }
  for (const [at, act] of acts) {
    goTo(at * 1_000)
    let command: Command
    if (act.type === "Answer") {
      const { agent, offer } = router.view.contact(act.contact)!
      command = { type: "Accept", contact: act.contact, agent: agent!, offer: offer!.id }
    } else command = act
    expect(router.step(command, at * 1_000).refusal).toBeUndefined()
  }
  goTo(untilSeconds * 1_000)
  measures.passTo(untilSeconds * 1_000)
  return measures
}

const comes = (contact: string, channel: "voice" | "chat" = "voice", queue = "q"): Command => ({
  type: "Enqueue",
  contact,
  queue,
  channel
})
const answer = (contact: string) => ({ type: "Answer", contact }) as const
const complete = (contact: string, agent = "ann"): Command => ({ type: "Complete", contact, agent })
const slow: Configuration = { queues: { q: { offerMs: 600_000 } } }

describe("what is counted of contacts", () => {
  it("MEAS-2 MEAS-3 MEAS-4 the average wait, the four service levels and the abandon rate, by hand", () => {
    // Answered after 10 s, 20 s and 45 s; gone after 5 s, 15 s and 30 s; one cancelled.
    const measures = story(
      slow,
      [{ agent: "ann" }],
      [
        [0, comes("a")],
        [0, comes("x")],
        [0, comes("y")],
        [0, comes("z")],
        [0, comes("w")],
        [5, { type: "Abandon", contact: "x" }],
        [10, answer("a")],
        [12, { type: "Cancel", contact: "w" }],
        [15, { type: "Abandon", contact: "y" }],
        [20, complete("a")],
        [30, { type: "Abandon", contact: "z" }],
        [30, comes("b")],
        [50, answer("b")],
        [55, comes("c")],
        [60, complete("b")],
        [100, answer("c")]
      ],
      120
    )
    const { contacts } = measures.of()
    expect(contacts).toMatchObject({
      queued: 7,
      answered: 3,
      answeredInTime: 2,
      waitMs: 75_000,
      abandoned: 3,
      abandonedInTime: 2,
      shortAbandons: 1,
      cancelled: 1,
      deflected: 0,
      asaMs: 25_000,
      abandonRate: 1 / 2
    })
    expect(contacts.serviceLevel).toEqual({
      ofAnswered: 2 / 3,
      ofAll: 2 / 6,
      withoutShortAbandons: 2 / 5,
      abandonedInTimeAsServed: 4 / 6
    })
  })

  it("MEAS-1 of nothing every ratio is undefined, and every count 0", () => {
    const { contacts, agents } = createMeasures(options).of()
    expect(contacts.queued).toBe(0)
    expect([contacts.asaMs, contacts.abandonRate, contacts.ahtMs]).toEqual([undefined, undefined, undefined])
    expect(new Set(Object.values(contacts.serviceLevel))).toEqual(new Set([undefined]))
    expect([agents.occupancy, agents.concurrency, agents.load.chat]).toEqual([undefined, undefined, undefined])
  })

  it("MEAS-2 who overflows leaves one queue for another, with its wait; who is deflected is told apart", () => {
    const measures = story(
      {
        queues: {
          q: { overflow: [{ when: { waitedMs: 15_000 }, do: { do: "overflow", queue: "r" } }] },
          r: { overflow: [{ when: { waitedMs: 40_000 }, do: { do: "voicemail" } }], offerMs: 600_000, needs: "zh" }
        }
      },
      [{ agent: "ann", skills: { zh: 5 }, capacity: { voice: 0 } }],
      [
        [0, comes("a")],
        [0, comes("b")],
        [30, { type: "SignIn", agent: "ann", skills: { zh: 5 } }],
        [35, answer("a")]
      ],
      60
    )
    const { contacts: q } = measures.of({ queue: "q" })
    const { contacts: r } = measures.of({ queue: "r" })
    // In q there was nobody for it: ann takes calls only from 30 s on.
    expect(q).toMatchObject({ queued: 2, movedIn: 0, movedOut: 2, answered: 0, deflected: 0 })
    expect(r).toMatchObject({ queued: 0, movedIn: 2, movedOut: 0, answered: 1, waitMs: 35_000, deflected: 1 })
    expect(measures.of().contacts).toMatchObject({ queued: 2, answered: 1, deflected: 1 })
  })

  it("MEAS-2 a contact is answered once; who leaves after a transfer has not abandoned", () => {
    const measures = story(
      { queues: { q: { offerMs: 600_000 }, r: { needs: "fr" } } },
      [{ agent: "ann" }],
      [
        [0, comes("a")],
        [4, answer("a")],
        [30, { type: "Transfer", contact: "a", agent: "ann", to: { queue: "r" } }],
        [90, { type: "Abandon", contact: "a" }]
      ],
      100
    )
    expect(measures.of().contacts).toMatchObject({
      queued: 1,
      answered: 1,
      waitMs: 4_000,
      abandoned: 0,
      abandonedAfterAnswer: 1,
      handled: 1,
      ahtMs: 26_000
    })
    expect(measures.of({ queue: "r" }).contacts.movedIn).toBe(0)
  })

  it("MEAS-6 handling is work and wrap-up, of every agent, without what was parked; it counts when all of it is over", () => {
    const configuration: Configuration = {
      queues: { q: { wrapUpMs: 30_000, offerMs: 600_000, parking: { wakeHoldMs: 0 } }, r: { offerMs: 600_000 } }
    }
    const acts: ReadonlyArray<Parameters<typeof story>[2][number]> = [
      [0, comes("a", "chat")],
      [10, answer("a")],
      [70, { type: "Park", contact: "a", agent: "ann" }],
      [1_000, { type: "Wake", contact: "a" }],
      [1_005, answer("a")],
      [1_025, { type: "Transfer", contact: "a", agent: "ann", to: { queue: "r" } }],
      [1_026, { type: "MakeNotReady", agent: "ann" }],
      [1_026, { type: "SignIn", agent: "bo" }],
      [1_026, { type: "MakeReady", agent: "bo" }],
      [1_030, answer("a")],
      [1_040, complete("a", "bo")]
    ]
    // ann: 60 s, then 20 s and 30 s of wrap-up; bo: 10 s. Over at 1,055 s, when her wrap-up is.
    expect(story(configuration, [{ agent: "ann" }], acts, 1_054).of().contacts.handled).toBe(0)
    const measures = story(configuration, [{ agent: "ann" }], acts, 1_055)
    expect(measures.of({ queue: "q" }).contacts.handled).toBe(0)
    expect(measures.of({ queue: "r" }).contacts).toMatchObject({ handled: 1, handleMs: 120_000, ahtMs: 120_000 })
    expect(measures.of({ agent: "ann" }).agents).toMatchObject({ handled: 1, ahtMs: 110_000 })
    expect(measures.of({ agent: "bo" }).agents).toMatchObject({ handled: 1, ahtMs: 10_000 })
  })
})

describe("what is counted of agents", () => {
  it("MEAS-5 three chats at once are an occupancy of 1 and a full load, not 300 %", () => {
    const measures = story(
      slow,
      [{ agent: "ann", capacity: { chat: 3 } }],
      [
        [0, comes("a", "chat")],
        [0, comes("b", "chat")],
        [0, comes("c", "chat")],
        [0, answer("a")],
        [0, answer("b")],
        [0, answer("c")]
      ],
      60
    )
    const { occupancy, load, concurrency, staffedMs } = measures.of({ agent: "ann" }).agents
    expect({ occupancy, load: load.chat, voice: load.voice, concurrency, staffedMs }).toEqual({
      occupancy: 1,
      load: 1,
      voice: 0,
      concurrency: 3,
      staffedMs: 60_000
    })
  })

  it("MEAS-5 ringing and parked is not busy; wrap-up is; not ready without work is no time of his", () => {
    // Rings 0 to 10; work 10 to 40; wrap-up 40 to 60; ready to 80; then away; the other chat is parked from 20 on.
    const measures = story(
      { queues: { q: { wrapUpMs: 20_000, offerMs: 600_000 }, p: { offerMs: 600_000 } } },
      [{ agent: "ann", capacity: { chat: 2 } }],
      [
        [0, comes("a", "chat")],
        [10, answer("a")],
        [10, comes("b", "chat", "p")],
        [10, answer("b")],
        [20, { type: "Park", contact: "b", agent: "ann" }],
        [40, complete("a")],
        [80, { type: "MakeNotReady", agent: "ann" }]
      ],
      200
    )
    expect(measures.of({ agent: "ann" }).agents).toMatchObject({
      staffedMs: 80_000,
      busyMs: 50_000,
      inHandMs: 60_000,
      occupancy: 50 / 80,
      concurrency: 60 / 50,
      load: { chat: 60 / 160, voice: 0 }
    })
  })

  it("MEAS-7 a call over midnight is cut there; days add up to the month, and no average is averaged", () => {
    const night = 86_400
    const measures = story(
      slow,
      [{ agent: "ann" }],
      [
        [night - 100, comes("a")],
        [night - 90, answer("a")],
        [night + 30, complete("a")],
        [night + 40, comes("b")],
        [night + 70, answer("b")],
        [night + 75, comes("c")],
        [night + 80, complete("b")],
        [night + 95, answer("c")]
      ],
      night + 200
    )
    expect(measures.days()).toEqual(["1970-01-01", "1970-01-02"])
    const [one, two] = measures.days().map((day) => measures.of({ from: day, to: day })) as [Measured, Measured]
    expect([one.agents.busyMs, two.agents.busyMs]).toEqual([90_000, 30_000 + 10_000 + 105_000])
    expect([one.agents.staffedMs, two.agents.staffedMs]).toEqual([86_400_000, 200_000])
    expect([one.contacts.asaMs, two.contacts.asaMs]).toEqual([10_000, 25_000])
    const month = measures.of({ from: "1970-01-01", to: "1970-01-31" })
    expect(month.contacts.asaMs).toBe(20_000)
    expect(month.agents).toMatchObject(agentRatios(addAgents(one.agents, two.agents)))
    expect(month.contacts).toMatchObject(contactRatios(addContacts(one.contacts, two.contacts)))
    expect(measures.of({ from: "1970-02-01" }).contacts.queued).toBe(0)
  })
})
