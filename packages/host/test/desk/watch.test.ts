import { it } from "@effect/vitest"
import { Effect, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import type { DeskMessage, DeskView } from "../../src/desk/DeskApi.ts"
import { accepted, act, type Centre, chatLine, first, makeWorld, quiet, ready, sms, start } from "./centre.ts"

/** Everything a stream shows, as it shows it. */
const tape = <A, E>(stream: Stream.Stream<A, E>) =>
  Effect.gen(function* () {
    const shown: Array<A> = []
    const fiber = yield* Effect.forkChild(Stream.runForEach(stream, (one) => Effect.sync(() => void shown.push(one))))
    yield* quiet
    return { shown, fiber }
  })

const contactsOf = (view: DeskView | undefined) => view?.contacts.map(({ contact }) => contact)

describe("a desk that is watched", () => {
  it.effect("shows the present at once, then what changes, and does nothing while nothing does", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const { shown, fiber } = yield* tape(centre.desk.watchDesk("wei"))
      expect(shown).toMatchObject([{ agent: { id: "wei", name: "王伟", presence: { state: "signed-out" } } }])
      yield* ready(centre, "wei")
      expect(shown.at(-1)).toMatchObject({
        agent: { presence: { state: "ready" } },
        capacity: expect.arrayContaining([{ channel: "voice", used: 0, limit: 1 }])
      })
      const before = shown.length
      yield* TestClock.adjust("1 hour")
      yield* quiet
      expect(shown).toHaveLength(before)
      yield* Fiber.interrupt(fiber)
      expect(centre.desk.screens()).toBe(0)
      yield* centre.close
    })
  )

  it.effect("shows what time does: an offer that nobody took, and the agent not ready", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      const { shown } = yield* tape(centre.desk.watchDesk("wei"))
      yield* centre.sms.give(sms("hello"))
      yield* quiet
      expect(shown.at(-1)?.offers).toHaveLength(1)
      yield* TestClock.adjust("20 seconds")
      yield* quiet
      expect(shown.at(-1)).toMatchObject({ offers: [], agent: { presence: { state: "not-ready" } } })
      yield* centre.close
    })
  )

  it.effect("is not woken by what other agents do", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      const { shown } = yield* tape(centre.desk.watchDesk("wei"))
      yield* centre.chat.give(chatLine("hello"))
      const { contact } = yield* accepted(centre, "chen")
      yield* act(centre, "chen", { _tag: "Say", contact, text: "hi" })
      yield* act(centre, "chen", { _tag: "Complete", contact })
      yield* quiet
      expect(shown).toHaveLength(1)
      yield* centre.close
    })
  )

  it.effect("is never ahead of the log: an offer that is not durable does not ring", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      const { shown } = yield* tape(centre.desk.watchDesk("wei"))
      yield* centre.door.close
      yield* Effect.forkChild(centre.sms.give(sms("hello")))
      yield* quiet
      expect([...centre.partition.router.view.contacts()]).toMatchObject([{ state: "offered", agent: "wei" }])
      expect(shown.at(-1)?.offers).toEqual([])
      // A screen opened now waits, too: what is in memory could still be lost.
      const late = yield* tape(centre.desk.watchDesk("wei"))
      expect(late.shown).toEqual([])
      yield* centre.door.open
      yield* quiet
      expect(shown.at(-1)?.offers).toHaveLength(1)
      expect(late.shown.at(-1)?.offers).toHaveLength(1)
      for (const view of [...shown, ...late.shown])
        expect(view.position).toBeLessThanOrEqual(centre.partition.durableSeq())
      yield* centre.close
    })
  )

  it.effect("joins a burst: the newest state, not every state", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      yield* centre.chat.give(chatLine("hello"))
      const { contact } = yield* accepted(centre, "chen")
      const { shown } = yield* tape(centre.desk.watchDesk("chen"))
      yield* Effect.forEach(
        Array.from({ length: 200 }, (_, n) => n),
        (n) => centre.chat.give(chatLine(`line ${n}`)),
        { concurrency: "unbounded" }
      )
      yield* quiet
      expect(shown.at(-1)?.contacts).toMatchObject([{ contact, lastText: "line 199", lastSeq: 201 }])
      expect(shown.length).toBeLessThan(100)
      yield* centre.close
    })
  )

  it.effect("shows the same after a restart", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const centre = yield* start(world)
      yield* ready(centre, "chen")
      yield* centre.chat.give(chatLine("one", "visitor-1"))
      yield* centre.chat.give(chatLine("two", "visitor-2"))
      const { contact } = yield* accepted(centre, "chen")
      yield* act(centre, "chen", { _tag: "Say", contact, text: "hi" })
      yield* quiet
      const before = yield* first(centre.desk.watchDesk("chen"))
      const wall = yield* first(centre.desk.watchWall())
      yield* centre.close
      const again = yield* start(world)
      const after = yield* first(again.desk.watchDesk("chen"))
      expect({ ...after, position: 0 }).toEqual({ ...before, position: 0 })
      expect(contactsOf(after)).toEqual([contact])
      expect({ ...(yield* first(again.desk.watchWall())), position: 0 }).toEqual({ ...wall, position: 0 })
      yield* again.close
    })
  )
})

describe("a conversation that is watched", () => {
  const served = Effect.gen(function* () {
    const centre = yield* start(makeWorld())
    yield* ready(centre, "chen")
    yield* centre.chat.give(chatLine("hello"))
    const offer = yield* accepted(centre, "chen")
    return { centre, ...offer }
  })

  it.effect("gives every line without a gap, and a line again when its fate changes", () =>
    Effect.gen(function* () {
      const { centre, contact, conversation } = yield* served
      const { shown } = yield* tape(centre.desk.watchConversation("chen", conversation, 0))
      for (let n = 0; n < 20; n++) {
        yield* centre.chat.give(chatLine(`customer ${n}`))
        yield* act(centre, "chen", { _tag: "Say", contact, text: `agent ${n}` })
      }
      yield* quiet
      const lines = new Map<number, DeskMessage>()
      for (const line of shown.flat()) {
        // No line comes before the one in front of it.
        if (!lines.has(line.seq)) expect(line.seq).toBe(lines.size + 1)
        lines.set(line.seq, line)
      }
      expect([...lines.values()].map(({ text }) => text)).toEqual([
        "hello",
        ...Array.from({ length: 20 }, (_, n) => [`customer ${n}`, `agent ${n}`]).flat()
      ])
      expect([...lines.values()].flatMap(({ status }) => status ?? [])).toEqual(
        Array.from({ length: 20 }, () => "submitted")
      )
      yield* centre.close
    })
  )

  it.effect("goes on after the lines a desktop has, with what became of its own", () =>
    Effect.gen(function* () {
      const { centre, contact, conversation } = yield* served
      yield* act(centre, "chen", { _tag: "Say", contact, text: "hi" })
      yield* centre.chat.give(chatLine("more"))
      yield* quiet
      const lines = yield* first(centre.desk.watchConversation("chen", conversation, 2))
      expect(lines).toMatchObject([
        { seq: 2, author: "agent", status: "submitted" },
        { seq: 3, text: "more" }
      ])
      yield* centre.close
    })
  )

  it.effect("is for the agent on it, and for nobody else", () =>
    Effect.gen(function* () {
      const { centre, contact, conversation } = yield* served
      const other = yield* Effect.flip(first(centre.desk.watchConversation("li", conversation, 0)))
      expect(other._tag).toBe("Forbidden")
      expect((yield* Effect.flip(first(centre.desk.watchConversation("chen", "v9.9", 0))))._tag).toBe("Forbidden")
      const { fiber, shown } = yield* tape(centre.desk.watchConversation("chen", conversation, 0))
      yield* act(centre, "chen", { _tag: "Complete", contact })
      yield* act(centre, "chen", { _tag: "MakeNotReady", reason: "lunch" })
      yield* centre.chat.give(chatLine("for the next agent"))
      yield* quiet
      expect(fiber.pollUnsafe()).toBeDefined()
      expect(shown.flat().map(({ text }) => text)).not.toContain("for the next agent")
      yield* centre.close
    })
  )
})

const queueOf = (centre: Centre, id: string) =>
  Effect.map(first(centre.desk.watchWall("en")), ({ queues }) => queues.find((queue) => queue.id === id))

describe("why", () => {
  it.effect("a contact waits, and who could not take it, is told from live state", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      yield* centre.sms.give(sms("hello"))
      const [waiting] = [...centre.partition.router.view.contacts()]
      const { text, candidates } = yield* centre.desk.explain(waiting?.id ?? "")
      expect(text).toContain("loan")
      expect(candidates).toMatchObject([{ agent: "chen", failed: expect.stringContaining("loan") }])
      yield* centre.close
    })
  )
})

describe("the wall", () => {
  it.effect("counts today's answered, abandoned and in time, per queue and in all", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const give = (text: string, from: string) => centre.sms.give(sms(text, from))
      yield* give("one", "1")
      yield* TestClock.adjust("19 seconds")
      yield* give("two", "2")
      yield* ready(centre, "wei")
      // wei takes three short messages at once: both ring.
      expect(yield* queueOf(centre, "loans")).toMatchObject({
        name: "loans",
        names: { zh: "loans中", en: "loans" },
        waiting: 0,
        offered: 2,
        readyAgents: 1
      })
      yield* TestClock.adjust("2 seconds")
      yield* accepted(centre, "wei")
      yield* accepted(centre, "wei")
      const loans = yield* queueOf(centre, "loans")
      // 21 s is late, 2 s is in time.
      expect(loans).toMatchObject({ answered: 2, abandoned: 0, serviceLevel: 0.5, active: 2, serviceLevelMs: 20_000 })
      const { totals, agents } = yield* first(centre.desk.watchWall())
      expect(totals).toMatchObject({ answered: 2, meanWaitMs: 11_500, serviceLevel: 0.5, ready: 1, busy: 1 })
      expect(agents.find(({ id }) => id === "wei")).toMatchObject({
        doing: "busy",
        load: expect.arrayContaining([{ channel: "sms", used: 2, limit: 3 }])
      })
      expect(agents.find(({ id }) => id === "li")).toMatchObject({ doing: "signed-out" })
      yield* centre.close
    })
  )

  it.effect("says nothing it does not know: no service level before the first decision", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const loans = yield* queueOf(centre, "loans")
      expect(loans).toMatchObject({ waiting: 0, answered: 0 })
      expect(loans?.serviceLevel).toBeUndefined()
      expect(loans?.longestWaitMs).toBeUndefined()
      yield* centre.sms.give(sms("hello"))
      yield* TestClock.adjust("5 seconds")
      expect(yield* queueOf(centre, "loans")).toMatchObject({ waiting: 1, longestWaitMs: 5_000 })
      yield* centre.close
    })
  )

  it.effect("begins anew at midnight", () =>
    Effect.gen(function* () {
      // 1970-01-01T15:59 UTC is a minute before midnight in Beijing.
      yield* TestClock.setTime(15 * 3_600_000 + 59 * 60_000)
      const centre = yield* start(makeWorld())
      yield* ready(centre, "wei")
      yield* centre.sms.give(sms("hello"))
      yield* accepted(centre, "wei")
      expect(yield* queueOf(centre, "loans")).toMatchObject({ answered: 1 })
      yield* TestClock.adjust("2 minutes")
      expect(yield* queueOf(centre, "loans")).toMatchObject({ answered: 0, active: 1 })
      yield* centre.sms.give(sms("good morning", "2"))
      yield* accepted(centre, "wei")
      expect(yield* queueOf(centre, "loans")).toMatchObject({ answered: 1, active: 2 })
      yield* centre.close
    })
  )

  it.effect("rests between looks, and looks again every five seconds for what is not in the log", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const { shown } = yield* tape(centre.desk.watchWall())
      expect(shown).toHaveLength(1)
      for (let n = 0; n < 50; n++) yield* centre.sms.give(sms(`m${n}`, `${n}`))
      yield* quiet
      expect(shown).toHaveLength(1)
      yield* TestClock.adjust("200 millis")
      yield* quiet
      expect(shown).toHaveLength(2)
      expect(shown.at(-1)?.totals.waiting).toBe(50)
      yield* TestClock.adjust("5 seconds")
      yield* quiet
      expect(shown).toHaveLength(3)
      yield* centre.close
    })
  )
})
