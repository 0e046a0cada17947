import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Result } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { directoryOf } from "../../src/config/directory.ts"
import { example } from "../../src/config/example.ts"
import type { Mistake } from "../../src/config/Mistake.ts"
import { readConfiguration } from "../../src/config/read.ts"
import { cityBank } from "../../src/profiles/city-bank/bank.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { stringify } from "yaml"

const mistakes = (text: string): ReadonlyArray<Mistake> => {
  const read = readConfiguration(text)
  return Result.isFailure(read) ? read.failure : []
}
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length

describe("the configuration file", () => {
  it("the printed example and the demonstration's own are good", () => {
    expect(mistakes(example)).toEqual([])
    const bank = cityBank({ http: 1, chat: 2, mailIn: 3, mailOut: 4, smsc: 5, pbx: 6 }, "/tmp/bank")
    expect(mistakes(stringify(bank))).toEqual([])
  })
  it("five mistakes come at once, each with line, column and remedy", () => {
    const bad = example
      .replace("offer: 20s  ", "ofer: 20s  ")
      .replace("wrapUp: 30s", "wrapUp: half a minute")
      .replace("zh >= 30 ", "zh >> 30 ")
      .replace("port: 8080", "port: 80800")
      .replace("queue: complaints }", "queue: complaint }")
    const found = mistakes(bad)
    expect(found.map(({ path }) => path).sort()).toEqual(
      ["entries.1.queue", "http.port", "queues.general.needs", "queues.general.ofer", "queues.general.wrapUp"].sort()
    )
    for (const { line, column, remedy } of found) {
      expect(line).toBeGreaterThan(1)
      expect(column).toBeGreaterThan(0)
      expect(remedy.length).toBeGreaterThan(5)
    }
    expect(found.find(({ path }) => path === "http.port")?.line).toBe(lineOf(bad, "port: 80800"))
    expect(found.find(({ path }) => path === "queues.general.ofer")?.remedy).toContain("`offer`")
    expect(found.find(({ path }) => path === "entries.1.queue")?.remedy).toContain("`complaints`")
  })
  it("what is no YAML, what is missing, and what is no mapping are told, not thrown", () => {
    expect(mistakes("centre: [")[0]?.text).toContain("not YAML")
    expect(mistakes("centre: { name: x }").map(({ path }) => path)).toContain("queues")
    for (const text of ["", "- 1", "just words", "null", "42"]) expect(mistakes(text).length).toBeGreaterThan(0)
  })
  it("a secret written into the file is told once and never repeated; a wrong kind is told with those there are", () => {
    const bad = example
      .replace("password: { env: STROWGER_PASSWORD_LU }", "password: hunter2")
      .replace("password: { env: STROWGER_SMS_PASSWORD }", "password: { evn: hunter3 }")
      .replace("kind: chat", "kind: chatt")
    expect(mistakes(bad).map((m) => `${m.path}: ${m.text}`)).toEqual([
      "agents.lu.password: does not say where the secret is",
      "adapters.sms.password: does not say where the secret is",
      'adapters.web: there is no kind "chatt"'
    ])
    expect(JSON.stringify(mistakes(bad))).not.toContain("hunter")
    expect(mistakes(bad)[2]?.remedy).toBe("Write one of sms, email, chat, avaya")
  })
  it("rules in the engine's own words reach the engine, and what it refuses is told at its place in the file", () => {
    const plain = example.replace(
      "    priority: 10 ",
      "    routing: { creditMs: 60000, ageing: { kind: linear, perMinute: 2 } }\n    priority: 10 "
    )
    const read = readConfiguration(plain)
    expect(Result.isSuccess(read)).toBe(true)
    if (Result.isFailure(read)) return
    expect(directoryOf(read.success).router.queues["complaints"]).toMatchObject({
      priority: 10,
      creditMs: 60_000,
      ageing: { kind: "linear", perMinute: 2 }
    })
    const wrong = plain.replace("perMinute: 2", "perMinute: -2").replace("creditMs", "offerMs: 5, creditMs")
    const told = (text: string) => {
      const result = readConfiguration(text)
      return Result.isFailure(result) ? result.failure.map(({ path, line }) => `${path}:${line}`) : []
    }
    const line = lineOf(wrong, "perMinute: -2")
    expect(told(wrong)).toEqual([`queues.complaints.routing.offerMs:${line}`])
    expect(told(wrong.replace("offerMs: 5, ", ""))).toEqual([`queues.complaints.routing.ageing.perMinute:${line}`])
    const agent = example.replace('    device: "5001"', '    routing: { attributes: 7 }\n    device: "5001"')
    expect(told(agent)).toEqual([`agents.lu.routing.attributes:${lineOf(agent, "attributes: 7")}`])
  })

  it("a demonstration password may not be opened to the network", () => {
    const bank = cityBank({ http: 1, chat: 2, mailIn: 3, mailOut: 4, smsc: 5, pbx: 6 }, "/tmp/bank")
    const open = stringify({ ...bank, http: { host: "0.0.0.0", port: 8080 } })
    expect(mistakes(open).map(({ path }) => path)).toEqual(["http.host"])
  })
  it("mail without a way in, a switch in clear text and one telephone for two agents are refused", () => {
    const bank = cityBank({ http: 1, chat: 2, mailIn: 3, mailOut: 4, smsc: 5, pbx: 6 }, "/tmp/bank")
    const { mail, avaya } = bank.adapters
    const { listener: _listener, ...noWay } = mail as unknown as Record<string, unknown>
    const { allowPlaintext: _plain, ...clear } = avaya as unknown as Record<string, unknown>
    const twice = { ...bank.agents, tan: { ...bank.agents["tan"], device: "5001" } }
    const found = mistakes(
      stringify({ ...bank, agents: twice, adapters: { ...bank.adapters, mail: noWay, avaya: clear } })
    )
    expect(found.map(({ path }) => path).sort()).toEqual(["adapters.avaya", "adapters.mail", "agents.tan.device"])
  })
})

describe("strowger config check", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  const run = async (...args: ReadonlyArray<string>) => {
    const process = HostProcess.run(args)
    const code = await process.exited
    return { code, output: process.output }
  }

  it("prints the mistakes as compilers do and ends with 1; a good file ends with 0", async () => {
    const bad = join(folder.path, "bad.yaml")
    writeFileSync(bad, example.replace("port: 8080", "port: 80800").replace("offer: 20s  ", "ofer: 20s  "))
    const refused = await run("config", "check", bad)
    expect(refused.code).toBe(1)
    expect(refused.output).toMatch(/bad\.yaml:\d+:\d+: http\.port: 80800 is not a port\. Use 0/)
    expect(refused.output).toContain("Did you mean `offer`?")
    expect(refused.output).not.toContain("    at ")
    const good = join(folder.path, "good.yaml")
    writeFileSync(good, example)
    expect((await run("config", "check", good)).code).toBe(0)
  })
  it("a file that is not there is told with what to do", async () => {
    const { code, output } = await run("serve", "--config", join(folder.path, "none.yaml"))
    expect(code).toBe(1)
    expect(output).toContain("strowger config example")
  })
})
