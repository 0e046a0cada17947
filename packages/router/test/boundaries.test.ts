import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../../../", import.meta.url))

/** What the workspace's own lint rules say of one planted file, in a tree of its own that looks like the workspace. */
describe("what may be imported and used where", () => {
  let tree = ""
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "strowger-lint-"))
    const rules = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"))
    delete rules.$schema
    writeFileSync(join(tree, ".oxlintrc.json"), JSON.stringify(rules))
  })
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  function lint(path: string, text: string): string {
    const file = join(tree, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    try {
      return execFileSync(join(root, "node_modules/.bin/oxlint"), ["-c", ".oxlintrc.json", path], {
        cwd: tree,
        encoding: "utf8"
      })
    } catch (error) {
      return `${(error as { stdout?: string }).stdout}`
    } finally {
      rmSync(file)
    }
  }

  const faults: ReadonlyArray<readonly [string, string, string]> = [
    ["packages/router/src/engine/planted.ts", 'import "node:fs"', "no-restricted-imports"],
    ["packages/router/src/engine/deep/planted.ts", 'import "effect"', "no-restricted-imports"],
    ["packages/router/src/engine/planted.ts", 'import "../ports/Journal.ts"', "no-restricted-imports"],
    ["packages/router/src/engine/planted.ts", 'import "../testing/fairness.ts"', "no-restricted-imports"],
    ["packages/router/src/planted.ts", 'import "fast-check"', "no-restricted-imports"],
    ["packages/router/src/testing/reference/planted.ts", 'import "../../engine/match.ts"', "no-restricted-imports"],
    ["packages/router/src/testing/reference/planted.ts", 'import "@strowger/router"', "no-restricted-imports"],
    ["packages/router/src/engine/planted.ts", "export const now = Date.now()", "no-restricted-properties"],
    ["packages/router/src/engine/planted.ts", "export const drawn = Math.random()", "no-restricted-properties"],
    ["packages/router/src/engine/planted.ts", "export const big = Math.pow(2, 0.5)", "no-restricted-properties"],
    ["packages/router/src/engine/planted.ts", 'export const order = new Intl.Collator("zh")', "no-restricted-globals"],
    ["packages/router/src/engine/planted.ts", "setTimeout(() => {}, 1)", "no-restricted-globals"],
    ["examples/planted.ts", 'import "../packages/router/src/index.ts"', "no-restricted-imports"]
  ]
  for (const [path, text, rule] of faults) {
    it(`DET-12 ${text} in ${path} is caught`, () => {
      expect(lint(path, `${text}\n`)).toContain(rule)
    })
  }

  it("DET-12 the engine uses nothing that differs between runtimes or places", () => {
    const forbidden =
      /\*\*(?!\/)|new Date|performance\.|localeCompare|toLocale|Math\.(?!floor|max|min|imul|ceil|sqrt|abs)/
    const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
    const engine = join(root, "packages/router/src/engine")
    const files = readdirSync(engine, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"))
    expect(files.length).toBeGreaterThan(20)
    const found = files.map((file) => [file, forbidden.exec(code(readFileSync(join(engine, file), "utf8")))?.[0]])
    expect(found.filter(([, sign]) => sign !== undefined)).toEqual([])
    expect(forbidden.test("2 ** 0.5")).toBe(true)
  })

  it("DET-12 what is allowed is not caught", () => {
    const clean = 'import type { Command } from "../Command.ts"\nexport const kind = (c: Command) => c.type\n'
    expect(lint("packages/router/src/engine/planted.ts", clean)).toContain("0 errors")
    const nouns = 'import type { Command } from "../../Command.ts"\nexport const kind = (c: Command) => c.type\n'
    expect(lint("packages/router/src/testing/reference/planted.ts", nouns)).toContain("0 errors")
  })
})
