import { Effect, Exit, Stream } from "effect"
import { BlobStore, type StateError } from "../../ports/index.ts"
import type { BlobStoreSubject, blobStoreRules } from "../blobStoreLaws.ts"
import { holds } from "../Law.ts"
import { bodyOf, experiment } from "./experiment.ts"

const withStore = (
  subject: BlobStoreSubject,
  run: (store: BlobStore["Service"]) => Effect.Effect<void, unknown>
): Promise<void> => experiment(Effect.flatMap(BlobStore, run).pipe(Effect.provide(subject.fresh(), { local: true })))

const absent = "ab".repeat(32)

const bytesOf = (stream: Stream.Stream<Uint8Array, StateError>) =>
  Effect.map(Stream.runCollect(stream), (chunks) => {
    const whole = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0))
    let at = 0
    for (const chunk of chunks) {
      whole.set(chunk, at)
      at += chunk.length
    }
    return whole
  })

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && a.every((byte, i) => byte === b[i])

const get = (store: BlobStore["Service"], sha256: string) =>
  Effect.flatMap(store.get(sha256), (found) => (found === undefined ? Effect.undefined : bytesOf(found)))

export const tryBlobs: Readonly<Record<keyof typeof blobStoreRules, (subject: BlobStoreSubject) => Promise<void>>> = {
  B1: (subject) =>
    withStore(subject, (store) =>
      Effect.gen(function* () {
        const every = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256)
        const pieces = [every.subarray(0, 1), every.subarray(1, 40_000), every.subarray(40_000)]
        const put = yield* store.put(Stream.fromIterable(pieces))
        holds(/^[0-9a-f]{64}$/.test(put.sha256), "sha256 is not in lower-case hexadecimal")
        holds(put.bytes === 70_000, `70000 bytes were counted as ${put.bytes}`)
        const got = yield* get(store, put.sha256)
        holds(got !== undefined && same(got, every), "another content came back")
        // The hash of "abc" (FIPS 180-2, B.1) and of nothing.
        const abc = yield* store.put(Stream.make(bodyOf("abc")))
        holds(
          abc.sha256 === "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          "not the SHA-256 of abc"
        )
        const nothing = yield* store.put(Stream.empty)
        holds(
          nothing.sha256 === "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "not that of nothing"
        )
        const empty = yield* get(store, nothing.sha256)
        holds(empty?.length === 0, "an empty blob did not come back")
        holds((yield* store.get(absent)) === undefined, "a blob that was never put is there")
        holds((yield* store.get("../../etc/passwd")) === undefined, "a name that is no hash leads somewhere")
      })
    ),
  B2: (subject) =>
    withStore(subject, (store) =>
      Effect.gen(function* () {
        const once = yield* store.put(Stream.make(bodyOf("twice")))
        const again = yield* store.put(Stream.make(bodyOf("tw"), bodyOf("ice")))
        holds(once.sha256 === again.sha256 && once.bytes === again.bytes, "the same bytes are two blobs")
        const breaks = Stream.concat(Stream.make(bodyOf("whole")), Stream.fail("planted" as const))
        const failed = yield* Effect.exit(store.put(breaks))
        holds(Exit.isFailure(failed), "a put whose source broke off succeeded")
        const whole = yield* store.put(Stream.make(bodyOf("other")))
        holds((yield* get(store, whole.sha256)) !== undefined, "no blob can be put after one broke off")
        const hash = yield* store.put(Stream.make(bodyOf("whole")))
        holds((yield* store.sweep(Stream.make(hash.sha256, whole.sha256), -1_000)) === 1, "the broken put left a blob")
      })
    ),
  B4: (subject) =>
    withStore(subject, (store) =>
      Effect.gen(function* () {
        const named = yield* store.put(Stream.make(bodyOf("named")))
        const orphan = yield* store.put(Stream.make(bodyOf("orphan")))
        const live = Stream.make(named.sha256)
        holds((yield* store.sweep(live, 3_600_000)) === 0, "something younger than the grace went")
        holds((yield* store.get(orphan.sha256)) !== undefined, "a young blob went")
        // A negative grace makes everything old at once, so that the law needs no clock.
        holds((yield* store.sweep(live, -1_000)) === 1, "not exactly the orphan went")
        holds((yield* store.get(orphan.sha256)) === undefined, "the orphan is still there")
        holds((yield* get(store, named.sha256)) !== undefined, "a named blob went")
      })
    )
}
