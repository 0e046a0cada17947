import { Deferred, Effect, Latch, type Scope, Stream } from "effect"
import type { FoldSet } from "../folds.ts"
import type { Partition } from "../partition/Partition.ts"
import { makeTouched } from "./touched.ts"

/** What a screen looks at. */
export type Subject =
  | { readonly type: "agent"; readonly id: string }
  | { readonly type: "conversation"; readonly id: string }
  | { readonly type: "wall" }

/** How often a screen looks, in milliseconds; left out, at every change and never without one. */
export interface Pace {
  readonly atMostEveryMs?: number
  readonly atLeastEveryMs?: number
}

/** Wakes the screens a durable record concerns, and no other. */
export interface Watchers {
  /**
   * What `build` gives now and after every change of `subject`, the newest only when changes come faster than they are taken. Memory may
   * be ahead of the log, so what was built is shown when everything it rests on is durable. `undefined` ends the stream.
   */
  readonly watch: <A>(subject: Subject, build: Effect.Effect<A | undefined>, pace?: Pace) => Stream.Stream<A>
  /** Screens open now. */
  readonly open: () => number
}

interface Watcher {
  readonly changed: Latch.Latch
  /** Log sequence the last build was true at: a change up to there is in it. -1 = none was built yet. */
  builtAt: number
}

export const makeWatchers = (
  partition: Partition["Service"],
  folds: FoldSet
): Effect.Effect<Watchers, never, Scope.Scope> =>
  Effect.gen(function* () {
    const touchedBy = makeTouched(partition.router, folds)
    const watchers = new Map<string, Set<Watcher>>()
    const waiting: Array<{ readonly seq: number; readonly durable: Deferred.Deferred<void> }> = []

    const wake = (key: string, seq: number): void => {
      for (const watcher of watchers.get(key) ?? []) if (seq > watcher.builtAt) watcher.changed.openUnsafe()
    }
    const stop = partition.onDurable((seq, records) => {
      while (waiting[0] !== undefined && waiting[0].seq <= seq) {
        const due = waiting.shift()
        if (due !== undefined) Deferred.doneUnsafe(due.durable, Effect.void)
      }
      const touched = touchedBy(records)
      for (const agent of touched.agents) wake(`agent ${agent}`, seq)
      for (const conversation of touched.conversations) wake(`conversation ${conversation}`, seq)
      if (touched.wall) wake("wall", seq)
    })
    yield* Effect.addFinalizer(() => Effect.sync(stop))

    const durable = (seq: number): Effect.Effect<void> =>
      Effect.suspend(() => {
        if (partition.durableSeq() >= seq) return Effect.void
        const due = { seq, durable: Deferred.makeUnsafe<void>() }
        const at = waiting.findLastIndex((one) => one.seq <= seq)
        waiting.splice(at + 1, 0, due)
        return Deferred.await(due.durable).pipe(
          Effect.onInterrupt(() =>
            Effect.sync(() => {
              const index = waiting.indexOf(due)
              if (index >= 0) waiting.splice(index, 1)
            })
          )
        )
      })

    const register = (subject: Subject): Effect.Effect<Watcher, never, Scope.Scope> =>
      Effect.acquireRelease(
        Effect.sync(() => {
          const watcher: Watcher = { changed: Latch.makeUnsafe(true), builtAt: -1 }
          const key = keyOf(subject)
          const same = watchers.get(key)
          if (same === undefined) watchers.set(key, new Set([watcher]))
          else same.add(watcher)
          return watcher
        }),
        (watcher) =>
          Effect.sync(() => {
            const key = keyOf(subject)
            const same = watchers.get(key)
            same?.delete(watcher)
            if (same?.size === 0) watchers.delete(key)
          })
      )

    const watch = <A>(subject: Subject, build: Effect.Effect<A | undefined>, pace?: Pace): Stream.Stream<A> =>
      Stream.unwrap(
        Effect.map(register(subject), (watcher) => {
          const next = nextChange(watcher, pace).pipe(
            Effect.andThen(
              Effect.suspend(() => {
                watcher.changed.closeUnsafe()
                watcher.builtAt = folds.position.seq()
                return build
              })
            ),
            Effect.tap(() => durable(folds.position.seq()))
          )
          return Stream.takeWhile(Stream.fromEffectRepeat(next), (built): built is A => built !== undefined)
        })
      )

    return {
      watch,
      open: () => [...watchers.values()].reduce((sum, same) => sum + same.size, 0)
    }
  })

const nextChange = (watcher: Watcher, pace: Pace = {}): Effect.Effect<void> =>
  Effect.suspend(() => {
    const { atMostEveryMs = 0, atLeastEveryMs } = pace
    const rest = watcher.builtAt < 0 || atMostEveryMs === 0 ? Effect.void : Effect.sleep(atMostEveryMs)
    const changed =
      atLeastEveryMs === undefined
        ? watcher.changed.await
        : Effect.raceFirst(watcher.changed.await, Effect.sleep(atLeastEveryMs - atMostEveryMs))
    return Effect.andThen(rest, changed)
  })

const keyOf = (subject: Subject): string => (subject.type === "wall" ? "wall" : `${subject.type} ${subject.id}`)
