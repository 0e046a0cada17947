import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"

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
})
