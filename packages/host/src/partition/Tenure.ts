import { Context, type Effect } from "effect"
import type { PartitionClosed } from "./Partition.ts"

/** How long the partition is ours. Asked right before the wire is touched; what may be written is decided by the store alone. */
export class Tenure extends Context.Service<
  Tenure,
  {
    readonly alive: () => boolean
    /** Completes when the partition closed for good: the host stops or starts again. Never on a graceful stop. */
    readonly ended: Effect.Effect<PartitionClosed>
  }
>()("@strowger/host/Tenure") {}
