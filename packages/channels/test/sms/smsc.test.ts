import { spawn } from "node:child_process"
import { once } from "node:events"
import { writeFile, mkdtemp, rm } from "node:fs/promises"
import { connect } from "node:net"
import { join } from "node:path"
import { Smsc } from "@strowger/channels/sim"
import { afterEach, expect, test } from "vitest"
import { decodePdu, encodePdu } from "../../src/sms/pdu/codec.ts"
import { customer, openLink, ours } from "./openLink.ts"

let smsc: Smsc
afterEach(() => smsc.stop())

/** Writes octets to the centre and gives back all it says until it hangs up. */
const probe = async (octets: Uint8Array): Promise<Buffer> => {
  const socket = connect(smsc.port, "127.0.0.1")
  const said: Array<Buffer> = []
  socket.on("data", (chunk) => said.push(chunk))
  socket.write(octets)
  await once(socket, "close")
  return Buffer.concat(said)
}

test("an HTTP probe on the port gets generic_nack and is counted; a client that binds works", async () => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret" })
  const said = await probe(Buffer.from("GET / HTTP/1.1\r\nHost: centre\r\n\r\n"))
  expect(decodePdu(said)).toEqual({ command: "generic_nack", sequence: 0, status: 2 })
  expect(smsc.book().malformed).toBe(1)
  const link = await openLink(smsc.port)
  await link.up()
  await link.send("still here")
  expect(smsc.book().messages.map(({ text }) => text)).toEqual(["still here"])
  await link.close()
})

test("a wrong password and a wrong system id are told apart", async () => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret" })
  const bind = (systemId: string, password: string) =>
    probe(
      encodePdu({
        command: "bind_transceiver",
        sequence: 1,
        status: 0,
        systemId,
        password,
        systemType: "",
        interfaceVersion: 0x34
      })
    )
  expect(decodePdu(await bind("bank", "wrong"))).toMatchObject({ command: "bind_transceiver_resp", status: 0x0e })
  expect(decodePdu(await bind("other", "secret"))).toMatchObject({ status: 0x0f })
})

test("a submit before the bind is refused", async () => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret" })
  const socket = connect(smsc.port, "127.0.0.1")
  socket.write(
    Buffer.from("0000002f00000004000000000000000100010131000101320000000000000000000000".padEnd(94, "0"), "hex")
  )
  const [said] = (await once(socket, "data")) as [Buffer]
  expect(decodePdu(said)).toMatchObject({ command: "submit_sm_resp", status: 0x04 })
  socket.destroy()
})

test("kill -9 of the client: its unacknowledged units go to the next client, the acknowledged do not", async () => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret" })
  // Takes two units, records them on its output, acknowledges the first and hangs.
  const folder = await mkdtemp(join(import.meta.dirname, "client-"))
  const script = join(folder, "client.ts")
  await writeFile(
    script,
    `import { Effect, Redacted, Stream } from "effect"
     import { openSms } from "@strowger/channels/sms"
     const options = { id: "sms", host: "127.0.0.1", port: ${smsc.port}, systemId: "bank", password: Redacted.make("secret"), sourceAddress: "1" }
     Effect.runPromise(Effect.scoped(Effect.gen(function* () {
       const sms = yield* openSms(options)
       yield* Stream.runForEach(sms.inbound, (unit) =>
         unit.type === "Delivery" && unit.unit.type === "Message" && unit.unit.content.text === "one"
           ? unit.ack({ duplicate: false })
           : Effect.sync(() => console.log("holding")))
     })))`
  )
  const client = spawn(process.execPath, ["--conditions=source", script], { stdio: ["ignore", "pipe", "inherit"] })
  try {
    smsc.deliver({ from: customer, to: ours, text: "one" })
    smsc.deliver({ from: customer, to: ours, text: "two" })
    await once(client.stdout, "data")
    await smsc.until(({ units }) => units[0]?.state === "acked")
    client.kill("SIGKILL")
    await smsc.until(() => smsc.bound === 0)
    expect(smsc.book().units.map(({ text, state }) => [text, state])).toEqual([
      ["one", "acked"],
      ["two", "waiting"]
    ])
    const link = await openLink(smsc.port)
    expect((await link.next()).unit).toMatchObject({ content: { text: "two" } })
    expect(link.waiting()).toBe(0)
    await link.close()
  } finally {
    client.kill("SIGKILL")
    await rm(folder, { recursive: true })
  }
})

test("a port that is taken is said, not thrown somewhere", async () => {
  smsc = await Smsc.start({ systemId: "bank", password: "secret" })
  await expect(Smsc.start({ systemId: "bank", password: "secret", port: smsc.port })).rejects.toThrow("EADDRINUSE")
})
