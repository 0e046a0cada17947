import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { it } from "@effect/vitest"
import type { Command, Router } from "@strowger/router"
import { BlobStore, Journal, origin, StateError } from "@strowger/router/ports"
import { Context, Deferred, Effect, Exit, Fiber, Layer, Scope, Stream } from "effect"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { afterAll, describe, expect } from "vitest"
import { type Draft, Partition } from "../../src/partition/Partition.ts"
import { Tenure } from "../../src/partition/Tenure.ts"
import { localServices, type State } from "../../src/state/localLayer.ts"
import { makeMemoryBlobs } from "../../src/state/memory/blobs.ts"
import { makeMemoryStore } from "../../src/state/memory/MemoryStore.ts"
import { sqliteState } from "../../src/state/sqlite/index.ts"
import { makeTape, partitionOver, within } from "./centre.ts"

const root = mkdtempSync(join(tmpdir(), "strowger-faults-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const note = (draft: Draft, text: string) => draft.write({ type: "Noted", atMs: draft.nowMs, what: "unroutable", text })

type Append = Journal["Service"]["append"]

/** A store that outlives its hosts, with a hand on its appends. */
const makeStore = (hand: (append: Append) => Append = (append) => append) => {
  const store = makeMemoryStore()
  const services = localServices(store)
  const journal = Context.get(services, Journal)
  const layer: Layer.Layer<State> = Layer.succeedContext(
    services.pipe(
      Context.add(Journal, { ...journal, append: hand(journal.append) }),
      Context.add(BlobStore, makeMemoryBlobs())
    )
  )
  const texts = Effect.map(Stream.runCollect(journal.read("p1", origin)), (entries) =>
    entries.map((entry) => Buffer.from(entry.body).toString())
  )
  return { store, layer, journal, texts }
}

const unavailable = new StateError({ reason: "unavailable", message: "planted: no answer" })

describe("partition under faults", () => {
  it.effect("J2 an answer that was lost, before or after the store heard, is asked for until it comes", () =>
    Effect.gen(function* () {
      let asked = 0
      const plan = ["ok", "before", "before", "after", "after", "ok"]
      const { layer, texts } = makeStore((append) => (...question) => {
        const fate = plan[asked++] ?? "ok"
        if (fate === "before") return Effect.fail(unavailable)
        return fate === "after" ? Effect.andThen(append(...question), Effect.fail(unavailable)) : append(...question)
      })
      yield* within(
        partitionOver(layer, []),
        Effect.gen(function* () {
          const partition = yield* Partition
          const waiting = yield* Effect.forkChild(partition.submit((draft) => note(draft, "once")))
          // Each answer that does not come is asked for after a pause of its own.
          for (let n = 0; n < 6; n++) {
            yield* Effect.repeat(Effect.yieldNow, { times: 50 })
            yield* TestClock.adjust("1 second")
          }
          expect((yield* Fiber.join(waiting)).seq).toBe(2)
          expect(asked).toBe(6)
        })
      )
      const found = (yield* texts).filter((text) => text.includes("once"))
      expect(found).toHaveLength(1)
    })
  )

  it.effect("J4 when another term leads, nothing that waits or comes later is acknowledged", () =>
    Effect.gen(function* () {
      const { store, layer, texts } = makeStore()
      yield* within(
        partitionOver(layer, []),
        Effect.gen(function* () {
          const partition = yield* Partition
          store.raise("p1")
          const exits = yield* Effect.forEach(
            ["a", "b"],
            (text) => Effect.exit(partition.submit((d) => note(d, text))),
            {
              concurrency: "unbounded"
            }
          )
          expect(exits.every(Exit.isFailure)).toBe(true)
          const later = yield* Effect.flip(partition.submit((draft) => draft.nowMs))
          expect(later.message).toContain("term 2 leads")
          expect((yield* (yield* Tenure).ended).message).toBe(later.message)
        })
      )
      expect(yield* texts).toHaveLength(1)
    })
  )

  it.effect("a full disk closes the partition with the remedy, and what was confirmed stays", () => {
    const directory = mkdtempSync(join(root, "s-"))
    return Effect.gen(function* () {
      const closed = yield* within(
        partitionOver(sqliteState({ directory, maxBytes: 200_000 }), []),
        Effect.gen(function* () {
          const partition = yield* Partition
          yield* partition.submit((draft) => note(draft, "fits"))
          return yield* Effect.flip(partition.submit((draft) => note(draft, "x".repeat(500_000))))
        })
      )
      expect(closed.message).toContain("Free disk space")
      const tape = makeTape()
      yield* within(partitionOver(sqliteState({ directory }), [tape]), Effect.void)
      expect(tape.heard.flatMap(([record]) => (record.type === "Noted" ? [record.text] : []))).toEqual(["fits"])
    })
  })

  it.effect("who waits may give up: what was decided stands", () =>
    Effect.gen(function* () {
      const answered = yield* Deferred.make<void>()
      const { layer, texts } = makeStore(
        (append) =>
          (...question) =>
            question[1].seq === 0 ? append(...question) : Effect.andThen(Deferred.await(answered), append(...question))
      )
      yield* within(
        partitionOver(layer, []),
        Effect.gen(function* () {
          const partition = yield* Partition
          const waiting = yield* Effect.forkChild(
            partition.submit((draft) => note(draft, "given up")),
            { startImmediately: true }
          )
          yield* Fiber.interrupt(waiting)
          yield* Deferred.succeed(answered, undefined)
        })
      )
      // The graceful stop waited for it.
      expect((yield* texts).at(-1)).toContain("given up")
    })
  )

  it.effect("a stopping partition takes nothing new", () =>
    Effect.gen(function* () {
      const { layer, texts } = makeStore()
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(partitionOver(layer, []), scope)
      const partition = Context.get(context, Partition)
      yield* Scope.close(scope, Exit.void)
      const refused = yield* Effect.flip(partition.submit((draft) => note(draft, "late")))
      expect(refused.message).toContain("stopping")
      expect(yield* texts).toHaveLength(1)
    })
  )

  it.effect.each([
    ["a codec of a later version", 9, "[]"],
    ["a record it does not know", 1, '[{"type":"Teleported"}]'],
    [
      "an event that does not follow from the log",
      1,
      '[{"type":"Routed","events":[{"type":"OfferAccepted","atMs":1,"contact":"c1","agent":"wei","offer":"o1"}]}]'
    ]
  ] as const)("a log that holds %s is not led, and nothing is skipped or written", ([, codec, body]) =>
    Effect.gen(function* () {
      const { store, layer, texts } = makeStore()
      const term = { ...store.raise("p1"), partition: "p1", alive: () => true, lost: Effect.never }
      store.append(term, origin, "planted", codec, Buffer.from(body))
      const refused = yield* Effect.flip(within(partitionOver(layer, []), Effect.void))
      expect(refused).toMatchObject({ _tag: "StateError", reason: "unreadable" })
      expect(yield* texts).toEqual([body])
    })
  )

  it.effect.each([1, 2])("a log of form %i is led, and what it holds goes on", (codec) =>
    Effect.gen(function* () {
      const { store, layer, texts } = makeStore()
      const term = { ...store.raise("p1"), partition: "p1", alive: () => true, lost: Effect.never }
      const queued =
        '{"type":"ContactQueued","atMs":1,"contact":"c1","queue":"loans","channel":"chat","priority":0,"reachable":true}'
      store.append(term, origin, "planted", codec, Buffer.from(`[{"type":"Routed","events":[${queued}]}]`))
      yield* within(
        partitionOver(layer, []),
        Effect.gen(function* () {
          const { router } = yield* Partition
          expect(router.view.contact("c1")).toMatchObject({ state: "waiting", enqueuedAtMs: 1 })
        })
      )
      expect((yield* texts).length).toBeGreaterThan(1)
    })
  )

  it.effect("a listener that throws takes nothing away from the others", () =>
    Effect.gen(function* () {
      const { layer } = makeStore()
      yield* within(
        partitionOver(layer, []),
        Effect.gen(function* () {
          const partition = yield* Partition
          const heard: Array<number> = []
          partition.onDurable(() => {
            throw new Error("planted")
          })
          const stop = partition.onDurable((seq) => heard.push(seq))
          const { seq } = yield* partition.submit((draft) => note(draft, "x"))
          stop()
          yield* partition.submit((draft) => note(draft, "y"))
          expect(heard).toEqual([seq])
        })
      )
    })
  )

  it.live("group commit over a store that blocks: many writers share an entry and none of them starves", () => {
    const directory = mkdtempSync(join(root, "s-"))
    return within(
      partitionOver(sqliteState({ directory }), []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const writers = 25
        const each = 40
        const done = Array.from({ length: writers }, () => 0)
        let widest = 0
        const start = partition.durableSeq()
        yield* Effect.forEach(
          done.keys(),
          (writer) =>
            Effect.gen(function* () {
              for (let n = 1; n <= each; n++) {
                yield* partition.submit((draft) => note(draft, `${writer}.${n}`))
                done[writer] = n
                widest = Math.max(widest, n - Math.min(...done))
              }
            }),
          { concurrency: "unbounded", discard: true }
        )
        const entries = partition.durableSeq() - start
        expect(entries).toBeLessThanOrEqual(each * 2)
        expect(widest).toBeLessThanOrEqual(2)
      })
    )
  })

  it.live("while many write without pause, sockets and timers get their turn", () => {
    const directory = mkdtempSync(join(root, "s-"))
    return within(
      partitionOver(sqliteState({ directory }), []),
      Effect.gen(function* () {
        const partition = yield* Partition
        const start = partition.durableSeq()
        let turns = 0
        let counting = true
        const count = () => {
          turns += 1
          if (counting) setImmediate(count)
        }
        setImmediate(count)
        const writer = Effect.repeat(
          partition.submit((draft) => note(draft, "x")),
          { times: 200 }
        )
        yield* Effect.all([writer, writer, writer], { concurrency: "unbounded", discard: true })
        counting = false
        const entries = partition.durableSeq() - start
        expect(turns).toBeGreaterThanOrEqual(entries)
      })
    )
  })

  it("a host killed at any point is rebuilt as its last durable entry was: same router, same folds", async () => {
    const checked = fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 60 }), fc.nat(40), fc.boolean(), killed),
      {
        numRuns: 60
      }
    )
    await expect(checked).resolves.toBeUndefined()
  })
})

const agent = fc.constantFrom("a1", "a2", "a3")
const contact = fc.constantFrom("c1", "c2", "c3", "c4", "c5")
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant("SignIn" as const), agent, skills: fc.constant({ loan: 4 }) }),
  fc.record({ type: fc.constant("MakeReady" as const), agent }),
  fc.record({ type: fc.constant("MakeReady" as const), agent }),
  fc.record({ type: fc.constant("MakeNotReady" as const), agent }),
  fc.record({
    type: fc.constant("Enqueue" as const),
    contact,
    queue: fc.constantFrom("loans", "cards"),
    channel: fc.constantFrom("chat" as const, "sms" as const, "voice" as const)
  }),
  fc.record({ type: fc.constant("Abandon" as const), contact }),
  fc.record({ type: fc.constant("Complete" as const), contact, agent })
)

/** Runs a history; the `stopAt`-th append is never answered, heard by the store or not; then starts again and compares. */
const killed = (commands: ReadonlyArray<Command>, stopAt: number, heard: boolean): Promise<void> =>
  Effect.runPromise(
    Effect.gen(function* () {
      /** Router and tape as they were when an entry was cut off, by its number. */
      const cuts = new Map<number, { readonly hash: string; readonly body: unknown; readonly records: number }>()
      const before = makeTape()
      let router: Router | undefined
      let asked = 0
      const silent = yield* Deferred.make<void>()
      const { layer, store } = makeStore((append) => (term, after, ...rest) => {
        const { hash = "", body } = router?.snapshot() ?? {}
        if (router !== undefined) cuts.set(after.seq + 1, { hash, body, records: before.heard.length })
        if (++asked <= stopAt + 1) return append(term, after, ...rest)
        const never = Effect.andThen(Deferred.succeed(silent, undefined), Effect.never)
        return heard ? Effect.andThen(append(term, after, ...rest), never) : never
      })
      const scope = yield* Scope.make()
      const partition = Context.get(yield* Layer.buildWithScope(partitionOver(layer, [before]), scope), Partition)
      router = partition.router
      const run = Effect.forEach(commands, (given) => decideAll(partition, given), { concurrency: 3, discard: true })
      yield* Effect.raceFirst(Effect.ignore(run), Deferred.await(silent))

      const head = store.head("p1")
      const after = makeTape()
      // The dead host's scope is never closed before the new one leads: a dead host closes nothing.
      store.raise("p1")
      const again = yield* within(
        partitionOver(makeReborn(store), [after]),
        Effect.map(Partition, (reborn) => reborn.router.snapshot())
      )
      const cut = cuts.get(head.seq)
      if (cut !== undefined) {
        expect(again.hash).toBe(cut.hash)
        expect(again.body).toEqual(cut.body)
        expect(after.heard.slice(0, -1)).toEqual(before.heard.slice(0, cut.records))
      }
      expect(after.heard.at(-1)?.[0].type).toBe("Led")
    }).pipe(Effect.provide(TestClock.layer()))
  )

const makeReborn = (store: ReturnType<typeof makeMemoryStore>): Layer.Layer<State> =>
  Layer.succeedContext(Context.add(localServices(store), BlobStore, makeMemoryBlobs()))

/** A decision as intake makes them: a note, a step of the engine, and an answer to the offers it brought. */
const decideAll = (partition: Partition["Service"], given: Command) =>
  partition.submit((draft) => {
    note(draft, given.type)
    const { events } = draft.route(given)
    for (const event of events) {
      if (event.type !== "OfferMade") continue
      draft.route({ type: "Accept", contact: event.contact, agent: event.agent, offer: event.offer })
    }
  })
