import { type Effect, Redacted, Schema } from "effect"
import { isMailAddress } from "./message.ts"

/** The adapter cannot be opened as configured; `message` says what to change. */
export class EmailConfigError extends Schema.TaggedError<EmailConfigError>()("EmailConfigError", {
  field: Schema.String,
  message: Schema.String
}) {}

/** A server that is logged in to. Without `secure`, STARTTLS is demanded unless the host is this machine or `allowPlaintext` is set. */
export interface MailServer {
  readonly host: string
  readonly port: number
  /** TLS from the first octet on. */
  readonly secure: boolean
  readonly user?: string
  readonly password?: Redacted.Redacted<string>
  /** Certificates to trust, PEM; default: the system's. */
  readonly tlsCa?: string
  /** Lets password and mail cross a network unencrypted. */
  readonly allowPlaintext?: boolean
}

export interface ImapOptions extends MailServer {
  /** Default "INBOX". Everything in it becomes a contact: give the service a folder of its own. */
  readonly mailbox?: string
  /** IDLE is only a hint: after so long the mailbox is looked at anyway. Default 60 s. */
  readonly resyncMs?: number
  /** No octet from the server for so long while one is due: the link is given up. Default 60 s. */
  readonly socketTimeoutMs?: number
  /** First wait after a lost link, doubled up to `maxBackoffMs`, jittered. Default 500 ms and 60 s. */
  readonly backoffMs?: number
  readonly maxBackoffMs?: number
  /** A mail above is fetched up to here, its text shown, the rest left in the mailbox. Default 64 MiB. */
  readonly maxBytes?: number
  /**
   * When the server numbered the mailbox anew, everything in it is read again and told apart by the host, which remembers what it took for
   * 30 days: older mail is passed over then, and counted. Default 25 days.
   */
  readonly rescanMs?: number
  /** So many failures on one UID and it is passed on as unreadable, so that the mail behind it is not held up. Default 5. */
  readonly maxFailures?: number
}

export interface SmtpListenerOptions {
  /** Default "127.0.0.1". */
  readonly host?: string
  /** 0 = a free one; see `EmailAdapter.smtpPort`. */
  readonly port: number
  /** Mail above is answered with 552. Default 25 MiB. */
  readonly maxBytes?: number
  /** Recipients taken beside our own address; anything else is 550: this is no relay. */
  readonly alsoFor?: ReadonlyArray<string>
  /** Connections at once. Default 100. */
  readonly maxClients?: number
  /** A unit that is not recorded by then is answered with 451. Default 50 s. */
  readonly ackTimeoutMs?: number
  /** PEM; offers STARTTLS. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** An account of ours that gets a blind copy of every mail in the same SMTP transaction, so that `find` can look whether it was accepted. */
export interface SentCopyOptions {
  readonly address: string
  readonly imap: MailServer & { readonly mailbox?: string }
  /** How long after its transaction was surely over a copy may take to arrive before `find` says "not-sent". Default 30 s. */
  readonly settleMs?: number
}

/** Where a kill can be planted: after the fetch, after the record, after the reply was accepted, after the far side was told. */
export type Checkpoint = "fetched" | "recorded" | "replied" | "cursor-moved"

export interface EmailOptions {
  /** Id of the adapter, also the account of its source keys and its cursor: never reuse one for another mailbox. */
  readonly id: string
  /** Our mail address. */
  readonly address: string
  readonly displayName?: string
  /** Right side of our Message-IDs; default: that of `address`. */
  readonly domain?: string
  /** Signs our Message-IDs. A new one makes replies to older mail thread by References alone. At least 16 characters. */
  readonly secret: Redacted.Redacted<string>
  readonly imap?: ImapOptions
  readonly smtpListener?: SmtpListenerOptions
  readonly smtp: MailServer & {
    /** Transactions at once. Default 4. */
    readonly maxConnections?: number
    /** Silence of the server that ends a transaction. Default 60 s. */
    readonly timeoutMs?: number
  }
  readonly sentCopy?: SentCopyOptions
  /** Inbound attachments above are stored but held. Default 20 MiB. */
  readonly maxAttachmentBytes?: number
  /** Text above is cut, in UTF-16 units. Default 200,000. */
  readonly maxText?: number
  /** Default 60 s. */
  readonly parseTimeoutMs?: number
  /** Subject of a mail that has none. Default "Your message". */
  readonly subject?: string
  /** For tests of the host: runs at each named point before the adapter goes on, so that a test can end its process there. */
  readonly checkpoint?: (name: Checkpoint) => Effect.Effect<void>
}

const LOOPBACK = /^(127\.|::1$|localhost$)/

/** Must STARTTLS succeed before anything is said? */
export const demandsStartTls = (server: MailServer): boolean =>
  !server.secure && server.allowPlaintext !== true && !LOOPBACK.test(server.host)

/** The first thing that is wrong with the options. */
export const optionsFault = (options: EmailOptions): EmailConfigError | undefined => {
  const fault = (field: string, message: string) => new EmailConfigError({ field, message })
  if (options.id === "") return fault("id", "give the adapter an id")
  if (!isMailAddress(options.address)) return fault("address", "must be one mail address, such as service@bank.example")
  if (options.domain !== undefined && !/^[A-Za-z0-9.-]+$/.test(options.domain)) {
    return fault("domain", "must be a domain name, such as bank.example")
  }
  if (Redacted.value(options.secret).length < 16) return fault("secret", "must have at least 16 characters")
  if (options.imap === undefined && options.smtpListener === undefined) {
    return fault("imap", "mail must come in somehow: give imap, smtpListener or both")
  }
  const servers = { imap: options.imap, smtp: options.smtp, "sentCopy.imap": options.sentCopy?.imap }
  for (const [name, server] of Object.entries(servers)) {
    if (server === undefined) continue
    if (server.host === "") return fault(`${name}.host`, "must be a host name or address")
    if (!Number.isInteger(server.port) || server.port < 1 || server.port > 65_535) {
      return fault(`${name}.port`, "must be a port from 1 to 65535")
    }
    if ((server.user === undefined) !== (server.password === undefined)) {
      return fault(`${name}.password`, "user and password go together")
    }
  }
  if (options.sentCopy !== undefined && !isMailAddress(options.sentCopy.address)) {
    return fault("sentCopy.address", "must be one mail address")
  }
  if (options.sentCopy?.address.toLowerCase() === options.address.toLowerCase()) {
    return fault("sentCopy.address", "must not be the mailbox itself: our own mail would come in again")
  }
  return undefined
}
