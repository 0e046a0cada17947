import { type Adapter, BlobStore, Cursors, type Delivery, type Health } from "@strowger/router/ports"
import { type Cause, Clock, Deferred, Effect, Fiber, Queue, type Scope, Stream } from "effect"
import type { Intake, Stop } from "./intake/Intake.ts"
import { runImapIntake } from "./intake/imapIntake.ts"
import { openSmtpIntake } from "./intake/smtpIntake.ts"
import type { MessageContext } from "./message.ts"
import { type EmailConfigError, type EmailOptions, optionsFault } from "./Options.ts"
import { makeSending } from "./send/Sending.ts"
import { signedIds } from "./signedId.ts"

/** The email adapter, with what only mail has. */
export interface EmailAdapter extends Adapter {
  /** Where the SMTP listener listens; `undefined` without one. */
  readonly smtpPort: number | undefined
}

const messageContext = (options: EmailOptions, blobs: BlobStore["Service"]): MessageContext => {
  const address = options.address.toLowerCase()
  return {
    address,
    ids: signedIds(options.secret, (options.domain ?? address.split("@")[1] ?? "localhost").toLowerCase()),
    read: {
      blobs,
      maxAttachmentBytes: options.maxAttachmentBytes ?? 20 * 1024 * 1024,
      maxText: options.maxText ?? 200_000,
      parseTimeoutMs: options.parseTimeoutMs ?? 60_000
    }
  }
}

/**
 * Opens a mailbox as a channel: reads it by IMAP, listens for SMTP, or both, and answers by SMTP. Connections open in the background and
 * are opened again when lost; only a configuration that cannot work fails. Ends with its scope.
 */
export const openEmail = Effect.fnUntraced(function* (
  options: EmailOptions
): Effect.fn.Return<EmailAdapter, EmailConfigError, Scope.Scope | BlobStore | Cursors> {
  const fault = optionsFault(options)
  if (fault !== undefined) return yield* Effect.fail(fault)
  const blobs = yield* BlobStore
  const cursors = yield* Cursors
  const message = messageContext(options, blobs)
  const checkpoint = options.checkpoint ?? (() => Effect.void)

  let health: Health = {
    state: options.imap === undefined ? "up" : "starting",
    sinceMs: yield* Clock.currentTimeMillis
  }
  const setHealth = (state: Health["state"], detail?: string) =>
    Effect.map(Clock.currentTimeMillis, (nowMs) => {
      if (health.state === "draining" && state !== "down") return
      const sinceMs = health.state === state ? health.sinceMs : nowMs
      health = { state, sinceMs, ...(detail === undefined ? {} : { detail }) }
    })

  const counts = new Map<string, number>()
  const queue = yield* Effect.acquireRelease(Queue.bounded<Delivery, Cause.Done>(1), Queue.shutdown)
  const intake: Intake = {
    queue,
    checkpoint,
    refuse: (reason) => void counts.set(reason, (counts.get(reason) ?? 0) + 1)
  }
  const stopAsked = yield* Deferred.make<void>()
  const stop: Stop = { asked: () => Deferred.isDoneUnsafe(stopAsked), wait: Deferred.await(stopAsked) }

  const sending = yield* makeSending(options, message.ids, blobs, checkpoint)
  const listener =
    options.smtpListener === undefined
      ? undefined
      : yield* openSmtpIntake({ account: options.id, listener: options.smtpListener, blobs, message, intake, stop })
  const reading =
    options.imap === undefined
      ? undefined
      : yield* Effect.forkScoped(
          runImapIntake({
            account: options.id,
            imap: options.imap,
            blobs,
            message,
            intake,
            setHealth,
            from: yield* cursors.get(options.id),
            stop
          })
        )

  const drain = Effect.gen(function* () {
    yield* setHealth("draining")
    yield* Deferred.succeed(stopAsked, undefined)
    if (listener !== undefined) yield* listener.close
    if (reading !== undefined) yield* Fiber.await(reading)
    yield* sending.idle
    yield* Queue.end(queue)
    yield* setHealth("down")
  })

  return {
    id: options.id,
    channel: "email",
    capabilities: {
      mode: "message",
      receipts: "submitted",
      maxAttachmentBytes: options.maxAttachmentBytes ?? 20 * 1024 * 1024,
      typing: false
    },
    inbound: Stream.fromQueue(queue),
    send: sending.send,
    find: sending.find,
    health: Effect.sync(() => health),
    refused: Effect.sync(() => Object.fromEntries(counts)),
    drain,
    smtpPort: listener?.port
  }
})
