import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { HostProcess, temporaryFolder } from "../support/HostProcess.ts"

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
    ["--credit=-1", "--credit is 0 or more seconds"]
  ])("%s would replay nothing: it is refused before the log is read", async (flag, words) => {
    expect(await refused(join(folder.path, "none.csv"), flag)).toContain(words)
  })
})
