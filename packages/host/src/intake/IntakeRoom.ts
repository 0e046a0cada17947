import type { Content, InboundActivity, InboundPart, InboundReceipt } from "@strowger/router/ports"
import type { CallRoom } from "../calls/CallRoom.ts"
import type { FoldSet } from "../folds.ts"
import type { Draft } from "../partition/Partition.ts"

/** What is left of a set of parts once read; `joinParts` of `@strowger/channels/sms`. */
export interface Joined {
  readonly content?: Content
  readonly missing: ReadonlyArray<number>
}
export type Join = (parts: ReadonlyArray<InboundPart>) => Joined

/** What a decision about an inbound unit looks at beside the engine. */
export interface IntakeRoom extends CallRoom {
  readonly folds: FoldSet
  readonly join: Join
  /** Matches what the far side says of a message of ours; the outbox knows which. */
  readonly matchReceipt: (draft: Draft, unit: InboundReceipt | InboundActivity, adapter: string) => void
}
