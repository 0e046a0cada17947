import { createHash } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { TestCarriers } from "../support/Carriers.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"

describe("files that customers sent", () => {
  const folder = temporaryFolder()
  const content = Buffer.from("账号,金额\n0196,300.00\n", "utf8")
  const sha256 = createHash("sha256").update(content).digest("hex")
  const script = Buffer.from("alert(1)")
  const scriptSha256 = createHash("sha256").update(script).digest("hex")
  const photo = Buffer.from("not really a photo")
  const photoSha256 = createHash("sha256").update(photo).digest("hex")
  let carriers: TestCarriers
  let host: HostProcess
  let address = ""
  let cookies: Record<"a1" | "a2" | "boss", string>

  beforeAll(async () => {
    carriers = await TestCarriers.start({ agents: 2 })
    host = await HostProcess.serve(carriers.file(`${folder.path}/state`), folder.path)
    const base = `http://127.0.0.1:${carriers.http}`
    const agent = new RobotAgent(base, "a1")
    await agent.signIn()
    await agent.act({ _tag: "SignIn" })
    await agent.act({ _tag: "MakeReady" })
    await carriers.mailbox.send({
      from: "finance@example.com",
      to: "service@bank.example",
      subject: "回单",
      text: "见附件",
      attachments: [
        { name: "回单 'a'.csv", mime: "text/csv", content },
        // Cut to 200 units, the name ends in half a character.
        { name: `${"a".repeat(199)}𠮷.txt`, mime: "text/plain", content: photo },
        { name: "run.exe", mime: "application/x-msdownload", content: script }
      ]
    })
    const offer = await until(async () => (await agent.view()).offers[0], "the mail's offer")
    await agent.act({ _tag: "Accept", contact: offer.contact, offer: offer.offer })
    address = `${base}/api/conversations/${encodeURIComponent(offer.conversation)}/attachments/`
    const cookie = async (user: string): Promise<string> => {
      const response = await fetch(`${base}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ user, password: "strowger" })
      })
      return response.headers.get("set-cookie")?.split(";")[0] ?? ""
    }
    cookies = { a1: await cookie("a1"), a2: await cookie("a2"), boss: await cookie("boss") }
  })
  afterAll(async () => {
    await host.stop()
    await carriers.stop()
    folder.remove()
  })
  const get = (user: "a1" | "a2" | "boss", file: string): Promise<Response> =>
    fetch(`${address}${file}`, { headers: { cookie: cookies[user] } })

  it("the agent who has the mail and a supervisor get the file byte for byte, to keep and not to show", async () => {
    for (const user of ["a1", "boss"] as const) {
      const response = await get(user, sha256)
      expect(response.status).toBe(200)
      expect(Buffer.from(await response.arrayBuffer()).equals(content)).toBe(true)
      expect(response.headers.get("content-type")).toBe("application/octet-stream")
      expect(response.headers.get("content-disposition")).toBe(
        "attachment; filename*=UTF-8''%E5%9B%9E%E5%8D%95%20%27a%27.csv"
      )
      expect(response.headers.get("x-content-type-options")).toBe("nosniff")
    }
  })
  it("nobody else gets it, and no file of another conversation or of no name", async () => {
    expect((await fetch(`${address}${sha256}`)).status).toBe(401)
    expect((await get("a2", sha256)).status).toBe(403)
    expect((await get("a1", "0".repeat(64))).status).toBe(404)
    expect((await get("a1", "..%2F..%2Fsession.key")).status).toBe(404)
  })
  it("a name that ends in half a character keeps nobody from the file", async () => {
    const response = await get("a1", photoSha256)
    expect(response.status).toBe(200)
    expect(response.headers.get("content-disposition")).toContain(`${"a".repeat(199)}%EF%BF%BD`)
    expect(Buffer.from(await response.arrayBuffer()).equals(photo)).toBe(true)
  })
  it("a file that is held back stays held back", async () => {
    const response = await get("a1", scriptSha256)
    expect(response.status).toBe(409)
    expect(await response.text()).toContain("held")
  })
})
