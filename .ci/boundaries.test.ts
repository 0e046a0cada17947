import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))

/** A linter that silently checks nothing looks like a clean house: faults are planted in a tree of their own, under the house's rules. */
describe("the lint rules between packages", () => {
  let tree = ""
  beforeAll(() => {
    tree = mkdtempSync(join(tmpdir(), "strowger-lint-"))
    const { $schema: _schema, ...rules } = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"))
    writeFileSync(join(tree, ".oxlintrc.json"), JSON.stringify(rules))
  })
  afterAll(() => rmSync(tree, { recursive: true, force: true }))

  const lint = (files: Readonly<Record<string, string>>): string => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true })
      writeFileSync(join(tree, path), text)
    }
    try {
      return execFileSync(join(root, "node_modules/.bin/oxlint"), ["-c", ".oxlintrc.json", ...Object.keys(files)], {
        cwd: tree,
        encoding: "utf8"
      })
    } catch (error) {
      return String((error as { stdout?: string }).stdout)
    } finally {
      for (const path of Object.keys(files)) rmSync(join(tree, path))
    }
  }

  it.each([
    ["packages/channels/src/email/planted.ts", "../sms/index.ts"],
    ["packages/channels/src/sms/planted.ts", "ws"],
    ["packages/channels/src/chat/planted.ts", "imapflow"],
    ["packages/channels/src/sms/planted.ts", "@strowger/host"],
    ["packages/cti-avaya/src/planted.ts", "@strowger/channels/sms"],
    ["packages/cti-avaya/src/sim/planted.ts", "@strowger/host"],
    ["packages/host/src/intake/planted.ts", "../../../channels/src/sms/parts.ts"],
    ["packages/router/src/ports/planted.ts", "node:fs"],
    ["bench/planted.ts", "../packages/router/src/index.ts"]
  ])("%s may not import %s", (path, wanted) => {
    expect(lint({ [path]: `import "${wanted}"\n` })).toContain("no-restricted-imports")
  })
  it.each(["Math.log(2)", "Math.exp(2)", "Math.random()", "Date.now()", "performance.now()"])(
    "a simulated day may not use %s",
    (wanted) => {
      const path = "packages/router/src/simulate/planted.ts"
      expect(lint({ [path]: `export const planted = () => ${wanted}\n` })).toMatch(/no-restricted-(properties|globals)/)
    }
  )
  it("a circle of two files is caught", () => {
    const room = "packages/host/src/planted"
    const files = {
      [`${room}/one.ts`]: 'import { two } from "./two.ts"\nexport const one = (): number => two()\n',
      [`${room}/two.ts`]: 'import { one } from "./one.ts"\nexport const two = (): number => one()\n'
    }
    expect(lint(files)).toContain("no-cycle")
  })
  it("a file of 500 lines is caught", () => {
    const lines = Array.from({ length: 500 }, (_, line) => `export const line${line} = ${line}`)
    expect(lint({ "packages/host/src/planted.ts": `${lines.join("\n")}\n` })).toContain("max-lines")
  })
  it("what is allowed is not caught", () => {
    const files = {
      "packages/channels/src/sms/planted.ts": 'import { connect } from "node:net"\nexport const open = connect\n',
      "packages/host/src/planted.ts":
        'import { joinParts } from "@strowger/channels/sms"\nexport const join = joinParts\n'
    }
    expect(lint(files)).toContain("0 errors")
  })
})
