import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "vite"

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The screens as they are shipped, in a folder of their own. */
export const buildScreens = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "strowger-screens-"))
  for (const mode of ["inside", "customer"]) {
    const outDir = join(folder, mode)
    await build({
      configFile: here("../vite.config.ts"),
      mode,
      logLevel: "error",
      build: { outDir, emptyOutDir: true }
    })
  }
  return folder
}

export interface CannedHost {
  readonly base: string
  /** Gone as by `kill -9`. */
  readonly kill: () => Promise<void>
  /** Comes back on the same port and remembers nothing. */
  readonly start: () => Promise<void>
  readonly reset: () => Promise<void>
  readonly ring: (channel: "voice" | "chat" | "sms" | "email") => Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, "close")
  return port
}

/** The canned host of `dev/`, a process of its own. */
export const cannedHost = async (pages: string): Promise<CannedHost> => {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  let running: ChildProcess | undefined
  const answers = (): Promise<boolean> =>
    fetch(`${base}/api/session`).then(
      () => true,
      () => false
    )
  const start = async () => {
    running = spawn(process.execPath, ["--conditions=source", here("../dev/fakeHost.ts"), String(port), pages], {
      stdio: ["ignore", "ignore", "inherit"]
    })
    while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await start()
  return {
    base,
    start,
    kill: async () => {
      if (running === undefined || running.exitCode !== null) return
      const gone = once(running, "exit")
      running.kill("SIGKILL")
      await gone
      running = undefined
    },
    reset: async () => void (await fetch(`${base}/dev/reset`, { method: "POST" })),
    ring: async (channel) => void (await fetch(`${base}/dev/${channel}`, { method: "POST" }))
  }
}
