import type { DeliveryStatus, InboundActivity, InboundReceipt } from "@strowger/router/ports"
import { laterStatus } from "../conversations/laterStatus.ts"
import type { Draft } from "../partition/Partition.ts"
import type { SettledRecord } from "../records/Record.ts"
import type { OutboxFold } from "./OutboxFold.ts"

/**
 * Part of the decision that takes a receipt, after its unit was written: tells what we sent that its status rose. A receipt that came
 * before our own submission was answered is parked by the fold, and matched when that is settled. A "read" of a chat counts for every
 * line up to its number.
 */
export const matchReceipt = (
  draft: Draft,
  outbox: OutboxFold,
  unit: InboundReceipt | InboundActivity,
  adapter: string | undefined = outbox.adapterOf(unit)
): void => {
  if (adapter === undefined) return
  if (unit.type === "Receipt") {
    const id = outbox.byRef(adapter, unit.ref)
    if (id !== undefined) raise(draft, outbox, id, wholeStatus(outbox, id), unit.code)
    return
  }
  if (unit.what !== "read" || unit.seq === undefined) return
  for (const id of outbox.sentUpTo(adapter, unit.thread, unit.seq)) raise(draft, outbox, id, "read", undefined)
}

/** Part of the decision that ends an intent; the first settlement wins. Receipts that came too early are matched here. */
export const settle = (draft: Draft, outbox: OutboxFold, id: string, outcome: SettledRecord["outcome"]): boolean => {
  const entry = outbox.entry(id)
  if (entry === undefined || entry.state === "settled") return false
  const refs = outcome.type === "Sent" ? outcome.refs : []
  const early = refs.flatMap((ref) => outbox.parked(entry.adapter, ref))
  draft.write({ type: "Settled", atMs: draft.nowMs, id, outcome })
  const code = early.findLast((receipt) => receipt.code !== undefined)?.code
  if (early.length > 0) raise(draft, outbox, id, wholeStatus(outbox, id), code)
  return true
}

const raise = (
  draft: Draft,
  outbox: OutboxFold,
  id: string,
  status: DeliveryStatus | undefined,
  code: string | undefined
): void => {
  const known = outbox.entry(id)?.status
  if (status === undefined || laterStatus(known, status) === known) return
  draft.write({ type: "Status", atMs: draft.nowMs, id, status, ...(code === undefined ? {} : { code }) })
}

/** A message in parts failed when one part did, and arrived when all of them did. */
const wholeStatus = (outbox: OutboxFold, id: string): DeliveryStatus | undefined => {
  const outcome = outbox.entry(id)?.outcome
  const statuses = [...outbox.partStatus(id).values()]
  const failed = statuses.find((status) => status === "failed" || status === "expired")
  if (failed !== undefined) return failed
  if (outcome?.type !== "Sent" || statuses.length < outcome.refs.length) return undefined
  return statuses.reduce((least, status) => (laterStatus(least, status) === least ? status : least))
}
