import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { BlobStore, type StateError } from "@strowger/router/ports"
import { Context, Effect, Layer } from "effect"
import { attempt } from "../faults.ts"
import { makeFolderBlobs } from "../folder/blobs.ts"
import { localServices, type State } from "../localLayer.ts"
import { openJournal, prepareDirectory } from "./openJournal.ts"
import { own } from "./ownership.ts"
import { makeSqliteStore } from "./SqliteStore.ts"

export interface SqliteOptions {
  /** Made when absent. Holds `journal.db`, `owner.db`, `owner.json` and `blobs/`; must be on a local disk. */
  readonly directory: string
  /** `journal.db` is not to grow beyond this; appends then fail with `full`. Default: as large as the disk. */
  readonly maxBytes?: number
}

/**
 * State of one process on node:sqlite (durability D2: nothing confirmed is lost by a kill or a power cut, as far as the disk tells the
 * truth about fsync). The directory is owned from the build of the layer until its scope closes; a second process fails at once.
 */
export const sqliteState = (options: SqliteOptions): Layer.Layer<State, StateError> =>
  Layer.effectContext(
    Effect.gen(function* () {
      const { directory, maxBytes } = options
      yield* attempt(() => prepareDirectory(directory))
      yield* Effect.acquireRelease(
        attempt(() => own(directory)),
        (owner) => Effect.sync(owner.release)
      )
      const journal = yield* Effect.acquireRelease(
        attempt(() => openJournal(directory, maxBytes)),
        ({ db }) => Effect.sync(() => db.close())
      )
      const blobs = join(directory, "blobs")
      yield* attempt(() => mkdirSync(blobs, { recursive: true }))
      return Context.add(localServices(makeSqliteStore(journal)), BlobStore, makeFolderBlobs(blobs))
    })
  )
