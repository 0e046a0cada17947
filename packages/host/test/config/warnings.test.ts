import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Result } from "effect"
import { afterAll, describe, expect, it } from "vitest"
import { stringify } from "yaml"
import { settingChanges, showChanges } from "../../src/config/changes.ts"
import { example } from "../../src/config/example.ts"
import { readConfiguration } from "../../src/config/read.ts"
import { fileWarnings } from "../../src/config/warnings.ts"
import { cityBank } from "../../src/profiles/city-bank/bank.ts"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split("\n").length
const warned = (text: string) => {
  const read = readConfiguration(text)
  if (Result.isFailure(read)) throw new Error(JSON.stringify(read.failure))
  return fileWarnings(read.success, text, 0)
}
/** Nobody has so much; the priority that grows grows by nothing; and lu is the reserve of a queue that has none. */
const doubtful = example
  .replace("complaint >= 60", "complaint >= 80")
  .replace("    priority: 10 ", "    routing: { ageing: { kind: linear, perMinute: 0 } }\n    priority: 10 ")
  .replace('    device: "5001"', '    routing: { reserveFor: { complaints: 2 } }\n    device: "5001"')

describe("CONF-4 what a configuration file leaves out of reach", () => {
  it("is nothing in the printed example and the demonstration's own", () => {
    expect(warned(example)).toEqual([])
    const bank = cityBank({ http: 1, chat: 2, mailIn: 3, mailOut: 4, smsc: 5, pbx: 6 }, "/tmp/bank")
    expect(warned(stringify(bank))).toEqual([])
  })

  it("is told by name where it stands, for the people of the file", () => {
    const found = warned(doubtful).map(({ name, line, path }) => `${line} ${name} ${path}`)
    const needs = lineOf(doubtful, "needs: zh >= 50")
    const reserve = lineOf(doubtful, "reserveFor")
    expect(found).toEqual([
      `${needs} QueueUnreachable queues.complaints.needs`,
      `${needs} SkillNobodyHas queues.complaints.needs`,
      `${lineOf(doubtful, "ageing: { kind: linear, perMinute: 0 }")} WithoutEffect queues.complaints.routing.ageing`,
      `${reserve} ReserveNeverJoins agents.lu.routing.reserveFor.complaints`
    ])
    for (const { column } of warned(doubtful)) expect(column).toBeGreaterThan(1)
  })
})

describe("two files compared", () => {
  it("every setting that differs, whatever the order, and never a secret", () => {
    const before = { a: { x: 1, y: [1, 2] }, adapters: { sms: { password: { demonstration: "hunter2" } } }, gone: 1 }
    const after = {
      adapters: { sms: { password: { demonstration: "hunter3" } } },
      a: { y: [1, 3], x: 1 },
      come: { z: 2 }
    }
    expect(showChanges(settingChanges(before, after)).split("\n")).toEqual([
      "~ a.y.1: 2 -> 3",
      "~ adapters.sms.password.demonstration: (a secret) -> (a secret)",
      "- gone: 1",
      '+ come: {"z":2}'
    ])
    expect(settingChanges(before, structuredClone(before))).toEqual([])
    const added = showChanges(settingChanges({}, { mail: { address: "a@b", secret: { demonstration: "hunter4" } } }))
    expect(added).toBe('+ mail: {"address":"a@b","secret":"(a secret)"}')
  })
})

describe("strowger config check and diff", () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())
  const file = (name: string, text: string): string => {
    const path = join(folder.path, name)
    writeFileSync(path, text)
    return path
  }
  const run = async (...args: ReadonlyArray<string>) => {
    const process = HostProcess.run(["config", ...args])
    return { code: await process.exited, output: process.output }
  }

  it("check prints warnings as compilers do, and ends with 0 all the same", async () => {
    const { code, output } = await run("check", file("doubtful.yaml", doubtful))
    expect(code).toBe(0)
    expect(output).toMatch(/doubtful\.yaml:\d+:\d+: warning: QueueUnreachable: queues\.complaints\.needs: nobody/)
    expect(output).toContain("nearest is lu, whose skill complaint is 70, needs 80")
    expect(output).toContain("4 warnings: it may be used all the same.")
  })

  it("diff tells what changes and what the new file leaves out of reach, and what of it is new", async () => {
    const [old, next] = [file("old.yaml", example), file("new.yaml", doubtful)]
    const { code, output } = await run("diff", old, next)
    expect(code).toBe(0)
    const lines = output.trim().split("\n")
    expect(lines[0]).toBe('~ queues.complaints.needs: "zh >= 50 and complaint >= 60" -> "zh >= 50 and complaint >= 80"')
    expect(lines[1]).toBe('+ queues.complaints.routing: {"ageing":{"kind":"linear","perMinute":0}}')
    expect(lines.at(-1)).toBe(`3 changes, 4 warnings in ${next}, 4 of them new.`)
    expect(output).toMatch(/new\.yaml:\d+:\d+: warning: SkillNobodyHas/)
    const same = await run("diff", next, next)
    expect(same.output).toContain("nothing changes")
    expect(same.output).toContain(`0 changes, 4 warnings in ${next}, 0 of them new.`)
    const bad = await run("diff", old, file("bad.yaml", example.replace("port: 8080", "port: 80800")))
    expect(bad.code).toBe(1)
    expect(bad.output).toMatch(/bad\.yaml:\d+:\d+: http\.port/)
  })
})
