import type { Layer } from "effect"
import type { BlobStore, StateError } from "../ports/index.ts"
import { type Law, lawsOf } from "./Law.ts"

/** A store to judge. */
export interface BlobStoreSubject {
  /** A layer over a new, empty store. */
  readonly fresh: () => Layer.Layer<BlobStore, StateError>
}

/** The laws of a blob store, by id. */
export const blobStoreRules = {
  B1: "what is got is what was put, byte for byte",
  B2: "putting again is the same blob; a put that failed is absent",
  B4: "sweep removes what is neither named nor young, and nothing else"
} as const

/** The promises of a `BlobStore`. B3 (a blob is durable before the entry that names it) is the caller's. Needs `effect` when run. */
export const blobStoreLaws = (name: string, subject: BlobStoreSubject): ReadonlyArray<Law> =>
  lawsOf(name, blobStoreRules, async (rule) => (await import("./laws/blobs.ts")).tryBlobs[rule](subject))
