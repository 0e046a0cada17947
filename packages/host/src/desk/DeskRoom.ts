import type { Router } from "@strowger/router"
import type { CallRoom } from "../calls/CallRoom.ts"
import type { Directory } from "../Directory.ts"
import type { FoldSet } from "../folds.ts"

/** The language names of queues are shown in. */
export type Language = "zh" | "en"

/** What the screens are built of. */
export interface DeskRoom extends CallRoom {
  readonly folds: FoldSet
  readonly directory: Directory["Service"]
  readonly router: Router
}
