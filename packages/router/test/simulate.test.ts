import { describe, expect, it } from "vitest"
import { createRouter, type RouterEvent } from "../src/index.ts"
import { createMeasures } from "../src/measures/index.ts"
import { type DayPlan, PlanError, simulate, type SimulateOptions } from "../src/simulate/index.ts"
import { hourMs, minuteMs, oneQueue, smallDay } from "./dayPlans.ts"

const contacts = (plan: DayPlan, options: SimulateOptions = {}) =>
  simulate(plan, { ...options, contacts: true }).contacts!
const seeds = [1, 2, 3]

/** The day, and every event of it. */
function witnessed(plan: DayPlan, options: SimulateOptions = {}) {
  const events: RouterEvent[] = []
  const result = simulate(plan, {
    ...options,
    contacts: true,
    router: (configuration) => {
      const router = createRouter(configuration)
      router.subscribe((event) => events.push(event))
      return router
    }
  })
  return { result, events }
}

describe("a simulated day", () => {
  it("SIM-2 gives the same bytes for the same plan and seed, others for another seed", () => {
    const day = () => JSON.stringify(simulate(smallDay(), { seed: 11, contacts: true }))
    expect(day()).toBe(day())
    expect(JSON.stringify(simulate(smallDay(), { seed: 12, contacts: true }))).not.toBe(day())
    expect(JSON.stringify(simulate(smallDay(), { seed: 11 + 2 ** 32, contacts: true }))).not.toBe(day())
  })

  it("SIM-2 a clock adds its figures and changes nothing else", () => {
    let wallMs = 0
    const { timing, ...timed } = simulate(smallDay(), { clock: () => wallMs++ })
    expect(JSON.stringify(timed)).toBe(JSON.stringify(simulate(smallDay())))
    expect(timing!.routerMs).toBe(timed.work.commands)
    expect(timing!.totalMs).toBe(2 * timed.work.commands + 1)
  })

  it("SIM-3 another configuration, other staff and other classes leave contacts as they are", () => {
    const plan = smallDay()
    const asked = (from: DayPlan) =>
      contacts(from)
        .filter(({ class: name }) => name !== "chat")
        .map(({ contact, arrivedAtMs, handleMs, patienceMs }) => [contact, arrivedAtMs, handleMs, patienceMs])
    const { chat: _, ...classes } = plan.classes
    const queues = { ...plan.configuration.queues, general: { needs: "zh >= 2", priority: 3 } }
    expect(asked({ ...plan, configuration: { queues } })).toEqual(asked(plan))
    expect(asked(smallDay(9))).toEqual(asked(plan))
    expect(asked({ ...plan, classes })).toEqual(asked(plan))
  })

  it("SIM-3 how long a contact takes tells nothing about how long it would wait, nor about the next", () => {
    const plan = oneQueue(1, 400, { kind: "exponential", meanMs: minuteMs }, 10 * hourMs, {
      kind: "exponential",
      meanMs: minuteMs
    })
    const told = contacts(plan)
    const apart = (of: (n: number) => number) =>
      Math.abs(
        told.slice(1).reduce((sum, { handleMs }, n) => sum + (handleMs / minuteMs - 1) * (of(n) / minuteMs - 1), 0)
      )
    expect(told.length).toBeGreaterThan(3_500)
    expect(apart((n) => told[n + 1]!.patienceMs!)).toBeLessThan(4 * Math.sqrt(told.length))
    expect(apart((n) => told[n]!.handleMs)).toBeLessThan(4 * Math.sqrt(told.length))
    expect(apart((n) => told[n]!.patienceMs!)).toBeLessThan(4 * Math.sqrt(told.length))
  })

  it("SIM-3 other staff change what happens to them", () => {
    expect(simulate(smallDay(9)).all).not.toEqual(simulate(smallDay()).all)
    expect(simulate(smallDay(9)).all.offered).toBe(simulate(smallDay()).all.offered)
  })

  it.each(seeds)("SIM-4 loses no contact, seed %i", (seed) => {
    const { all, classes, queues, contacts: told = [] } = simulate(smallDay(6), { seed, contacts: true })
    for (const of of [all, ...Object.values(classes), ...Object.values(queues)]) {
      expect(of.served + of.abandoned + of.deflected + of.refused + of.unserved).toBe(of.offered)
    }
    expect(told.length).toBe(all.offered)
    expect(new Set(told.map(({ contact }) => contact)).size).toBe(all.offered)
    for (const { patienceMs = Number.POSITIVE_INFINITY, waitMs, outcome } of told) {
      expect(waitMs).toBeLessThanOrEqual(patienceMs)
      if (outcome === "abandoned") expect(waitMs).toBe(patienceMs)
    }
    const sum = (of: (name: string) => number) => Object.keys(classes).reduce((total, name) => total + of(name), 0)
    expect(sum((name) => classes[name]!.served)).toBe(all.served)
    expect(sum((name) => queues[name]!.served)).toBe(all.served)
  })

  it("SIM-4 tells who was refused, deflected and left unserved", () => {
    const base = oneQueue(1, 60, { kind: "constant", ms: 10 * minuteMs }, hourMs)
    const full = { ...base, configuration: { queues: { calls: { maxWaiting: 2 } } } }
    expect(simulate(full).all.refused).toBeGreaterThan(10)
    const sent = {
      ...base,
      configuration: { queues: { calls: { maxWaiting: 2, whenFull: { do: "voicemail" as const } } } }
    }
    expect(simulate(sent).all.deflected).toBeGreaterThan(10)
    const { all, endedAtMs } = simulate(base)
    // One agent, ten minutes each, an hour: seven at most, the last one begun in the hour.
    expect(all.served).toBeLessThanOrEqual(7)
    expect(all.unserved).toBe(all.offered - all.served)
    expect(endedAtMs).toBeGreaterThanOrEqual(hourMs)
  })

  it.each(seeds)(
    "SIM-4 gives agents nothing outside of shifts and in breaks, and never more than they hold, seed %i",
    (seed) => {
      const plan = smallDay(8)
      const { events } = witnessed(plan, { seed })
      const inHand = new Map<string, { voice: number; chat: number }>()
      const channelOf = new Map<string, "voice" | "chat">()
      let offers = 0
      for (const event of events) {
        if (event.type === "OfferMade") {
          offers++
          channelOf.set(event.contact, event.channel as "voice" | "chat")
          const { shifts } = plan.agents.find(({ agent }) => agent === event.agent)!
          const shift = shifts.find(({ fromMs, untilMs }) => fromMs <= event.atMs && event.atMs < untilMs)
          expect(shift).toBeDefined()
          for (const { fromMs, untilMs } of shift!.breaks ?? []) {
            expect(event.atMs >= fromMs && event.atMs < untilMs).toBe(false)
          }
        } else if (event.type === "OfferAccepted") {
          const hand = inHand.get(event.agent) ?? { voice: 0, chat: 0 }
          hand[channelOf.get(event.contact)!]++
          inHand.set(event.agent, hand)
          expect(hand.voice).toBeLessThanOrEqual(1)
          expect(hand.chat).toBeLessThanOrEqual(2)
        } else if (
          event.type === "WrapUpEnded" ||
          (event.type === "ContactCompleted" && event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined)
        ) {
          inHand.get(event.agent)![channelOf.get(event.contact)!]--
        } else if (event.type === "AgentSignedOut") {
          expect(inHand.get(event.agent) ?? { voice: 0, chat: 0 }).toEqual({ voice: 0, chat: 0 })
        }
      }
      expect(offers).toBeGreaterThan(300)
      expect(events.filter(({ type }) => type === "AgentSignedOut").length).toBe(plan.agents.length)
    }
  )

  it("SIM-4 agents who decline, miss and ring do so about as often as they should", () => {
    const base = oneQueue(6, 60, { kind: "exponential", meanMs: 2 * minuteMs }, 20 * hourMs)
    const agents = base.agents.map((agent) => ({
      ...agent,
      answer: { kind: "constant", ms: 7_000 } as const,
      declines: 0.2,
      misses: 0.1
    }))
    const { staff, all } = simulate({ ...base, agents })
    const offers = staff.served + staff.declined + staff.missed
    expect(staff.declined / offers).toBeCloseTo(0.2, 1)
    expect(staff.missed / offers).toBeCloseTo(0.1, 1)
    expect(all.served).toBe(all.offered)
    expect(all.waitServed.p50Ms).toBeGreaterThanOrEqual(7_000)
  })

  it.each(seeds)("SIM-5 tells what the measures tell of its events, seed %i", (seed) => {
    const plan = smallDay(7)
    const { result, events } = witnessed(plan, { seed })
    const serviceLevelMs = (queue: string) => plan.configuration.queues[queue]?.serviceLevelMs ?? 20_000
    const measures = createMeasures({ serviceLevelMs, dayOf: () => "day" })
    for (const event of events) measures.see(event)
    for (const queue of Object.keys(plan.configuration.queues)) {
      const { contacts: measured } = measures.of({ queue })
      const told = result.queues[queue]!
      expect([told.offered, told.served, told.abandoned]).toEqual([
        measured.queued,
        measured.answered,
        measured.abandoned
      ])
      expect([told.waitServed.meanMs, told.serviceLevel, told.abandonRate, told.handleMs]).toEqual([
        measured.asaMs,
        measured.serviceLevel,
        measured.abandonRate,
        measured.ahtMs
      ])
    }
    for (const { agent } of plan.agents) {
      const { agents: measured } = measures.of({ agent })
      const told = result.agents[agent]!
      expect([told.served, told.staffedMs, told.busyMs]).toEqual([
        measured.handled,
        measured.staffedMs,
        measured.busyMs
      ])
      expect([told.occupancy, told.load.chat]).toEqual([measured.occupancy, measured.load.chat])
    }
  })

  it("SIM-5 the series adds up to the day", () => {
    const { series, all, staff, endedAtMs } = simulate(smallDay(), { intervalMs: 15 * minuteMs })
    const sum = (of: (point: (typeof series)[number]) => number) =>
      series.reduce((total, point) => total + of(point), 0)
    expect([sum((p) => p.offered), sum((p) => p.served), sum((p) => p.abandoned)]).toEqual([
      all.offered,
      all.served,
      all.abandoned
    ])
    expect(sum((p) => p.staffed) * 15 * minuteMs).toBeCloseTo(staff.staffedMs, 3)
    expect(sum((p) => p.busy) * 15 * minuteMs).toBeCloseTo(staff.busyMs, 3)
    expect(series.length).toBe(Math.ceil(endedAtMs / (15 * minuteMs)))
  })

  it("SIM-5 counts who overtook and who was passed over", () => {
    // One agent. b and c come while a is served; newest first takes c before b, then d before b.
    const contact = (atMs: number) => ({ atMs, handleMs: 100 })
    const plan: DayPlan = {
      ...oneQueue(1, 1, { kind: "never" }, 10_000),
      classes: { calls: { queue: "calls", channel: "voice", contacts: [0, 10, 20, 110].map(contact) } }
    }
    const newest = { ...plan, configuration: { queues: { calls: { order: "newest" as const } } } }
    expect(simulate(plan).fairness).toMatchObject({ overtakes: 0, largestBypass: 0, largestBypassOfAll: 0 })
    expect(simulate(newest).fairness).toMatchObject({ overtakes: 2, largestBypass: 2, largestBypassOfAll: 2 })
    expect(contacts(newest).map(({ waitMs }) => waitMs)).toEqual([0, 290, 80, 90])
    const { waitServed } = simulate(newest).all
    expect(waitServed).toEqual({ count: 4, meanMs: 115, p50Ms: 80, p80Ms: 290, p95Ms: 290, maxMs: 290 })
  })

  it("SIM-6 names every mistake of a plan at once", () => {
    const plan = {
      configuration: { queues: { calls: { offerMs: -1 } } },
      classes: {
        calls: { queue: "cals", channel: "phone", arrivals: { perHour: -3 }, handle: { kind: "normal", meanMs: 3 } },
        more: { queue: "calls", channel: "voice", needs: "zh >", arrivals: { atMs: [5, 3, 99_999] }, patence: 3 }
      },
      agents: [
        { agent: "ann", shifts: [{ fromMs: 0, untilMs: 10, breaks: [{ fromMs: 5, untilMs: 20 }] }], declines: 2 },
        { agent: "ann", shifts: [{ fromMs: 9, untilMs: 3 }] }
      ],
      untilMs: 1_000
    }
    const paths = () => {
      try {
        simulate(plan as unknown as DayPlan, { seed: -1 })
      } catch (error) {
        expect(error).toBeInstanceOf(PlanError)
        return (error as PlanError).mistakes.map(({ path }) => path)
      }
      return []
    }
    expect(paths()).toEqual([
      "options.seed",
      "configuration.queues.calls.offerMs",
      "classes.calls.queue",
      "classes.calls.channel",
      "classes.calls.handle.kind",
      "classes.calls.arrivals.perHour",
      "classes.more.patence",
      "classes.more.needs",
      "classes.more.handle",
      "classes.more.arrivals.atMs[1]",
      "classes.more.arrivals.atMs[2]",
      "agents[0].declines",
      "agents[0].shifts[0].breaks[0]",
      "agents[1].agent",
      "agents[1].shifts[0]"
    ])
  })

  it("SIM-6 says where the router itself refuses what is planned", () => {
    const plan = oneQueue(1, 60, { kind: "constant", ms: 1 }, hourMs)
    const agents = [{ ...plan.agents[0]!, signIn: { skills: { zh: 101 } } }]
    expect(() => simulate({ ...plan, agents })).toThrow("agents[0].signIn: the router refuses it (InvalidValue)")
    expect(() => simulate(plan, { intervalMs: 1 })).toThrow("options.intervalMs: makes more than")
    const commands = [{ atMs: 5, command: { type: "MakeReady", agent: "bo" } as const }]
    expect(() => simulate({ ...plan, commands })).toThrow("commands[0]: the router refuses it (AgentUnknown)")
  })
})
