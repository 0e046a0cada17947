import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Staffing } from "@strowger/router/simulate"
import { afterAll, describe, expect, it } from "vitest"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"

const small = `day: { from: "09:00", to: "11:30" }
queues:
  loans: { needs: loan >= 3 }
contacts:
  calls:
    queue: loans
    channel: voice
    arrivals: { every: 30m, expected: [10, 30, 50, 30, 10] }
    handle: { law: exponential, mean: 3m }
    patience: { law: exponential, mean: 5m }
agents:
  desk: { count: 3, skills: { loan: 5 }, shifts: ["08:45-11:30"] }
`

describe("strowger staffing", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())
  const at = (name: string): string => join(folder.path, name)
  writeFileSync(at("day.yaml"), small)

  const run = async (...args: ReadonlyArray<string>) => {
    const command = HostProcess.run(["staffing", ...args])
    const code = await command.exited
    expect(command.output).not.toMatch(/^ +at /m)
    return { code, output: command.output }
  }

  it("prints a table by half hour beside Erlang A, the same bytes for the same seed, and charts", async () => {
    const once = async (name: string, seed: string) => {
      const { code, output } = await run(
        at("day.yaml"),
        "--service-level=80/20",
        "--days=6",
        "--language=zh",
        `--seed=${seed}`,
        `--json=${at(`${name}.json`)}`,
        `--charts=${at(name)}`
      )
      expect(code).toBe(0)
      const pictures = readdirSync(at(name)).sort()
      const json = readFileSync(at(`${name}.json`), "utf8")
      return { output, pictures, json, drawn: pictures.map((file) => readFileSync(join(at(name), file), "utf8")) }
    }
    const [first, again] = [await once("first", "1"), await once("again", "1")]
    expect(first.pictures).toEqual(["agents-needed.svg", "service-level-achieved.svg"])
    expect([again.json, ...again.drawn]).toEqual([first.json, ...first.drawn])
    expect(first.drawn[0]).toContain("满足目标的最少座席")
    expect(first.drawn[0]).toContain("Erlang A")
    const found = JSON.parse(first.json) as Staffing
    expect(found.met).toBe(true)
    const open = found.intervals.filter(({ fromMs }) => fromMs >= 9 * 3_600_000)
    expect(open.length).toBe(5)
    expect(found.intervals.filter(({ agents }) => agents > 0).length).toBe(5)
    for (const { fromMs, agents, erlang } of open) {
      const clock = `${String(Math.floor(fromMs / 3_600_000)).padStart(2, "0")}:${fromMs % 3_600_000 === 0 ? "00" : "30"}`
      expect(first.output).toMatch(
        new RegExp(`^${clock} +${agents} .* ${erlang.desk!.agentsByA} +${erlang.desk!.agentsByC} +\\d`, "m")
      )
    }
    expect(first.output).toContain(`${found.agentHours.all} agent-hours.`)
    expect(first.output).not.toContain("NOT MET")
  }, 60_000)

  it("asks every queue, unless told to ask all together; says what cannot be met", async () => {
    const two = small
      .replace("queues:", "queues:\n  wealth: { needs: wealth }")
      .replace(
        "contacts:",
        "contacts:\n  rich: { queue: wealth, channel: voice, arrivals: { perHour: 8 }, handle: { law: constant, mean: 2m }, patience: { law: constant, mean: 4m } }"
      )
      .replace("agents:", 'agents:\n  rich: { count: 1, skills: { wealth: 1 }, shifts: ["08:00-12:00"] }')
    writeFileSync(at("two.yaml"), two)
    const [each, together] = [
      await run(at("two.yaml"), "--days", "4"),
      await run(at("two.yaml"), "--days", "4", "--together")
    ]
    const hours = (output: string) => Number(/^([\d.]+) agent-hours/m.exec(output)?.[1])
    expect(each.output).toContain("Asked of every queue: 80 % answered within each queue's time.")
    expect(together.output).toContain("Asked of all contacts: 80 % answered")
    expect(hours(together.output)).toBeGreaterThan(5)
    expect(hours(each.output)).toBeGreaterThan(hours(together.output))
    writeFileSync(at("one.yaml"), small.replace("count: 3, ", ""))
    const { code, output } = await run(at("one.yaml"), "--days", "4")
    expect(code).toBe(0)
    expect(output).toMatch(
      /^NOT MET with all the agents there can be:\n {2}09:00: loans: service level [\d.]+ %, asked 80\.0 %$/m
    )
  }, 60_000)

  it("says what is wrong with how it is asked, and with the plan", async () => {
    const said = async (...args: ReadonlyArray<string>) => {
      const { code, output } = await run(...args)
      expect(code).toBe(1)
      return output
    }
    expect(await said(at("day.yaml"), "--service-level", "120/20")).toContain(
      "--service-level is PERCENT/SECONDS, e.g. 80/20"
    )
    expect(await said(at("day.yaml"), "--days", "1")).toContain("--days is 2 to 1000.")
    expect(await said(at("none.yaml"))).toContain("none.yaml cannot be read (ENOENT)")
    writeFileSync(at("bad.yaml"), small.replace("loan >= 3", "loan >="))
    expect(await said(at("bad.yaml"))).toContain("bad.yaml:3")
  }, 60_000)
})
