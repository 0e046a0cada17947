import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"

interface Contact {
  readonly contact: string
  readonly adapter: string
  readonly thread: string
  readonly conversation: string
  readonly state: string
}
interface Conversation {
  readonly lines: ReadonlyArray<{
    readonly text: string
    readonly attachments: ReadonlyArray<{ readonly name: string; readonly bytes: number; readonly held?: string }>
  }>
}

/** Everything a peer answers until it closes, or until `ms` of silence. */
const talk = (
  port: number,
  octets: Uint8Array,
  ms = 1_000
): Promise<{ readonly answer: Buffer; readonly closed: boolean }> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    const got: Array<Buffer> = []
    let closed = false
    const done = (): void => {
      socket.destroy()
      resolve({ answer: Buffer.concat(got), closed })
    }
    socket.setTimeout(ms, done)
    socket.on("error", () => undefined)
    socket.on("data", (data) => got.push(data))
    socket.on("close", () => {
      closed = true
      done()
    })
    socket.on("connect", () => socket.write(octets))
  })

const httpProbe = Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")

describe("bad input", () => {
  const folder = temporaryFolder()
  let carriers: TestCarriers
  let host: HostProcess
  let boss: RobotAgent
  let base: string

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 1 })
    const file = carriers.file(`${folder.path}/state`)
    const mail = file.adapters["mail"]
    if (mail?.kind !== "email") throw new Error("the test bank has mail")
    host = await HostProcess.serve(
      {
        ...file,
        adapters: {
          ...file.adapters,
          mail: { ...mail, listener: { port: carriers.mailIn, maxMegabytes: 60 }, maxAttachmentMegabytes: 20 }
        }
      },
      folder.path
    )
    base = `http://127.0.0.1:${carriers.http}`
    boss = new RobotAgent(base, "boss")
    await boss.signIn()
  })
  afterAll(async () => {
    await host.stop()
    await carriers.stop()
    folder.remove()
  })

  const contacts = async (adapter: string): Promise<ReadonlyArray<Contact>> =>
    (await boss.get<{ contacts: ReadonlyArray<Contact> }>("/api/contacts?limit=1000")).contacts.filter(
      (contact) => contact.adapter === adapter
    )
  const refused = async (adapter: string): Promise<number> => {
    const text = await (await fetch(`${base}/metrics`)).text()
    return [
      ...text.matchAll(new RegExp(`strowger_adapter_refused_total\\{[^}]*adapter="${adapter}"[^}]*\\} (\\d+)`, "g"))
    ].reduce((sum, match) => sum + Number(match[1]), 0)
  }
  /** The next good unit is handled. */
  const goodText = async (): Promise<boolean> => {
    const phone = carriers.text("你好")
    await until(
      async () => (await contacts("sms")).some(({ thread }) => thread.includes(phone)),
      "the next short message"
    )
    return true
  }
  const goodMail = async (): Promise<boolean> => {
    const before = (await contacts("mail")).length
    carriers.mail("您好")
    await until(async () => (await contacts("mail")).length > before, "the next mail")
    return true
  }
  const goodChat = async (): Promise<void> => {
    const visitor = carriers.visit("您好")
    await visitor.until((book) => book.written.every(({ seq }) => seq !== undefined))
  }

  it("SMS: a malformed PDU is answered with generic_nack, counted, and the next good unit is handled", async () => {
    const before = await refused("sms")
    const unknownCommand = Buffer.alloc(16)
    unknownCommand.writeUInt32BE(16, 0)
    unknownCommand.writeUInt32BE(0x0000_00ee, 4)
    unknownCommand.writeUInt32BE(77, 12)
    await carriers.smsc.until(() => carriers.smsc.bound > 0)
    carriers.smsc.sendRaw(unknownCommand)
    await until(async () => (await refused("sms")) > before, "the metric")
    expect(await goodText()).toBe(true)
  })
  it("SMS: an HTTP answer on the SMPP link ends the link, is counted, and a new link handles the next unit", async () => {
    const before = await refused("sms")
    const binds = carriers.smsc.book().binds
    carriers.smsc.sendRaw(Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"))
    await until(async () => (await refused("sms")) > before, "the metric")
    await carriers.smsc.until((book) => book.binds > binds)
    expect(await goodText()).toBe(true)
  })
  it("SMPP and DMCC ports of the carriers: an HTTP probe is refused and the others go on", async () => {
    const probed = await talk(carriers.smsc.port, httpProbe)
    // generic_nack (0x80000000), invalid command length, then closed.
    expect(probed.answer.subarray(4, 8).toString("hex")).toBe("80000000")
    expect(probed.closed).toBe(true)
    expect((await talk(carriers.pbx.port, httpProbe)).closed).toBe(true)
    expect(await goodText()).toBe(true)
  })
  it("voice: a document with DOCTYPE is counted and dropped, and the next call is handled", async () => {
    const before = await refused("avaya")
    carriers.pbx.faults.malformedXml = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    carriers.pbx.faults.malformed = 1
    carriers.call().hangUp()
    await until(async () => (await refused("avaya")) > before, "the metric")
    const caller = carriers.call()
    const handled = await until(
      async () => (await contacts("avaya")).some(({ thread }) => thread === caller.ucid),
      "the next call",
      20_000
    )
    expect(handled).toBe(true)
    caller.hangUp()
  })
  it("mail: 30 MB becomes a contact with the attachment held back; the next mail is handled", async () => {
    const content = Buffer.alloc(22 * 1024 * 1024, "x")
    const before = (await contacts("mail")).length
    await carriers.mailbox.send({
      from: "large@example.com",
      to: "service@bank.example",
      subject: "Large",
      text: "附件很大",
      attachments: [{ name: "scan.bin", mime: "application/octet-stream", content }]
    })
    const contact = await until(async () => (await contacts("mail"))[before], "the contact of the large mail", 30_000)
    const conversation = await boss.get<Conversation>(`/api/conversations/${encodeURIComponent(contact.conversation)}`)
    expect(conversation.lines[0]?.text).toContain("附件很大")
    const attachment = conversation.lines[0]?.attachments[0]
    expect(attachment?.name).toBe("scan.bin")
    expect(attachment?.bytes).toBe(content.length)
    expect(attachment?.held).toBeTruthy()
    expect(await goodMail()).toBe(true)
  })
  it("mail: more than the listener takes is answered with 552, and counted", async () => {
    const before = await refused("mail")
    const sent = await carriers.mailbox.send({
      from: "huge@example.com",
      to: "service@bank.example",
      subject: "Huge",
      text: "x",
      attachments: [
        { name: "huge.bin", mime: "application/octet-stream", content: Buffer.alloc(50 * 1024 * 1024, "x") }
      ]
    })
    expect(sent.state).toBe("refused")
    expect(sent.lastAnswer).toContain("552 5.3.4")
    expect(await refused("mail")).toBeGreaterThan(before)
    expect(await goodMail()).toBe(true)
  })
  it("mail: a broken MIME tree becomes a contact all the same", async () => {
    const before = (await contacts("mail")).length
    await carriers.mailbox.send({
      from: "broken@example.com",
      to: "service@bank.example",
      raw: Buffer.from(
        "From: broken@example.com\r\nTo: service@bank.example\r\nSubject: broken\r\nMessage-ID: <broken-1@example.com>\r\n" +
          'Content-Type: multipart/mixed; boundary="a"\r\n\r\n--a\r\nContent-Type: multipart/alternative; boundary="a"\r\n\r\n' +
          "--a\r\nContent-Type: text/plain; charset=nonsense-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n--b--\r\n"
      )
    })
    await until(async () => (await contacts("mail")).length > before, "the contact of the broken mail")
    expect(await goodMail()).toBe(true)
  })
  it("chat: a frame of 1 MB closes with 1009, is counted, and the next customer is served", async () => {
    const before = await refused("chat")
    const socket = new WebSocket(`ws://127.0.0.1:${carriers.chat}/chat`, {
      origin: `http://127.0.0.1:${carriers.chat}`
    })
    const code = await new Promise<number>((resolve, reject) => {
      socket.on("open", () => socket.send("x".repeat(1024 * 1024)))
      socket.on("close", resolve)
      socket.on("error", reject)
    })
    expect(code).toBe(1009)
    await until(async () => (await refused("chat")) > before, "the metric")
    await goodChat()
  })
  it("HTTP: a page of another site may not act with the agent's cookie, and a body that is no JSON is a clear 400", async () => {
    const foreign = await fetch(`${base}/api/session`, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "application/json" },
      body: JSON.stringify({ user: "a1", password: "strowger" })
    })
    expect(foreign.status).toBe(403)
    const garbage = await fetch(`${base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{not json"
    })
    expect(garbage.status).toBe(400)
    expect((await fetch(`${base}/api/contacts`)).status).toBe(401)
  })
})
