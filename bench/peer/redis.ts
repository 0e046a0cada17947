import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"

export interface Redis {
  readonly url: string
  stop(): Promise<void>
}

/** Debian's Redis on a free loopback port, nothing of it on disk, gone with `stop`. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), "strowger-redis-"))
  const flags = ["--bind", "127.0.0.1", "--port", String(port), "--save", "", "--appendonly", "no", "--dir", folder]
  const server = spawn("/usr/bin/redis-server", flags, { stdio: "ignore" })
  const over = new Promise<void>((done) => server.once("exit", () => done()))
  await listening(server, port)
  const stop = async () => {
    server.kill("SIGTERM")
    await over
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: `redis://127.0.0.1:${port}`, stop }
}

const freePort = () =>
  new Promise<number>((found, failed) => {
    const server = createServer()
    server.once("error", failed)
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      server.close(() => found(typeof address === "object" && address !== null ? address.port : 0))
    })
  })

/** Resolves with the first connection that is taken. */
async function listening(server: ChildProcess, port: number): Promise<void> {
  for (let left = 200; left > 0; left--) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
    const isUp = await new Promise<boolean>((told) => {
      const socket = connect(port, "127.0.0.1")
      socket.once("connect", () => told(socket.destroy() !== undefined))
      socket.once("error", () => setTimeout(() => told(false), 25))
    })
    if (isUp) return
  }
  server.kill("SIGTERM")
  throw new Error("redis-server does not listen")
}
