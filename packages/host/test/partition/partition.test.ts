import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { it } from "@effect/vitest"
import { Journal, origin } from "@strowger/router/ports"
import { Cause, Effect, Exit, Fiber, Stream } from "effect"
import { TestClock } from "effect/testing"
import { afterAll, describe, expect } from "vitest"
import { type Draft, Partition } from "../../src/partition/Partition.ts"
import { Tenure } from "../../src/partition/Tenure.ts"
import { decode } from "../../src/records/codec.ts"
import { memoryState } from "../../src/state/memory/index.ts"
import { sqliteState } from "../../src/state/sqlite/index.ts"
import { configuration, makeTape, partitionOver, within } from "./centre.ts"

const root = mkdtempSync(join(tmpdir(), "strowger-partition-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const note = (draft: Draft, text: string) => draft.write({ type: "Noted", atMs: draft.nowMs, what: "unroutable", text })

const entries = Effect.flatMap(Journal, (journal) => Stream.runCollect(journal.read("p1", origin)))

describe("partition", () => {
  it.effect("a restart rebuilds router and folds exactly", () => {
    const directory = mkdtempSync(join(root, "s-"))
    const before = makeTape()
    const after = makeTape()
    const day = Effect.gen(function* () {
      const partition = yield* Partition
      const submit = (command: Parameters<Draft["route"]>[0]) => partition.submit((draft) => draft.route(command))
      yield* submit({ type: "SignIn", agent: "wei", skills: { loan: 5 }, capacity: { chat: 2 } })
      yield* submit({ type: "MakeReady", agent: "wei" })
      for (let n = 0; n < 5; n++) {
        yield* partition.submit((draft) => {
          note(draft, `contact ${n} 贷款 😀 \ud83d`)
          draft.route({ type: "Enqueue", contact: `c${n}`, queue: "loans", channel: "chat" })
        })
        yield* TestClock.adjust("3 seconds")
      }
      yield* TestClock.adjust("30 seconds")
      return partition.router.snapshot()
    })
    return Effect.gen(function* () {
      const end = yield* within(partitionOver(sqliteState({ directory }), [before]), day)
      const again = yield* within(
        partitionOver(sqliteState({ directory }), [after]),
        Effect.map(Partition, ({ router }) => router.snapshot())
      )
      expect(again.hash).toBe(end.hash)
      // What was heard again is what was heard, and then the new take-over.
      expect(after.heard.slice(0, before.heard.length)).toEqual(before.heard)
      expect(after.heard.slice(before.heard.length).map(([record]) => record.type)).toEqual(["Led"])
      expect(before.heard.filter(([record]) => record.type === "Led")).toHaveLength(1)
    })
  })

  it.effect("what is decided while an append is in flight forms the next entry", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const start = partition.durableSeq()
        const seen: Array<readonly [number, number]> = []
        partition.onDurable((seq, records) => seen.push([seq, records.length]))
        const decided = yield* Effect.forEach(
          Array.from({ length: 50 }, (_, n) => n),
          (n) => partition.submit((draft) => note(draft, `n${n}`)),
          { concurrency: "unbounded" }
        )
        expect(seen).toEqual([[start + 1, 50]])
        expect(decided.map(({ value }) => value.index)).toEqual(Array.from({ length: 50 }, (_, n) => n))
        expect(partition.durableSeq()).toBe(start + 1)
      })
    )
  )

  it.effect("what is ready to run when an entry is about to be cut still joins it", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const first = yield* Effect.forkChild(
          partition.submit((draft) => note(draft, "first")),
          { startImmediately: true }
        )
        const second = yield* Effect.forkChild(partition.submit((draft) => note(draft, "second")))
        expect((yield* Fiber.join(second)).seq).toBe((yield* Fiber.join(first)).seq)
      })
    )
  )

  it.effect("a decision that wrote nothing is answered when what it may have read is durable, else at once", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const order: Array<string> = []
        const writing = yield* Effect.forkChild(
          Effect.tap(
            partition.submit((draft) => note(draft, "first")),
            () => Effect.sync(() => order.push("wrote"))
          ),
          { startImmediately: true }
        )
        const read = yield* partition.submit((draft) => draft.next())
        order.push("read")
        expect(read.seq).toBe(read.value.seq)
        yield* Fiber.join(writing)
        expect(partition.durableSeq()).toBe(read.seq)
        expect(order).toHaveLength(2)
        const idle = partition.submit((draft) => draft.nowMs)
        expect(Effect.runSync(idle).seq).toBe(read.seq)
      })
    )
  )

  it.effect("a decision that throws before it wrote leaves everything as it was", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const before = partition.router.snapshot().hash
        const thrown = yield* Effect.exit(
          partition.submit((draft) => {
            draft.route({ type: "MakeReady", agent: "nobody" })
            throw new Error("planted")
          })
        )
        expect(Exit.isFailure(thrown) && Cause.hasDies(thrown.cause)).toBe(true)
        expect(partition.router.snapshot().hash).toBe(before)
        const next = yield* partition.submit((draft) => note(draft, "goes on"))
        expect(partition.durableSeq()).toBe(next.seq)
      })
    )
  )

  it.effect("a decision that throws after it wrote closes the partition and acknowledges nothing", () => {
    const directory = mkdtempSync(join(root, "s-"))
    return Effect.gen(function* () {
      yield* within(
        partitionOver(sqliteState({ directory }), []),
        Effect.gen(function* () {
          const partition = yield* Partition
          const waiting = yield* Effect.forkChild(Effect.exit(partition.submit((draft) => note(draft, "beside"))), {
            startImmediately: true
          })
          yield* Effect.exit(
            partition.submit((draft) => {
              note(draft, "half")
              throw new Error("planted")
            })
          )
          const beside = yield* Fiber.join(waiting)
          expect(Exit.isFailure(beside)).toBe(true)
          const later = yield* Effect.flip(partition.submit((draft) => note(draft, "later")))
          expect(later._tag).toBe("PartitionClosed")
          expect((yield* (yield* Tenure).ended).message).toContain("planted")
        })
      )
      const tape = makeTape()
      yield* within(partitionOver(sqliteState({ directory }), [tape]), Effect.void)
      expect(tape.heard.filter(([record]) => record.type === "Noted")).toEqual([])
    })
  })

  it.effect("a draft that is kept beyond its decision writes nothing", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const { value: draft } = yield* partition.submit((draft) => draft)
        expect(() => note(draft, "late")).toThrow("PARTITION-1")
        expect((yield* entries).length).toBe(partition.durableSeq())
      })
    )
  )

  it.effect("an offer that nobody answers ends at its deadline, without a poll", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        yield* partition.submit((draft) => {
          draft.route({ type: "SignIn", agent: "wei", skills: {} })
          draft.route({ type: "MakeReady", agent: "wei" })
          draft.route({ type: "Enqueue", contact: "c1", queue: "cards", channel: "chat" })
        })
        expect(partition.router.view.contact("c1")?.state).toBe("offered")
        const before = partition.durableSeq()
        yield* TestClock.adjust("9999 millis")
        expect(partition.durableSeq()).toBe(before)
        yield* TestClock.adjust("1 millis")
        expect(partition.router.view.contact("c1")?.state).toBe("waiting")
        expect(partition.durableSeq()).toBe(before + 1)
        yield* TestClock.adjust("1 hour")
        expect(partition.durableSeq()).toBe(before + 1)
      })
    )
  )

  it.effect("a nearer deadline that comes while a later one is waited for is kept to the millisecond", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const offered = (agent: string, contact: string, queue: string) =>
          partition.submit((draft) => {
            draft.route({ type: "SignIn", agent, skills: { loan: 5 } })
            draft.route({ type: "MakeReady", agent })
            draft.route({ type: "Enqueue", contact, queue, channel: "voice" })
          })
        const state = (contact: string) => partition.router.view.contact(contact)?.state
        // Asleep without any deadline, then with a far one.
        yield* TestClock.adjust("1 minute")
        yield* offered("wei", "far", "loans")
        yield* TestClock.adjust("1 second")
        yield* offered("li", "near", "cards")
        yield* TestClock.adjust("9999 millis")
        expect([state("near"), state("far")]).toEqual(["offered", "offered"])
        yield* TestClock.adjust("1 millis")
        expect([state("near"), state("far")]).toEqual(["waiting", "offered"])
        yield* TestClock.adjust("9 seconds")
        expect(state("far")).toBe("waiting")
      })
    )
  )

  it.effect("the configuration is recorded at the first start and when it changed, and only then", () => {
    const directory = mkdtempSync(join(root, "s-"))
    const configured = (given: typeof configuration) => {
      const tape = makeTape()
      return Effect.map(within(partitionOver(sqliteState({ directory }), [tape], given), Partition), ({ router }) => [
        tape.heard.flatMap(([record]) => (record.type === "Routed" ? record.events : [])).length,
        router.view.configuration.queues["loans"]?.offerMs
      ])
    }
    const changed = { queues: { ...configuration.queues, loans: { offerMs: 7_000 } } }
    return Effect.gen(function* () {
      expect(yield* configured(configuration)).toEqual([1, 20_000])
      expect(yield* configured(configuration)).toEqual([1, 20_000])
      expect(yield* configured(changed)).toEqual([2, 7_000])
      expect(yield* configured(changed)).toEqual([2, 7_000])
    })
  })

  it.effect("a configuration the router refuses is told, not started with", () =>
    Effect.gen(function* () {
      const wrong = { queues: { loans: { needs: "loan >>> 3" } } }
      const refused = yield* Effect.flip(within(partitionOver(memoryState, [], wrong), Effect.void))
      expect(refused._tag).toBe("PartitionClosed")
      expect(refused.message).toContain("refuses the configuration")
    })
  )

  it.effect("engine time is never below the last record, whatever the wall clock says", () => {
    const directory = mkdtempSync(join(root, "s-"))
    const at = Effect.flatMap(Partition, (partition) => partition.submit((draft) => (note(draft, "x"), draft.nowMs)))
    return Effect.gen(function* () {
      yield* TestClock.setTime(1_000_000)
      const before = yield* within(partitionOver(sqliteState({ directory }), []), at)
      yield* TestClock.setTime(5_000)
      const after = yield* within(
        partitionOver(sqliteState({ directory }), []),
        Effect.andThen(TestClock.adjust("2 seconds"), at)
      )
      expect(before.value).toBe(1_000_000)
      expect(after.value).toBe(1_002_000)
    })
  })

  it.effect("an entry is read by its number only: every frame of the log decodes", () =>
    within(
      partitionOver(memoryState, []),
      Effect.gen(function* () {
        const partition = yield* Partition
        yield* partition.submit((draft) => note(draft, "x"))
        for (const entry of yield* entries) expect(decode(entry.codec, entry.body)._tag).toBe("Success")
      })
    )
  )
})
