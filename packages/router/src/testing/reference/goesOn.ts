import { deflect } from "./deflect.ts"
import type { Ledger } from "./Ledger.ts"

/** A contact has waited so long that a rule of its queue sends it on. */
export function goesOn(ledger: Ledger, id: string): void {
  const contact = ledger.world.contacts.find((c) => c.id === id)!
  const rules = ledger.world.queues[contact.queue]?.overflow ?? []
  rules.some(
    ({ when, do: deflection }) =>
      "waitedMs" in when &&
      contact.enqueuedAtMs + when.waitedMs <= ledger.nowMs &&
      deflect(ledger, contact, deflection, "wait")
  )
}
