import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { DayResult } from "@strowger/router/simulate"
import { Result } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { examplePlan } from "../../src/simulate/example.ts"
import { readPlan } from "../../src/simulate/readPlan.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"

const small = `day: { from: "09:00", to: "12:00" }
queues:
  loans: { name: { zh: 贷款, en: Loans }, needs: loan >= 3, wrapUp: 10s }
contacts:
  calls:
    queue: loans
    channel: voice
    arrivals: { perHour: 60 }
    handle: { law: exponential, mean: 3m }
    patience: { law: exponential, mean: 5m }
agents:
  desk: { count: 3, skills: { loan: 5 }, shifts: ["08:55-12:30"] }
`

describe("strowger simulate", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())
  const at = (name: string): string => join(folder.path, name)
  writeFileSync(at("day.yaml"), small)

  const run = async (...args: ReadonlyArray<string>) => {
    const command = HostProcess.run(["simulate", ...args])
    const code = await command.exited
    expect(command.output).not.toMatch(/^ +at /m)
    return { code, output: command.output }
  }

  it("prints a plan to begin with, and without a plan simulates that one", async () => {
    const { code, output } = await run("--example")
    expect(code).toBe(0)
    expect(output.trimEnd()).toBe(examplePlan.trimEnd())
    expect(Result.isSuccess(readPlan(output))).toBe(true)
    const simulated = await run()
    expect(simulated.code).toBe(0)
    expect(simulated.output).toContain("strowger simulate --example > day.yaml")
    expect(simulated.output).toMatch(/^complaints +\d+ +\d+/m)
  })
  it("the same seed gives the same bytes, on paper and in pictures; another seed another day", async () => {
    const once = async (name: string, seed: number) => {
      const { code, output } = await run(
        at("day.yaml"),
        "--seed",
        String(seed),
        "--json",
        at(`${name}.json`),
        "--charts",
        at(name),
        "--language",
        "zh"
      )
      expect(code).toBe(0)
      const pictures = readdirSync(at(name)).sort()
      const json = readFileSync(at(`${name}.json`), "utf8")
      return { output, pictures, bytes: [json, ...pictures.map((file) => readFileSync(join(at(name), file), "utf8"))] }
    }
    const [first, again, other] = [await once("first", 3), await once("again", 3), await once("other", 4)]
    expect(first.pictures).toEqual(
      "contacts occupancy service-level-by-time staff wait-by-time waits".split(" ").map((name) => `${name}.svg`)
    )
    for (const name of first.pictures) expect(first.output).toContain(join(at("first"), name))
    expect(again.bytes).toEqual(first.bytes)
    expect(other.bytes[0]).not.toBe(first.bytes[0])
    expect(first.bytes.at(-1)).toContain("贷款")
    const { days } = JSON.parse(first.bytes[0]!) as { days: ReadonlyArray<DayResult> }
    const { offered, served, abandoned } = days[0]!.all
    expect(first.output).toMatch(new RegExp(`^all +${offered} +${served} +${abandoned} +0 `, "m"))
  })
  it("compares two plans on the same contacts", async () => {
    writeFileSync(at("more.yaml"), small.replace("count: 3", "count: 5"))
    const { code, output } = await run(at("day.yaml"), "--compare", at("more.yaml"), "--days", "4")
    expect(code).toBe(0)
    expect(output).toMatch(/^mean wait +[\d.]+ s +[\d.]+ s +-[\d.]+ s .* 4 +0 +better$/m)
    const same = await run(at("day.yaml"), "--compare", at("day.yaml"), "--days", "2")
    expect(same.output).toMatch(/^mean wait +([\d.]+ s) +\1 +0\.0 s +0\.0 s +0\.0 s +0 +0$/m)
  })
  it("tells every mistake in a plan with its place, and ends with 1", async () => {
    writeFileSync(at("bad.yaml"), small.replace("queue: loans", "queue: laons").replace("wrapUp: 10s", "wrapUp: ten"))
    const { code, output } = await run(at("bad.yaml"))
    expect(code).toBe(1)
    expect(output).toMatch(/bad\.yaml:3:\d+: queues\.loans\.wrapUp: "ten" is not a duration\. Write/)
    expect(output).toMatch(/bad\.yaml:6:5: contacts\.calls\.queue: there is no queue "laons"\. Did you mean `loans`\?/)
    expect(output).toContain("2 mistakes; nothing was simulated.")
  })
  it.each([
    [["none.yaml"], "none.yaml cannot be read (ENOENT). `strowger simulate --example >"],
    [["day.yaml", "--compare=day.yaml", "--days=1"], "--compare needs 2 days or more"],
    [["day.yaml", "--json=none/day.json"], "none/day.json cannot be written (ENOENT). Name a file"],
    [["day.yaml", "--charts=day.yaml"], "day.yaml: the charts cannot be written (EEXIST). Name a folder"]
  ])("%j is refused in words", async (args, words) => {
    const [plan = "", ...flags] = args
    const { code, output } = await run(
      at(plan),
      ...flags.map((flag) => flag.replace(/=(.*(yaml|json))$/, (_, file) => `=${at(file)}`))
    )
    expect(code).toBe(1)
    expect(output).toContain(words)
    expect(existsSync(at("none"))).toBe(false)
  })
})
