import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer, connect, type AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as after } from "node:timers/promises"
import { ImapFlow } from "imapflow"
import SMTPConnection from "nodemailer/lib/smtp-connection"
import { SMTPServer } from "smtp-server"

/**
 * A Dovecot of its own for a test: IMAP and LMTP on free loopback ports, every user exists with the same password, mail in a temporary
 * folder. Beside it an SMTP server that delivers whatever it is given by LMTP, each recipient's local part being the user.
 */
export interface Dovecot {
  readonly imapPort: number
  readonly lmtpPort: number
  /** Delivers to the mailboxes of this Dovecot. */
  readonly smtpPort: number
  readonly password: string
  /** Envelopes the SMTP side took, in order. */
  readonly taken: ReadonlyArray<{ readonly from: string; readonly to: ReadonlyArray<string> }>
  /** Runs with a client logged in as the user. */
  readonly as: <A>(user: string, run: (client: ImapFlow) => Promise<A>) => Promise<A>
  /** Puts a mail into a mailbox; answers with its UID. */
  readonly append: (user: string, raw: string | Buffer, mailbox?: string) => Promise<number>
  /** Raw mails of a mailbox, oldest first. */
  readonly mails: (user: string, mailbox?: string) => Promise<ReadonlyArray<string>>
  /** Deletes a mailbox and makes it again: a new UIDVALIDITY. */
  readonly recreate: (user: string, mailbox: string) => Promise<void>
  readonly stop: () => Promise<void>
}

const PASSWORD = "loopback-only"

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

const greets = async (port: number): Promise<boolean> => {
  const socket = connect(port, "127.0.0.1")
  try {
    const [octets] = (await Promise.race([once(socket, "data"), once(socket, "close").then(() => [""])])) as [
      Buffer | string
    ]
    return octets.length > 0
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

const configuration = (root: string, imapPort: number, lmtpPort: number): string => {
  const asRoot = process.getuid?.() === 0
  const me = `uid=${process.getuid?.()} gid=${process.getgid?.()}`
  const login = asRoot ? "" : "chroot ="
  return `
base_dir = ${root}/run
state_dir = ${root}/state
log_path = ${root}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${root}/mail/%n
first_valid_uid = 1
${asRoot ? "default_internal_user = dovecot\ndefault_login_user = dovenull" : ""}
auth_username_format = %n
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = ${asRoot ? "uid=nobody gid=nogroup" : me} home=${root}/mail/%n allow_all_users=yes
}
service imap-login {
  ${login}
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  ${login}
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtpPort}
  }
}
protocol lmtp {
  postmaster_address = postmaster@bank.example
}
`
}

const launch = async (root: string, imapPort: number, lmtpPort: number): Promise<ChildProcess> => {
  const file = join(root, "dovecot.conf")
  mkdirSync(join(root, "mail"))
  // Dovecot reads mail as another user than the one who runs the test.
  chmodSync(root, 0o755)
  chmodSync(join(root, "mail"), 0o777)
  writeFileSync(file, configuration(root, imapPort, lmtpPort))
  const child = spawn("/usr/sbin/dovecot", ["-F", "-c", file], { stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  const untilMs = Date.now() + 20_000
  while (!((await greets(imapPort)) && (await greets(lmtpPort)))) {
    if (child.exitCode !== null || Date.now() > untilMs) {
      child.kill("SIGTERM")
      const log = (() => {
        try {
          return readFileSync(join(root, "log"), "utf8")
        } catch {
          return ""
        }
      })()
      throw new Error(`Dovecot did not start: ${said}${log}`)
    }
    await after(50)
  }
  return child
}

/** Passes one mail on by LMTP; rejects unless every recipient has it. */
const passOn = (port: number, from: string, to: ReadonlyArray<string>, raw: Buffer): Promise<void> =>
  new Promise((resolve, reject) => {
    const link = new SMTPConnection({ port, host: "127.0.0.1", lmtp: true, ignoreTLS: true, logger: false })
    link.on("error", reject)
    link.connect(() =>
      link.send({ from: from === "" ? false : from, to: [...to] }, raw, (error, info) => {
        link.quit()
        if (error) reject(error)
        else if ((info?.rejected.length ?? 0) > 0) reject(new Error("LMTP refused a recipient"))
        else resolve()
      })
    )
  })

const submission = async (
  lmtpPort: number
): Promise<{ server: SMTPServer; port: number; taken: Array<{ from: string; to: Array<string> }> }> => {
  const taken: Array<{ from: string; to: Array<string> }> = []
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onData: (stream, session, callback) => {
      const { mailFrom, rcptTo } = session.envelope
      const from = mailFrom === false ? "" : mailFrom.address
      const to = rcptTo.map(({ address }) => address)
      const pass = async () => {
        const chunks: Array<Buffer> = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        await passOn(lmtpPort, from, to, Buffer.concat(chunks))
        taken.push({ from, to })
      }
      void pass().then(
        () => setImmediate(callback),
        (error: Error) => setImmediate(callback, error)
      )
    }
  })
  server.on("error", () => {})
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { server, port: (server.server.address() as AddressInfo).port, taken }
}

export const startDovecot = async (): Promise<Dovecot> => {
  const root = mkdtempSync(join(tmpdir(), "strowger-dovecot-"))
  const imapPort = await freePort()
  const lmtpPort = await freePort()
  const child = await launch(root, imapPort, lmtpPort)
  const smtp = await submission(lmtpPort)

  const as: Dovecot["as"] = async (user, run) => {
    const client = new ImapFlow({
      host: "127.0.0.1",
      port: imapPort,
      secure: false,
      doSTARTTLS: false,
      auth: { user, pass: PASSWORD },
      logger: false
    })
    client.on("error", () => {})
    await client.connect()
    try {
      return await run(client)
    } finally {
      await client.logout()
    }
  }
  return {
    imapPort,
    lmtpPort,
    smtpPort: smtp.port,
    password: PASSWORD,
    taken: smtp.taken,
    as,
    append: (user, raw, mailbox = "INBOX") =>
      as(user, async (client) => {
        const done = await client.append(mailbox, raw)
        if (done === false || done.uid === undefined) throw new Error("APPEND was refused")
        return done.uid
      }),
    mails: (user, mailbox = "INBOX") =>
      as(user, async (client) => {
        await client.mailboxOpen(mailbox, { readOnly: true })
        const rows = await client.fetchAll("1:*", { source: true, uid: true })
        return rows.map((row) => row.source?.toString("latin1") ?? "")
      }),
    recreate: (user, mailbox) =>
      as(user, async (client) => {
        await client.mailboxDelete(mailbox).catch(() => {})
        await client.mailboxCreate(mailbox)
      }),
    stop: async () => {
      await new Promise<void>((resolve) => smtp.server.close(() => resolve()))
      if (child.exitCode === null) {
        child.kill("SIGTERM")
        await once(child, "exit")
      }
      rmSync(root, { recursive: true, force: true })
    }
  }
}
