import { Effect, Fiber, Option, Queue, Stream } from "effect"
import { type Entry, Journal, Leadership, origin, type Position } from "../../ports/index.ts"
import type { JournalSubject, journalRules } from "../journalLaws.ts"
import { holds } from "../Law.ts"
import { appendAll, bodyOf, experiment, fails, last, textOf, withLostAnswers } from "./experiment.ts"

const p = "laws"

/** Runs with a new store, its journal, and the first term of a partition. */
const withStore = (subject: JournalSubject, run: Effect.Effect<void, unknown, Journal | Leadership>): Promise<void> =>
  experiment(Effect.provide(run, subject.fresh(), { local: true }))

const texts = (n: number, tag = "e"): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => `${tag}${i}`)

const assertLog = (entries: ReadonlyArray<Entry>, expected: ReadonlyArray<string>, after: Position = origin): void => {
  const found = entries.map((entry) => textOf(entry.body))
  holds(found.join() === expected.join(), `the log reads ${found.join()}, confirmed was ${expected.join()}`)
  let before = after
  for (const entry of entries) {
    holds(entry.at.seq === before.seq + 1, `entry ${entry.at.seq} follows ${before.seq}`)
    holds(entry.prev === before.hash, `entry ${entry.at.seq} does not carry the hash before it`)
    holds(entry.at.hash !== entry.prev && entry.at.hash.length >= 16, `entry ${entry.at.seq} has no hash of its own`)
    before = entry.at
  }
}

const readAll = (after: Position = origin) =>
  Effect.flatMap(Journal, (journal) => Stream.runCollect(journal.read(p, after)))

export const tryJournal: Readonly<Record<keyof typeof journalRules, (subject: JournalSubject) => Promise<void>>> = {
  J1: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          holds((yield* journal.head(p)).seq === 0, "an empty partition has a head")
          assertLog(yield* readAll(), [])
          const term = yield* (yield* Leadership).lead(p)
          const positions = yield* appendAll(journal, term, origin, texts(300))
          assertLog(yield* readAll(), texts(300))
          const middle = positions[149] ?? origin
          assertLog(yield* readAll(middle), texts(300).slice(150), middle)
          assertLog(yield* readAll(last(positions)), [])
          const head = yield* journal.head(p)
          holds(head.seq === 300 && head.hash === last(positions).hash, "head is not the last confirmed position")
          holds(new Set(positions.map((at) => at.hash)).size === 300, "two entries share a hash")
          holds((yield* journal.head("other")).seq === 0, "partitions share a log")
        })
      )
    ),
  J2: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          const term = yield* (yield* Leadership).lead(p)
          const [first = origin] = yield* appendAll(journal, term, origin, ["a"])
          const once = yield* journal.append(term, first, "op-b", 1, bodyOf("b"))
          const again = yield* journal.append(term, first, "op-b", 1, bodyOf("b"))
          holds(once.seq === again.seq && once.hash === again.hash, "asked again, it was another position")
          assertLog(yield* readAll(), ["a", "b"])
          yield* fails(
            journal.append(term, first, "op-c", 1, bodyOf("b")),
            "diverged",
            "the same body under a new opId"
          )
          assertLog(yield* readAll(), ["a", "b"])
        })
      )
    ),
  J3: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          const term = yield* (yield* Leadership).lead(p)
          const positions = yield* appendAll(journal, term, origin, ["a", "b", "c"])
          const head = last(positions)
          const wrong: ReadonlyArray<readonly [string, Position]> = [
            ["behind the head", positions[1] ?? origin],
            ["at the beginning", origin],
            ["ahead of the head", { ...head, seq: head.seq + 1 }],
            ["at the head with another hash", { ...head, hash: (positions[1] ?? origin).hash }]
          ]
          for (const [said, after] of wrong) {
            yield* fails(journal.append(term, after, `op ${said}`, 1, bodyOf("x")), "diverged", `an append ${said}`)
          }
          assertLog(yield* readAll(), ["a", "b", "c"])
          yield* appendAll(journal, term, head, ["d"])
          assertLog(yield* readAll(), ["a", "b", "c", "d"])
        })
      )
    ),
  J4: (subject) =>
    withStore(
      subject,
      Effect.gen(function* () {
        const journal = yield* Journal
        const leadership = yield* Leadership
        const [old, at] = yield* Effect.scoped(
          Effect.gen(function* () {
            const term = yield* leadership.lead(p)
            return [term, last(yield* appendAll(journal, term, origin, ["a"]))] as const
          })
        )
        yield* Effect.scoped(
          Effect.gen(function* () {
            const term = yield* leadership.lead(p)
            yield* fails(
              journal.append(old, at, "stale", 1, bodyOf("x")),
              "lost",
              "a stale append before the new term wrote"
            )
            const head = last(yield* appendAll(journal, term, at, ["b"]))
            yield* fails(journal.append(old, head, "stale 2", 1, bodyOf("x")), "lost", "a stale append at the head")
            yield* fails(
              journal.append(old, origin, `${old.nonce}.1`, 1, bodyOf("a")),
              "lost",
              "the stale term's own append again"
            )
            const forged = { ...term, nonce: old.nonce }
            yield* fails(
              journal.append(forged, head, "forged", 1, bodyOf("x")),
              "lost",
              "the right epoch with another nonce"
            )
            assertLog(yield* readAll(), ["a", "b"])
          })
        )
        yield* fails(journal.append(old, at, "stale 3", 1, bodyOf("x")), "lost", "a stale append with no leader")
      })
    ),
  J5: (subject) => experiment(restart(subject)),
  J6: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          const term = yield* (yield* Leadership).lead(p)
          for (const astray of ["before", "after"] as const) {
            const start = yield* journal.head(p)
            const deaf = withLostAnswers(journal, [astray, astray])
            const ask = deaf.append(term, start, `op-${astray}`, 1, bodyOf(astray))
            yield* fails(ask, "unavailable", `answer lost ${astray}`)
            yield* fails(ask, "unavailable", `answer lost ${astray} again`)
            const settled = yield* ask
            const head = yield* journal.head(p)
            holds(head.seq === start.seq + 1 && head.hash === settled.hash, `lost ${astray}: not exactly one entry`)
          }
          assertLog(yield* readAll(), ["before", "after"])
          // Nobody asks again: the next leader sees it wholly, reads the head and goes on from there.
          const head = yield* journal.head(p)
          yield* fails(
            withLostAnswers(journal, ["after"]).append(term, head, "gone", 1, bodyOf("gone")),
            "unavailable",
            "gone"
          )
          yield* appendAll(journal, term, yield* journal.head(p), ["next"])
          assertLog(yield* readAll(), ["before", "after", "gone", "next"])
        })
      )
    ),
  J7: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          const term = yield* (yield* Leadership).lead(p)
          const before = yield* appendAll(journal, term, origin, texts(270))
          const heard = yield* Queue.unbounded<Entry>()
          const follower = yield* Effect.forkChild(
            Stream.runForEach(journal.follow(p, origin), (entry) => Queue.offer(heard, entry))
          )
          const log: Array<Entry> = []
          const hear = (n: number) =>
            Effect.timeoutOption(
              Effect.repeat(
                Effect.map(Queue.take(heard), (entry) => log.push(entry)),
                { times: n - 1 }
              ),
              "10 seconds"
            )
          yield* hear(270)
          // One at a time, each only when the follower is at the head and waits.
          let at = last(before)
          for (const text of texts(20, "later")) {
            at = last(yield* appendAll(journal, term, at, [text]))
            holds(Option.isSome(yield* hear(1)), `follow did not tell of entry ${at.seq}`)
          }
          at = last(yield* appendAll(journal, term, at, texts(20, "burst")))
          yield* hear(20)
          assertLog(log, [...texts(270), ...texts(20, "later"), ...texts(20, "burst")])
          yield* Fiber.interrupt(follower)
          const lost = { epoch: 1, seq: 10_000, hash: "0".repeat(64) }
          yield* fails(Stream.runCollect(journal.follow(p, lost)), "diverged", "following from beyond the head")
          const fork = { ...(before[4] ?? origin), hash: "0".repeat(64) }
          yield* fails(Stream.runCollect(journal.follow(p, fork)), "diverged", "following from another history")
          yield* fails(Stream.runCollect(journal.read(p, fork)), "diverged", "reading from another history")
        })
      )
    ),
  J8: (subject) =>
    withStore(
      subject,
      Effect.scoped(
        Effect.gen(function* () {
          const journal = yield* Journal
          const term = yield* (yield* Leadership).lead(p)
          const every = Uint8Array.from({ length: 256 }, (_, i) => i)
          const big = new Uint8Array(2_000_000).fill(0x5a)
          let at = origin
          const given = [new Uint8Array(0), every, big] as const
          for (const [i, body] of given.entries()) at = yield* journal.append(term, at, `op${i}`, 7_000 + i, body)
          const entries = yield* readAll()
          holds(entries.length === 3, `${entries.length} of 3 entries came back`)
          for (const [i, entry] of entries.entries()) {
            holds(entry.codec === 7_000 + i, `codec ${7_000 + i} came back as ${entry.codec}`)
            const body = given[i]
            holds(body?.length === entry.body.length, `body ${i} has another length`)
            holds(body?.every((byte, n) => entry.body[n] === byte) === true, `body ${i} came back altered`)
          }
        })
      )
    )
}

const restart = (subject: JournalSubject) =>
  Effect.gen(function* () {
    const layer = subject.fresh()
    const [promised, first] = yield* Effect.scoped(
      Effect.gen(function* () {
        const journal = yield* Journal
        const term = yield* (yield* Leadership).lead(p)
        yield* appendAll(journal, term, origin, texts(40))
        return [journal.durability !== "D0", term.epoch] as const
      })
    ).pipe(Effect.provide(layer, { local: true }))
    yield* Effect.scoped(
      Effect.gen(function* () {
        const journal = yield* Journal
        const term = yield* (yield* Leadership).lead(p)
        if (!promised) return holds((yield* journal.head(p)).seq <= 40, "D0 found more than was written")
        assertLog(yield* readAll(), texts(40))
        holds(term.epoch > first, `the term after the restart is ${term.epoch}, before it was ${first}`)
        yield* appendAll(journal, term, yield* journal.head(p), ["after"])
        assertLog(yield* readAll(), [...texts(40), "after"])
      })
    ).pipe(Effect.provide(layer, { local: true }))
  })
