import { Transcript, type TranscriptLine } from "@strowger/router/ports"
import { Effect, Option, Queue } from "effect"
import type { ServerFrame } from "./Frame.ts"
import type { Line } from "./Line.ts"
import type { Refusals } from "./Refusals.ts"

/** A page that takes this long to read one line is gone or hostile; it resumes by number. */
const DRAIN_WITHIN_MS = 30_000

const evtOf = (line: TranscriptLine): ServerFrame => ({
  type: "evt",
  seq: line.seq,
  author: line.author,
  ...(line.name === undefined ? {} : { name: line.name }),
  text: line.content.text,
  atMs: line.atMs,
  ...(line.clientId === undefined ? {} : { cid: line.clientId })
})

/** Sends every durable line after `from`, then each new one, in the order of their numbers and without a gap; never returns. */
export const pump = Effect.fnUntraced(function* (line: Line, session: string, from: number, refusals: Refusals) {
  const transcript = yield* Transcript
  const wake = yield* Queue.sliding<true>(1)
  // Watched before the first read: a line that becomes durable in between wakes us.
  const stop = yield* transcript.watch(session, () => Queue.offerUnsafe(wake, true))
  yield* Effect.addFinalizer(() => Effect.sync(stop))
  let sent = from
  while (true) {
    for (const next of yield* transcript.after(session, sent)) {
      if (next.seq <= sent) continue
      if (next.seq !== sent + 1) {
        // Shown lines are gapless, so a hole means the rest is not durable yet: it comes with the next wake.
        refusals.count("transcript-gap")
        break
      }
      const left = yield* Effect.timeoutOption(line.sayAndWait(evtOf(next)), DRAIN_WITHIN_MS)
      if (Option.isNone(left)) {
        refusals.count("slow-reader")
        line.socket.terminate()
      }
      sent = next.seq
    }
    yield* Queue.take(wake)
  }
})
