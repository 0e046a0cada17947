import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const root = fileURLToPath(new URL("../", import.meta.url))
const text = (...path: ReadonlyArray<string>): string => readFileSync(join(root, ...path), "utf8")

interface Manifest {
  readonly exports: Readonly<
    Record<string, { readonly source: string; readonly types: string; readonly default: string }>
  >
  readonly scripts: Readonly<Record<string, string>>
}

/** What someone gets who installs a package without the clone. */
describe.each(readdirSync(join(root, "packages")))("the package %s", (name) => {
  const manifest: Manifest = JSON.parse(text("packages", name, "package.json"))

  it("carries the licence, its README and its sources, and neither tests nor notes of the compiler", () => {
    const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
      cwd: join(root, "packages", name),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"]
    })
    const paths = [...packed.matchAll(/"path": "([^"]+)"/g)].map(([, path = ""]) => path)
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]))
    expect(text("packages", name, "LICENSE")).toBe(text("LICENSE"))
    expect(paths.filter((path) => path.startsWith("src/")).length).toBeGreaterThan(10)
    expect(paths.filter((path) => /\.test\.|tsbuildinfo|\.log$|^test\//.test(path))).toEqual([])
  })

  it("is built anew before it is packed, and every entry point is the build of a source that exists", () => {
    expect(manifest.scripts["prepack"]).toBe("node ../../.ci/prepack.mjs")
    for (const [entry, { source, types, default: built }] of Object.entries(manifest.exports)) {
      expect(existsSync(join(root, "packages", name, source)), `${entry}: ${source}`).toBe(true)
      const path = source.replace("./src/", "./dist/").replace(/\.ts$/, "")
      expect([types, built], entry).toEqual([`${path}.d.ts`, `${path}.js`])
    }
  })
})
