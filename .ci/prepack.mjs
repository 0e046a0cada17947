// Before a package is packed: takes away what an earlier build left, so that no stale file travels, and builds it anew.
import { spawnSync } from "node:child_process"
import { existsSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const here = process.cwd()
const run = (command, ...args) => {
  // What is printed belongs to stderr: stdout of `npm pack` is the name of the file.
  const done = spawnSync(command, args, { cwd: root, stdio: ["ignore", process.stderr, process.stderr] })
  if (done.status !== 0) process.exit(done.status ?? 1)
}

rmSync(join(here, "dist"), { recursive: true, force: true })
run(join(root, "node_modules", ".bin", "tsc"), "-b", here)
if (existsSync(join(here, "web"))) {
  rmSync(join(here, "web", "dist"), { recursive: true, force: true })
  run(process.execPath, join(root, ".ci", "screens.mjs"))
}
