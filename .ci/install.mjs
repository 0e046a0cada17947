// Brings the npm packages when they are absent or the lockfile changed. Needs Node and npm only; never deletes a running tree.
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, "node_modules", ".strowger-lock")
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Strowger needs Node 20.19 or later to start; this is ${process.versions.node}. Install a newer Node and try again.`
  )
  process.exit(1)
}
const lock = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex")
const current = existsSync(stamp) ? readFileSync(stamp, "utf8") : ""
if (current !== lock) {
  const fresh = !existsSync(join(root, "node_modules"))
  console.log(
    fresh
      ? "Installing the npm packages (once, about half a minute)..."
      : "The lockfile changed: bringing the npm packages up to date..."
  )
  // Not `npm ci`: it deletes a tree that may be running, and it refuses a lockfile that lacks a binary for a platform nobody here
  // could resolve. `--no-save` takes the locked versions and leaves the lockfile as it is.
  const done = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, npm_config_engine_strict: "false" }
  })
  if (done.status !== 0) {
    console.error(
      "npm could not install the packages (its own message stands above). Check the network or the registry setting and try again."
    )
    process.exit(done.status ?? 1)
  }
  writeFileSync(stamp, lock)
}
