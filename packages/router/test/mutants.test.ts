import { readFileSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { ofIndex } from "./mutants/ofIndex.ts"
import { mutants, planted } from "./mutants/plant.ts"
import { rowsOf } from "./mutants/page.ts"
import { Searcher } from "./mutants/search.ts"

const picked = Math.abs(Number(process.env.STROWGER_SEED ?? Date.now()))
/** Found soon: two of them are looked for in each run, all of them by `npm run mutants`. */
const soon = [
  "stale profile after a skill edit",
  "crew not left at a skill edit",
  "lane forgotten when another of its demand empties",
  "capacity freed twice",
  "agent set free is not matched again",
  "who declined is asked again at once",
  "wrap-up takes no slot"
]

describe("bugs planted in the engine", () => {
  const searcher = new Searcher()
  afterAll(() => searcher.stop())

  it("have their place in it still, each its own name", () => {
    for (const mutant of mutants) expect(planted(mutant)).not.toBe("")
    expect(() => planted({ ...mutants[0]!, text: "not there" })).toThrow(/0 times, not once: plant it anew/)
    expect(new Set(mutants.map(({ bug }) => bug)).size).toBe(mutants.length)
    expect(mutants.length).toBeGreaterThanOrEqual(40)
    expect(ofIndex.length).toBeGreaterThanOrEqual(20)
  })

  it("stand in docs/mutants.md, each found (npm run mutants writes it)", () => {
    const rows = rowsOf(readFileSync(new URL("../docs/mutants.md", import.meta.url), "utf8"))
    expect(rows.map(({ bug, file }) => `${bug}, ${file}`)).toEqual(mutants.map(({ bug, file }) => `${bug}, ${file}`))
    for (const { bug, by, histories } of rows) expect(by === "time" || histories > 0, bug).toBe(true)
  })

  const turn = [soon[picked % soon.length]!, soon[(picked + 3) % soon.length]!]
  it.each(turn)(
    `are found by a law: %s (STROWGER_SEED=${picked})`,
    async (bug) => {
      const found = await searcher.search({ bug, seed: 1, histories: 40 })
      expect(found?.by).toMatch(/^[A-Z]+-\d+$/)
    },
    120_000
  )
})
