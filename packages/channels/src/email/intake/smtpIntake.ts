import type { BlobStore } from "@strowger/router/ports"
import { Clock, Effect, Option, type Scope, Semaphore, Stream } from "effect"
import { SMTPServer, type SMTPServerDataStream, type SMTPServerError, type SMTPServerSession } from "smtp-server"
import { type MessageContext, messageOf } from "../message.ts"
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
const TOO_LARGE = "the mail is larger than this server takes"
const MAX_IN_FLIGHT = 16

const errorOf = ({ code, text }: Answer): SMTPServerError => Object.assign(new Error(text), { responseCode: code })

/** Parts read of the mail itself: what was mailed to this listener never leaves it. */
const sourceId = (messageId: string | undefined, sha256: string): string =>
  `${(messageId ?? "").replace(/\s+/g, "").slice(0, 300)}:${sha256}`

const receive = Effect.fnUntraced(function* (
  data: SMTPServerDataStream,
  session: SMTPServerSession,
  options: SmtpIntakeOptions,
  answer: (as: Answer) => Effect.Effect<void>
) {
  const octets = Stream.fromAsyncIterable<Uint8Array, Error>(
    data as AsyncIterable<Uint8Array>,
    () => new Error("the sender broke off")
  ).pipe(Stream.mapEffect((chunk) => (data.sizeExceeded ? Effect.fail(new Error(TOO_LARGE)) : Effect.succeed(chunk))))
  const stored = yield* options.blobs.put(octets)
  if (data.sizeExceeded) return yield* Effect.fail(new Error(TOO_LARGE))
  const atMs = yield* Clock.currentTimeMillis
  const mailFrom = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address
  const key = { account: options.account, epoch: "smtp", id: sourceId(undefined, stored.sha256) }
  const read = yield* messageOf(stored, key, { atMs, envelope: { mailFrom }, warnings: [] }, options.message)
  if (read.broken) options.intake.refuse("broken-mime")
  const unit = { ...read.unit, key: { ...key, id: sourceId(read.unit.messageId, stored.sha256) } }
  yield* options.intake.checkpoint("fetched")
  const verdict = yield* deliver(options.intake, unit, undefined, (given) =>
    Effect.as(answer(ANSWERS[given]), given)
  ).pipe(Effect.timeoutOption(options.listener.ackTimeoutMs ?? 50_000))
  if (Option.isNone(verdict)) return yield* answer(ANSWERS.retry)
  if (verdict.value === "poison") options.intake.refuse("poison")
  yield* options.intake.checkpoint("cursor-moved")
})

/** Listens for mail of other servers. 250 is said after the host has recorded the unit, never before. */
export const openSmtpIntake = Effect.fnUntraced(function* (
  options: SmtpIntakeOptions
): Effect.fn.Return<SmtpIntake, EmailConfigError, Scope.Scope> {
  const context = yield* Effect.context<never>()
  const scope = yield* Effect.scope
  const window = yield* Semaphore.make(MAX_IN_FLIGHT)
  const recipients = new Set(
    [options.message.address, ...(options.listener.alsoFor ?? [])].map((one) => one.toLowerCase())
  )
  const { tls } = options.listener

  const onData = (
    data: SMTPServerDataStream,
    session: SMTPServerSession,
    callback: (error?: Error | null, message?: string) => void
  ): void => {
    let answered = false
    const answer = ({ code, text }: Answer) =>
      Effect.callback<void>((resume) => {
        if (!answered) {
          answered = true
          if (code === 250) callback(null, text)
          else callback(errorOf({ code, text }))
        }
        // The reply is written in the same turn; the next one begins after it.
        setImmediate(() => resume(Effect.void))
      })
    const refused = (error: { readonly message: string }) => {
      // smtp-server itself says 552 for a mail over the limit, whatever is answered here.
      options.intake.refuse(error.message === TOO_LARGE ? "too-large" : "broken-off")
      return answer(ANSWERS.retry)
    }
    data.on("error", () => {})
    const run = receive(data, session, options, answer).pipe(
      Effect.catch(refused),
      Effect.catchCause(() => answer(ANSWERS.retry)),
      Effect.ensuring(Effect.sync(() => data.resume())),
      window.withPermits(1)
    )
    Effect.runSyncWith(context)(Effect.forkIn(run, scope))
  }

  const server = new SMTPServer({
    banner: "Strowger",
    name: options.message.address.split("@")[1] ?? "localhost",
    size: options.listener.maxBytes ?? 25 * 1024 * 1024,
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
    onConnect: (_session, callback) =>
      callback(options.stop.asked() ? errorOf({ code: 421, text: "4.3.2 closing, try again later" }) : null),
    onMailFrom: (address, _session, callback) => {
      const size = address.args === false ? 0 : Number(address.args.SIZE ?? 0)
      if (size > (options.listener.maxBytes ?? 25 * 1024 * 1024)) options.intake.refuse("too-large")
      callback(options.stop.asked() ? errorOf({ code: 421, text: "4.3.2 closing, try again later" }) : null)
    },
    onRcptTo: (address, _session, callback) => {
      if (recipients.has(address.address.toLowerCase())) return callback()
      options.intake.refuse("unknown-recipient")
      return callback(errorOf({ code: 550, text: "5.1.1 no such mailbox here" }))
    },
    onData
  })
  server.on("error", () => options.intake.refuse("connection-error"))
  const close = Effect.callback<void>((resume) => server.close(() => resume(Effect.void)))
  const port = yield* Effect.callback<number, EmailConfigError>((resume) => {
    const failed = (error: Error) =>
      resume(
        Effect.fail(new EmailConfigError({ field: "smtpListener.port", message: `cannot listen: ${error.message}` }))
      )
    server.server.once("error", failed)
    server.listen(options.listener.port, options.listener.host ?? "127.0.0.1", () => {
      server.server.off("error", failed)
      const address = server.server.address()
      resume(Effect.succeed(typeof address === "object" && address !== null ? address.port : options.listener.port))
    })
  })
  yield* Effect.addFinalizer(() => close)
  return { port, close }
})
