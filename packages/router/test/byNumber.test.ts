import * as fc from "fast-check"
import { describe, expect, it, vi } from "vitest"
import {
  createRouter,
  type QueueConfiguration,
  type Refusal,
  restore,
  type Router,
  type RouterEvent,
  RowKind
} from "../src/index.ts"
import { everything, everythingPlayer } from "../src/testing/everything.ts"
import type { History } from "../src/testing/History.ts"
import { ownRules, withOwnRules } from "../src/testing/ownRules.ts"
import { NumberedFace, Used } from "./byNumber/Faces.ts"

// Enough for every call and refusal to come up.
const numRuns = Math.max(120, Number(process.env.STROWGER_HISTORIES ?? 0) / 10)
const state = (router: Router) => JSON.stringify(router.snapshot())

/** Agents who exclude contacts by ids that are still to come: those are other ids by number. */
const withoutVetoes = ({ configuration, moves }: History): History => {
  const spared = <A extends object>(act: A): A =>
    "acts" in act
      ? { ...act, acts: (act.acts as object[]).map(spared) }
      : "excludes" in act && "agent" in act
        ? { ...act, excludes: (act.excludes as string[]).filter((id) => !/^c\d/.test(id)) }
        : act
  return { configuration, moves: moves.map((move) => ({ ...move, act: spared(move.act) })) }
}

/** Wherever a text is exactly one of these names, the other. */
function renamed<A>(value: A, names: ReadonlyMap<string, string>): A {
  if (typeof value === "string") return (names.get(value) ?? value) as A
  if (Array.isArray(value)) return value.map((part) => renamed(part, names)) as A
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, renamed(part, names)])) as A
}

/** Reasons alike in both faces, but for what only texts can say. */
const reasonOf = (refusal: Refusal | undefined) => {
  // Who accepts is not said by number, so a late answer is late, whoever gave it.
  if (refusal?.reason === "AgentExcluded" || refusal?.reason === "AgentUnknown") return "OfferNotOpen"
  // An id like one by number is not free, whether it is somebody's or not.
  return refusal?.text.includes("is the id of a contact that comes by number") ? "ContactExists" : refusal?.reason
}

/** As texts, which is many times faster than looking at every field. */
function same(asked: string, one: unknown, other: unknown): void {
  if (JSON.stringify(one) !== JSON.stringify(other)) expect(one, asked).toEqual(other)
}

describe("the face by number", () => {
  it("BYNUM-1 the same commands by text, by number and mixed: the same decisions, events, views, snapshot and hash", () => {
    const used = new Used()
    const property = (history: History, cut: number) => {
      const { configuration, moves } = withoutVetoes(history)
      const byText = createRouter(configuration, { rules: ownRules })
      const few = new NumberedFace(createRouter(configuration, { rules: ownRules }), used)
      let all = new NumberedFace(createRouter(configuration, { rules: ownRules }), used)
      const told: unknown[] = []
      all.router.subscribe((event) => told.push(JSON.parse(JSON.stringify(event))))
      const player = everythingPlayer()
      const numberOf = new Map<string, string>()
      const nameOf = new Map<string, string>()
      for (const [at, move] of moves.entries()) {
        if (at === cut % 100) {
          // What a snapshot keeps goes on by number as well.
          const again = restore(JSON.parse(state(all.router)), { rules: ownRules })
          again.subscribe((event) => told.push(JSON.parse(JSON.stringify(event))))
          all = new NumberedFace(again, used)
        }
        const { commands, nowMs } = player.together(byText, move)
        const asked = `at ${nowMs} ${JSON.stringify(commands)}`
        const comesAny = commands.some(({ type }) => type === "Enqueue")
        // Whose id is free is known when what was due has happened.
        if (comesAny) for (const router of [byText, few.router, all.router]) router.tick(nowMs)
        for (const command of commands)
          if (command.type === "Enqueue" && byText.view.contact(command.contact) === undefined)
            numberOf.delete(command.contact)
        const next = commands.map((command) => renamed(command, numberOf))
        if (move.act.type === "Together") {
          const { events, refusals } = byText.stepTogether(commands, nowMs)
          for (const face of [few, all]) {
            const got = face.router.stepTogether(next, nowMs)
            same(asked, renamed(got.events, nameOf), events)
            same(asked, got.refusals.map(reasonOf), refusals.map(reasonOf))
          }
          continue
        }
        const expected = byText.step(commands[0]!, nowMs)
        const command = next[0]!
        // An id that is taken is refused by text, and there is none to be taken by number.
        const comes = command.type === "Enqueue" && expected.refusal?.reason !== "ContactExists"
        const numbered = comes && move.pick % 4 !== 0
        const before = {
          few: few.give(command, nowMs, numbered),
          all: all.give(command, nowMs, numbered || command.type !== "Enqueue")
        }
        if (numbered && expected.refusal === undefined) {
          const queued = before.all.events.find(({ type }) => type === "ContactQueued") as { contact: string }
          const { contact } = commands[0] as { contact: string }
          numberOf.set(contact, queued.contact)
          nameOf.set(queued.contact, contact)
        } else if (comes && expected.refusal === undefined) numberOf.delete((command as { contact: string }).contact)
        same(asked, before.all.events, before.few.events)
        same(asked, reasonOf(before.all.refusal), reasonOf(before.few.refusal))
        same(asked, renamed(before.all.events, nameOf), expected.events)
        same(asked, reasonOf(before.all.refusal), reasonOf(expected.refusal))
        same(asked, all.router.nextDeadlineMs, byText.nextDeadlineMs)
      }
      expect(state(all.router)).toBe(state(few.router))
      for (const list of ["contacts", "agents", "queues"] as const)
        expect(renamed([...all.router.view[list]()], nameOf)).toEqual([...byText.view[list]()])
      const again = createRouter(configuration, { events: told as never, rules: ownRules })
      again.tick(all.router.view.nowMs)
      expect(state(again)).toBe(state(all.router))
    }
    fc.assert(fc.property(withOwnRules(everything()), fc.nat(), property), { numRuns })
    const calls = [...used.calls.keys()].sort()
    for (const call of [
      "Enqueue",
      "Accept",
      "Decline",
      "Complete",
      "EndWrapUp",
      "Abandon",
      "MakeReady",
      "MakeNotReady"
    ])
      expect(calls).toContain(call)
    for (const refused of ["Accept OfferNotOpen", "Accept ContactUnknown", "Complete NotEngaged", "Enqueue QueueFull"])
      expect(calls).toContain(refused)
  }, 120_000)

  /** One agent who takes one call at a time, and how rows read. */
  const centre = (queue: QueueConfiguration = {}) => {
    const router = createRouter({ queues: { q: queue } })
    router.do({ type: "SignIn", agent: "ann", skills: {} })
    router.do({ type: "MakeReady", agent: "ann" })
    const { byNumber } = router
    const names = Object.fromEntries(Object.entries(RowKind).map(([name, kind]) => [kind, name]))
    const rows = () =>
      Array.from({ length: byNumber.rows.count }, (_, row) => {
        const { rows: told } = byNumber
        return `${names[told.kind(row)]} ${told.contact(row)} ${told.agent(row)} ${told.offer(row)} ${told.x(row)}`
      })
    const kind = byNumber.kind({ queue: "q", channel: "voice" })
    if (typeof kind !== "number") throw new Error(kind.text)
    return { router, byNumber, rows, kind }
  }

  it("BYNUM-5 rows tell a life cycle in numbers, and subscribers hear it in events", () => {
    const { router, byNumber, rows, kind } = centre({ offerMs: 5_000, wrapUpMs: 3_000 })
    const heard: RouterEvent[] = []
    router.subscribe((event) => heard.push(event))
    byNumber.clock[0] = 1_700_000_000_000
    expect(byNumber.enqueue(kind)).toBe(0)
    expect(rows()).toEqual(["ContactQueued 0 -1 -1 0", "OfferMade 0 0 1 5000"])
    expect(byNumber.accept(0, 1)).toBe(true)
    expect(rows()).toEqual(["OfferAccepted 0 0 1 0"])
    expect(byNumber.complete(0, 0)).toBe(true)
    expect(rows()).toEqual(["ContactCompleted 0 0 1 3000"])
    expect(byNumber.endWrapUp(0, 0)).toBe(true)
    expect(rows()).toEqual(["WrapUpEnded 0 0 1 0"])
    expect(heard.map(({ type, atMs }) => `${type} ${atMs}`)).toEqual([
      "ContactQueued 1700000000000",
      "OfferMade 1700000000000",
      "OfferAccepted 1700000000000",
      "ContactCompleted 1700000000000",
      "WrapUpEnded 1700000000000"
    ])
    expect(heard[1]).toMatchObject({ contact: "#0", agent: "ann", offer: "o1", expiresAtMs: 1_700_000_005_000 })
  })

  it("BYNUM-2 a number that is over, or never was, is refused and changes nothing; numbers are never given again", () => {
    const { router, byNumber, kind } = centre()
    const first = byNumber.enqueue(kind)
    byNumber.accept(first, 1)
    byNumber.complete(first, 0)
    const second = byNumber.enqueue(kind)
    expect([first, second]).toEqual([0, 1])
    const before = JSON.stringify(router.snapshot())
    const reasons: unknown[] = []
    const no = (accepted: boolean) => reasons.push(accepted, byNumber.refusal?.reason, byNumber.rows.count)
    no(byNumber.accept(first, 1))
    no(byNumber.accept(second, 1))
    no(byNumber.accept(second, 3))
    no(byNumber.complete(second, 0))
    no(byNumber.endWrapUp(second, 0))
    no(byNumber.endWrapUp(first, 0))
    for (const odd of [-1, 0.5, Number.NaN, 2 ** 40]) {
      no(byNumber.abandon(odd))
      no(byNumber.makeReady(odd))
      no(byNumber.decline(second, odd))
      no(byNumber.enqueue(odd) >= 0)
    }
    const odd = ["ContactUnknown", "AgentUnknown", "OfferNotOpen", "InvalidValue"]
    const expected = ["ContactUnknown", "OfferNotOpen", "OfferNotOpen", "NotEngaged", "NotInWrapUp", "ContactUnknown"]
    expect(reasons).toEqual([...expected, ...odd, ...odd, ...odd, ...odd].flatMap((reason) => [false, reason, 0]))
    expect(JSON.stringify(router.snapshot())).toBe(before)
    expect(byNumber.accept(second, 2)).toBe(true)
    expect(byNumber.refusal).toBeUndefined()
  })

  it("BYNUM-2 what came by number is found by its id, and what came by text by its number, also after a restore", () => {
    const { router, byNumber, kind } = centre()
    byNumber.enqueue(kind)
    router.do({ type: "Enqueue", contact: "c1", queue: "q", channel: "voice" })
    expect([byNumber.contact("#0"), byNumber.contact("c1"), byNumber.contact("#1")]).toEqual([0, 1, -1])
    expect([byNumber.agent("ann"), byNumber.agent("bo")]).toEqual([0, -1])
    expect(router.view.contact("#0")).toMatchObject({ id: "#0", agent: "ann", offer: { id: "o1" } })
    expect(router.do({ type: "Accept", contact: "#0", agent: "ann", offer: "o1" }).refusal).toBeUndefined()
    expect(router.explain("#0").text).toContain("ann")
    const again = restore(JSON.parse(JSON.stringify(router.snapshot())))
    expect([again.byNumber.contact("#0"), again.byNumber.contact("c1")]).toEqual([0, 1])
    for (const each of [router, again]) {
      expect(each.byNumber.complete(0, 0)).toBe(true)
      expect(each.byNumber.accept(1, 2)).toBe(true)
      expect(each.view.contact("c1")?.state).toBe("active")
      expect(each.byNumber.contact("#0")).toBe(-1)
    }
    expect(again.snapshot()).toEqual(router.snapshot())
  })

  it("BYNUM-3 an id like one by number is refused by text; where an old log has one, nobody else gets it", () => {
    const { router, byNumber, kind } = centre()
    const comes = (contact: string) =>
      router.do({ type: "Enqueue", contact, queue: "q", channel: "voice" }).refusal?.reason
    expect(["#0", "#7", "#07", "#", "#1a", "7"].map(comes)).toEqual([
      "InvalidValue",
      "InvalidValue",
      undefined,
      undefined,
      undefined,
      undefined
    ])
    const offer = router.view.contact("#07")!.offer!.id
    router.do({ type: "Accept", contact: "#07", agent: "ann", offer })
    const consult = { type: "Consult", contact: "#07", agent: "ann", consult: "#9", to: { queue: "q" } } as const
    expect(router.do(consult).refusal?.reason).toBe("InvalidValue")
    const queued: RouterEvent = {
      type: "ContactQueued",
      atMs: 0,
      contact: "#5",
      queue: "q",
      channel: "voice",
      priority: 0,
      reachable: true
    }
    router.evolve([queued])
    expect([byNumber.contact("#5"), byNumber.contact("#4")]).toEqual([4, -1])
    expect([byNumber.enqueue(kind), byNumber.refusal?.reason]).toEqual([-1, "ContactExists"])
    byNumber.abandon(4)
    expect(byNumber.enqueue(kind)).toBe(5)
    expect(() => router.evolve([queued])).toThrow("contact #5 is here already")
  })

  it("BYNUM-4 a kind is checked when it is asked for and again under other rules, and the same is one kind", () => {
    const { router, byNumber, kind } = centre()
    expect(byNumber.kind({ channel: "voice", queue: "q" })).toBe(kind)
    expect(byNumber.kind({ channel: "voice", queue: "nowhere" })).toMatchObject({ reason: "QueueUnknown" })
    expect(byNumber.kind({ channel: "voice", queue: "q", needs: "zh >=" })).toMatchObject({ reason: "InvalidNeeds" })
    const english = byNumber.kind({ channel: "voice", queue: "q", needs: "en" })
    router.do({ type: "Configure", configuration: { queues: { q: {} }, skills: ["zh"] } })
    expect([byNumber.enqueue(english as number), byNumber.refusal?.reason]).toEqual([-1, "SkillUnknown"])
    expect(byNumber.enqueue(kind)).toBe(0)
    router.do({ type: "RevertConfiguration" })
    expect(byNumber.enqueue(english as number)).toBe(1)
  })

  it("BYNUM-1 time is a cell: it goes on with the other face, and a call behind it is refused", () => {
    const { router, byNumber, kind, rows } = centre({ offerMs: 1_000 })
    byNumber.clock[0] = 500
    byNumber.enqueue(kind)
    expect(router.view.nowMs).toBe(500)
    expect(router.step({ type: "Tick" }, 700).events).toEqual([])
    expect(byNumber.clock[0]).toBe(700)
    byNumber.clock[0] = 600
    expect([byNumber.tick(), byNumber.refusal?.reason]).toEqual([false, "TimeWentBack"])
    byNumber.clock[0] = 1_500
    // What is due comes before the call, which finds the offer over.
    expect([byNumber.accept(0, 1), byNumber.refusal?.reason]).toEqual([false, "OfferNotOpen"])
    expect(rows()).toEqual(["OfferExpired 0 0 1 0", "AgentNotReady -1 0 -1 0"])
    byNumber.clock[0] = Number.NaN
    expect([byNumber.tick(), byNumber.refusal?.reason]).toEqual([false, "InvalidValue"])
  })

  it("BYNUM-5 rows of rarer rules name their contact and agent, and say the rest as an event", () => {
    const { byNumber, kind, rows } = centre({ maxWaiting: 0, whenFull: { do: "voicemail" } })
    byNumber.makeNotReady(0)
    expect(byNumber.enqueue(kind)).toBe(0)
    expect(rows()).toEqual(["ContactQueued 0 -1 -1 0", "Other 0 -1 -1 0"])
    expect(byNumber.rows.event(1)).toMatchObject({ type: "ContactDeflected", contact: "#0", to: "voicemail" })
    expect(byNumber.contact("#0")).toBe(-1)
  })

  it("BYNUM-1 on real time the router writes the time", () => {
    vi.useFakeTimers({ now: 1_700_000_000_000 })
    try {
      const { router, byNumber, kind } = centre()
      const stop = router.runOnRealTime()
      vi.advanceTimersByTime(250)
      byNumber.enqueue(kind)
      expect(byNumber.clock[0]).toBe(1_700_000_000_250)
      stop()
    } finally {
      vi.useRealTimers()
    }
  })
})
