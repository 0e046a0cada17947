import { levelOf } from "./compile/AdmissionRule.ts"
import { deflect } from "./deflect.ts"
import type { State } from "./State.ts"
import { ContactState } from "./state/Contacts.ts"

/**
 * Sends on who waits without the staff its queue asks for, first come first; says whether somebody went (SPEC QUEUE-27). Looks at the
 * contacts that changed, and where staff was lost at those of that queue. Everybody goes to a queue he was not in, so it ends.
 */
export function leave(s: State): boolean {
  if (!s.leaves || s.changes === s.staffedAfter) return false
  s.staffedAfter = s.changes
  const { asked, leaving, contacts } = s
  if (asked.size === 0 && !leaving.isDue(s)) return false
  const changed = asked.all()
  while (asked.size > 0) asked.take()
  const before = s.changes
  for (const contact of leaving.withLeft(s, changed, (queue) => asksForStaff(s, queue))) {
    const state = contacts.state(contact)
    if (state !== ContactState.Waiting && state !== ContactState.Unreachable) continue
    const queue = contacts.queue[contact]!
    if (!asksForStaff(s, queue)) continue
    const { admission } = s.queues[queue]!
    const level = leaving.levelFor(s, contact)
    if (level >= admission!.staffLevel) continue
    for (const rule of admission!.rules) {
      if (rule.for === "arriving" || !("nobody" in rule.when) || level >= levelOf(rule.when.nobody)) continue
      if (deflect(s, contact, rule.do, "staff")) break
    }
  }
  return s.changes !== before
}

const asksForStaff = (s: State, queue: number): boolean => (s.queues[queue]!.admission?.staffLevel ?? 0) > 0
