import type { Deflection, DeflectionCause } from "../../Deflection.ts"
import { gone } from "./acts.ts"
import type { Ledger } from "./Ledger.ts"
import type { Contact } from "./world.ts"

/** Sends a contact on that waits or is unreachable; says whether it went. Never twice into one queue. */
export function deflect(ledger: Ledger, contact: Contact, deflection: Deflection, because: DeflectionCause): boolean {
  const names = { atMs: ledger.nowMs, contact: contact.id }
  if (deflection.do === "stay") return false
  if (deflection.do === "overflow") {
    const { queue: to } = deflection
    const from = contact.queue
    if (to === from || contact.been.includes(to)) return false
    contact.been.push(from)
    contact.queue = to
    ledger.say({ type: "ContactOverflowed", ...names, from, to, because })
    admit(ledger, contact)
    return true
  }
  gone(ledger, contact)
  ledger.say({ type: "ContactDeflected", ...names, to: deflection.do, because })
  return true
}

/** A contact came to its queue: does it stay? */
export function admit(ledger: Ledger, contact: Contact): void {
  const { queues, hours } = ledger.world
  const queue = queues[contact.queue]
  if (queue?.whenClosed !== undefined && hours[contact.queue]?.open === false)
    deflect(ledger, contact, queue.whenClosed, "closed")
}
