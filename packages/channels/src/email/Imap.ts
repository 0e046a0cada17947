import { Deferred, Effect, Queue, Redacted, type Scope } from "effect"
import { ImapFlow } from "imapflow"
import { demandsStartTls, type MailServer } from "./Options.ts"

/** The IMAP server or the way to it failed: try again on a new connection. */
export class ImapFailure {
  readonly _tag = "ImapFailure"
  readonly message: string
  constructor(message: string) {
    this.message = message
  }
}

const CODE = /^[A-Za-z0-9_]+$/

/** Why, without what was sent: imapflow's errors may carry the command, and so a password. */
const reasonOf = (cause: unknown): string => {
  const error = (typeof cause === "object" && cause !== null ? cause : {}) as {
    code?: unknown
    authenticationFailed?: unknown
    serverResponseCode?: unknown
    responseStatus?: unknown
    tlsFailed?: unknown
  }
  if (error.authenticationFailed === true) return "the server refused user and password"
  if (error.tlsFailed === true) return "the server does not speak TLS, or not one that can be trusted"
  const codes = [error.code, error.serverResponseCode, error.responseStatus].filter(
    (code): code is string => typeof code === "string" && CODE.test(code)
  )
  return codes.length > 0 ? codes.join(" ") : "the command failed"
}

/** Runs one imapflow command. */
export const imap = <A>(run: () => Promise<A>): Effect.Effect<A, ImapFailure> =>
  Effect.tryPromise({ try: run, catch: (cause) => new ImapFailure(reasonOf(cause)) })

/** One connection, logged in. An imapflow client cannot be used again after it closed: each link has its own. */
export interface ImapLink {
  readonly client: ImapFlow
  /** Fails when the connection is gone, however it went. */
  readonly closed: Effect.Effect<never, ImapFailure>
  /** Something may have changed in the mailbox. One event stands for any number of changes, and some servers send none. */
  readonly hint: Effect.Effect<void>
}

export const openImapLink = Effect.fnUntraced(function* (
  server: MailServer,
  timeouts: { readonly socketTimeoutMs: number; readonly maxIdleMs: number }
): Effect.fn.Return<ImapLink, ImapFailure, Scope.Scope> {
  const closed = yield* Deferred.make<never, ImapFailure>()
  const hints = yield* Queue.sliding<void>(1)
  const client = yield* Effect.acquireRelease(
    Effect.sync(() => {
      const flow = new ImapFlow({
        host: server.host,
        port: server.port,
        secure: server.secure,
        ...(server.secure || server.allowPlaintext === true ? {} : { doSTARTTLS: demandsStartTls(server) }),
        ...(server.tlsCa === undefined ? {} : { tls: { ca: server.tlsCa } }),
        ...(server.user === undefined || server.password === undefined
          ? {}
          : { auth: { user: server.user, pass: Redacted.value(server.password) } }),
        logger: false,
        disableAutoIdle: true,
        maxIdleTime: timeouts.maxIdleMs,
        socketTimeout: timeouts.socketTimeoutMs,
        connectionTimeout: 20_000,
        greetingTimeout: 20_000
      })
      // Before connect: an error event without a listener would end the process. A socket lost in IDLE gives `close` and nothing else.
      const lost = (why: string) => Deferred.doneUnsafe(closed, Effect.fail(new ImapFailure(why)))
      flow.on("error", (error: unknown) => lost(reasonOf(error)))
      flow.on("close", () => lost("the connection was closed"))
      flow.on("exists", () => Queue.offerUnsafe(hints, undefined))
      return flow
    }),
    (flow) =>
      Effect.promise(() => Promise.race([flow.logout(), new Promise((done) => setTimeout(done, 500).unref())])).pipe(
        Effect.catchCause(() => Effect.void),
        Effect.andThen(Effect.sync(() => flow.close()))
      )
  )
  yield* imap(() => client.connect())
  return { client, closed: Deferred.await(closed), hint: Queue.take(hints) }
})
