import { Effect, Exit, Scope, Stream } from "effect"
import { Journal, Leadership, origin, type Position, Snapshots, StateError, type Term } from "../../ports/index.ts"
import { holds } from "../Law.ts"
import type { SnapshotsSubject, snapshotsRules } from "../snapshotsLaws.ts"
import { appendAll, bodyOf, experiment, fails, last, textOf } from "./experiment.ts"

const p = "laws"

/** A store whose log holds 1..20 in one term. */
const withLog = (
  subject: SnapshotsSubject,
  run: (
    term: Term,
    positions: ReadonlyArray<Position>
  ) => Effect.Effect<void, unknown, Journal | Leadership | Snapshots>
): Promise<void> =>
  experiment(
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const term = yield* Scope.provide((yield* Leadership).lead(p), scope)
      const positions = yield* appendAll(yield* Journal, term, origin, numbers(1, 20))
      yield* run(term, positions)
      yield* Scope.close(scope, Exit.void)
    }).pipe(Effect.provide(subject.fresh(), { local: true }))
  )

const numbers = (from: number, to: number): ReadonlyArray<string> =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i))

const sum = (texts: ReadonlyArray<string>): number => texts.reduce((total, text) => total + Number(text), 0)

const save = (term: Term, at: Position | undefined, parts: ReadonlyArray<string>) =>
  Effect.flatMap(Snapshots, (snapshots) =>
    snapshots.save(term, at ?? origin, 3, Stream.fromIterable(parts.map((part) => bodyOf(part))))
  )

const latest = Effect.gen(function* () {
  const found = yield* (yield* Snapshots).latest(p)
  if (found === undefined) return undefined
  const parts = yield* Stream.runCollect(found.parts)
  return { at: found.at, codec: found.codec, parts: parts.map((part) => textOf(part)) }
})

const readAfter = (at: Position) =>
  Effect.flatMap(Journal, (journal) =>
    Effect.map(Stream.runCollect(journal.read(p, at)), (entries) => entries.map((entry) => textOf(entry.body)))
  )

export const trySnapshots: Readonly<Record<keyof typeof snapshotsRules, (subject: SnapshotsSubject) => Promise<void>>> =
  {
    S1: (subject) =>
      withLog(subject, (term, positions) =>
        Effect.gen(function* () {
          holds((yield* latest) === undefined, "a snapshot before any was saved")
          yield* save(term, positions[4], ["wrong"])
          yield* save(term, positions[11], numbers(1, 12))
          const found = yield* latest
          holds(found?.at.seq === 12 && found.codec === 3, `latest is at ${found?.at.seq}, codec ${found?.codec}`)
          const rest = yield* readAfter(found?.at ?? origin)
          holds(sum([...(found?.parts ?? []), ...rest]) === sum(numbers(1, 20)), "snapshot and rest are not the whole")
          yield* save(term, positions[7], ["older"])
          holds((yield* latest)?.at.seq === 12, "an older snapshot replaced a newer one")
          yield* save(term, positions[11], ["again"])
          holds((yield* latest)?.parts.join() === "again", "a snapshot saved again at its place kept the old parts")
        })
      ),
    S2: (subject) =>
      withLog(subject, (term, positions) =>
        Effect.gen(function* () {
          yield* save(term, positions[4], ["five"])
          const breaks = Stream.concat(
            Stream.make(bodyOf("half")),
            Stream.die(new StateError({ reason: "unavailable", message: "planted: the saver died" }))
          )
          const saved = yield* Effect.exit((yield* Snapshots).save(term, positions[9] ?? origin, 3, breaks))
          holds(Exit.isFailure(saved), "a snapshot that broke off was saved")
          const found = yield* latest
          holds(found?.at.seq === 5 && found.parts.join() === "five", "a half-written snapshot is the latest")
          const again = yield* Effect.exit((yield* Snapshots).save(term, positions[4] ?? origin, 3, breaks))
          holds(Exit.isFailure(again), "a snapshot that broke off was saved")
          holds(
            (yield* latest)?.parts.join() === "five",
            "saving again at the same place and breaking off spoiled the old one"
          )
        })
      ),
    S3: (subject) =>
      withLog(subject, (term, positions) =>
        Effect.gen(function* () {
          const snapshots = yield* Snapshots
          holds((yield* snapshots.trim(term, 15)) === 0, "entries went without a snapshot that holds them")
          yield* save(term, positions[9], ["ten"])
          yield* snapshots.trim(term, 15)
          const found = yield* latest
          holds(found?.at.seq === 10, "trim took the snapshot away")
          holds((yield* readAfter(found?.at ?? origin)).join() === numbers(11, 20).join(), "trim took entries after it")
          yield* fails(
            Stream.runCollect((yield* Journal).read(p, positions[3] ?? origin)),
            "diverged",
            "reading from what was trimmed"
          )
          yield* appendAll(yield* Journal, term, last(positions), ["21"])
          holds((yield* readAfter(last(positions))).join() === "21", "the log does not go on after a trim")
        })
      ),
    S5: (subject) =>
      experiment(
        Effect.gen(function* () {
          const leadership = yield* Leadership
          const journal = yield* Journal
          const [old, at] = yield* Effect.scoped(
            Effect.gen(function* () {
              const term = yield* leadership.lead(p)
              return [term, last(yield* appendAll(journal, term, origin, ["1"]))] as const
            })
          )
          yield* Effect.scoped(
            Effect.gen(function* () {
              yield* leadership.lead(p)
              yield* fails(save(old, at, ["stale"]), "lost", "a snapshot of a stale term")
              yield* fails((yield* Snapshots).trim(old, 1), "lost", "a trim of a stale term")
              holds((yield* latest) === undefined, "a stale snapshot is the latest")
            })
          )
        }).pipe(Effect.provide(subject.fresh(), { local: true }))
      ),
    S6: (subject) =>
      withLog(subject, (term, positions) =>
        Effect.gen(function* () {
          const other = { ...(positions[4] ?? origin), hash: "0".repeat(64) }
          yield* fails(save(term, other, ["x"]), "diverged", "a snapshot with another hash")
          yield* fails(save(term, { ...other, seq: 99 }, ["x"]), "diverged", "a snapshot beyond the head")
          holds((yield* latest) === undefined, "a snapshot of another history is the latest")
        })
      )
  }
