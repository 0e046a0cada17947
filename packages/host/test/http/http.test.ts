import { createHmac } from "node:crypto"
import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import type { File } from "../../src/config/File.ts"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"

describe("pages and API of the host", () => {
  const folder = temporaryFolder()
  let host: HostProcess
  let base: string
  let file: File

  beforeAll(async () => {
    const password = { demonstration: "strowger" } as const
    file = {
      centre: { name: "Test bank" },
      state: { directory: `${folder.path}/state` },
      http: { port: await freePort() },
      queues: { general: { name: { zh: "综合", en: "General" } } },
      agents: { a1: { name: "Agent 1", password }, boss: { name: "Boss", role: "supervisor", password } },
      adapters: {
        chat: {
          kind: "chat",
          port: await freePort(),
          origins: ["http://127.0.0.1"],
          secret: { demonstration: "chat-secret-for-tests" }
        }
      },
      entries: [{ adapter: "chat", queue: "general" }]
    }
    base = `http://127.0.0.1:${file.http.port}`
    host = await HostProcess.serve(file, folder.path)
  })
  afterAll(async () => {
    await host.stop()
    folder.remove()
  })

  const signIn = (user: string, password: string): Promise<Response> =>
    fetch(`${base}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password })
    })
  /** What becomes of a WebSocket: its status when it is refused, 101 when it opens. */
  const socket = (headers: Record<string, string>): Promise<number> =>
    new Promise((resolve, reject) => {
      const link = new WebSocket(`${base.replace("http", "ws")}/rpc`, { headers })
      link.on("open", () => {
        link.close()
        resolve(101)
      })
      link.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0))
      link.on("error", reject)
    })

  it("a session cookie cannot be read by scripts nor sent by other sites, and says who is signed in", async () => {
    const response = await signIn("a1", "strowger")
    expect(response.status).toBe(204)
    const cookie = response.headers.get("set-cookie") ?? ""
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Strict/i)
    const current = await fetch(`${base}/api/session`, { headers: { cookie: cookie.split(";")[0] ?? "" } })
    expect(await current.json()).toEqual({ user: "a1", name: "Agent 1", role: "agent", centre: "Test bank" })
  })
  it("an altered cookie is nobody", async () => {
    const cookie = (await signIn("a1", "strowger")).headers.get("set-cookie")?.split(";")[0] ?? ""
    const [name = "", token = ""] = cookie.split("=")
    const [body = "", signature = ""] = token.split(".")
    const other = Buffer.from(JSON.stringify({ id: "boss", until: Date.now() + 1e9 })).toString("base64url")
    for (const forged of [`${other}.${signature}`, `${body}.${signature.slice(1)}`, `${body}.`, "x", "."]) {
      const response = await fetch(`${base}/api/session`, { headers: { cookie: `${name}=${forged}` } })
      expect(response.status, forged).toBe(401)
    }
  })
  it("a wrong password is told with the tries left; five wrong ones lock, the right one included", async () => {
    const texts: Array<unknown> = []
    for (let tries = 0; tries < 5; tries++) {
      const response = await signIn("nobody", "wrong")
      expect(response.status).toBe(401)
      texts.push(((await response.json()) as { triesLeft: number }).triesLeft)
    }
    expect(texts).toEqual([4, 3, 2, 1, 0])
    expect((await signIn("nobody", "wrong")).status).toBe(429)
    // Another user is not locked by it.
    expect((await signIn("boss", "strowger")).status).toBe(204)
  })
  it("a supervisor, and nobody else, unlocks who typed a wrong password too often", async () => {
    const unlock = (cookie: string): Promise<number> =>
      fetch(`${base}/api/session/locks/a1`, { method: "DELETE", headers: { cookie } }).then(({ status }) => status)
    const cookieOf = async (user: string): Promise<string> =>
      (await signIn(user, "strowger")).headers.get("set-cookie")?.split(";")[0] ?? ""
    const [agent, boss] = [await cookieOf("a1"), await cookieOf("boss")]
    for (let tries = 0; tries < 5; tries++) await signIn("a1", "wrong")
    expect((await signIn("a1", "strowger")).status).toBe(429)
    expect(await unlock("")).toBe(401)
    expect(await unlock(agent)).toBe(403)
    expect((await signIn("a1", "strowger")).status).toBe(429)
    expect(await unlock(boss)).toBe(204)
    expect((await signIn("a1", "strowger")).status).toBe(204)
  })
  it("two roles: an agent reads neither the wall nor all contacts, a supervisor does", async () => {
    const agent = new RobotAgent(base, "a1")
    const boss = new RobotAgent(base, "boss")
    await agent.signIn()
    await boss.signIn()
    await expect(agent.get("/api/wall")).rejects.toThrow("403")
    await expect(agent.get("/api/contacts")).rejects.toThrow("403")
    expect(await boss.get("/api/contacts")).toMatchObject({ contacts: [], total: 0 })
    expect(await boss.get("/api/wall")).toMatchObject({ totals: { waiting: 0 } })
    await expect(boss.get("/api/contacts/none")).rejects.toThrow("404")
  })
  it("the desktop's WebSocket needs a session and a page of ours", async () => {
    const cookie = (await signIn("a1", "strowger")).headers.get("set-cookie")?.split(";")[0] ?? ""
    expect(await socket({})).toBe(401)
    expect(await socket({ cookie, origin: "https://evil.example" })).toBe(403)
    expect(await socket({ cookie, origin: base })).toBe(101)
  })
  it("what a desktop watches ends with its session", async () => {
    const body = Buffer.from(JSON.stringify({ id: "a1", until: Date.now() + 1_500 })).toString("base64url")
    const key = readFileSync(`${folder.path}/state/session.key`)
    const cookie = `strowger_session=${body}.${createHmac("sha256", key).update(body).digest("base64url")}`
    const link = new WebSocket(`${base.replace("http", "ws")}/rpc`, { headers: { cookie } })
    const heard: Array<string> = []
    await new Promise<void>((resolve, reject) => {
      link.on("error", reject)
      link.on("open", () => link.send('{"_tag":"Request","id":"1","tag":"WatchDesk","payload":null,"headers":[]}\n'))
      link.on("message", (data: Buffer) => {
        const text = data.toString("utf8")
        heard.push(text)
        if (text.includes('"Chunk"')) link.send('{"_tag":"Ack","requestId":"1"}\n')
        if (text.includes('"Exit"')) resolve()
      })
    })
    link.close()
    expect(heard[0]).toContain('"signed-out"')
    expect(heard.at(-1)).toContain('"Unauthorized"')
  }, 10_000)
  it("the API describes itself and has a documentation page", async () => {
    const openapi = (await (await fetch(`${base}/openapi.json`)).json()) as {
      openapi: string
      paths: Record<string, unknown>
    }
    expect(openapi.openapi).toMatch(/^3\./)
    expect(Object.keys(openapi.paths)).toEqual(
      expect.arrayContaining([
        "/api/session",
        "/api/contacts",
        "/api/conversations/{conversation}",
        "/api/desk/acts",
        "/api/wall"
      ])
    )
    const docs = await (await fetch(`${base}/docs`)).text()
    expect(docs).toContain("<html")
    // A bank's network has no way out: the page brings everything along.
    expect(docs).not.toMatch(/<script[^>]+src="https?:/)
  })
  it("health and metrics tell how it is", async () => {
    expect(await (await fetch(`${base}/health`)).json()).toMatchObject({ status: "up", partition: "main" })
    expect((await fetch(`${base}/health/live`)).status).toBe(200)
    const metrics = await (await fetch(`${base}/metrics`)).text()
    expect(metrics).toMatch(/^strowger_adapter_up\{adapter="chat",channel="chat"\} 1$/m)
    expect(metrics).toMatch(/^strowger_log_position [1-9]/m)
  })
  it("pages come with headers that keep foreign scripts and frames out", async () => {
    const page = await fetch(`${base}/`)
    expect(page.status).toBe(200)
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'none'")
    expect(page.headers.get("x-content-type-options")).toBe("nosniff")
  })
  it("a second host on the same state is refused at once, with the remedy", async () => {
    const second = HostProcess.run(["serve", "--config", `${folder.path}/host.yaml`])
    expect(await second.exited).toBe(1)
    expect(second.output).toMatch(/in use|another process|owns/i)
    expect(second.output).not.toContain("    at ")
  })
})
