import { deflect } from "../deflect.ts"
import { invariant } from "../invariant.ts"
import type { State } from "../State.ts"

/** The wait of a contact is as long as a rule of its queue asks for. */
export function goesOn(s: State, contact: number): void {
  const waitedMs = s.nowMs - s.enqueuedAtMs(contact)
  for (const rule of s.queues[s.contacts.queue[contact]!]!.admission!.rules) {
    if (!("waitedMs" in rule.when) || rule.when.waitedMs > waitedMs) continue
    if (deflect(s, contact, rule.do, "wait")) return
  }
  invariant(false, "QUEUE-26 an alarm is set only for a rule that can be carried out")
}
