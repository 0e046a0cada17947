import { Deferred } from "effect"
import type { Record } from "../records/Record.ts"
import type { Address, PartitionClosed } from "./Partition.ts"

/** Everything decided while the entry before it was being written: one entry of the log. */
export interface Batch {
  readonly seq: number
  readonly records: Array<readonly [Record, Address]>
  /** The records as they will be stored, encoded when they were written. */
  readonly frames: Array<string>
  readonly durable: Deferred.Deferred<void, PartitionClosed>
}

export const emptyBatch = (seq: number): Batch => ({
  seq,
  records: [],
  frames: [],
  durable: Deferred.makeUnsafe()
})
