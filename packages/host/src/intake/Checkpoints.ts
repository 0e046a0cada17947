import { appendFileSync, existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Effect as EffectType } from "effect"
import { Effect } from "effect"
import type { Checkpoint } from "./checkpoint.ts"

/** Named points at which a test ends the process. */
export interface Checkpoints {
  readonly intake: Checkpoint
  readonly mail: (name: string) => EffectType.Effect<void>
}

/**
 * Ends this process with SIGKILL the first time the named point of a mail is passed (`fetched`, `recorded`, `replied`, `cursor-moved`). A
 * file beside the state remembers it, so that the next start lives on. For tests of restarts.
 */
export const killAt = (point: string, directory: string): Checkpoints => {
  const memory = join(directory, "killed")
  const die = (name: string): EffectType.Effect<void> =>
    Effect.suspend(() => {
      if (name !== point || (existsSync(memory) && readFileSync(memory, "utf8").split("\n").includes(name)))
        return Effect.void
      appendFileSync(memory, `${name}\n`)
      process.kill(process.pid, "SIGKILL")
      return Effect.never
    })
  return { intake: () => Effect.void, mail: die }
}
