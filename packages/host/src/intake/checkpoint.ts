import type { Inbound } from "@strowger/router/ports"
import { Effect } from "effect"

/**
 * Named instants of a unit's way in: "recorded" = durable, not yet acknowledged; "acked" = acknowledged outward. A test that kills the
 * host waits in one of them; in service they do nothing.
 */
export type Checkpoint = (name: "recorded" | "acked", unit: Inbound) => Effect.Effect<void>

export const noCheckpoint: Checkpoint = () => Effect.void
