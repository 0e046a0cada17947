import { describe, expect, it } from "vitest"
import type { Command, SignIn } from "../src/Command.ts"
import type { Configuration, QueueConfiguration } from "../src/Configuration.ts"
import { type Counters, createRouter, type RouterEvent } from "../src/index.ts"

/** A centre that is told what to do and remembers what rings and who serves whom. */
class Centre {
  readonly router
  private readonly ringing: Array<Extract<RouterEvent, { type: "OfferMade" }>> = []
  private readonly served: Array<{ readonly contact: string; readonly agent: string }> = []
  private came = 0
  nowMs = 1_000

  constructor(queues: Record<string, QueueConfiguration>, more: Omit<Configuration, "queues"> = {}) {
    this.router = createRouter({ queues, ...more })
    this.router.subscribe((e) => e.type === "OfferMade" && this.ringing.push(e))
  }

  do(command: Command): ReadonlyArray<RouterEvent> {
    const { events, refusal } = this.router.step(command, this.nowMs)
    expect(refusal).toBeUndefined()
    return events
  }

  agents(count: number, more: (n: number) => Partial<SignIn> = () => ({})): this {
    for (let n = 0; n < count; n++) {
      this.do({ type: "SignIn", agent: `a${n}`, ...more(n) })
      this.do({ type: "MakeReady", agent: `a${n}` })
    }
    return this
  }

  come(count: number, more: Partial<Extract<Command, { type: "Enqueue" }>> = {}): this {
    for (let n = 0; n < count; n++)
      this.do({ type: "Enqueue", contact: `c${this.came++}`, queue: "q", channel: "voice", ...more })
    return this
  }

  accept(): void {
    const { contact, agent, offer } = this.ringing.shift()!
    this.do({ type: "Accept", contact, agent, offer })
    this.served.push({ contact, agent })
    while (this.ringing[0]?.contact === contact) this.ringing.shift()
  }

  decline(): void {
    const { contact, agent, offer } = this.ringing.shift()!
    this.do({ type: "Decline", contact, agent, offer })
  }

  complete(): void {
    this.do({ type: "Complete", ...this.served.shift()! })
  }

  /** A contact comes, is served and goes. */
  serve(more: Parameters<Centre["come"]>[1] = {}): void {
    this.nowMs += 10
    this.come(1, more)
    this.accept()
    this.complete()
  }
}

/** What is looked at per turn, so many turns after the first few. */
function looks(centre: Centre, turn: (centre: Centre) => void, turns = 40) {
  for (let n = 0; n < 5; n++) turn(centre)
  const before = centre.router.counters
  for (let n = 0; n < turns; n++) turn(centre)
  const after = centre.router.counters
  const per = (name: keyof Counters) => (after[name] - before[name]) / turns
  return {
    lanes: per("lanesCompared"),
    crews: per("crewsCompared"),
    agents: per("agentsTested"),
    contacts: per("contactsTested"),
    visited: per("contactsVisited"),
    staff: per("staffAsked")
  }
}

const sizes = [100, 2_000]

/** The same looks, however many there are. */
function expectFlat(of: (size: number) => ReturnType<typeof looks>) {
  const [few, many] = sizes.map(of)
  expect(many).toEqual(few)
  return few!
}

const q: QueueConfiguration = { offerMs: 1_000_000_000 }

describe("what a feature costs", () => {
  const handled = { kind: "fewestHandled", windowMs: 1_000 } as const
  for (const [what, queue, more] of [
    ["roundRobin", { agents: "roundRobin" }, {}],
    ["fewestHandled", { agents: handled }, {}],
    ["loadRatio", { agents: "loadRatio" }, {}],
    ["leastFlexible", { agents: "leastFlexible" }, {}],
    ["prefers", {}, { prefers: { q: 2 } }],
    ["allocation", {}, { allocation: { q: 60, p: 40 } }]
  ] as const)
    it(`SPEED-20 ${what}: as many agents as there may be`, () => {
      const cost = expectFlat((size) =>
        looks(
          new Centre({ q: { ...q, ...queue }, p: q }).agents(size, () => more),
          (centre) => centre.serve()
        )
      )
      expect(cost).toMatchObject({ crews: 1, agents: 0 })
    })

  it("SPEED-20 roundRobin: behind those a contact excludes, no more than two for each of them", () => {
    const excludes = Array.from({ length: 10 }, (_, n) => `a${n * 3}`)
    const cost = [100, 2_000].map((size) =>
      looks(new Centre({ q: { ...q, agents: "roundRobin" } }).agents(size), (centre) => centre.serve({ excludes }), 400)
    )
    for (const { agents } of cost) expect(agents).toBeLessThanOrEqual(20)
    expect(cost[0]!.agents).toBeGreaterThan(0)
  })

  for (const [what, queue, more] of [
    ["by default", {}, {}],
    ["with wishes", {}, { prefers: { q: 1 } }],
    ["round robin", { agents: "roundRobin" }, { prefers: { q: 1 } }],
    ["allocation", {}, { allocation: { q: 60, p: 40 } }]
  ] as const)
    it(`SPEED-21 a declined offer ${what}: as many agents as there may be`, () => {
      const cost = expectFlat((size) =>
        looks(
          new Centre({ q: { ...q, ...queue }, p: q }).agents(size, () => more),
          (centre) => {
            centre.nowMs += 10
            centre.come(1)
            centre.decline()
            centre.accept()
            centre.complete()
          }
        )
      )
      expect(cost.agents).toBeLessThan(10)
    })

  it("SPEED-21 a wave of ten contacts: as many agents as there may be", () => {
    const cost = expectFlat((size) =>
      looks(new Centre({ q }).agents(size), (centre) => {
        centre.nowMs += 10
        const come = Array.from(
          { length: 10 },
          (_, n) => ({ type: "Enqueue", contact: `w${n}`, queue: "q", channel: "voice" }) as const
        )
        centre.router.stepTogether(come, centre.nowMs)
        for (let n = 0; n < 10; n++) centre.accept()
        for (let n = 0; n < 10; n++) centre.complete()
      })
    )
    expect(cost.agents).toBe(10)
  })

  it("SPEED-21 several offers at once, one accepted, the others taken back: as many agents as there may be", () => {
    const cost = expectFlat((size) =>
      looks(new Centre({ q: { ...q, offersAtOnce: 3 } }).agents(size), (centre) => centre.serve())
    )
    expect(cost).toMatchObject({ crews: 3, agents: 0 })
  })

  it("SPEED-2 several at a time, and a reserve: as many as may wait", () => {
    const reserve = { opensAt: 20, closesAt: 10 }
    const cost = expectFlat((size) => {
      const centre = new Centre({ q: { ...q, reserve } }).agents(10, (n) => ({
        capacity: { chat: 3 },
        ...(n % 2 === 0 ? { reserveFor: { q: 1 as const } } : {})
      }))
      centre.come(size + 30, { channel: "chat" })
      for (let n = 0; n < 30; n++) centre.accept()
      return looks(centre, () => {
        centre.complete()
        centre.accept()
        centre.come(1, { channel: "chat" })
      })
    })
    expect(cost).toMatchObject({ agents: 0, contacts: 0 })
  })

  const sendsOn = { when: { nobody: "ready" }, do: { do: "overflow", queue: "p" } } as const

  it("SPEED-22 a queue that sends on for want of staff: as many as may wait", () => {
    const cost = expectFlat((size) => {
      const centre = new Centre({ q: { ...q, overflow: [sendsOn] }, p: q }).agents(10).come(size + 10)
      for (let n = 0; n < 10; n++) centre.accept()
      return looks(centre, (busy) => {
        busy.complete()
        busy.accept()
        busy.come(1)
      })
    })
    expect(cost.visited).toBeLessThanOrEqual(2)
    expect(cost.staff).toBe(0)
  })

  it("SPEED-22 where staff is lost those of the queue are looked at, and nobody else", () => {
    const lost = (others: number) => {
      const needs = { needs: "zh >= 1" }
      const centre = new Centre({ q, few: { ...q, ...needs, overflow: [sendsOn] }, p: { needs: "law >= 1" } })
      centre.agents(1, () => ({ skills: { zh: 1 }, capacity: { voice: 0, chat: 1 } })).come(others)
      centre.do({ type: "SignIn", agent: "zh", skills: { zh: 5 }, capacity: { voice: 1 } })
      centre.do({ type: "MakeReady", agent: "zh" })
      centre.come(20, { queue: "few" })
      const before = centre.router.counters
      const events = centre.do({ type: "MakeNotReady", agent: "zh" })
      expect(events.filter(({ type }) => type === "ContactOverflowed")).toHaveLength(20)
      return centre.router.counters.contactsVisited - before.contactsVisited
    }
    expect(lost(100)).toBeLessThanOrEqual(41)
    expect(lost(2_000)).toBe(lost(100))
  })

  it("SPEED-22 steps that are skipped: somebody whom nobody there needs comes and goes", () => {
    const cost = expectFlat((size) => {
      const steps: QueueConfiguration = { skipIf: "nobodyReady", steps: [{ afterMs: 1_000_000, anybody: true }] }
      const centre = new Centre({ q: { ...q, needs: "zh >= 1", ...steps } })
      centre.agents(1, () => ({ skills: { zh: 1 } })).come(size)
      centre.do({ type: "SignIn", agent: "alone", skills: { en: 7 } })
      return looks(centre, () => {
        centre.do({ type: "MakeReady", agent: "alone" })
        centre.do({ type: "MakeNotReady", agent: "alone" })
      })
    })
    expect(cost).toMatchObject({ visited: 0, contacts: 0 })
  })

  it("SPEED-23 a service level at risk, and a queue that closes: as many as may wait elsewhere", () => {
    const toQ = { do: "overflow", queue: "q" } as const
    const cost = expectFlat((size) => {
      const centre = new Centre({ q, p: { atClose: toQ, overflow: [{ when: { serviceLevelRisk: 50 }, do: toQ }] } })
      return looks(centre.come(size), () => {
        centre.nowMs += 100_000
        centre.come(1, { queue: "p" })
        centre.do({ type: "ScheduleQueue", queue: "p", open: [{ fromMs: centre.nowMs, untilMs: centre.nowMs + 5 }] })
        centre.nowMs += 6
        centre.do({ type: "Tick" })
      })
    })
    expect(cost.visited).toBe(2)
  })

  it("SPEED-24 contacts held for an agent: as many as there may be", () => {
    const held = { preferred: [{ agent: "a0", holdMs: 1_000_000 }], preferredOnly: true } as const
    const cost = expectFlat((size) => {
      const centre = new Centre({ q }).agents(1).come(size, held)
      centre.accept()
      return looks(centre, () => {
        centre.nowMs += 10
        centre.complete()
        centre.accept()
        centre.come(1, held)
      })
    })
    expect(cost).toMatchObject({ lanes: 1, contacts: 0 })
  })

  it("SPEED-24 of those held for him an agent passes over those who exclude him, and no others", () => {
    const held = { preferred: [{ agent: "a0", holdMs: 1_000_000 }], preferredOnly: true } as const
    const centre = new Centre({ q })
      .come(3, { ...held, excludes: ["a0"] })
      .come(50, held)
      .agents(1)
    expect(centre.router.view.contact("c3")?.state).toBe("offered")
    const cost = looks(centre, () => {
      centre.accept()
      centre.complete()
    })
    expect(cost).toMatchObject({ lanes: 1, contacts: 3 })
  })

  it("SPEED-25 a configuration that changes one queue: as many as may wait in others", () => {
    const conf = (offerMs: number) => ({ queues: { q, p: { offerMs } } })
    const cost = expectFlat((size) => {
      const centre = new Centre(conf(1).queues).agents(20, (n) => ({ skills: { zh: 1 + n } }))
      centre.come(size).come(7, { queue: "p" })
      let offerMs = 1
      return looks(centre, () => centre.do({ type: "Configure", configuration: conf(++offerMs) }))
    })
    expect(cost.visited).toBe(2 * 7)
  })

  it("SPEED-26 somebody with a delay comes and goes: as many as may have waited longer", () => {
    const cost = expectFlat((size) => {
      const centre = new Centre({ q }).come(size)
      centre.nowMs += 5_000
      centre.come(3)
      return looks(
        centre,
        () => {
          centre.do({ type: "SignIn", agent: "late", delays: { q: 4_000 } })
          centre.do({ type: "SignOut", agent: "late" })
        },
        10
      )
    })
    expect(cost.visited).toBe(4)
  })
})
