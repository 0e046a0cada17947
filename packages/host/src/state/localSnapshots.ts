import { Snapshots } from "@strowger/router/ports"
import { Effect, Stream } from "effect"
import { attempt } from "./faults.ts"
import type { LocalStore } from "./LocalStore.ts"

/** Snapshots of a store inside this process. Parts are written one by one; only the last step makes them `latest`. */
export const makeLocalSnapshots = (store: LocalStore): Snapshots["Service"] =>
  Snapshots.of({
    save: (term, at, codec, parts) =>
      Effect.gen(function* () {
        const save = yield* attempt(() => store.beginSnapshot(term))
        const count = yield* parts.pipe(
          Stream.zipWithIndex,
          Stream.mapEffect(([body, n]) => attempt(() => store.putPart(term, save, n, body))),
          Stream.runCount
        )
        yield* attempt(() => store.completeSnapshot(term, { save, at, codec, parts: count }))
      }),
    latest: (partition) =>
      attempt(() => {
        const found = store.latestSnapshot(partition)
        if (found === undefined) return undefined
        const parts = Stream.mapEffect(Stream.range(0, found.parts - 1), (n) =>
          attempt(() => store.part(partition, found.save, n))
        )
        return { at: found.at, codec: found.codec, parts: found.parts === 0 ? Stream.empty : parts }
      }),
    trim: (term, keepFrom) => attempt(() => store.trim(term, keepFrom))
  })
