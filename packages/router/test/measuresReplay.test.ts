import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { channels } from "../src/Channel.ts"
import { createRouter, type Router, type RouterEvent } from "../src/index.ts"
import {
  addAgents,
  addContacts,
  createMeasures,
  type Measured,
  type Measures,
  type MeasuresOptions
} from "../src/measures/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"

const numRuns = 120

describe("over random histories of everything there is", () => {
  /** Days of 7 s, so that every history has some, and of ten hours after a minute. */
  const short: MeasuresOptions = {
    serviceLevelMs: (queue) => 1_000 * queue.length,
    shortAbandonMs: 500,
    dayOf: (atMs) => `${atMs < 60_000 ? Math.floor(atMs / 7_000) : 10 + Math.floor(atMs / 36_000_000)}`.padStart(9, "0")
  }
  const fold = (events: ReadonlyArray<RouterEvent>, nowMs: number, measures = createMeasures(short)): Measures => {
    for (const event of events) measures.see(event)
    measures.passTo(nowMs)
    return measures
  }

  /** Plays step by step, so that the view can be asked between any two instants at which something happens. */
  function play({ configuration, moves }: History, between: (router: Router, untilMs: number) => void): RouterEvent[] {
    const router = createRouter(configuration, { rules: ownRules })
    const player = everythingPlayer()
    const events: RouterEvent[] = []
    router.subscribe((event) => events.push(event))
    const goTo = (untilMs: number) => {
      for (let due = router.nextDeadlineMs; due !== undefined && due <= untilMs; due = router.nextDeadlineMs) {
        between(router, due)
        router.tick(due)
      }
      between(router, untilMs)
    }
    for (const move of moves) {
      const { command, nowMs } = player.next(router, move)
      goTo(nowMs)
      router.step(command, nowMs)
    }
    return events
  }
  const held = (property: (history: History, cut: number) => void, runs = numRuns) =>
    fc.assert(fc.property(withOwnRules(everything()), fc.nat(), property), { numRuns: runs })

  it("MEAS-1 folding in two halves with the state carried is folding once", () => {
    held((history, at) => {
      let nowMs = 0
      const events = play(history, (_, untilMs) => {
        nowMs = untilMs
      })
      const cut = at % (events.length + 1)
      const first = createMeasures(short)
      for (const event of events.slice(0, cut)) first.see(event)
      const carried = JSON.parse(JSON.stringify(first.state()))
      const halves = fold(events.slice(cut), nowMs, createMeasures(short, carried))
      expect(halves.of()).toEqual(fold(events, nowMs).of())
      expect(halves.state()).toEqual(fold(events, nowMs).state())
    })
  })

  it("MEAS-7 the days add up to the whole, and so do the queues and the agents", () => {
    held((history) => {
      let nowMs = 0
      const events = play(history, (_, untilMs) => {
        nowMs = untilMs
      })
      const measures = fold(events, nowMs)
      const whole = measures.of()
      const queues = new Set(events.flatMap((event) => queuesOf(event)))
      const agents = new Set(events.flatMap((event) => ("agent" in event ? [event.agent] : [])))
      const sums = (parts: ReadonlyArray<Measured>) => ({
        contacts: parts.map(({ contacts }) => contacts).reduce(addContacts, createMeasures(short).of().contacts),
        agents: parts.map(({ agents: one }) => one).reduce(addAgents, createMeasures(short).of().agents)
      })
      expect(whole).toMatchObject(sums(measures.days().map((day) => measures.of({ from: day, to: day }))))
      expect(whole.contacts).toMatchObject(sums([...queues].map((queue) => measures.of({ queue }))).contacts)
      expect(whole.agents).toMatchObject(sums([...agents].map((agent) => measures.of({ agent }))).agents)
      // A whole that was never cut into days is the same whole.
      const uncut = fold(events, nowMs, createMeasures({ ...short, dayOf: () => "all" }))
      expect(uncut.of()).toEqual(whole)
    })
  })

  it("MEAS-2 MEAS-3 MEAS-4 a slow recount of the events gives the same, and nobody is missing", () => {
    let answered = 0
    let moved = 0
    held((history) => {
      const events = play(history, () => {})
      const live = createRouter(history.configuration, { events, rules: ownRules })
      const waiting = [...live.view.contacts()].filter((c) => c.consultOf === undefined).map(({ id }) => id)
      const all = livesOf(events)
      const open = all.filter(({ outcome }) => outcome === "open").map(({ id }) => id)
      expect(open.filter((id) => !waiting.includes(id))).toEqual([])
      const measures = fold(events, 0)
      for (const name of new Set(events.flatMap((event) => queuesOf(event)))) {
        const { contacts } = measures.of({ queue: name })
        const lives = all.filter(({ queue }) => queue === name)
        const waits = (how: string) => lives.filter(({ outcome }) => outcome === how).map(({ waitMs }) => waitMs)
        const within = (how: string, ms: number) => waits(how).filter((waitMs) => waitMs <= ms).length
        const inTimeMs = 1_000 * name.length
        expect(contacts).toMatchObject({
          queued: all.filter(({ cameTo }) => cameTo === name).length,
          answered: waits("answered").length,
          answeredInTime: within("answered", inTimeMs),
          waitMs: waits("answered").reduce((a, b) => a + b, 0),
          abandoned: waits("abandoned").length,
          abandonedInTime: within("abandoned", inTimeMs),
          shortAbandons: within("abandoned", 500),
          deflected: waits("deflected").length,
          cancelled: waits("cancelled").length
        })
        const { queued, movedIn, movedOut, abandoned, deflected, cancelled } = contacts
        const ended = contacts.answered + abandoned + deflected + cancelled
        expect(queued + movedIn).toBe(ended + movedOut + waits("open").length)
        answered += contacts.answered
        moved += movedIn
      }
    })
    expect(answered).toBeGreaterThan(numRuns / 4)
    expect(moved).toBeGreaterThan(5)
  })

  it("MEAS-5 MEAS-6 what the view shows, integrated instant by instant, gives the same times", () => {
    let several = 0
    held((history) => {
      const want = new Map<string, ReturnType<typeof nothing>>()
      let lastMs = 0
      const events = play(history, (router, untilMs) => {
        const ms = untilMs - lastMs
        lastMs = untilMs
        if (ms === 0) return
        const contacts = [...router.view.contacts()]
        for (const agent of router.view.agents()) {
          const sums = want.get(agent.id) ?? nothing()
          want.set(agent.id, sums)
          const inHand = contacts.filter((c) => isInHand(c, agent.id)).length
          if (inHand > 1) several++
          if (agent.presence !== "ready" && inHand === 0) continue
          sums.staffedMs += ms
          if (inHand > 0) sums.busyMs += ms
          sums.inHandMs += inHand * ms
          const ringing = contacts.filter((c) => ringsAt(c, agent.id)).map(({ channel }) => channel)
          for (const channel of channels) {
            const taken = agent.load[channel] - ringing.filter((one) => one === channel).length
            sums.takenMs[channel]! += taken * ms
            sums.slotMs[channel]! += agent.capacity[channel] * ms
          }
        }
      })
      const measures = fold(events, lastMs)
      for (const [agent, sums] of want) {
        const { agents } = measures.of({ agent })
        expect(agents).toMatchObject(sums)
        if (agents.occupancy !== undefined) expect(agents.occupancy).toBeLessThanOrEqual(1)
      }
      // Nothing that was spent is lost: handled, or of a consult, or not over yet.
      const { agents, contacts } = measures.of()
      expect(contacts.handleMs).toBe(agents.handleMs)
      expect(agents.handleMs).toBeLessThanOrEqual(agents.inHandMs)
    })
    expect(several).toBeGreaterThan(5)
  })
})

const nothing = () => ({
  staffedMs: 0,
  busyMs: 0,
  inHandMs: 0,
  takenMs: Object.fromEntries(channels.map((channel) => [channel, 0])),
  slotMs: Object.fromEntries(channels.map((channel) => [channel, 0]))
})

type ContactSeen = ReturnType<Router["view"]["contact"]> & {}

function isInHand(contact: ContactSeen, agent: string): boolean {
  const serves = contact.state === "active" && (contact.agents ?? [contact.agent]).includes(agent)
  return serves || (contact.wrapUps ?? (contact.state === "wrap-up" ? [contact.agent] : [])).includes(agent)
}

const ringsAt = (contact: ContactSeen, agent: string): boolean =>
  contact.state === "offered" &&
  (contact.offers === undefined ? contact.agent === agent : contact.offers.some((one) => one.agent === agent))

const queuesOf = (event: RouterEvent): ReadonlyArray<string> =>
  event.type === "ContactOverflowed" ? [event.to] : "queue" in event ? [event.queue] : []

interface Life {
  readonly id: string
  readonly cameTo: string
  /** Where it was when its first wait ended. */
  readonly queue: string
  readonly outcome: "open" | "answered" | "abandoned" | "deflected" | "cancelled"
  readonly waitMs: number
}

const ends = {
  OfferAccepted: "answered",
  ContactAbandoned: "abandoned",
  ContactDeflected: "deflected",
  ContactCancelled: "cancelled"
} as const

/** For every contact but consults: how its first wait ended, found by looking through all events after it came. */
const livesOf = (events: ReadonlyArray<RouterEvent>): ReadonlyArray<Life> =>
  events.flatMap((came, at) => {
    if (came.type !== "ContactQueued" || came.consultOf !== undefined) return []
    const after = events.slice(at + 1).filter((event) => "contact" in event && event.contact === came.contact)
    const end = after.findIndex(({ type }) => type in ends)
    const last = after[end]
    const before = end < 0 ? after : after.slice(0, end)
    const queue = before.reduce(
      (in_, event) =>
        event.type === "ContactOverflowed" ? event.to : event.type === "ContactPulled" ? event.queue : in_,
      came.queue
    )
    const outcome = last === undefined ? "open" : ends[last.type as keyof typeof ends]
    const waitMs = (last?.atMs ?? came.atMs) - came.atMs
    return [{ id: came.contact, cameTo: came.queue, queue, outcome, waitMs }]
  })
