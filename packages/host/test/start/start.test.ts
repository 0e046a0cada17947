import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it } from "vitest"
import { freePort, HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { RobotAgent } from "../support/RobotAgent.ts"
import { until } from "../support/until.ts"
import { work } from "../support/worker.ts"

const bin = fileURLToPath(new URL("../../bin/strowger.mjs", import.meta.url))

describe("npm start", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  it("brings the centre up; within 60 s of an agent being ready a contact is completed on each of the four channels", async () => {
    const [port, chat] = [await freePort(), await freePort()]
    const host = HostProcess.run([
      "demo",
      "--port",
      String(port),
      "--chat-port",
      String(chat),
      "--directory",
      `${folder.path}/state`
    ])
    try {
      await host.says("the demonstration bank is up")
      const base = `http://127.0.0.1:${port}`
      expect(host.output).toContain(base)
      expect((await fetch(`${base}/health`)).status).toBe(200)
      const readyAtMs = performance.now()
      const robot = new RobotAgent(base, "lu")
      await robot.signIn()
      const worker = work(robot, { answer: "您好，已为您办理。", calls: true })
      const completed = async (): Promise<ReadonlyArray<string>> => {
        const text = await (await fetch(`${base}/metrics`)).text()
        return ["voice", "chat", "sms", "email"].filter((channel) =>
          new RegExp(`^strowger_contacts_completed_total\\{[^}]*channel="${channel}"[^}]*\\} [1-9]`, "m").test(text)
        )
      }
      await until(async () => (await completed()).length === 4, "a completed contact on each channel", 60_000)
      console.log(
        `first completed contact on all four channels ${((performance.now() - readyAtMs) / 1000).toFixed(1)} s after ready`
      )
      await worker.stop()
      expect(await host.stop()).toBe(0)
    } finally {
      await host.kill()
    }
  }, 120_000)

  it("reset refuses where it is not the demonstration's, and empties what is", async () => {
    const run = async (directory: string) => {
      const command = HostProcess.run(["reset", "--directory", directory])
      return { code: await command.exited, output: command.output }
    }
    const foreign = await run("/etc")
    expect(foreign.code).toBe(1)
    expect(foreign.output).toContain("not the demonstration's")
    expect((await run(`${folder.path}/state`)).code).toBe(0)
    expect((await run(`${folder.path}/state`)).output).toContain("does not exist")
  })

  it("a second one on the same data, and reset, are told that it runs; neither touches what is there", async () => {
    const directory = `${folder.path}/twice`
    const ports = ["--port", String(await freePort()), "--chat-port", String(await freePort())]
    const arguments_ = ["demo", "--quiet", ...ports, "--directory", directory]
    const first = HostProcess.run(arguments_)
    try {
      await first.says("the demonstration bank is up")
      const file = readFileSync(`${directory}/city-bank.yaml`, "utf8")
      const second = HostProcess.run(arguments_)
      expect(await second.exited).toBe(1)
      expect(second.output).toContain(`running already, with its data in ${directory}`)
      const reset = HostProcess.run(["reset", "--directory", directory])
      expect(await reset.exited).toBe(1)
      expect(reset.output).toContain("Stop it first")
      expect(readFileSync(`${directory}/city-bank.yaml`, "utf8")).toBe(file)
    } finally {
      await first.kill()
    }
  })

  it("help names every command, from any Node that npm has", async () => {
    const help = await new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [bin, "--help"])
      let said = ""
      child.stdout.on("data", (data) => {
        said += String(data)
      })
      child.on("error", reject)
      child.on("exit", () => resolve(said))
    })
    for (const command of ["demo", "serve", "config", "replay", "simulate", "reset", "hash-password"])
      expect(help).toContain(command)
  })
})
