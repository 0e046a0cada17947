import { Transcript, type TranscriptLine } from "@strowger/router/ports"
import { Effect, Layer } from "effect"
import { Directory } from "../Directory.ts"
import { Folds } from "../folds.ts"
import { Partition } from "../partition/Partition.ts"
import type { Line } from "./Conversation.ts"
import { ThreadListeners } from "./ThreadListeners.ts"

/**
 * The durable lines of a chat, as its customer may see them. A thread is one adapter's own; ids of different chat adapters do not meet
 * because each draws its sessions at random.
 */
export const transcriptLayer = (adapter: string): Layer.Layer<Transcript, never, Partition | Folds | Directory> =>
  Layer.effect(
    Transcript,
    Effect.gen(function* () {
      const partition = yield* Partition
      const { conversations } = yield* Folds
      const directory = yield* Directory
      const watching = new ThreadListeners()
      const stop = partition.onDurable((_seq, records) => {
        if (!watching.some) return
        const threads = new Set<string>()
        for (const [record] of records) {
          if (record.type !== "Message") continue
          const conversation = conversations.conversation(record.conversation)
          if (conversation?.adapter === adapter) threads.add(conversation.thread)
        }
        for (const thread of threads) watching.tell(thread)
      })
      yield* Effect.addFinalizer(() => Effect.sync(stop))

      const shown = (line: Line): TranscriptLine => {
        const name = line.agent === undefined ? undefined : directory.agent(line.agent)?.name
        return {
          seq: line.seq,
          atMs: line.atMs,
          author: line.author,
          content: line.content,
          ...(name === undefined ? {} : { name }),
          ...(line.clientId === undefined ? {} : { clientId: line.clientId })
        }
      }
      return Transcript.of({
        after: (thread, seq) =>
          Effect.sync(() => {
            const lines = conversations.byThread(adapter, thread)?.lines ?? []
            const durable = partition.durableSeq()
            // Up to the first line that could still be lost: a gap is never shown.
            const end = lines.findIndex((line) => line.position > durable)
            return lines.slice(seq, end === -1 ? undefined : end).map(shown)
          }),
        watch: (thread, listener) => Effect.sync(() => watching.add(thread, listener))
      })
    })
  )
