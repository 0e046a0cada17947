import { it } from "@effect/vitest"
import { Cursors, type Inbound } from "@strowger/router/ports"
import { Context, Deferred, Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { act, type Centre, chatLine, mail, makeWorld, quiet, ready, sms, start } from "../desk/centre.ts"

const contactsOf = (centre: Centre) => [...centre.partition.router.view.contacts()]
const linesOf = (centre: Centre, adapter: string, thread: string) =>
  centre.folds.conversations.byThread(adapter, thread)?.lines.map((line) => line.content.text) ?? []

describe("a unit offered again", () => {
  it.effect("is acknowledged as the same line and does nothing more", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const unit = sms("once", "13800000001", "k1")
      expect(yield* centre.sms.give(unit)).toEqual({ duplicate: false, seq: 1 })
      expect(yield* centre.sms.give(sms("second", "13800000001", "k2"))).toEqual({ duplicate: false, seq: 2 })
      const position = centre.partition.durableSeq()
      expect(yield* centre.sms.give(unit)).toEqual({ duplicate: true, seq: 1 })
      expect(centre.partition.durableSeq()).toBe(position)
      expect(contactsOf(centre)).toHaveLength(1)
      yield* centre.close
    })
  )

  it.effect("by a restarted host, too", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const before = yield* start(world)
      const unit = sms("once", "13800000001", "k1")
      yield* before.sms.give(unit)
      yield* before.close
      const centre = yield* start(world)
      expect(yield* centre.sms.give(unit)).toEqual({ duplicate: true, seq: 1 })
      expect(linesOf(centre, "sms", "13800000001>95500")).toEqual(["once"])
      yield* centre.close
    })
  )

  it.effect("twice at the same moment is taken once", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const unit = sms("once", "13800000001", "k1")
      const answers = yield* Effect.all([centre.sms.give(unit), centre.sms.give(unit)], { concurrency: "unbounded" })
      expect(answers).toEqual([
        { duplicate: false, seq: 1 },
        { duplicate: true, seq: 1 }
      ])
      yield* centre.close
    })
  )

  it.effect("as a mail under a new UID is known by its own bytes, and the account is read on", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const raw = { name: "raw", mime: "message/rfc822", bytes: 10, sha256: "same" }
      yield* centre.mail.give(mail("hello", { raw }), "1:7")
      const moved = mail("hello", { raw, key: { account: "imap", epoch: "2", id: "1" } })
      expect(yield* centre.mail.give(moved, "2:1")).toEqual({ duplicate: true, seq: 1 })
      expect(linesOf(centre, "mail", "root-1")).toHaveLength(1)
      const cursors = Context.get(centre.services, Cursors)
      expect(yield* cursors.get("imap")).toBe("2:1")
      yield* centre.close
    })
  )

  it.effect("is forgotten after its retention, and not before", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      for (let n = 0; n < 50; n++) yield* centre.chat.give(chatLine(`line ${n}`))
      expect(centre.folds.intake.size()).toBe(50)
      yield* TestClock.adjust("23 hours")
      yield* centre.chat.give(chatLine("late"))
      expect(centre.folds.intake.size()).toBe(51)
      yield* TestClock.adjust("2 hours")
      yield* centre.chat.give(chatLine("later"))
      expect(centre.folds.intake.size()).toBe(2)
      yield* centre.close
    })
  )
})

describe("acknowledgement", () => {
  it.effect("comes after the unit is durable, and the named instants lie around it", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const hold = Deferred.makeUnsafe<void>()
      const world = makeWorld()
      const centre = yield* start(world, {
        intake: {
          checkpoint: (name, unit) =>
            Effect.andThen(
              Effect.sync(() => seen.push(`${name} ${unit.key.id}`)),
              name === "recorded" ? Deferred.await(hold) : Effect.void
            )
        }
      })
      const given = yield* Effect.forkChild(centre.sms.give(sms("hello", "13800000001", "k1")))
      yield* quiet
      expect(seen).toEqual(["recorded k1"])
      expect(given.pollUnsafe()).toBeUndefined()
      const recorded = centre.partition.durableSeq()
      // A host killed here has the unit and never acknowledged it: the next one knows it.
      const next = yield* start({ ...world, sms: makeWorld().sms })
      expect(next.partition.durableSeq()).toBeGreaterThanOrEqual(recorded)
      expect(linesOf(next, "sms", "13800000001>95500")).toEqual(["hello"])
      yield* next.close
      yield* Deferred.succeed(hold, undefined)
      expect(yield* Fiber.join(given)).toEqual({ duplicate: false, seq: 1 })
      yield* quiet
      expect(seen).toEqual(["recorded k1", "acked k1"])
      yield* centre.close
    })
  )

  it.effect("is in the order of the carrier, whatever comes together", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld(), { intake: { window: 8 } })
      const order: Array<string> = []
      yield* Effect.forEach(
        Array.from({ length: 100 }, (_, n) => sms(`m${n}`, "13800000001", `k${n}`)),
        (unit) => Effect.tap(centre.sms.give(unit), () => Effect.sync(() => order.push(unit.key.id))),
        { concurrency: "unbounded" }
      )
      expect(linesOf(centre, "sms", "13800000001>95500")).toEqual(Array.from({ length: 100 }, (_, n) => `m${n}`))
      expect(order).toEqual(Array.from({ length: 100 }, (_, n) => `k${n}`))
      yield* centre.close
    })
  )

  it.effect("is refused when the partition is no longer ours", () =>
    Effect.gen(function* () {
      const world = makeWorld()
      const old = yield* start(world)
      // Another host takes over; the old one finds out when it writes.
      const next = yield* start({ ...world, sms: makeWorld().sms })
      expect(yield* old.sms.give(sms("hello"))).toBe("retry")
      yield* old.close
      yield* next.close
    })
  )

  it.effect("of somebody typing needs no record", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const position = centre.partition.durableSeq()
      const typing: Inbound = {
        type: "Activity",
        key: { account: "chat", epoch: "", id: "t1" },
        thread: "visitor-1",
        atMs: 0,
        what: "typing"
      }
      expect(yield* centre.chat.give(typing)).toEqual({ duplicate: false })
      expect(centre.partition.durableSeq()).toBe(position)
      yield* centre.close
    })
  )
})

describe("a unit that cannot be taken", () => {
  it.effect("is put aside after three tries, noted, not asked for again, and the next one is handled", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      // Parts whose octets no decoder reads: the join throws.
      const poison = {
        type: "Part",
        key: { account: "smsc", epoch: "", id: "bad" },
        thread: "1>95500",
        atMs: 0,
        from: { channel: "sms", value: "1" },
        to: { channel: "sms", value: "95500" },
        set: { id: "s", total: 1, number: 1 },
        octets: undefined,
        dataCoding: 8
      } as unknown as Inbound
      const taken = yield* centre.sms.give(poison)
      expect(taken).toEqual({ duplicate: false })
      expect(yield* centre.sms.give(sms("next", "2"))).toEqual({ duplicate: false, seq: 1 })
      expect(yield* centre.sms.give(poison)).toEqual({ duplicate: true })
      expect(centre.partition.durableSeq()).toBeGreaterThan(0)
      yield* centre.close
    })
  )

  it.effect("because no queue takes it stays visible and opens nothing", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const unit = { ...sms("hello"), to: { channel: "sms", value: "12345" } } as Inbound
      expect(yield* centre.sms.give(unit)).toEqual({ duplicate: false, seq: 1 })
      expect(contactsOf(centre)).toEqual([])
      expect(linesOf(centre, "sms", "13812342046>95500")).toEqual(["hello"])
      yield* centre.close
    })
  )
})

describe("a conversation asks for an agent", () => {
  it.effect("once while a contact waits, rings or is served, and anew in wrap-up", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* centre.sms.give(sms("one"))
      yield* centre.sms.give(sms("two"))
      expect(contactsOf(centre)).toMatchObject([{ state: "waiting" }])
      yield* ready(centre, "wei")
      yield* centre.sms.give(sms("three"))
      const [offered] = contactsOf(centre)
      expect(offered?.state).toBe("offered")
      const contact = offered?.id ?? ""
      yield* act(centre, "wei", { _tag: "Accept", contact, offer: offered?.offer?.id ?? "" })
      yield* centre.sms.give(sms("four"))
      expect(contactsOf(centre)).toMatchObject([{ id: contact, state: "active" }])
      yield* act(centre, "wei", { _tag: "Complete", contact })
      yield* centre.sms.give(sms("five"))
      expect(
        contactsOf(centre)
          .map(({ state }) => state)
          .sort()
      ).toEqual(["offered", "wrap-up"])
      const conversations = [...centre.folds.conversations.all()]
      expect(conversations).toHaveLength(1)
      expect(conversations[0]?.lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
      yield* centre.close
    })
  )

  it.effect("not by a machine's mail, which is shown all the same", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* centre.mail.give(mail("Out of office", { traits: { automatic: "auto-replied" } }))
      expect(contactsOf(centre)).toEqual([])
      expect(linesOf(centre, "mail", "root-1")).toEqual(["hello"])
      yield* centre.close
    })
  )

  it.effect("a chat: opened alone does not, its first line does, its end abandons who waits", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      const session = (type: "SessionOpened" | "SessionPaused" | "SessionResumed" | "SessionClosed"): Inbound => ({
        type,
        key: { account: "chat", epoch: "", id: type },
        thread: "visitor-1",
        atMs: 0,
        from: { channel: "chat", value: "visitor-1" }
      })
      yield* centre.chat.give(session("SessionOpened"))
      expect(contactsOf(centre)).toEqual([])
      yield* centre.chat.give(chatLine("hello"))
      expect(contactsOf(centre)).toMatchObject([{ state: "waiting", channel: "chat" }])
      const conversation = centre.folds.conversations.byThread("chat", "visitor-1")
      expect(conversation?.online).toBe(true)
      yield* centre.chat.give(session("SessionPaused"))
      expect(conversation?.online).toBe(false)
      expect(contactsOf(centre)).toMatchObject([{ state: "waiting" }])
      yield* centre.chat.give(session("SessionResumed"))
      expect(conversation?.online).toBe(true)
      yield* centre.chat.give(session("SessionClosed"))
      expect(contactsOf(centre)).toEqual([])
      expect(centre.folds.counts.queue("cards", centre.partition.nowMs())).toMatchObject({ abandoned: 1 })
      // Back again: a new demand in the same conversation.
      yield* centre.chat.give(chatLine("still there?"))
      expect(contactsOf(centre)).toMatchObject([{ state: "waiting" }])
      expect(linesOf(centre, "chat", "visitor-1")).toEqual(["hello", "still there?"])
      yield* centre.close
    })
  )

  it.effect("a chat that is served stays with its agent when the customer leaves", () =>
    Effect.gen(function* () {
      const centre = yield* start(makeWorld())
      yield* ready(centre, "chen")
      yield* centre.chat.give(chatLine("hello"))
      const [offered] = contactsOf(centre)
      yield* act(centre, "chen", { _tag: "Accept", contact: offered?.id ?? "", offer: offered?.offer?.id ?? "" })
      yield* centre.chat.give({
        type: "SessionClosed",
        key: { account: "chat", epoch: "", id: "closed" },
        thread: "visitor-1",
        atMs: 0,
        from: { channel: "chat", value: "visitor-1" }
      })
      expect(contactsOf(centre)).toMatchObject([{ state: "active" }])
      yield* centre.close
    })
  )
})
