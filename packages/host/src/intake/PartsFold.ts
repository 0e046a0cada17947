import type { Address, InboundPart, SourceKey } from "@strowger/router/ports"
import type { Fold } from "../partition/Partition.ts"
import type { Record } from "../records/Record.ts"

/** The parts of one concatenated message that came so far. */
export interface PartSet {
  readonly id: string
  readonly adapter: string
  readonly thread: string
  readonly from: Address
  readonly to: Address
  /** Source key of the part that came first. */
  readonly key: SourceKey
  readonly total: number
  readonly parts: ReadonlyMap<number, InboundPart>
  /** When it is joined with what there is, engine time. */
  readonly dueAtMs: number
  /** Set when it was joined with parts missing: the line a late part amends. */
  readonly joined?: { readonly conversation: string; readonly seq: number }
}

/** Open sets of parts. A whole set is forgotten at once; one joined with gaps is kept until late parts are no longer expected. */
export interface PartsFold extends Fold {
  readonly set: (adapter: string, id: string) => PartSet | undefined
  /** Sets whose gap has lasted too long, oldest first. */
  readonly due: (nowMs: number) => ReadonlyArray<PartSet>
  readonly nextDueAtMs: () => number | undefined
  /** Sets held now. */
  readonly size: () => number
}

interface Living extends PartSet {
  parts: Map<number, InboundPart>
  dueAtMs: number
  joined?: { readonly conversation: string; readonly seq: number }
}

/** A part that does not come for this long after the one before is taken as lost. */
export const defaultGapMs = 120_000
/** How long a set joined with gaps waits for late parts. */
const lateMs = 86_400_000

export const makePartsFold = (options?: { readonly gapMs?: number }): PartsFold => {
  const gapMs = options?.gapMs ?? defaultGapMs
  const sets = new Map<string, Living>()

  const add = (adapter: string, part: InboundPart, atMs: number): void => {
    for (const [id, old] of sets) {
      if (old.joined === undefined || old.dueAtMs + lateMs > atMs) break
      sets.delete(id)
    }
    const key = setKey(adapter, part.set.id)
    const found = sets.get(key)
    if (found !== undefined && !startsAnew(found, part)) {
      found.parts.set(part.set.number, part)
      found.dueAtMs = atMs + gapMs
      return
    }
    sets.delete(key)
    sets.set(key, {
      id: part.set.id,
      adapter,
      thread: part.thread,
      from: part.from,
      to: part.to,
      key: part.key,
      total: part.set.total,
      parts: new Map([[part.set.number, part]]),
      dueAtMs: atMs + gapMs
    })
  }

  /** A part put aside as poison, right after it was kept: it shall not spoil its set. */
  const remove = (key: SourceKey): void => {
    for (const [id, set] of sets) {
      for (const [number, part] of set.parts) if (sameKey(part.key, key)) set.parts.delete(number)
      if (set.parts.size === 0) sets.delete(id)
    }
  }

  const apply = (record: Record): void => {
    if (record.type === "UnitTaken" && record.unit.type === "Part") return add(record.adapter, record.unit, record.atMs)
    if (record.type === "Noted" && record.what === "poison" && record.key) return remove(record.key)
    if (record.type !== "Message" || record.joins === undefined) return
    const key = setKey(record.joins.adapter, record.joins.set)
    const set = sets.get(key)
    if (set === undefined) return
    if (record.incomplete === undefined) sets.delete(key)
    else set.joined = { conversation: record.conversation, seq: record.seq }
  }

  const waiting = (): ReadonlyArray<Living> => [...sets.values()].filter((set) => set.joined === undefined)

  return {
    name: "parts",
    apply,
    set: (adapter, id) => sets.get(setKey(adapter, id)),
    due: (nowMs) =>
      waiting()
        .filter((set) => set.dueAtMs <= nowMs)
        .sort((one, other) => one.dueAtMs - other.dueAtMs),
    nextDueAtMs: () => {
      let next: number | undefined
      for (const set of waiting()) next = next === undefined ? set.dueAtMs : Math.min(next, set.dueAtMs)
      return next
    },
    size: () => sets.size
  }
}

const sameKey = (one: SourceKey, other: SourceKey): boolean =>
  one.account === other.account && one.epoch === other.epoch && one.id === other.id

const setKey = (adapter: string, id: string): string => `${adapter}\n${id}`

/**
 * References of concatenated messages are short and come round again: a part that contradicts the set it names (other octets under
 * the same number, another total) begins a new one.
 */
export const startsAnew = (set: PartSet, part: InboundPart): boolean => {
  const same = set.parts.get(part.set.number)
  if (set.total !== part.set.total) return true
  return same !== undefined && (same.octets !== part.octets || same.dataCoding !== part.dataCoding)
}

/** Numbers of the parts that did not come. */
export const missingParts = (set: Pick<PartSet, "total" | "parts">): ReadonlyArray<number> => {
  const missing: Array<number> = []
  for (let number = 1; number <= set.total; number++) if (!set.parts.has(number)) missing.push(number)
  return missing
}
