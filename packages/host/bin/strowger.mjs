#!/usr/bin/env node
// Starts the host on a Node that can run it: what was built, or in the clone the sources, which are never stale and start as fast.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const home = dirname(dirname(fileURLToPath(import.meta.url)))
const [major, minor] = process.versions.node.split(".").map(Number)
const able = major > 22 || (major === 22 && minor >= 19)

/** The Node that the clone pins as a dependency; undefined in an installed package. */
const pinned = () => {
  try {
    const require = createRequire(join(home, "package.json"))
    const folder = dirname(require.resolve("node/package.json"))
    const path = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node")
    return existsSync(path) ? path : undefined
  } catch {
    return undefined
  }
}

const node = able ? process.execPath : pinned()
if (node === undefined) {
  console.error(
    `The Strowger host needs Node 22.19 or later; this is ${process.versions.node}. Install a newer Node (24 is what we test with), or put one beside this package with \`npm install node@24\`, and try again.`
  )
  process.exit(1)
}
// Only the clone has what builds the package. Node takes types away from sources of a clone, but from nothing below node_modules.
const clone = existsSync(join(home, "tsconfig.json"))
const entry = clone ? ["--conditions=source", join(home, "src", "main.ts")] : [join(home, "dist", "main.js")]
// Compiled code is kept between starts: a third of the start-up time.
const env = { NODE_COMPILE_CACHE: join(tmpdir(), "strowger-compile-cache"), ...process.env }
const child = spawn(node, ["--disable-warning=ExperimentalWarning", ...entry, ...process.argv.slice(2)], {
  stdio: "inherit",
  env
})
// A terminal sends its signal to both; a supervisor sends it to us alone.
for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
process.on("SIGINT", () => undefined)
child.on("exit", (code, signal) => {
  if (signal === null) process.exit(code ?? 1)
  process.removeAllListeners(signal)
  process.kill(process.pid, signal)
})
