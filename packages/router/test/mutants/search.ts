import { type ChildProcessByStdio, spawn } from "node:child_process"
import { createInterface } from "node:readline"
import type { Readable, Writable } from "node:stream"
import { fileURLToPath } from "node:url"
import type { Found } from "./Found.ts"

/** Which bug, and how hard to look for it. */
export interface Search {
  readonly bug: string
  readonly seed: number
  /** Most histories. */
  readonly histories: number
  /** Only with this law; left out = with all there is. */
  readonly only?: string
}

/** Looks for planted bugs, one after the other, in a process of its own; another one where an engine with a bug never returned. */
export class Searcher {
  private child: ChildProcessByStdio<Writable, Readable, Readable> | undefined
  private hear: (line: string) => void = () => undefined
  private end: () => void = () => undefined
  private complaint = ""

  /** Undefined = nothing found it. */
  async search(asked: Search): Promise<Found | undefined> {
    const child = (this.child ??= this.begin())
    return new Promise((resolve, reject) => {
      this.hear = (line) => {
        const found = JSON.parse(line) as Partial<Found>
        // It sits in an engine that never returns.
        if (found.by === "time") this.stop()
        resolve(found.by === undefined ? undefined : (found as Found))
      }
      this.end = () => reject(new Error(`${asked.bug}: ${this.complaint}`))
      child.stdin.write(`${JSON.stringify(asked)}\n`)
    })
  }

  stop(): void {
    this.end = () => undefined
    this.child?.kill("SIGKILL")
    this.child = undefined
  }

  private begin() {
    const hunt = fileURLToPath(new URL("hunt.ts", import.meta.url))
    const child = spawn(process.execPath, ["--conditions=source", hunt], { stdio: ["pipe", "pipe", "pipe"] })
    createInterface({ input: child.stdout }).on("line", (line) => this.hear(line))
    child.stderr.on("data", (text: Buffer) => {
      this.complaint = `${this.complaint}${text.toString()}`.slice(-4_000)
    })
    child.on("close", () => {
      if (this.child === child) this.end()
    })
    return child
  }
}
