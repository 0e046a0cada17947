import { appendFileSync, existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Checkpoint } from "@strowger/channels/email"
import { Effect } from "effect"

/**
 * Ends this process with SIGKILL the first time the named point of a mail is passed (`fetched`, `recorded`, `replied`, `cursor-moved`). A
 * file beside the state remembers it, so that the next start lives on. For tests of restarts.
 */
export const killAt = (point: string, directory: string): ((name: Checkpoint) => Effect.Effect<void>) => {
  const memory = join(directory, "killed")
  return (name) =>
    Effect.suspend(() => {
      if (name !== point || (existsSync(memory) && readFileSync(memory, "utf8").split("\n").includes(name)))
        return Effect.void
      appendFileSync(memory, `${name}\n`)
      process.kill(process.pid, "SIGKILL")
      return Effect.never
    })
}
