import type { CustomerMail } from "./mailbox/customerMail.ts"
import { type MailFault, ReceivedBook, type ReceivedMail } from "./mailbox/ReceivedBook.ts"
import { type SentMail, SentBook, type SmtpTarget } from "./mailbox/SentBook.ts"

export type { CustomerMail } from "./mailbox/customerMail.ts"
export type { MailFault, ReceivedMail } from "./mailbox/ReceivedBook.ts"
export type { SentMail, SmtpTarget } from "./mailbox/SentBook.ts"

export interface MailboxOptions {
  /** The SMTP listener of the contact centre. */
  readonly target: SmtpTarget
  /** Where replies come in; default a free port. */
  readonly port?: number
  /** Mail without an answer is tried again so often; 0 = only by `retry()`. Default 500. */
  readonly retryMs?: number
}

/**
 * The customers' side of email, over real SMTP: sends their mail until it is acknowledged, and takes the replies. Both sides keep a book,
 * so a test can judge what a contact centre owes them. It knows nothing of the contact centre and survives its end.
 */
export class Mailbox {
  readonly #sent: SentBook
  readonly #received = new ReceivedBook()
  readonly #port: number

  constructor(options: MailboxOptions) {
    this.#sent = new SentBook(options.target, options.retryMs ?? 500)
    this.#port = options.port ?? 0
  }

  async start(): Promise<void> {
    await this.#received.start(this.#port)
    this.#sent.start()
  }
  async stop(): Promise<void> {
    this.#sent.stop()
    await this.#received.stop()
  }

  /** Where the contact centre is to send replies. */
  get port(): number {
    return this.#received.port
  }

  /** Every mail that was to be sent, and whether a 250 came for it. */
  get sent(): ReadonlyArray<SentMail> {
    return this.#sent.all
  }
  /** Every mail that came, copies included. */
  get received(): ReadonlyArray<ReceivedMail> {
    return this.#received.all
  }

  /** Sends a mail; resolves after the first attempt, acknowledged or not. */
  send(mail: CustomerMail): Promise<SentMail> {
    return this.#sent.send(mail)
  }
  /** Tries everything unacknowledged again, once. */
  retry(): Promise<void> {
    return this.#sent.retry()
  }
  /** Resolves with what is still unacknowledged: at once when nothing is, else after `timeoutMs`. */
  settled(timeoutMs: number): Promise<ReadonlyArray<SentMail>> {
    return this.#sent.settled(timeoutMs)
  }

  /** Mails that answer a Message-ID, copies included. */
  repliesTo(messageId: string): ReadonlyArray<ReceivedMail> {
    return this.received.filter((mail) => mail.inReplyTo === messageId || mail.references.includes(messageId))
  }
  waitForReply(messageId: string, timeoutMs = 10_000): Promise<ReceivedMail> {
    return this.waitFor((mail) => mail.inReplyTo === messageId || mail.references.includes(messageId), timeoutMs)
  }
  /** The first mail for which `which` holds, had already or to come; rejects after `timeoutMs`. */
  waitFor(which: (mail: ReceivedMail) => boolean, timeoutMs = 10_000): Promise<ReceivedMail> {
    return this.#received.wait(which, timeoutMs)
  }
  /** The next mails that come meet these, one each. */
  fault(...faults: ReadonlyArray<MailFault>): void {
    this.#received.faults.push(...faults)
  }
}
