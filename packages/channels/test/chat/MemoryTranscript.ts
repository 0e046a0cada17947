import { type Delivery, Transcript, type TranscriptLine } from "@strowger/router/ports"
import { Effect, type Layer } from "effect"
import { Layer as Layers } from "effect"

/** A transcript in memory that keeps the port's promise: gapless numbers per thread, watchers called after a line is kept. */
export interface MemoryTranscript {
  readonly layer: Layer.Layer<Transcript>
  readonly lines: (thread: string) => ReadonlyArray<TranscriptLine>
  /** Keeps a line; the same `clientId` in a thread is kept once. Returns its number and whether it was there. */
  readonly keep: (thread: string, line: Omit<TranscriptLine, "seq" | "atMs">) => { seq: number; duplicate: boolean }
  /** What a host does with a delivery: keep a message under its source key, then acknowledge. */
  readonly record: (delivery: Delivery) => Effect.Effect<void>
}

export const memoryTranscript = (): MemoryTranscript => {
  const threads = new Map<string, Array<TranscriptLine>>()
  const watchers = new Map<string, Set<() => void>>()
  const keys = new Map<string, number>()
  const linesOf = (thread: string) => {
    const lines = threads.get(thread) ?? []
    threads.set(thread, lines)
    return lines
  }
  const keep: MemoryTranscript["keep"] = (thread, line) => {
    const lines = linesOf(thread)
    const before = line.clientId === undefined ? undefined : lines.find((one) => one.clientId === line.clientId)
    if (before !== undefined) return { seq: before.seq, duplicate: true }
    lines.push({ ...line, seq: lines.length + 1, atMs: 1_000 + lines.length })
    for (const listener of watchers.get(thread) ?? []) listener()
    return { seq: lines.length, duplicate: false }
  }
  return {
    layer: Layers.succeed(Transcript, {
      after: (thread, seq) => Effect.sync(() => linesOf(thread).slice(seq)),
      watch: (thread, listener) =>
        Effect.sync(() => {
          const set = watchers.get(thread) ?? new Set()
          watchers.set(thread, set)
          set.add(listener)
          return () => void set.delete(listener)
        })
    }),
    lines: linesOf,
    keep,
    record: ({ unit, ack }) => {
      const key = JSON.stringify(unit.key)
      const before = keys.get(key)
      if (unit.type !== "Message") {
        keys.set(key, 0)
        return ack({ duplicate: before !== undefined })
      }
      if (before !== undefined) return ack({ duplicate: true, seq: before })
      const { seq } = keep(unit.thread, {
        author: "customer",
        content: unit.content,
        ...(unit.clientId === undefined ? {} : { clientId: unit.clientId })
      })
      keys.set(key, seq)
      return ack({ duplicate: false, seq })
    }
  }
}
