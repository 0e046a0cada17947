import { BlobStore, type Journal, type Leadership, type Snapshots } from "@strowger/router/ports"
import { blobStoreLaws, journalLaws, type Law, leadershipLaws, snapshotsLaws } from "@strowger/router/testing"
import { Effect, Layer, Stream } from "effect"
import { describe, expect, it } from "vitest"
import type { LocalStore } from "../../src/state/LocalStore.ts"
import { localServices } from "../../src/state/localLayer.ts"
import { makeMemoryBlobs } from "../../src/state/memory/blobs.ts"
import { makeMemoryStore } from "../../src/state/memory/MemoryStore.ts"

/** The memory store with one fault planted. */
const faulty = (plant: (store: LocalStore) => Partial<LocalStore>) => ({
  fresh: (): Layer.Layer<Journal | Leadership | Snapshots> =>
    Layer.effectContext(
      Effect.sync(() => {
        const store = makeMemoryStore()
        return localServices({ ...store, ...plant(store) })
      })
    )
})

const faultyBlobs = (plant: (blobs: BlobStore["Service"]) => Partial<BlobStore["Service"]>) => ({
  fresh: () =>
    Layer.sync(BlobStore, () => {
      const blobs = makeMemoryBlobs()
      return BlobStore.of({ ...blobs, ...plant(blobs) })
    })
})

/** Which laws see it. */
const seenBy = async (laws: ReadonlyArray<Law>): Promise<ReadonlyArray<string>> => {
  const seen: Array<string> = []
  for (const law of laws) {
    try {
      await law.run()
    } catch {
      seen.push(law.id)
    }
  }
  return seen
}

describe("a fault planted in a store is seen by the law that names it", () => {
  it.each<readonly [string, string, (store: LocalStore) => Partial<LocalStore>]>([
    [
      "every other append is dropped and confirmed",
      "J1",
      (store) => {
        let n = 0
        return {
          append: (...asked) => (++n % 2 === 0 ? { ...asked[1], seq: asked[1].seq + 1 } : store.append(...asked))
        }
      }
    ],
    [
      "an append asked again is written again",
      "J2",
      (store) => {
        let n = 0
        return { append: (term, after, op, ...rest) => store.append(term, after, `${op} ${++n}`, ...rest) }
      }
    ],
    [
      "whatever place an append names, it goes to the head",
      "J3",
      (store) => ({ append: (term, _, ...rest) => store.append(term, store.head(term.partition), ...rest) })
    ],
    [
      "a stale term may write",
      "J4",
      (store) => {
        const latest = new Map<string, { readonly epoch: number; readonly nonce: string }>()
        return {
          raise: (partition) => {
            const raised = store.raise(partition)
            latest.set(partition, raised)
            return raised
          },
          append: (term, ...rest) => store.append({ ...term, ...latest.get(term.partition) }, ...rest)
        }
      }
    ],
    ["a page leaves its last entry out", "J1", (store) => ({ page: (...asked) => store.page(...asked).slice(0, -1) })],
    ["nobody is told of new entries", "J7", () => ({ watch: () => () => undefined })],
    ["a codec number is lost", "J8", (store) => ({ append: (t, a, o, _, body) => store.append(t, a, o, 1, body) })]
  ])("journal: %s (%s)", async (_, law, plant) => {
    const laws = journalLaws("planted", faulty(plant)).filter(({ id }) => id === law)
    expect(await seenBy(laws.map((tried) => ({ ...tried, run: () => within(tried.run()) })))).toEqual([law])
  })

  it("leadership: an epoch that does not grow (L1)", async () => {
    const laws = leadershipLaws(
      "planted",
      faulty((store) => ({ raise: (p) => ({ ...store.raise(p), epoch: 1 }) }))
    )
    expect(await seenBy(laws)).toContain("L1")
  })

  it("snapshots: what is half written is the latest (S2), and a trim goes too far (S3)", async () => {
    const half = faulty((store) => ({
      putPart: (term, save, n, body) => {
        store.putPart(term, save, n, body)
        const at = store.head(term.partition)
        store.completeSnapshot(term, { save, at, codec: 3, parts: n + 1 })
      }
    }))
    expect(await seenBy(snapshotsLaws("planted", half))).toContain("S2")
    const greedy = faulty((store) => {
      let trimmedTo = 0
      return {
        trim: (_, keepFrom) => (trimmedTo = keepFrom),
        page: (p, seq, limit) => store.page(p, seq, limit).filter((entry) => entry.at.seq >= trimmedTo),
        hashAt: (p, seq) => (seq < trimmedTo ? undefined : store.hashAt(p, seq))
      }
    })
    expect(await seenBy(snapshotsLaws("planted", greedy))).toContain("S3")
  })

  it("blobs: other bytes (B1), what broke off (B2), a sweep without grace (B4)", async () => {
    const others = faultyBlobs((blobs) => ({
      get: (sha256) =>
        Effect.map(blobs.get(sha256), (found) => found && Stream.map(found, (bytes) => bytes.map((byte) => byte ^ 1)))
    }))
    expect(await seenBy(blobStoreLaws("planted", others))).toContain("B1")
    const broken = faultyBlobs((blobs) => ({
      put: (bytes) => Effect.andThen(blobs.put(Stream.make(new Uint8Array(3))), blobs.put(bytes))
    }))
    expect(await seenBy(blobStoreLaws("planted", broken))).toContain("B2")
    const hasty = faultyBlobs((blobs) => ({ sweep: (live) => blobs.sweep(live, -1_000) }))
    expect(await seenBy(blobStoreLaws("planted", hasty))).toContain("B4")
  })
})

/** A law that waits for ever has seen the fault, too. */
const within = (run: Promise<void>): Promise<void> => {
  const late = new Promise<void>((_, reject) => {
    setTimeout(() => reject(new Error("it never ended")), 3_000).unref()
  })
  return Promise.race([run, late])
}
