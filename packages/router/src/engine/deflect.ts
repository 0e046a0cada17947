import type { Deflection, DeflectionCause } from "../Deflection.ts"
import { emitFact } from "./emit.ts"
import { isOpen } from "./evolve/hours.ts"
import type { State } from "./State.ts"

/**
 * Sends a contact on that waits or is unreachable. Says whether it did: to stay is nothing, and into a queue that the contact is in or
 * came through by overflow it does not go again (SPEC QUEUE-24).
 */
export function deflect(s: State, contact: number, deflection: Deflection, because: DeflectionCause): boolean {
  if (!canDeflect(s, contact, deflection)) return false
  const { contacts, queueName, nowMs: atMs } = s
  const id = contacts.id[contact]!
  if (deflection.do === "overflow") {
    const from = queueName[contacts.queue[contact]!]!
    emitFact(s, { type: "ContactOverflowed", atMs, contact: id, from, to: deflection.queue, because })
    admit(s, contact)
  } else if (deflection.do !== "stay") {
    emitFact(s, { type: "ContactDeflected", atMs, contact: id, to: deflection.do, because })
  }
  return true
}

export function canDeflect(s: State, contact: number, deflection: Deflection): boolean {
  if (deflection.do === "stay") return false
  if (deflection.do !== "overflow") return true
  const { queue, more } = s.contacts
  return s.queueName[queue[contact]!] !== deflection.queue && !more[contact]?.been?.includes(deflection.queue)
}

/**
 * A contact came to its queue, by arriving or by overflow: does it stay? The first rule that holds and can be carried out decides. Each
 * overflow leads to a queue it has not been in, so there are fewer of them than queues.
 */
export function admit(s: State, contact: number): void {
  const queue = s.contacts.queue[contact]!
  const { admission } = s.queues[queue]!
  if (admission === undefined) return
  if (!isOpen(s, queue)) deflect(s, contact, admission.whenClosed, "closed")
}
