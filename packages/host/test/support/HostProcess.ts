import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { stringify } from "yaml"
import type { File } from "../../src/config/File.ts"

const main = fileURLToPath(new URL("../../src/main.ts", import.meta.url))
const killedMain = fileURLToPath(new URL("./killedHost.ts", import.meta.url))

/** Below the range from which the system takes ports for outgoing connections: nobody gets it between two starts of a host. */
const ports = { first: 15_000, count: 15_000 }

/** A port nobody listens on now, for a host that is started again and again on it. */
export const freePort = async (): Promise<number> => {
  for (let tries = 0; tries < 100; tries++) {
    const port = ports.first + Math.floor(Math.random() * ports.count)
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer()
      probe.once("error", () => resolve(false))
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)))
    })
    if (free) return port
  }
  throw new Error(`No free port from ${ports.first} on after 100 tries.`)
}

/** A folder that a test removes again. */
export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), "strowger-test-"))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const written = (file: File, folder: string): string => {
  const path = join(folder, "host.yaml")
  writeFileSync(path, stringify(file))
  return path
}

/** The host in a process of its own, as `strowger serve --config FILE` runs it. */
export class HostProcess {
  readonly #child: ChildProcess
  readonly exited: Promise<number | NodeJS.Signals | null>
  output = ""

  private constructor(child: ChildProcess) {
    this.#child = child
    this.exited = new Promise((resolve) => child.once("exit", (code, signal) => resolve(signal ?? code)))
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8")
      stream?.on("data", (text: string) => {
        this.output += text
      })
    }
  }

  static run(args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): HostProcess {
    return HostProcess.#start(main, args, env)
  }

  static #start(entry: string, args: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}): HostProcess {
    const child = spawn(
      process.execPath,
      ["--disable-warning=ExperimentalWarning", "--conditions=source", entry, ...args],
      {
        stdio: ["ignore", "pipe", "pipe"],
        env: { NODE_COMPILE_CACHE: join(tmpdir(), "strowger-compile-cache"), ...process.env, ...env }
      }
    )
    return new HostProcess(child)
  }
  /** Starts with `file` and resolves when it says that it is ready. */
  static async serve(file: File, folder: string, env: Readonly<Record<string, string>> = {}): Promise<HostProcess> {
    const host = HostProcess.run(["serve", "--config", written(file, folder)], env)
    await host.says("Ready.")
    return host
  }

  /** The same, ended by SIGKILL the first time the named point of a mail's way is passed; a start after that lives on. */
  static async serveKilledAt(point: string, file: File, folder: string): Promise<HostProcess> {
    const host = HostProcess.#start(killedMain, [written(file, folder), point])
    await host.says("Ready.")
    return host
  }

  /** Resolves when the output holds `text`; rejects when the process ends first. */
  says(text: string, timeoutMs = 30_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = (why: string): void => {
        done()
        reject(new Error(`${why}; it had said:\n${this.output}`))
      }
      const look = (): void => {
        if (!this.output.includes(text)) return
        done()
        resolve()
      }
      const ended = (): void => fail(`The host ended before it said "${text}"`)
      const timer = setTimeout(() => fail(`The host did not say "${text}" in ${timeoutMs} ms`), timeoutMs)
      const done = (): void => {
        clearTimeout(timer)
        this.#child.stdout?.off("data", look)
        this.#child.stderr?.off("data", look)
        this.#child.off("exit", ended)
      }
      this.#child.stdout?.on("data", look)
      this.#child.stderr?.on("data", look)
      this.#child.once("exit", ended)
      look()
    })
  }
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL")
    await this.exited
  }
  async stop(): Promise<number | NodeJS.Signals | null> {
    this.#child.kill("SIGTERM")
    return this.exited
  }
}
