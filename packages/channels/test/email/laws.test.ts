import { connect } from "node:net"
import { BlobStore, Cursors, type InboundMessage } from "@strowger/router/ports"
import { Effect } from "effect"
import { expect, test } from "vitest"
import { openEmail } from "../../src/email/index.ts"
import { Mailbox } from "../../src/sim/Mailbox.ts"
import { type AdapterWorld, adapterLaws } from "../../src/testing/adapterLaws.ts"
import { MemoryBlobs, SECRET } from "./support.ts"

const rawMail = (id: string, text: string): Buffer =>
  Buffer.from(
    `From: zhang@customer.example\r\nTo: service@bank.example\r\nMessage-ID: <${id}@customer.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${text}\r\n`
  )
const MAIL = { from: "zhang@customer.example", to: "service@bank.example" }

/** Sends octets after the greeting; resolves when the other side has closed. */
const probe = (port: number, octets: string | Buffer): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("data", () => socket.end(octets))
    socket.on("data", () => {})
    socket.on("error", () => {})
    socket.on("close", () => resolve())
  })

const world = Effect.gen(function* () {
  const adapter = yield* openEmail({
    id: "mail",
    address: "service@bank.example",
    secret: SECRET,
    smtpListener: { port: 0, maxBytes: 100_000 },
    smtp: { host: "127.0.0.1", port: yield* Effect.promise(() => startedPort), secure: false }
  }).pipe(
    Effect.provideService(BlobStore, new MemoryBlobs().service),
    Effect.provideService(Cursors, { get: () => Effect.succeed(undefined) })
  )
  const port = adapter.smtpPort as number
  const mailbox = yield* Effect.acquireRelease(
    Effect.promise(async () => {
      const started = new Mailbox({ target: { host: "127.0.0.1", port }, retryMs: 0 })
      await started.start()
      return started
    }),
    (started) => Effect.promise(() => started.stop())
  )
  const refusedMail = (mail: Parameters<Mailbox["send"]>[0]) => mailbox.send(mail).then(() => {})
  const opened: AdapterWorld = {
    adapter,
    peer: {
      say: async (id, text) => void mailbox.send({ ...MAIL, raw: rawMail(id, text) }),
      acknowledged: (id) =>
        mailbox.sent.some(({ messageId, state }) => messageId === `<${id}@customer.example>` && state === "acked"),
      settled: () => probe(port, "QUIT\r\n"),
      received: (text) => customers.waitFor((mail) => mail.text.trim() === text).then(() => {})
    },
    reply: (to, id, text) => {
      const { thread, from, messageId } = to as InboundMessage
      return { id, thread, to: from, content: { text }, references: [messageId as string], automatic: false }
    },
    hostile: {
      "an HTTP request": () => probe(port, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"),
      noise: () => probe(port, Buffer.alloc(50_000, 0xff)),
      "a mail for somebody else": () => refusedMail({ ...MAIL, to: "victim@elsewhere.example" }),
      "a mail over the limit": () => refusedMail({ ...MAIL, text: "0123456789\n".repeat(20_000) }),
      // Becomes a message all the same, which no host takes here: its sender waits, nobody else does.
      "a broken MIME tree": async () =>
        void refusedMail({ ...MAIL, raw: Buffer.from("Content-Type: multipart/mixed; boundary=b\r\n\r\nno part\r\n") })
    }
  }
  return opened
})

// Replies of every law go to one mailbox that outlives them.
const customers = new Mailbox({ target: { host: "127.0.0.1", port: 9 }, retryMs: 0 })
const startedPort = customers.start().then(() => customers.port)

for (const law of adapterLaws("email over SMTP", world))
  test(`${law.name}`, async () => {
    await law.run()
    expect(law.name).toContain("email over SMTP: A")
  })
