import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { dataIn } from "../charts/svg.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"
import { inventedCredit } from "./inventedCredit.ts"
import { writeTrace } from "./writeTrace.ts"

describe("strowger replay", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  const refused = async (...args: ReadonlyArray<string>): Promise<string> => {
    const command = HostProcess.run(["replay", ...args])
    expect(await command.exited).toBe(1)
    expect(command.output).not.toMatch(/^ +at /m)
    return command.output
  }

  it("a log that is not there, and one without the columns, are told with what to do", async () => {
    expect(await refused(join(folder.path, "none.csv"))).toContain("none.csv cannot be read (ENOENT). Give the path")
    const other = join(folder.path, "other.csv")
    writeFileSync(other, "seq,agent\n1,anna\n")
    expect(await refused(other)).toContain("other.csv:1: the columns t_vru_exit,")
  })
  it.each([
    ["--days=0", "--days is a number of days, 1 or more"],
    ["--from-day=0", "--from-day counts from 1"],
    ["--policies=bank,lifo", "--policies is a list of bank, fifo, strict, each once."],
    ["--credits=90", "--credits belongs to --mode forced"]
  ])("%s would replay nothing: it is refused before the log is read", async (flag, words) => {
    expect(await refused(join(folder.path, "none.csv"), flag)).toContain(words)
  })

  const log = join(folder.path, "log.csv")
  const run = async (...args: ReadonlyArray<string>): Promise<string> => {
    const command = HostProcess.run(["replay", log, ...args])
    expect(await command.exited, command.output).toBe(0)
    return command.output
  }
  const pictures = (name: string): ReadonlyArray<string> =>
    readdirSync(join(folder.path, name))
      .sort()
      .map((file) => readFileSync(join(folder.path, name, file), "utf8"))

  it("replays a log under three rules, in a table and in charts; the same seed gives the same bytes", async () => {
    const trace = inventedCredit(7, 90)
    writeTrace(log, trace)
    const output = await run("--charts", join(folder.path, "first"), "--language", "zh")
    const preferred = trace.calls.filter((call) => call.queued && call.priority === 2).length
    expect(output).toMatch(new RegExp(`^loans +bank +${trace.calls.length} `, "m"))
    expect(output).toMatch(new RegExp(`^preferred +bank +${preferred} `, "m"))
    expect(output).toMatch(/^ +real /m)
    expect(readdirSync(join(folder.path, "first")).sort()).toEqual([
      "abandonment-by-day.svg",
      "preferred-and-ordinary.svg",
      "service-level-by-day.svg",
      "wait-by-hour.svg",
      "waits-ordinary.svg",
      "waits-preferred.svg",
      "waits.svg"
    ])
    await run("--charts", join(folder.path, "again"), "--language", "zh")
    expect(pictures("again")).toEqual(pictures("first"))
    expect(pictures("first")[6]).toContain("来电等待时长")
  })
  it("scans for the head start that explains a log, and draws the curve", async () => {
    const output = await run("--mode", "forced", "--credits", "0,60-120:30,300", "--charts", join(folder.path, "scan"))
    expect(output).toMatch(/^90 s +100\.0%\* +100\.0%\*$/m)
    expect(output).toContain("all: highest at 90 s")
    const [svg = ""] = pictures("scan")
    const all = dataIn(svg).series.find(({ name }) => name === "all classes")
    expect(all?.points?.map(([credit]) => credit)).toEqual([0, 60, 90, 120, 300])
    expect(all?.points?.[2]).toEqual([90, 1])
  })
})
