import { Redacted } from "effect"
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest"
import type { EmailOptions, ImapOptions } from "../../src/email/index.ts"
import { type Dovecot, startDovecot } from "./dovecot.ts"
import { Ledger, type OpenDesk, openDesk, SECRET } from "./support.ts"
import { startTcpProxy, type TcpProxy } from "./tcpProxy.ts"

export const mail = (number: number, body = `text ${number}`): string =>
  `From: zhang@customer.example\r\nTo: service@bank.example\r\nSubject: mail ${number}\r\nMessage-ID: <m${number}@customer.example>\r\n\r\n${body}\r\n`

/** For the tests of one `describe`: a Dovecot, and for each test a mailbox and a ledger of its own. */
export interface ImapDesk {
  dovecot: Dovecot
  user: string
  ledger: Ledger
  readonly desk: (imap?: Partial<ImapOptions>, more?: Partial<EmailOptions>) => Promise<OpenDesk>
  readonly proxy: () => Promise<TcpProxy>
  readonly subjects: () => ReadonlyArray<string | undefined>
}

export const useImapDesk = (): ImapDesk => {
  const open: Array<OpenDesk | TcpProxy> = []
  let users = 0
  const at: ImapDesk = {
    dovecot: undefined as never,
    user: "",
    ledger: new Ledger(),
    desk: async (imap = {}, more = {}) => {
      const opened = await openDesk(
        {
          id: "mail",
          address: "service@bank.example",
          secret: SECRET,
          smtp: { host: "127.0.0.1", port: at.dovecot.smtpPort, secure: false },
          imap: {
            host: "127.0.0.1",
            port: at.dovecot.imapPort,
            secure: false,
            user: at.user,
            password: Redacted.make(at.dovecot.password),
            backoffMs: 50,
            ...imap
          },
          ...more
        },
        at.ledger
      )
      open.push(opened)
      return opened
    },
    proxy: async () => {
      const started = await startTcpProxy(at.dovecot.imapPort)
      open.push(started)
      return started
    },
    subjects: () => at.ledger.units.map((unit) => unit.content.subject)
  }
  beforeAll(async () => {
    at.dovecot = await startDovecot()
  })
  afterAll(() => at.dovecot.stop())
  beforeEach(() => {
    at.user = `service${++users}`
    at.ledger = new Ledger()
  })
  afterEach(async () => {
    for (const one of open.splice(0).toReversed()) await ("close" in one ? one.close() : one.stop())
  })
  return at
}
