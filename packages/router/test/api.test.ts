import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { page, refusalsTold, undocumented } from "./api/page.ts"
import { entryPoints } from "./api/publicNames.ts"

const entries = entryPoints()
const names = entries.flatMap(({ names }) => names)

describe("the reference of the public API", () => {
  it("has every entry point, every name of it, and every field of a command", () => {
    expect(entries.map(({ name }) => name)).toContain("@strowger/router/ports")
    for (const { names } of entries) expect(names.length).toBeGreaterThan(2)
    const enqueue = names.find(({ name }) => name === "Enqueue")!
    expect(enqueue.members.map(({ path }) => path)).toContain("Enqueue.creditMs")
    expect(page(entries)).toContain("### createRouter")
  })

  it("is as the sources are", () => {
    const written = readFileSync(fileURLToPath(new URL("../docs/api.md", import.meta.url)), "utf8")
    const command = "node_modules/.bin/node --conditions=source packages/router/test/api/write.ts"
    expect(written === page(entries), `docs/api.md is older than the sources. Write it again: ${command}`).toBe(true)
  })

  it("says of every name and every field what it is", () => {
    expect(undocumented(entries)).toEqual([])
  })

  it("says of every command what it may be refused for, and of every refusal who gives it", () => {
    const told = refusalsTold(entries)
    const reasons = [...names.find(({ name }) => name === "Refusal")!.code.matchAll(/\| "(\w+)"/g)].map(
      ([, one]) => one!
    )
    expect(told.size).toBeGreaterThan(20)
    const silent = [...told]
      .filter(([command, all]) => all.length === 0 && command !== "Tick")
      .map(([command]) => command)
    expect(silent).toEqual([])
    const given = new Set([...told.values()].flat())
    expect([...given].filter((reason) => !reasons.includes(reason))).toEqual([])
    // Any command may come before its time, or to a router that lacks a rule of the user's own.
    const anybody = ["TimeWentBack", "RuleUnknown"]
    const unclaimed = reasons.filter((reason) => !given.has(reason) && !anybody.includes(reason))
    expect(unclaimed).toEqual([])
  })

  it("finds what has no docstring", () => {
    const undone = { ...names.find(({ name }) => name === "Enqueue")!, doc: "" }
    const [field] = undone.members.filter(({ path }) => path === "Enqueue.creditMs")
    const found = undocumented([{ name: "x", names: [{ ...undone, members: [{ ...field!, doc: "" }] }] }])
    expect(found).toEqual([`src/Command.ts:${undone.line} Enqueue`, `src/Command.ts:${field!.line} Enqueue.creditMs`])
  })
})
