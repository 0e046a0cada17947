import type { DeliveryStatus, InboundReceipt } from "@strowger/router/ports"
import { Context, Layer } from "effect"
import { laterStatus } from "../conversations/laterStatus.ts"
import type { Address, Fold } from "../partition/Partition.ts"
import type { IntendedRecord, Record, SettledRecord, UnitTakenRecord } from "../records/Record.ts"

/** One intent and what has become of it. */
export interface OutboxEntry {
  readonly id: string
  readonly at: Address
  readonly atMs: number
  readonly adapter: string
  readonly policy: IntendedRecord["policy"]
  /** Without its content once settled: the conversation keeps that. */
  readonly intent: IntendedRecord["intent"]
  /** `taken` by this host, so under way; `ambiguous` when another term took it: nobody knows whether it went out. */
  readonly state: "intent" | "taken" | "ambiguous" | "settled"
  readonly outcome?: SettledRecord["outcome"]
  readonly status?: DeliveryStatus
}

/** A receipt that waits for the far side's id to become known: it may overtake the answer to our own submission. */
export interface ParkedReceipt {
  readonly status: DeliveryStatus
  readonly code?: string
}

/** Intents and their results. Everything that is known of what goes outward, out of the log alone. */
export interface OutboxFold extends Fold {
  readonly entry: (id: string) => OutboxEntry | undefined
  /** Not settled, in the order of the log. */
  readonly pending: () => Iterable<OutboxEntry>
  readonly byRef: (adapter: string, ref: string) => string | undefined
  readonly parked: (adapter: string, ref: string) => ReadonlyArray<ParkedReceipt>
  /** Which adapter brought this receipt; known for the units taken last. */
  readonly adapterOf: (unit: { readonly key: InboundReceipt["key"] }) => string | undefined
  /** What each part of a sent message was said to be; the parts nothing was heard of are left out. */
  readonly partStatus: (id: string) => ReadonlyMap<string, DeliveryStatus>
  /** What was sent into a thread as lines of its conversation up to `seq`, without what is known to be read. */
  readonly sentUpTo: (adapter: string, thread: string, seq: number) => ReadonlyArray<string>
  readonly counts: () => { readonly intended: number; readonly settled: number; readonly pending: number }
}

/** Receipts come within days; what was sent longer ago is forgotten. */
const sentKeptMs = 7 * 86_400_000
/** Nothing more is heard of what was not sent, or of an act on a call. */
const endedKeptMs = 3_600_000
/** A receipt for what we never sent is not ours. */
const parkedKeptMs = 86_400_000

type Mutable = { -readonly [K in keyof OutboxEntry]: OutboxEntry[K] }
interface Kept extends Mutable {
  settledAtMs?: number
  readonly parts: Map<string, DeliveryStatus>
}
interface Parked {
  readonly atMs: number
  readonly receipts: Array<ParkedReceipt>
}

const refKey = (adapter: string, ref: string): string => `${adapter}\n${ref}`

class OutboxState implements OutboxFold {
  readonly name = "outbox"
  readonly #entries = new Map<string, Kept>()
  /** Unsettled, in log order. */
  readonly #pending = new Map<string, Kept>()
  /** In the order of settling, so that what is over is always in front: what may bring receipts, and the rest. */
  readonly #sent = new Map<string, Kept>()
  readonly #ended = new Map<string, Kept>()
  readonly #refs = new Map<string, string>()
  readonly #parked = new Map<string, Parked>()
  readonly #lines = new Map<string, Map<number, string>>()
  /** Lines whose intent stands later in the same decision. */
  readonly #early = new Map<string, number>()
  #last: UnitTakenRecord | undefined
  #intended = 0
  #settledCount = 0

  apply(record: Record, at: Address): void {
    switch (record.type) {
      case "Led":
        // Whoever led before is gone: what it took may or may not have gone out.
        for (const entry of this.#pending.values()) if (entry.state === "taken") entry.state = "ambiguous"
        return
      case "Intended":
        return this.#intend(record, at)
      case "Taken":
        for (const id of record.ids) {
          const entry = this.#pending.get(id)
          if (entry !== undefined) entry.state = "taken"
        }
        return
      case "Settled":
        return this.#settle(record)
      case "Status": {
        const entry = this.#entries.get(record.id)
        if (entry !== undefined) entry.status = raised(entry.status, record.status)
        return
      }
      case "Message":
        if (record.intent !== undefined) this.#keepLine(record.intent, record.seq)
        return
      case "UnitTaken":
        this.#last = record
        if (record.unit.type === "Receipt") this.#take(record.adapter, record.unit, record.atMs)
        return
      case "Routed":
      case "ContactOpened":
      case "ActDone":
      case "Noted":
        return
    }
  }

  #intend(record: IntendedRecord, at: Address): void {
    const { id, adapter, policy, intent, atMs } = record
    const entry: Kept = { id, at, atMs, adapter, policy, intent, state: "intent", parts: new Map() }
    this.#entries.set(id, entry)
    this.#pending.set(id, entry)
    this.#intended += 1
    const line = this.#early.get(id)
    if (line !== undefined) this.#keepLine(id, line)
    this.#early.clear()
  }

  #settle({ id, outcome, atMs }: SettledRecord): void {
    const entry = this.#pending.get(id)
    // The first settlement wins.
    if (entry === undefined) return
    this.#pending.delete(id)
    this.#settledCount += 1
    entry.state = "settled"
    entry.outcome = outcome
    entry.settledAtMs = atMs
    const message = entry.intent.type === "Send" && outcome.type === "Sent"
    if (entry.intent.type === "Send") entry.intent = { ...entry.intent, content: { text: "" } }
    const kept = message ? this.#sent : this.#ended
    kept.set(id, entry)
    if (outcome.type === "Sent") {
      entry.status = raised(entry.status, "submitted")
      for (const ref of outcome.refs) {
        const key = refKey(entry.adapter, ref)
        this.#refs.set(key, id)
        for (const receipt of this.#parked.get(key)?.receipts ?? []) this.#hear(entry, ref, receipt.status)
        this.#parked.delete(key)
      }
    }
    this.#forget(atMs)
  }

  #take(adapter: string, unit: InboundReceipt, atMs: number): void {
    const key = refKey(adapter, unit.ref)
    const entry = this.#entries.get(this.#refs.get(key) ?? "")
    if (entry !== undefined) return this.#hear(entry, unit.ref, unit.status)
    const parked = this.#parked.get(key) ?? { atMs, receipts: [] }
    parked.receipts.push({ status: unit.status, ...(unit.code === undefined ? {} : { code: unit.code }) })
    this.#parked.set(key, parked)
    this.#forget(atMs)
  }

  #hear(entry: Kept, ref: string, status: DeliveryStatus): void {
    entry.parts.set(ref, raised(entry.parts.get(ref), status))
  }

  #keepLine(id: string, seq: number): void {
    const entry = this.#entries.get(id)
    if (entry === undefined) this.#early.set(id, seq)
    if (entry?.intent.type !== "Send") return
    const key = refKey(entry.adapter, entry.intent.thread)
    const lines = this.#lines.get(key) ?? new Map<number, string>()
    lines.set(seq, id)
    this.#lines.set(key, lines)
  }

  /** Judged by the records' own time, so that a restart forgets the same. */
  #forget(atMs: number): void {
    this.#forgetOf(this.#sent, atMs - sentKeptMs)
    this.#forgetOf(this.#ended, atMs - endedKeptMs)
    for (const [key, parked] of this.#parked) {
      if (parked.atMs + parkedKeptMs > atMs) break
      this.#parked.delete(key)
    }
  }

  #forgetOf(settled: Map<string, Kept>, untilMs: number): void {
    for (const [id, entry] of settled) {
      if ((entry.settledAtMs ?? 0) > untilMs) break
      settled.delete(id)
      this.#entries.delete(id)
      if (entry.outcome?.type === "Sent") {
        for (const ref of entry.outcome.refs) {
          const key = refKey(entry.adapter, ref)
          if (this.#refs.get(key) === id) this.#refs.delete(key)
        }
      }
      if (entry.intent.type === "Send") this.#forgetLine(refKey(entry.adapter, entry.intent.thread), id)
    }
  }

  #forgetLine(key: string, id: string): void {
    const lines = this.#lines.get(key)
    for (const [seq, kept] of lines ?? []) if (kept === id) lines?.delete(seq)
    if (lines?.size === 0) this.#lines.delete(key)
  }

  entry(id: string): OutboxEntry | undefined {
    return this.#entries.get(id)
  }
  pending(): Iterable<OutboxEntry> {
    return this.#pending.values()
  }
  byRef(adapter: string, ref: string): string | undefined {
    return this.#refs.get(refKey(adapter, ref))
  }
  parked(adapter: string, ref: string): ReadonlyArray<ParkedReceipt> {
    return this.#parked.get(refKey(adapter, ref))?.receipts ?? []
  }
  adapterOf({ key }: { readonly key: InboundReceipt["key"] }): string | undefined {
    const last = this.#last?.unit.key
    const same = last?.account === key.account && last.epoch === key.epoch && last.id === key.id
    return same ? this.#last?.adapter : undefined
  }
  partStatus(id: string): ReadonlyMap<string, DeliveryStatus> {
    return this.#entries.get(id)?.parts ?? new Map()
  }
  sentUpTo(adapter: string, thread: string, seq: number): ReadonlyArray<string> {
    const found: Array<string> = []
    for (const [line, id] of this.#lines.get(refKey(adapter, thread)) ?? []) {
      if (line <= seq && this.#entries.get(id)?.status !== "read") found.push(id)
    }
    return found
  }
  counts() {
    return { intended: this.#intended, settled: this.#settledCount, pending: this.#pending.size }
  }
}

/** `laterStatus` over the statuses of the wire. */
const raised = (known: DeliveryStatus | undefined, next: DeliveryStatus): DeliveryStatus =>
  laterStatus(known, next) as DeliveryStatus

export const makeOutboxFold = (): OutboxFold => {
  const state = new OutboxState()
  // A partition calls `apply` apart from its object.
  return Object.assign(state, { apply: state.apply.bind(state) })
}

/** The outbox of the partition, shared by the partition (which applies records), the rooms and the pump. */
export class Outbox extends Context.Service<Outbox, OutboxFold>()("@strowger/host/Outbox") {
  static readonly layer: Layer.Layer<Outbox> = Layer.sync(Outbox, makeOutboxFold)
}
