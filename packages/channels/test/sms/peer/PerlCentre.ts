import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"

/** A line of `smsc.pl`. */
export interface PerlEvent {
  readonly port?: number
  readonly wire?: "in" | "out"
  readonly hex?: string
  readonly acked?: number
  readonly status?: number
  readonly messageId?: string
  readonly message?: string
  readonly parts?: number
  readonly dataCoding?: number
  readonly from?: string
  readonly to?: string
}
export interface PerlCentre {
  readonly port: number
  readonly events: ReadonlyArray<PerlEvent>
  /** The first event that is like this, past or to come. */
  readonly event: (is: (event: PerlEvent) => boolean) => Promise<PerlEvent>
  readonly stop: () => Promise<void>
}

/** Starts a message centre made with Net::SMPP on a free port. */
export const startPerlCentre = async (scenario: unknown): Promise<PerlCentre> => {
  const folder = await mkdtemp(join(tmpdir(), "smsc-"))
  const path = join(folder, "scenario.json")
  await writeFile(path, JSON.stringify(scenario))
  const script = fileURLToPath(new URL("./smsc.pl", import.meta.url))
  const child: ChildProcess = spawn("perl", [script, path], { stdio: ["ignore", "pipe", "pipe"] })
  const events: Array<PerlEvent> = []
  const watchers = new Set<() => void>()
  let said = ""
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()))
  if (child.stdout === null) throw new Error("no output")
  createInterface({ input: child.stdout }).on("line", (line) => {
    events.push(JSON.parse(line) as PerlEvent)
    for (const look of watchers) look()
  })
  const event = (is: (event: PerlEvent) => boolean) =>
    new Promise<PerlEvent>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`The Perl centre did not say this in time. ${said}`)), 10_000)
      const look = () => {
        const found = events.find(is)
        if (found === undefined) return
        clearTimeout(timer)
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
    })
  const { port = 0 } = await event((one) => one.port !== undefined)
  return {
    port,
    events,
    event,
    stop: async () => {
      child.kill("SIGTERM")
      await ended
      await rm(folder, { recursive: true })
    }
  }
}
