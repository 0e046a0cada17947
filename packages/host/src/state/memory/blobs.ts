import { createHash } from "node:crypto"
import { BlobStore } from "@strowger/router/ports"
import { Clock, Effect, Stream } from "effect"

/** Blobs of this process only. */
export const makeMemoryBlobs = (): BlobStore["Service"] => {
  const blobs = new Map<string, { readonly bytes: Uint8Array; atMs: number }>()
  return BlobStore.of({
    put: (stream) =>
      Effect.gen(function* () {
        const bytes = Buffer.concat(yield* Stream.runCollect(stream))
        const sha256 = createHash("sha256").update(bytes).digest("hex")
        blobs.set(sha256, { bytes, atMs: yield* Clock.currentTimeMillis })
        return { sha256, bytes: bytes.length }
      }),
    get: (sha256) =>
      Effect.sync(() => {
        const found = blobs.get(sha256)
        return found === undefined ? undefined : Stream.succeed(new Uint8Array(found.bytes))
      }),
    sweep: (live, olderThanMs) =>
      Effect.gen(function* () {
        const kept = new Set(yield* Stream.runCollect(live))
        const limit = (yield* Clock.currentTimeMillis) - olderThanMs
        let removed = 0
        for (const [sha256, { atMs }] of blobs) {
          if (kept.has(sha256) || atMs > limit) continue
          blobs.delete(sha256)
          removed += 1
        }
        return removed
      })
  })
}
