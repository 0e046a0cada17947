import type { Layer } from "effect"
import type { Journal, Leadership, Snapshots, StateError } from "../ports/index.ts"
import { type Law, lawsOf } from "./Law.ts"

/** A store of snapshots to judge. */
export interface SnapshotsSubject {
  /** A layer over a new, empty store. */
  readonly fresh: () => Layer.Layer<Journal | Leadership | Snapshots, StateError>
}

/** The laws of a store of snapshots, by id. */
export const snapshotsRules = {
  S1: "the latest snapshot and the entries after it are the whole",
  S2: "a half-written snapshot is never the latest",
  S3: "trim never passes the latest complete snapshot",
  S5: "a snapshot saved under a stale term is lost",
  S6: "a snapshot of another history is diverged"
} as const

/** The promises of `Snapshots`. Needs `effect` when run. */
export const snapshotsLaws = (name: string, subject: SnapshotsSubject): ReadonlyArray<Law> =>
  lawsOf(name, snapshotsRules, async (rule) => (await import("./laws/snapshots.ts")).trySnapshots[rule](subject))
