import { mkdirSync, writeFileSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { stringify } from "yaml"
import type { File } from "../../src/config/File.ts"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"

/** What a host that lacks something says, in words and without a stack. */
describe("a start that cannot be", () => {
  let folder: ReturnType<typeof temporaryFolder>
  beforeEach(() => {
    folder = temporaryFolder()
  })
  afterEach(() => folder.remove())

  const said = async (change: (file: File) => File): Promise<string> => {
    const file: File = {
      centre: { name: "Test bank" },
      state: { directory: `${folder.path}/state` },
      http: { port: await freePort() },
      queues: { general: { name: { zh: "综合", en: "General" } } },
      agents: { a1: { name: "Agent 1", password: { demonstration: "strowger" } } },
      adapters: {},
      entries: []
    }
    writeFileSync(`${folder.path}/host.yaml`, stringify(change(file)))
    const host = HostProcess.run(["serve", "--config", `${folder.path}/host.yaml`])
    expect(await host.exited).toBe(1)
    expect(host.output).not.toMatch(/^ +at /m)
    return host.output
  }
  const sms = { kind: "sms", host: "127.0.0.1", port: 9, systemId: "bank", number: "95500" } as const

  it("names the secret of an adapter that is not there", async () => {
    const output = await said((file) => ({
      ...file,
      adapters: { sms: { ...sms, password: { env: "STROWGER_NOT_SET" } } }
    }))
    expect(output).toContain("adapters.sms.password: the environment variable STROWGER_NOT_SET is not set")
  })
  it("takes no empty file for a password: everybody would know it", async () => {
    const empty = `${folder.path}/password`
    writeFileSync(empty, "\n")
    const output = await said((file) => ({ ...file, agents: { a1: { name: "Agent 1", password: { file: empty } } } }))
    expect(output).toContain(`agents.a1.password: the file ${empty} is empty`)
  })
  it("names all that is missing in one go, and a secret that is too short without showing it", async () => {
    const output = await said((file) => ({
      ...file,
      agents: { a1: { name: "Agent 1", password: { env: "STROWGER_NOT_SET" } } },
      adapters: {
        sms: { ...sms, password: { file: `${folder.path}/none` } },
        chat: { kind: "chat", port: 0, secret: { demonstration: "too short" } }
      }
    }))
    expect(output).toContain("agents.a1.password: the environment variable STROWGER_NOT_SET is not set")
    expect(output).toContain(`adapters.sms.password: the file ${folder.path}/none cannot be read`)
    expect(output).toContain("adapters.chat.secret: has 9 characters. Give a random text of at least 16.")
    expect(output).not.toContain("too short")
  })
  it("names the certificates that are not there", async () => {
    const output = await said((file) => ({
      ...file,
      adapters: {
        pbx: {
          kind: "avaya",
          addresses: [{ host: "127.0.0.1", port: 9 }],
          tls: { ca: `${folder.path}/none.pem` },
          user: "bank",
          password: { demonstration: "secret" },
          switchName: "CM",
          vdns: ["7000"]
        }
      }
    }))
    expect(output).toContain("adapters.pbx.tls.ca: the file")
  })
  it("names the key of the sessions when it cannot be read", async () => {
    mkdirSync(`${folder.path}/state/session.key`, { recursive: true })
    expect(await said((file) => file)).toContain("session.key cannot be read")
  })
})
