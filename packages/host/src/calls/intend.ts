import type { Draft } from "../partition/Partition.ts"
import type { Intent } from "../records/Record.ts"

/** The name of what is written at this place of the log, the same for ever. */
export const addressId = (partition: string, at: { readonly seq: number; readonly index: number }): string =>
  `${partition}/${at.seq}/${at.index}`

/** Writes an intent under its own address; returns its id. */
export const intend = (
  draft: Draft,
  partition: string,
  adapter: string,
  policy: "at-most-once" | "at-least-once",
  intent: Intent
): string => {
  const id = addressId(partition, draft.next())
  draft.write({ type: "Intended", atMs: draft.nowMs, id, policy, adapter, intent })
  return id
}
