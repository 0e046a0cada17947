import { Readable } from "node:stream"
import { SendError } from "@strowger/router/ports"
import { Effect, Redacted } from "effect"
import SMTPConnection from "nodemailer/lib/smtp-connection"
import { demandsStartTls, type EmailOptions } from "../Options.ts"
import type { ComposedMail } from "./compose.ts"

/** How far a transaction came: decides between "surely not sent" and "may have been sent". */
interface Progress {
  /** All octets were handed over; the final dot is on its way. Before it, no server may deliver (RFC 5321, 4.1.1.4). */
  complete: boolean
  /** Recipients the server refused before DATA. */
  readonly refusals: Array<SmtpFault>
}

/** The parts of a nodemailer error that say something. */
export interface SmtpFault {
  readonly code?: string
  readonly responseCode?: number
  readonly command?: string
  readonly message: string
  /** Whom a RCPT refusal is about. */
  readonly recipient?: string
  readonly rejectedErrors?: ReadonlyArray<SmtpFault>
}

const LOGIN = /^AUTH/
const HEALED_LATER_MS = 60_000

/**
 * What an error means for the mail. Only a server's own 5yz about this mail is final: a refused login, greeting or EHLO is about us and
 * can be mended. Without any answer after the final dot nobody knows.
 */
export const outcomeOf = (fault: SmtpFault, complete: boolean): SendError => {
  const answer = fault.responseCode
  const code = answer === undefined ? (fault.code ?? "unknown") : String(answer)
  const said = (outcome: SendError["outcome"], message: string, retryAfterMs?: number) =>
    new SendError({ outcome, code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })
  if (fault.code === "EAUTH" || LOGIN.test(fault.command ?? "")) {
    return said("retry", "the mail server refused our user and password", HEALED_LATER_MS)
  }
  if (answer !== undefined && answer >= 500) {
    const aboutUs = ["CONN", "EHLO", "HELO", "STARTTLS"].includes(fault.command ?? "")
    return aboutUs
      ? said("retry", `the mail server does not serve us (${answer})`, HEALED_LATER_MS)
      : said("reject", `the mail server refused the mail (${answer})`)
  }
  if (answer !== undefined && answer >= 400) return said("retry", `the mail server asks to try later (${answer})`)
  if (complete) return said("ambiguous", "the mail server took the mail and did not answer")
  if (fault.code === "EENVELOPE") return said("reject", "the mail server cannot take this address")
  return said("retry", "the mail server was not reached")
}

/** A refused envelope means what was said of the customer; a refused archive is about us and can be mended. */
export const refusalOf = (refusals: ReadonlyArray<SmtpFault>, copies: ReadonlyArray<string>): SendError | undefined => {
  const first = refusals[0]
  if (first === undefined) return undefined
  const about = refusals.find(({ recipient }) => recipient === undefined || !copies.includes(recipient))
  if (about !== undefined) return outcomeOf(about, false)
  return new SendError({
    outcome: "retry",
    code: "archive-refused",
    message: `the mail server does not take the copy for the archive (${first.responseCode ?? first.code ?? "unknown"})`,
    retryAfterMs: HEALED_LATER_MS
  })
}

const faultOf = (cause: unknown): SmtpFault => (cause instanceof Error ? cause : { message: String(cause) })

/** One attempt over one connection: all recipients or none. Completes with the Message-ID the server put in place of ours, if it said so. */
export const transaction = (
  mail: ComposedMail,
  envelope: { readonly from: string; readonly recipients: ReadonlyArray<string> },
  server: EmailOptions["smtp"]
): Effect.Effect<string | undefined, SendError> =>
  Effect.callback<string | undefined, SendError>((resume) => {
    const timeoutMs = server.timeoutMs ?? 60_000
    const progress: Progress = { complete: false, refusals: [] }
    let source: Readable | undefined
    const connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: demandsStartTls(server),
      ignoreTLS: !server.secure && !demandsStartTls(server) && server.allowPlaintext !== true,
      ...(server.tlsCa === undefined ? {} : { tls: { ca: server.tlsCa } }),
      connectionTimeout: Math.min(timeoutMs, 20_000),
      greetingTimeout: Math.min(timeoutMs, 20_000),
      socketTimeout: timeoutMs,
      socketCloseTimeout: 1_000,
      logger: false
    })
    let settled = false
    const settle = (result: Effect.Effect<string | undefined, SendError>) => {
      if (settled) return
      settled = true
      source?.on("error", () => {}).destroy()
      resume(result)
      connection.close()
    }
    const fail = (cause: unknown) => {
      const fault = faultOf(cause)
      const refused = refusalOf(fault.rejectedErrors ?? progress.refusals, envelope.recipients.slice(1))
      settle(Effect.fail(refused ?? outcomeOf(fault, progress.complete)))
    }
    connection.on("error", fail)
    connection.once("end", () => fail({ message: "closed", code: "ECONNECTION" }))

    const sent = {
      from: envelope.from === "" ? (false as const) : envelope.from,
      to: [...envelope.recipients],
      rejectedErrors: [] as Array<SmtpFault>
    }
    const octets = async function* (): AsyncGenerator<Buffer> {
      // A server may take one recipient and refuse another, and nodemailer then sends to the rest. A copy without the mail would be a lie,
      // so nothing is sent and the connection is closed before the final dot.
      if (sent.rejectedErrors.length > 0) {
        progress.refusals.push(...sent.rejectedErrors)
        throw new Error("a recipient was refused")
      }
      source = mail.open()
      for await (const chunk of source) yield chunk as Buffer
      progress.complete = true
    }
    const transmit = () =>
      connection.send(sent, Readable.from(octets(), { objectMode: false }), (error, info) =>
        error ? fail(error) : settle(Effect.succeed(info?.serverMessageId))
      )
    connection.connect((error) => {
      if (error) return fail(error)
      if (server.user === undefined || server.password === undefined) return transmit()
      connection.login({ user: server.user, pass: Redacted.value(server.password) }, (refused) =>
        refused ? fail(refused) : transmit()
      )
    })
    return Effect.sync(() => {
      settled = true
      source?.on("error", () => {}).destroy()
      connection.close()
    })
  })
