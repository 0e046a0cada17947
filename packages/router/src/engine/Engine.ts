import type { Command } from "../Command.ts"
import type { Refusal } from "../Refusal.ts"
import { fireDue, isDue } from "./deadlines.ts"
import { decide } from "./decide.ts"
import { leave } from "./leave.ts"
import { match } from "./match.ts"
import { refuse } from "./refuse.ts"
import type { State } from "./State.ts"

/**
 * One step: what is due fires and is matched, then the command is decided and matched. A step is the same as a tick followed by the
 * command at the same instant (SPEC DET-3), so a refused command leaves exactly what a tick would.
 */
export function step(s: State, command: Command, nowMs: number): Refusal | undefined {
  s.askedAt[0] = nowMs
  const refusal = begin(s, s.askedAt) ?? decide(s, command)
  if (refusal !== undefined) return refusal
  assign(s)
  return undefined
}

/** Several commands of one instant, each decided after the one before and all matched at once (SPEC WAVE-5). */
export function stepTogether(
  s: State,
  commands: ReadonlyArray<Command>,
  nowMs: number
): ReadonlyArray<Refusal | undefined> {
  s.askedAt[0] = nowMs
  const refusal = begin(s, s.askedAt)
  if (refusal !== undefined) return commands.map(() => refusal)
  const refusals = commands.map((command) => decide(s, command))
  assign(s)
  return refusals
}

/** The tick before a command, at the time in cell 0. A refusal = nothing has happened. */
export function begin(s: State, at: Float64Array): Refusal | undefined {
  s.rules.checkIdle()
  s.rows.clear()
  const now = Math.floor(at[0]!)
  if (!(now >= 0 && now <= Number.MAX_SAFE_INTEGER)) {
    return refuse("InvalidValue", `nowMs must be a time in milliseconds, not ${at[0]}`, "nowMs")
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
  if (isDue(s) || !isAssigned(s)) {
    fireDue(s)
    assign(s)
  }
  return undefined
}

/** Has nothing changed since everything was matched? Then there is nothing to match before a command. */
const isAssigned = (s: State): boolean =>
  s.changes === s.assignedAfter && s.touchedAgents.size === 0 && s.touchedContacts.size === 0

/**
 * Offers what can be offered. Who then waits without staff may have to go on, and what was due already when it was set rings: the step
 * leaves nothing behind that is due, and nothing that could be offered.
 */
export function assign(s: State): void {
  // Most often nobody changed whom anybody could take.
  if (s.touchedAgents.size + s.touchedContacts.size > 0 || s.watches) match(s)
  while ((s.leaves && leave(s)) || (s.overdue && ringOverdue(s))) match(s)
  s.assignedAfter = s.changes
}

function ringOverdue(s: State): boolean {
  fireDue(s)
  return true
}

/** The rows of the step before were read: its handles may be used again. */
export function settle(s: State): void {
  s.contacts.settle()
  s.engagements.settle()
  s.exclusions.settle()
  s.timers.settle()
}
