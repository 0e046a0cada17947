import type { BlobStore } from "@strowger/router/ports"
import { Clock, Effect, Option, type Scope, Semaphore, Stream } from "effect"
import { SMTPServer, type SMTPServerDataStream, type SMTPServerError, type SMTPServerSession } from "smtp-server"
import { type MessageContext, messageOf, type StoredMail } from "../message.ts"
import { EmailConfigError, type SmtpListenerOptions } from "../Options.ts"
import { deliver, type Intake, type Stop, type Verdict } from "./Intake.ts"

export interface SmtpIntakeOptions {
  readonly account: string
  readonly listener: SmtpListenerOptions
  readonly blobs: BlobStore["Service"]
  readonly message: MessageContext
  readonly intake: Intake
  readonly stop: Stop
}

export interface SmtpIntake {
  readonly port: number
  /** Takes no new connection, lets open transactions finish. */
  readonly close: Effect.Effect<void>
}

/** What is said to the sending server. */
interface Answer {
  readonly code: number
  readonly text: string
}
const ANSWERS: { readonly [V in Verdict]: Answer } = {
  recorded: { code: 250, text: "2.0.0 recorded" },
  retry: { code: 451, text: "4.3.0 not recorded, try again later" },
  poison: { code: 554, text: "5.6.0 the mail cannot be handled; it was kept for inspection" }
}
const OVERSIZE: Answer = { code: 552, text: "5.3.4 the mail is larger than this server takes" }
const CLOSING: Answer = { code: 421, text: "4.3.2 closing, try again later" }
/** Mails being read or waiting for the host at once; more are stored meanwhile, their senders wait. */
const MAX_IN_FLIGHT = 16

/** Why a mail did not become a unit; the name is what is counted. */
class ReceiveFailure {
  readonly _tag = "ReceiveFailure"
  readonly reason: "broken-off" | "too-large" | "store-failed"
  constructor(reason: ReceiveFailure["reason"]) {
    this.reason = reason
  }
}

const errorOf = ({ code, text }: Answer): SMTPServerError => Object.assign(new Error(text), { responseCode: code })

/** The same for the same octets, whichever connection brings them: a sender without an answer sends them again. */
const sourceId = (messageId: string | undefined, sha256: string): string =>
  `${(messageId ?? "").replace(/\s+/g, "").slice(0, 300)}:${sha256}`

/** Octets of a mail, into the blob store, as fast as the sender sends. */
const storeData = Effect.fnUntraced(function* (data: SMTPServerDataStream, blobs: BlobStore["Service"]) {
  const octets = Stream.fromAsyncIterable<Uint8Array, ReceiveFailure>(
    // Left open when given up: smtp-server answers at the end of the octets, and an answer in the midst of them would be no SMTP.
    data.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>,
    () => new ReceiveFailure("broken-off")
  ).pipe(
    Stream.mapEffect((chunk) =>
      data.sizeExceeded ? Effect.fail(new ReceiveFailure("too-large")) : Effect.succeed(chunk)
    )
  )
  const stored = yield* blobs
    .put(octets)
    .pipe(Effect.mapError((error) => (error instanceof ReceiveFailure ? error : new ReceiveFailure("store-failed"))))
  return data.sizeExceeded ? yield* Effect.fail(new ReceiveFailure("too-large")) : stored
})

/** A stored mail, to the host; answers the sender with its verdict. */
const handOver = Effect.fnUntraced(function* (
  stored: StoredMail,
  session: SMTPServerSession,
  options: SmtpIntakeOptions,
  answer: (as: Answer) => Effect.Effect<void>
) {
  const atMs = yield* Clock.currentTimeMillis
  const mailFrom = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address
  const key = { account: options.account, epoch: "smtp", id: stored.sha256 }
  const read = yield* messageOf(stored, key, { atMs, envelope: { mailFrom }, warnings: [] }, options.message).pipe(
    Effect.mapError(() => new ReceiveFailure("store-failed"))
  )
  if (read.broken) options.intake.refuse("broken-mime")
  const unit = { ...read.unit, key: { ...key, id: sourceId(read.unit.messageId, stored.sha256) } }
  yield* options.intake.checkpoint("fetched")
  const verdict = yield* deliver(options.intake, unit, undefined, (given) =>
    Effect.suspend(() => {
      if (given === "poison") options.intake.refuse("poison")
      return answer(ANSWERS[given])
    })
  ).pipe(Effect.timeoutOption(options.listener.ackTimeoutMs ?? 50_000))
  if (Option.isNone(verdict)) return yield* answer(ANSWERS.retry)
  yield* options.intake.checkpoint("cursor-moved")
})

/** Answers one mail, once; completes when the answer was written. */
const answering = (
  callback: (error?: Error | null, message?: string) => void
): ((as: Answer) => Effect.Effect<void>) => {
  let answered = false
  return ({ code, text }) =>
    Effect.callback<void>((resume) => {
      if (!answered) {
        answered = true
        if (code === 250) callback(null, text)
        else callback(errorOf({ code, text }))
      }
      // The reply is written in the same turn; the next one begins after it.
      setImmediate(() => resume(Effect.void))
    })
}

/** One mail, from its first octet to the answer. */
const takeMail = (
  data: SMTPServerDataStream,
  session: SMTPServerSession,
  options: SmtpIntakeOptions,
  window: Semaphore.Semaphore,
  answer: (as: Answer) => Effect.Effect<void>
): Effect.Effect<void> => {
  data.on("error", () => {})
  return storeData(data, options.blobs).pipe(
    Effect.flatMap((stored) => window.withPermits(1)(handOver(stored, session, options, answer))),
    Effect.catch((failure) => {
      options.intake.refuse(failure.reason)
      return answer(failure.reason === "too-large" ? OVERSIZE : ANSWERS.retry)
    }),
    Effect.catchCause(() => answer(ANSWERS.retry)),
    Effect.ensuring(Effect.sync(() => data.resume()))
  )
}

const listenOn = (server: SMTPServer, listener: SmtpListenerOptions): Effect.Effect<number, EmailConfigError> =>
  Effect.callback<number, EmailConfigError>((resume) => {
    const failed = (error: Error) =>
      resume(
        Effect.fail(new EmailConfigError({ field: "smtpListener.port", message: `cannot listen: ${error.message}` }))
      )
    server.server.once("error", failed)
    server.listen(listener.port, listener.host ?? "127.0.0.1", () => {
      server.server.off("error", failed)
      const address = server.server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : listener.port))
    })
  })

/** Listens for mail of other servers. 250 is said after the host has recorded the unit, never before. */
export const openSmtpIntake = Effect.fnUntraced(function* (
  options: SmtpIntakeOptions
): Effect.fn.Return<SmtpIntake, EmailConfigError, Scope.Scope> {
  const context = yield* Effect.context<never>()
  const scope = yield* Effect.scope
  const window = yield* Semaphore.make(MAX_IN_FLIGHT)
  /** Connections that have begun a mail: what ends without one was a probe or noise. */
  const began = new Set<string>()
  const recipients = new Set(
    [options.message.address, ...(options.listener.alsoFor ?? [])].map((one) => one.toLowerCase())
  )
  const { tls } = options.listener
  const maxBytes = options.listener.maxBytes ?? 25 * 1024 * 1024

  const server = new SMTPServer({
    banner: "Strowger",
    name: options.message.address.split("@")[1] ?? "localhost",
    size: maxBytes,
    // Keeps smtp-server from refusing by itself, uncounted.
    hideSize: true,
    ...(tls === undefined ? {} : { key: tls.key, cert: tls.cert }),
    disabledCommands: tls === undefined ? ["AUTH", "STARTTLS"] : ["AUTH"],
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    maxClients: options.listener.maxClients ?? 100,
    maxRecipients: 100,
    lenientAddressParsing: true,
    socketTimeout: 60_000,
    closeTimeout: 2_000,
    onConnect: (_session, callback) => callback(options.stop.asked() ? errorOf(CLOSING) : null),
    onClose: (session) => {
      if (!began.delete(session.id)) options.intake.refuse("no-mail")
    },
    onMailFrom: (address, session, callback) => {
      began.add(session.id)
      if (options.stop.asked()) return callback(errorOf(CLOSING))
      const announced = address.args === false ? 0 : Number(address.args.SIZE ?? 0)
      if (announced <= maxBytes) return callback()
      options.intake.refuse("too-large")
      return callback(errorOf(OVERSIZE))
    },
    onRcptTo: (address, _session, callback) => {
      if (recipients.has(address.address.toLowerCase())) return callback()
      options.intake.refuse("unknown-recipient")
      return callback(errorOf({ code: 550, text: "5.1.1 no such mailbox here" }))
    },
    onData: (data, session, callback) => {
      const run = takeMail(data, session, options, window, answering(callback))
      Effect.runSyncWith(context)(Effect.forkIn(run, scope))
    }
  })
  server.on("error", () => options.intake.refuse("connection-error"))
  const close = Effect.callback<void>((resume) => server.close(() => resume(Effect.void)))
  const port = yield* listenOn(server, options.listener)
  yield* Effect.addFinalizer(() => close)
  return { port, close }
})
