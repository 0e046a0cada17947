import { type Accepted, type BlobStore, type Outbound, SendError } from "@strowger/router/ports"
import { Clock, Effect, Semaphore } from "effect"
import type { Checkpoint, EmailOptions } from "../Options.ts"
import type { SignedIds } from "../signedId.ts"
import { archived } from "./archive.ts"
import { compose, senderOf } from "./compose.ts"
import { transaction } from "./transaction.ts"

export interface Sending {
  readonly send: (outbound: Outbound) => Effect.Effect<Accepted, SendError>
  readonly find: (outbound: Outbound) => Effect.Effect<"sent" | "not-sent" | undefined, SendError>
  /** Completes when no transaction runs. */
  readonly idle: Effect.Effect<void>
}

/** Attempts of this process that are remembered for `find`. */
const MAX_REMEMBERED = 10_000
const LOOK_AGAIN_MS = 500

export const makeSending = Effect.fnUntraced(function* (
  options: EmailOptions,
  ids: SignedIds,
  blobs: BlobStore["Service"],
  checkpoint: (name: Checkpoint) => Effect.Effect<void>
): Effect.fn.Return<Sending> {
  const width = options.smtp.maxConnections ?? 4
  const window = yield* Semaphore.make(width)
  const sender = senderOf(options)
  const openedAtMs = yield* Clock.currentTimeMillis
  /** When the last attempt of an outbound was over; `Infinity` while it runs. */
  const attempts = new Map<string, number>()
  const remember = (id: string, atMs: number) => {
    attempts.delete(id)
    attempts.set(id, atMs)
    if (attempts.size > MAX_REMEMBERED) attempts.delete(attempts.keys().next().value as string)
  }

  const mint = (outbound: Outbound) => {
    const messageId = ids.mint({ thread: outbound.thread, outboundId: outbound.id, to: outbound.to.value })
    return messageId === undefined
      ? Effect.fail(
          new SendError({
            outcome: "reject",
            code: "thread-too-long",
            message: "thread and id do not fit a Message-ID"
          })
        )
      : Effect.succeed(messageId)
  }

  const send = (outbound: Outbound): Effect.Effect<Accepted, SendError> =>
    Effect.gen(function* () {
      const messageId = yield* mint(outbound)
      const mail = yield* compose(outbound, messageId, sender, blobs, yield* Clock.currentTimeMillis)
      const recipients = [mail.to, ...(options.sentCopy === undefined ? [] : [options.sentCopy.address])]
      // Nobody answers the null sender, so two machines cannot answer each other (RFC 3834, 3.3).
      const envelope = { from: outbound.automatic ? "" : (outbound.from?.value ?? sender.address), recipients }
      remember(outbound.id, Number.POSITIVE_INFINITY)
      const renamed = yield* transaction(mail, envelope, options.smtp).pipe(
        Effect.ensuring(Effect.map(Clock.currentTimeMillis, (atMs) => remember(outbound.id, atMs)))
      )
      yield* checkpoint("replied")
      return { refs: renamed === undefined ? [messageId] : [messageId, renamed], parts: 1 }
    }).pipe(window.withPermits(1))

  const find = Effect.fnUntraced(function* (
    outbound: Outbound
  ): Effect.fn.Return<"sent" | "not-sent" | undefined, SendError> {
    const copy = options.sentCopy
    if (copy === undefined) return undefined
    const messageId = yield* mint(outbound)
    const settleMs = copy.settleMs ?? 30_000
    for (;;) {
      // Read before the search: what is absent now could still have arrived while we looked.
      const nowMs = yield* Clock.currentTimeMillis
      if (yield* archived(messageId, copy)) return "sent"
      // An attempt that this process does not know was made by one that ended before this one opened.
      const overAtMs = attempts.get(outbound.id) ?? openedAtMs
      if (nowMs >= overAtMs + settleMs) return "not-sent"
      yield* Effect.sleep(LOOK_AGAIN_MS)
    }
  })
  return { send, find, idle: window.withPermits(width)(Effect.void) }
})
