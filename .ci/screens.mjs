// Builds the screens when they are absent or older than their sources (a second or two).
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, rmSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const web = join(root, "packages", "host", "web")
const built = [join(web, "dist", "inside", "desk.html"), join(web, "dist", "customer", "chat.html")]
const sources = [
  web,
  join(root, "packages", "channels", "src", "chat"),
  join(root, "packages", "host", "src", "desk", "DeskApi.ts")
]

const newest = (path) => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== "dist" && name !== "node_modules")
      .map((name) => newest(join(path, name)))
  )
}

const newestSource = Math.max(...sources.map(newest))
if (built.some((page) => !existsSync(page) || statSync(page).mtimeMs < newestSource)) {
  console.log("Building the screens...")
  const node = join(root, "node_modules", ".bin", "node")
  const vite = join(root, "node_modules", "vite", "bin", "vite.js")
  rmSync(join(web, "dist"), { recursive: true, force: true })
  for (const zone of ["inside", "customer"]) {
    const done = spawnSync(node, [vite, "build", "--mode", zone, "--logLevel", "warn", web], { stdio: "inherit" })
    if (done.status !== 0) process.exit(done.status ?? 1)
  }
}
