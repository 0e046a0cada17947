import { it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { describe, expect } from "vitest"
import { makeOutboxFold } from "../../src/outbox/OutboxFold.ts"
import { type Carrier, makeCarrier } from "./carrier.ts"
import { type Centre, intend, log, makeStore, mortal, quiet, send, start } from "./centre.ts"

describe("outbox", () => {
  it.effect("O2 a message goes out once under its id and is settled with the carrier's own", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      const centre = yield* start(store, carrier)
      const { value: id } = yield* centre.partition.submit((draft) => intend(draft, send("hello")))
      yield* quiet
      expect(carrier.book).toEqual([{ id, thread: "t1", text: "hello" }])
      expect(centre.outbox.entry(id)).toMatchObject({
        state: "settled",
        outcome: { type: "Sent", refs: ["ref-1"], parts: 1 },
        status: "submitted"
      })
      expect(centre.outbox.byRef("sms", "ref-1")).toBe(id)
      yield* centre.close
      const again = yield* start(store, carrier)
      yield* quiet
      expect(carrier.book).toHaveLength(1)
      yield* again.close
    })
  )

  it.effect("O3 nothing is submitted before its Taken is durable", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      const seen: Array<boolean> = []
      carrier.onSubmit = (outbound) =>
        Effect.map(log(store), (records) => {
          seen.push(records.some((record) => record.type === "Taken" && record.ids.includes(outbound.id)))
        })
      const centre = yield* start(store, carrier)
      yield* centre.partition.submit((draft) => {
        for (let n = 0; n < 20; n++) intend(draft, send(`m${n}`, `t${n}`))
      })
      yield* quiet
      expect(seen).toEqual(Array.from({ length: 20 }, () => true))
      // All of them were ready at once: one record took them.
      expect((yield* log(store)).filter((record) => record.type === "Taken")).toHaveLength(1)
      yield* centre.close
    })
  )

  it("O4 settled twice, the first one wins", () => {
    const outbox = makeOutboxFold()
    const at = { seq: 1, index: 0 }
    const intent = send("x")
    outbox.apply({ type: "Intended", atMs: 1, id: "a", policy: "at-least-once", adapter: "sms", intent }, at)
    outbox.apply({ type: "Settled", atMs: 2, id: "a", outcome: { type: "Rejected", code: "1", text: "" } }, at)
    outbox.apply({ type: "Settled", atMs: 3, id: "a", outcome: { type: "Sent", refs: ["r"], parts: 1 } }, at)
    expect(outbox.entry("a")?.outcome?.type).toBe("Rejected")
    expect(outbox.byRef("sms", "r")).toBeUndefined()
    expect(outbox.counts()).toEqual({ intended: 1, settled: 1, pending: 0 })
  })

  it.effect("O5 one thread keeps its order through retries; other threads do not wait for it", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.plan.set("a1", ["retry", "retry"])
      const centre = yield* start(store, carrier)
      yield* centre.partition.submit((draft) => {
        for (const n of [1, 2, 3]) intend(draft, send(`a${n}`, "a"))
        for (const n of [1, 2, 3]) intend(draft, send(`b${n}`, "b"))
      })
      yield* quiet
      expect(carrier.book.map(({ text }) => text)).toEqual(["b1", "b2", "b3"])
      yield* TestClock.adjust("5 seconds")
      expect(carrier.book.map(({ text }) => text)).toEqual(["b1", "b2", "b3", "a1", "a2", "a3"])
      yield* centre.close
    })
  )

  it.effect("O6 pending is intents less settled, whatever became of them", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.plan.set("m3", ["reject"])
      carrier.plan.set("m5", ["silent"])
      carrier.plan.set("m7", ["retry"])
      const centre = yield* start(store, carrier)
      yield* centre.partition.submit((draft) => {
        for (let n = 0; n < 10; n++) intend(draft, send(`m${n}`, `t${n}`))
      })
      yield* quiet
      expect(centre.outbox.counts()).toEqual({ intended: 10, settled: 8, pending: 2 })
      const records = yield* log(store)
      const intended = records.filter((record) => record.type === "Intended").length
      const settled = records.filter((record) => record.type === "Settled").length
      expect(intended - settled).toBe([...centre.outbox.pending()].length)
      yield* TestClock.adjust("1 minute")
      expect(centre.outbox.counts().pending).toBe(1)
      yield* centre.close
    })
  )

  describe.each(["at-most-once", "at-least-once"] as const)(
    "a host that dies while the carrier has it (%s)",
    (policy) => {
      const dieWith = (carrier: Carrier, text: string) =>
        Effect.gen(function* () {
          const store = makeStore()
          const first = yield* start(store, carrier)
          yield* Effect.forkChild(first.partition.submit((draft) => intend(draft, send(text), policy)))
          yield* carrier.arrived(1)
          yield* quiet
          yield* first.close
          const second = yield* start(store, carrier)
          yield* TestClock.adjust("1 minute")
          return second
        })
      const outcome = (centre: Centre) => centre.outbox.entry("p1/2/0")?.outcome?.type

      it.effect("O1 the carrier can be asked and has it: settled, not sent again", () =>
        Effect.gen(function* () {
          const carrier = makeCarrier()
          carrier.plan.set("x", ["silent"])
          const centre = yield* dieWith(carrier, "x")
          expect(carrier.book).toHaveLength(1)
          expect(outcome(centre)).toBe("Sent")
          yield* centre.close
        })
      )

      it.effect("O1 O2 the carrier can be asked and has it not: sent once", () =>
        Effect.gen(function* () {
          const carrier = makeCarrier()
          carrier.door.closeUnsafe()
          const store = makeStore()
          const first = yield* start(store, carrier)
          yield* Effect.forkChild(first.partition.submit((draft) => intend(draft, send("x"), policy)))
          yield* carrier.arrived(1)
          yield* first.close
          carrier.door.openUnsafe()
          const centre = yield* start(store, carrier)
          yield* TestClock.adjust("1 minute")
          expect(carrier.book).toHaveLength(1)
          expect(outcome(centre)).toBe("Sent")
          yield* centre.close
        })
      )

      it.effect("O1 O2 the carrier cannot be asked", () =>
        Effect.gen(function* () {
          const carrier = makeCarrier()
          carrier.canFind.yes = false
          carrier.plan.set("x", ["silent"])
          const centre = yield* dieWith(carrier, "x")
          expect(carrier.book.map(({ id }) => id)).toEqual(
            policy === "at-most-once" ? ["p1/2/0"] : ["p1/2/0", "p1/2/0"]
          )
          expect(outcome(centre)).toBe(policy === "at-most-once" ? "Unknown" : "Sent")
          yield* centre.close
        })
      )
    }
  )

  it.effect("O1 an answer that went astray: unknown is shown to a person, never sent again", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.canFind.yes = false
      carrier.plan.set("x", ["taken but ambiguous"])
      const centre = yield* start(store, carrier)
      const { value: id } = yield* centre.partition.submit((draft) => intend(draft, send("x"), "at-most-once"))
      yield* TestClock.adjust("1 hour")
      expect(carrier.book).toHaveLength(1)
      expect(centre.outbox.entry(id)?.outcome?.type).toBe("Unknown")
      const noted = (yield* log(store)).find((record) => record.type === "Noted")
      expect(noted).toMatchObject({ what: "ambiguous" })
      yield* centre.close
    })
  )

  it.effect("O2 an answer that always goes astray ends as unknown after a few copies under one id", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.canFind.yes = false
      carrier.plan.set(
        "x",
        Array.from({ length: 50 }, () => "taken but ambiguous" as const)
      )
      const centre = yield* start(store, carrier, { copies: 3 })
      const { value: id } = yield* centre.partition.submit((draft) => intend(draft, send("x")))
      yield* TestClock.adjust("1 hour")
      expect(carrier.book.map((taken) => taken.id)).toEqual([id, id, id])
      expect(centre.outbox.entry(id)?.outcome?.type).toBe("Unknown")
      yield* centre.close
    })
  )

  it.effect("O2 what is not sent in time expires, before the carrier is asked again", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.plan.set(
        "x",
        Array.from({ length: 50 }, () => "retry" as const)
      )
      const centre = yield* start(store, carrier)
      const { value: id } = yield* centre.partition.submit((draft) =>
        intend(draft, send("x", "t1", { expiresAtMs: draft.nowMs + 30_000 }))
      )
      yield* TestClock.adjust("2 minutes")
      expect(centre.outbox.entry(id)?.outcome).toMatchObject({ type: "Rejected", code: "expired" })
      expect(carrier.book).toEqual([])
      yield* centre.close
    })
  )

  it.effect("nothing goes outward once the term is over, even what was taken", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      const term = { alive: false }
      const centre = yield* start(mortal(store, term), carrier)
      const { value: id } = yield* centre.partition.submit((draft) => intend(draft, send("x")))
      yield* quiet
      expect(carrier.asked).toEqual([])
      expect(centre.outbox.entry(id)?.state).toBe("taken")
      yield* centre.close
      const next = yield* start(store, carrier)
      yield* TestClock.adjust("1 minute")
      expect(carrier.book).toHaveLength(1)
      yield* next.close
    })
  )

  it("what was settled long ago is forgotten, what awaits receipts later than what does not", () => {
    const outbox = makeOutboxFold()
    const day = 86_400_000
    const at = (index: number) => ({ seq: 1, index })
    const call = { type: "ClearCall", thread: "u", contact: "c", device: "4001" } as const
    const intended = { type: "Intended", atMs: 0, policy: "at-least-once", adapter: "sms" } as const
    outbox.apply({ ...intended, id: "sent", intent: send("x") }, at(0))
    outbox.apply({ ...intended, id: "call", intent: call }, at(1))
    outbox.apply({ ...intended, id: "open", intent: send("y") }, at(2))
    outbox.apply({ type: "Settled", atMs: 0, id: "sent", outcome: { type: "Sent", refs: ["r"], parts: 1 } }, at(3))
    outbox.apply({ type: "Settled", atMs: 0, id: "call", outcome: { type: "Sent", refs: [], parts: 1 } }, at(4))
    const later = (atMs: number) => {
      outbox.apply({ ...intended, id: `x${atMs}`, atMs, intent: call }, at(5))
      outbox.apply({ type: "Settled", atMs, id: `x${atMs}`, outcome: { type: "Rejected", code: "", text: "" } }, at(6))
      return ["sent", "call", "open"].filter((id) => outbox.entry(id) !== undefined)
    }
    expect(later(1_000)).toEqual(["sent", "call", "open"])
    expect(later(day)).toEqual(["sent", "open"])
    expect(later(8 * day)).toEqual(["open"])
    expect(outbox.byRef("sms", "r")).toBeUndefined()
  })

  it.effect("an adapter that breaks, or whose link ends under a message, stops nothing behind it", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.plan.set("a", ["breaks"])
      carrier.plan.set("b", ["ends"])
      const centre = yield* start(store, carrier)
      yield* centre.partition.submit((draft) => {
        for (const text of ["a", "b", "c"]) intend(draft, send(text))
      })
      for (let n = 0; n < 5; n++) yield* Effect.andThen(quiet, TestClock.adjust("1 second"))
      expect(carrier.book.map(({ text }) => text)).toEqual(["a", "b", "c"])
      expect(centre.outbox.counts().pending).toBe(0)
      yield* centre.close
    })
  )

  it.effect("no more threads are in work at once than is set, and every one has its turn", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.door.closeUnsafe()
      const centre = yield* start(store, carrier, { lanes: 3 })
      yield* centre.partition.submit((draft) => {
        for (let n = 0; n < 20; n++) intend(draft, send(`m${n}`, `t${n % 10}`))
      })
      yield* quiet
      // At the door stand three; nothing else was taken, so a crash now leaves three in doubt and not twenty.
      expect(carrier.asked).toHaveLength(3)
      expect([...centre.outbox.pending()].filter(({ state }) => state === "taken")).toHaveLength(3)
      carrier.door.openUnsafe()
      for (let n = 0; n < 5; n++) yield* quiet
      expect(carrier.book).toHaveLength(20)
      yield* centre.close
    })
  )

  it.effect("threads that are to be tried later take nobody's turn", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      // A mail server that asks to try later does so for hours, and for one domain only.
      for (const text of ["deferred 1", "deferred 2"])
        carrier.plan.set(
          text,
          Array.from({ length: 50 }, () => "retry")
        )
      const centre = yield* start(store, carrier, { lanes: 2 })
      yield* centre.partition.submit((draft) => {
        for (const n of [1, 2]) intend(draft, send(`deferred ${n}`, `t${n}`))
        intend(draft, send("others", "t3"))
      })
      yield* quiet
      expect(carrier.book.map(({ text }) => text)).toEqual(["others"])
      yield* TestClock.adjust("2 hours")
      expect(carrier.book.map(({ text }) => text).sort()).toEqual(["deferred 1", "deferred 2", "others"])
      yield* centre.close
    })
  )

  it.effect("an act on a call without a switch is refused with the remedy", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const centre = yield* start(store, makeCarrier())
      const { value: id } = yield* centre.partition.submit((draft) =>
        intend(draft, { type: "ClearCall", thread: "u1", contact: "c1", device: "4001" }, "at-most-once")
      )
      yield* quiet
      expect(centre.outbox.entry(id)?.outcome).toMatchObject({ type: "Rejected", code: "no-switch" })
      yield* centre.close
    })
  )

  it.effect("at a graceful stop, what is on the wire is settled and nothing new is submitted", () =>
    Effect.gen(function* () {
      const store = makeStore()
      const carrier = makeCarrier()
      carrier.door.closeUnsafe()
      const centre = yield* start(store, carrier, { drainMs: 60_000 })
      yield* centre.partition.submit((draft) => {
        intend(draft, send("first"))
        intend(draft, send("second"))
      })
      yield* carrier.arrived(1)
      const closing = yield* Effect.forkChild(centre.close)
      yield* quiet
      carrier.door.openUnsafe()
      yield* Fiber.join(closing)
      expect(carrier.book.map(({ text }) => text)).toEqual(["first"])
      expect((yield* log(store)).filter((record) => record.type === "Settled")).toHaveLength(1)
    })
  )
})
