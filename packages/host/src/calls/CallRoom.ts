import type { Directory } from "../Directory.ts"
import type { FoldSet } from "../folds.ts"
import type { Switchboard } from "./Switchboard.ts"

/** What a decision about calls looks at beside the engine. */
export interface CallRoom {
  readonly folds: Pick<FoldSet, "calls" | "conversations">
  readonly switchboard: Switchboard["Service"]
  readonly directory: Pick<Directory["Service"], "agent" | "agentAt" | "entryPoint" | "voice">
  /** Partition id: intents are named by their place in its log. */
  readonly partition: string
}
