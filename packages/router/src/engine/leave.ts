import { levelOf } from "./compile/AdmissionRule.ts"
import { deflect } from "./deflect.ts"
import { staffLevel } from "./staffLevel.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"

/**
 * Sends on who waits without the staff its queue asks for, first come first; says whether somebody went (SPEC QUEUE-27). Asked after every
 * step, of those queues only that have such a rule and somebody waiting. Everybody goes to a queue he was not in, so it ends.
 */
export function leave(s: State): boolean {
  if (!s.leaves || s.changes === s.staffedAfter) return false
  s.staffedAfter = s.changes
  if (!s.queues.some((_, queue) => isAsked(s, queue))) return false
  const { contacts } = s
  const levels = new Map<number, number>()
  const before = s.changes
  for (const contact of s.contactOf.values()) {
    const queue = contacts.queue[contact]!
    const state = contacts.state(contact)
    if (state !== ContactState.Waiting && state !== ContactState.Unreachable) continue
    if (!isAsked(s, queue)) continue
    // Those who ask for the same are answered once.
    const demand = s.index.demandOfClass(contacts.i[contact * 16 + I.Class]!)
    const level = levels.get(demand) ?? staffLevel(s, contact)
    levels.set(demand, level)
    const { admission } = s.queues[queue]!
    if (level >= admission!.staffLevel) continue
    for (const rule of admission!.rules) {
      if (rule.for === "arriving" || !("nobody" in rule.when) || level >= levelOf(rule.when.nobody)) continue
      if (deflect(s, contact, rule.do, "staff")) break
    }
  }
  return s.changes !== before
}

function isAsked(s: State, queue: number): boolean {
  const level = s.queues[queue]!.admission?.staffLevel ?? 0
  const { census } = s
  const at = queue * 8
  return level > 0 && census[at + ContactState.Waiting]! + census[at + ContactState.Unreachable]! > 0
}
