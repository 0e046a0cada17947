// npm test: brings the peers where it may, checks types, lint and format, then runs every suite.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { missingPackages } from "./peers.mjs"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, "node_modules", ".bin", name)
const run = (title, command, args, env = {}) => {
  console.log(`\n== ${title}`)
  const done = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } })
  return done.status ?? 1
}

const missing = missingPackages()
if (missing.length > 0) {
  const mayInstall = process.getuid?.() === 0 && (process.env.CI || process.env.STROWGER_INSTALL_PEERS === "1")
  const line = `apt-get install -y --no-install-recommends ${missing.join(" ")}`
  if (mayInstall) {
    const env = { DEBIAN_FRONTEND: "noninteractive" }
    run("apt-get update", "apt-get", ["update", "-qq"], env)
    run(line, "apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], env)
  } else console.log(`Some real peers are absent; their suites will be left out. To have them:\n  ${line}`)
}

const only = process.argv.slice(2)
let status = 0
if (only.length === 0) {
  status ||= run("types", bin("tsc"), ["--noEmit"])
  status ||= run("lint", bin("oxlint"), ["--type-aware", "packages", "examples", "bench", ".ci"])
  status ||= run("format", bin("biome"), ["check", "."])
  if (status !== 0) {
    console.log("\n0 passed, 1 failed")
    process.exit(status)
  }
}
const counts = join(mkdtempSync(join(tmpdir(), "strowger-")), "counts")
status = run("suites", bin("node"), [join(root, "node_modules", "vitest", "vitest.mjs"), "run", ...only], {
  STROWGER_COUNTS: counts
})
let [passed, failed, leftOut] = [0, 1, 0]
try {
  ;[passed = 0, failed = 1, leftOut = 0] = readFileSync(counts, "utf8").trim().split("\n").at(-1).split(" ").map(Number)
  rmSync(dirname(counts), { recursive: true })
} catch (error) {
  console.error(`No count of tests was written: ${error.message}`)
}
if (status !== 0 && failed === 0) failed = 1
if (process.env.CI && leftOut > 0 && status === 0) {
  console.error(`CI: ${leftOut} tests were left out; that fails the run.`)
  status = 1
}
console.log(`\n${passed} passed, ${failed} failed, ${leftOut} skipped`)
process.exit(status)
