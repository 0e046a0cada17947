import { Context, type Effect } from "effect"
import type { Content } from "./Adapter.ts"

/** One line of a conversation as its customer may see it. `seq` is gapless from 1 within the thread. */
export interface TranscriptLine {
  /** Place in the conversation, without gaps, from 1. */
  readonly seq: number
  readonly atMs: number
  readonly author: "customer" | "agent" | "system"
  /** Of whoever wrote it, for people. */
  readonly name?: string
  /** What it says. */
  readonly content: Content
  /** The customer's own idempotency key, so that a browser knows its own line again. */
  readonly clientId?: string
}

/** The durable lines of a thread, for adapters that let a customer resume by number. Only durable lines are ever shown. */
export class Transcript extends Context.Service<
  Transcript,
  {
    /** The lines after this one. */
    readonly after: (thread: string, seq: number) => Effect.Effect<ReadonlyArray<TranscriptLine>>
    /** Calls `listener` after lines became durable; returns how to stop. */
    readonly watch: (thread: string, listener: () => void) => Effect.Effect<() => void>
  }
>()("@strowger/router/Transcript") {}
