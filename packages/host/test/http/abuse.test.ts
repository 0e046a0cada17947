import { request } from "node:http"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { WebSocket } from "ws"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"

const megabyte = 1024 * 1024

describe("one program that means harm", () => {
  const folder = temporaryFolder()
  let host: HostProcess
  let port: number

  beforeAll(async () => {
    port = await freePort()
    const password = { demonstration: "strowger" } as const
    host = await HostProcess.serve(
      {
        centre: { name: "Test bank" },
        state: { directory: `${folder.path}/state` },
        http: { port },
        queues: { general: { name: { zh: "综合", en: "General" } } },
        agents: { a1: { name: "Agent 1", password }, boss: { name: "Boss", role: "supervisor", password } },
        adapters: {},
        entries: []
      },
      folder.path
    )
  })
  afterAll(async () => {
    await host.stop()
    folder.remove()
  })

  const signIn = (user: string, password: string): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ user, password })
    })

  it("guesses at a password sent all at once are five guesses, too", async () => {
    const guesses = Array.from({ length: 20 }, (_, guess) => signIn("a1", guess === 19 ? "strowger" : `guess ${guess}`))
    const statuses = (await Promise.all(guesses)).map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(15)
  })

  it("a request body that does not end is cut off, and the host goes on", async () => {
    const most = 64 * megabyte
    const sent = await new Promise<{ readonly bytes: number; readonly status: number | undefined }>((resolve) => {
      let bytes = 0
      let status: number | undefined
      const end = (): void => resolve({ bytes, status })
      const post = request(`http://127.0.0.1:${port}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" }
      })
      post.on("response", (response) => {
        status = response.statusCode
        response.resume()
        end()
      })
      post.on("error", end)
      post.on("close", end)
      const chunk = Buffer.alloc(megabyte, "a")
      const push = (): void => {
        while (bytes < most && !post.destroyed) {
          bytes += chunk.length
          if (!post.write(chunk)) return void post.once("drain", push)
        }
        post.end()
      }
      push()
    })
    expect(sent.status ?? 413).toBe(413)
    expect(sent.bytes).toBeLessThan(most)
    expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200)
  })

  it("a frame of the desktop's WebSocket that is far too long ends that WebSocket only", async () => {
    const cookie = (await signIn("boss", "strowger")).headers.get("set-cookie")?.split(";")[0] ?? ""
    const link = (): Promise<WebSocket> =>
      new Promise((resolve, reject) => {
        const opening = new WebSocket(`ws://127.0.0.1:${port}/rpc`, { headers: { cookie } })
        opening.once("open", () => resolve(opening))
        opening.once("error", reject)
      })
    const [hostile, honest] = [await link(), await link()]
    const code = await new Promise<number>((resolve) => {
      hostile.on("error", () => {})
      hostile.once("close", resolve)
      hostile.send(`{"text":"${"a".repeat(megabyte)}`)
    })
    expect(code).toBe(1009)
    expect(honest.readyState).toBe(WebSocket.OPEN)
    honest.close()
  })
})
