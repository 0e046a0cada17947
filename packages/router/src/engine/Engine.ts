import type { Command } from "../Command.ts"
import type { Refusal } from "../Refusal.ts"
import { fireDue } from "./deadlines.ts"
import { decide } from "./decide.ts"
import { match } from "./match.ts"
import { refuse } from "./refuse.ts"
import type { State } from "./State.ts"

/**
 * One step: what is due fires and is matched, then the command is decided and matched. A step is the same as a tick followed by the
 * command at the same instant (SPEC DET-3), so a refused command leaves exactly what a tick would.
 */
export function step(s: State, command: Command, nowMs: number): Refusal | undefined {
  s.rules.checkIdle()
  s.rows.clear()
  const now = Math.floor(nowMs)
  if (!(now >= 0 && now <= Number.MAX_SAFE_INTEGER)) {
    return refuse("InvalidValue", `nowMs must be a time in milliseconds, not ${nowMs}`, "nowMs")
  }
  if (now < s.nowMs) {
    return refuse(
      "TimeWentBack",
      `time is ${s.nowMs} already; ${now} is before it: feed a clock that never goes back`,
      "nowMs"
    )
  }
  if (s.missing !== undefined) {
    const { name, queue } = s.missing
    const text = `queue ${queue} names the rule ${name}, which this router was not given: write createRouter(configuration, { rules: { ${name}: ... } })`
    return refuse("RuleUnknown", text, "rule")
  }
  settle(s)
  s.clock[0] = now
  fireDue(s)
  match(s)
  const refusal = decide(s, command)
  if (refusal !== undefined) return refusal
  match(s)
  return undefined
}

/** The rows of the step before were read: its handles may be used again. */
export function settle(s: State): void {
  s.contacts.settle()
  s.engagements.settle()
  s.exclusions.settle()
  s.timers.settle()
}
