import type { RouterEvent } from "../Event.ts"
import { emitFact } from "./emit.ts"
import { excludes } from "./excludes.ts"
import type { State } from "./State.ts"
import { Presence } from "./state/Agents.ts"

type Began = Extract<RouterEvent, { type: "HoldBegan" }>
type Ended = Extract<RouterEvent, { type: "HoldEnded" }>

/**
 * A contact that waits or is unreachable is held for one agent, until then or without end; a hold before it is over. For every rule that
 * gives a contact to one agent first: preferred agents, work that wakes, a transfer to an agent.
 */
export function beginHold(s: State, contact: number, agent: string, because: Began["because"], holdMs?: number): void {
  const untilMs = holdMs === undefined ? {} : { untilMs: s.nowMs + holdMs }
  emitFact(s, { type: "HoldBegan", atMs: s.nowMs, contact: s.contacts.idOf(contact), agent, ...untilMs, because })
}

/** The first rung from `from` on that is not skipped, or the queue as usual (SPEC HOLD-4). Rungs count from 1. */
export function climb(s: State, contact: number, from: number): void {
  const { preferred = [], preferredOnly } = s.contacts.more[contact] ?? {}
  for (let rung = from; rung <= preferred.length; rung++) {
    const { agent, holdMs } = preferred[rung - 1]!
    const isLast = preferredOnly === true && rung === preferred.length
    if (!isLast && isSkipped(s, contact, rung)) continue
    const untilMs = isLast ? {} : { untilMs: s.nowMs + holdMs }
    const names = { contact: s.contacts.idOf(contact), agent }
    emitFact(s, { type: "HoldBegan", atMs: s.nowMs, ...names, ...untilMs, rung, because: "preferred" })
    return
  }
}

function isSkipped(s: State, contact: number, rung: number): boolean {
  const { agent: id, lastServedAtMs, maxAgeMs } = s.contacts.more[contact]!.preferred![rung - 1]!
  if (maxAgeMs !== undefined && s.nowMs - lastServedAtMs! > maxAgeMs) return true
  const agent = s.agentOf.get(id)
  return agent === undefined || s.agents.presence[agent] === Presence.SignedOut || excludes(s, contact, agent)
}

/** What the contact was held for is not to be had: the next rung, or the queue. A hold without end goes on (SPEC HOLD-5). */
export function endHold(s: State, contact: number, because: Ended["because"]): void {
  const held = s.contacts.more[contact]?.hold
  if (held?.untilMs === undefined) return
  const names = { contact: s.contacts.idOf(contact), agent: held.agent }
  emitFact(s, { type: "HoldEnded", atMs: s.nowMs, ...names, because })
  if (held.rung !== undefined) climb(s, contact, held.rung + 1)
}

/** As `endHold`, if it is held for this agent. */
export function endHoldFor(s: State, contact: number, agent: number, because: Ended["because"]): void {
  if (s.contacts.more[contact]?.hold?.agent === s.agents.id[agent]) endHold(s, contact, because)
}

/** Everything held for an agent, in order of first enqueue. */
export function endHoldsOf(s: State, agent: number, because: Ended["because"]): void {
  const held = [...(s.heldFor.get(agent) ?? [])].sort((a, b) => s.sequence(a) - s.sequence(b))
  for (const contact of held) endHold(s, contact, because)
}
