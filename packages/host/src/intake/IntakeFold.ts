import type { SourceKey } from "@strowger/router/ports"
import type { Address, Fold } from "../partition/Partition.ts"
import type { Record } from "../records/Record.ts"
import { poisonRetentionMs, retentionMs } from "./retention.ts"
import { keyDigest, secondDigest } from "./sourceKey.ts"

/** Which units were taken already, and how far every account was read. */
export interface IntakeFold extends Fold {
  /** Found = the unit was taken; `seq` is its line in the conversation, where it became one. */
  readonly taken: (digest: string) => { readonly seq?: number } | undefined
  readonly cursor: (account: string) => { readonly cursor: string; readonly position: number } | undefined
  /** Keys held now. */
  readonly size: () => number
}

interface Taken {
  readonly atMs: number
  seq?: number
}

interface Current {
  readonly position: number
  readonly entries: ReadonlyArray<Taken>
}
const nothing: Current = { position: -1, entries: [] }

export const makeIntakeFold = (): IntakeFold => {
  // One map per retention, each in order of time, so that what is over is always in front.
  const keys = new Map<number, Map<string, Taken>>()
  const cursors = new Map<string, { readonly cursor: string; readonly position: number }>()
  // The message unit whose line is still to come, in the decision that is being read.
  let current: Current = nothing

  const remember = (digest: string, atMs: number, forMs: number): Taken => {
    let held = keys.get(forMs)
    if (held === undefined) keys.set(forMs, (held = new Map()))
    for (const [old, taken] of held) {
      if (taken.atMs + forMs > atMs) break
      held.delete(old)
    }
    const taken: Taken = { atMs }
    held.set(digest, taken)
    return taken
  }

  const find = (digest: string): Taken | undefined => {
    for (const held of keys.values()) {
      const taken = held.get(digest)
      if (taken !== undefined) return taken
    }
    return undefined
  }

  const apply = (record: Record, at: Address): void => {
    switch (record.type) {
      case "UnitTaken": {
        const { unit, atMs } = record
        const entries = [remember(keyDigest(unit.key), atMs, retentionMs(unit))]
        const second = secondDigest(unit)
        if (second !== undefined) {
          // A mail that came again under another key keeps the line it became first.
          const before = find(second)
          const again = remember(second, atMs, retentionMs(unit))
          if (before?.seq !== undefined) for (const entry of [...entries, again]) entry.seq = before.seq
          entries.push(again)
        }
        current = unit.type === "Message" ? { position: at.seq, entries } : nothing
        if (record.cursor !== undefined) cursors.set(unit.key.account, { cursor: record.cursor, position: at.seq })
        return
      }
      case "Message":
        if (record.author !== "customer" || current.position !== at.seq) return
        for (const entry of current.entries) entry.seq ??= record.seq
        current = nothing
        return
      case "Noted":
        if (record.what === "poison" && record.key) rememberPoison(record.key, record.atMs)
        return
      default:
        return
    }
  }
  const rememberPoison = (key: SourceKey, atMs: number): void => {
    const digest = keyDigest(key)
    if (find(digest) === undefined) remember(digest, atMs, poisonRetentionMs)
  }

  return {
    name: "intake",
    apply,
    taken: (digest) => find(digest),
    cursor: (account) => cursors.get(account),
    size: () => {
      let size = 0
      for (const held of keys.values()) size += held.size
      return size
    }
  }
}
