import { appendFileSync } from "node:fs"
import type { Effect as EffectType } from "effect"
import { Effect } from "effect"
import type { Checkpoint } from "./checkpoint.ts"

/** Named points at which a test ends the process. */
export interface Checkpoints {
  readonly intake: Checkpoint
  readonly mail: (name: string) => EffectType.Effect<void>
}

/**
 * `STROWGER_KILL_AT=replied` ends this process with SIGKILL the first time that point is passed; a file beside the state remembers that it
 * happened, so that the next start lives. For tests of restarts; unset, nothing is checked.
 */
export const killAt = (point: string, memory: string): Checkpoints => {
  const die = (name: string): EffectType.Effect<void> =>
    Effect.suspend(() => {
      if (name !== point) return Effect.void
      appendFileSync(memory, `${name}\n`)
      process.kill(process.pid, "SIGKILL")
      return Effect.never
    })
  return { intake: (name, unit) => (unit.type === "Message" ? die(`intake-${name}`) : Effect.void), mail: die }
}
