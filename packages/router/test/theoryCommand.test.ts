import { spawnSync } from "node:child_process"
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { Kept } from "./theory/Kept.ts"
import { type Run, told } from "./theory/record.ts"
import type { PlayedRow } from "./theory/Row.ts"
import { sheets } from "./theory/sheets.ts"

const main = fileURLToPath(new URL("theory/main.ts", import.meta.url))

/** `npm run theory` with the project's own formulas. */
function theory(...options: ReadonlyArray<string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--conditions=source", main, ...options], {
    env: { ...process.env, STROWGER_THEORY: "" },
    encoding: "utf8"
  })
  return { status, stdout, stderr }
}

describe("the command that holds the engine against theory", () => {
  let folder = ""
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "strowger-theory-"))
  })
  afterAll(() => rmSync(folder, { recursive: true }))
  const row = ["--only", "erlang-b", "--row", "n 1, load 0.5", "--jobs", "1", "--engine", "500"]

  const short = ["--jobs", "1", "--engine", "500", "--textbook", "2000", "--least", "1000"]

  it("SIM-5 prints what is exact beside what was measured, and its exit code is 0", () => {
    const { status, stdout } = theory(...row, "--out", folder)
    expect([status, stdout]).toEqual([0, expect.stringMatching(/turned away +0\.333333 +0\.33\d{4}/)])
    expect(stdout).toContain("Seed 1: 1 of ")
    expect(stdout).toMatch(/Not played: erlang-b 19, erlang-c 20/)
    expect(readFileSync(join(folder, "theory.csv"), "utf8").split("\n")).toHaveLength(4)
  }, 60_000)

  it("SIM-5 fails where a figure is too noisy to say anything, and says which row", () => {
    const { status, stdout } = theory("--only", "erlang-c", "--row", "n 1, load 0.8", ...short)
    expect(stdout).toMatch(/mean wait .* NOISY/)
    expect([status, stdout]).toEqual([1, expect.stringContaining("FAILS erlang-c: FAILS  n 1, load 0.8")])
  }, 60_000)

  it("SIM-5 goes on from the rows of an earlier run of the same seed, half a line at its end or not", () => {
    appendFileSync(join(folder, "rows.jsonl"), '{"seed":1,"played":{"sheet":"erlang-b","row":"n 5')
    const { status, stderr } = theory(...row, "--out", folder, "--go-on")
    expect([status, stderr]).toEqual([0, expect.stringContaining("1 of 1 rows are there from an earlier run")])
    expect(new Kept(folder, 2).of({ sheet: "erlang-b", at: 0, row: "n 1, load 0.5" })).toBeUndefined()
    expect(theory("--go-on").status).toBe(2)
  }, 60_000)

  it("SIM-5 keeps figures that are no numbers", () => {
    const none = { value: Number.NaN, error: Number.POSITIVE_INFINITY }
    const figure = { name: "f", exact: 1, measured: none, engine: none, allowed: 1, verdict: "noisy" as const }
    const played: PlayedRow = {
      sheet: "x",
      row: "y",
      engineContacts: 1,
      textbookContacts: 1,
      differ: 0,
      figures: [figure]
    }
    const task = { sheet: "x", at: 2, row: "y" }
    new Kept(folder, 3).add(task, played)
    expect([new Kept(folder, 3).of(task), new Kept(folder, 3).of({ ...task, at: 3 })]).toEqual([played, undefined])
  })

  it("SIM-5 says which rows were not played, and which fail", () => {
    const rowsOf: Run["rowsOf"] = ({ name }) => (name === "erlang-b" ? ["a", "b", "c"] : ["a"])
    const of = (row: string, verdict: "holds" | "off"): PlayedRow => {
      const one = { value: 2, error: 0.1 }
      const figures = [{ name: "f", exact: 1, measured: one, engine: one, allowed: 0.1, verdict }]
      return { sheet: "erlang-b", row, engineContacts: 10, textbookContacts: 1, differ: 0, figures }
    }
    const [erlangB, erlangC] = sheets
    const text = told({ sheets: [erlangB!, erlangC!], rowsOf, played: [of("a", "holds"), of("b", "off")], seed: 7 })
    expect(text).toContain("Seed 7: 2 of 4 rows were played, 20 contacts by the engine; 2 figures, 1 rows fail.")
    expect(text).toContain("Not played: erlang-b 1, erlang-c 1.")
    expect(text).toContain("FAILS: erlang-b, b")
  })
})
