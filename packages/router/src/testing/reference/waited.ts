import type { Ledger } from "./Ledger.ts"
import { canGo, type Contact } from "./world.ts"

/** Nobody has it: it waits at its place. */
export function waitsAgain(ledger: Ledger, contact: Contact): void {
  contact.state = "waiting"
  keepWaiting(ledger, contact)
}

/** Who waits or is unreachable goes on after the shortest wait that leads somewhere; what is set stays. */
export function keepWaiting(ledger: Ledger, contact: Contact): void {
  if (ledger.world.alarms.some(({ name, owner }) => name === "waited" && owner === contact.id)) return
  const waits = (ledger.world.queues[contact.queue]?.overflow ?? []).flatMap(({ when, do: deflection }) =>
    "waitedMs" in when && canGo(contact, deflection) ? [when.waitedMs] : []
  )
  if (waits.length > 0) ledger.alarm("waited", contact.id, contact.enqueuedAtMs + Math.min(...waits))
}

/** Other rules: everybody's wait is measured by them. */
export function measureAgain(ledger: Ledger): void {
  for (const contact of ledger.world.contacts) {
    ledger.silence("waited", contact.id)
    if (contact.state === "waiting" || contact.state === "unreachable") keepWaiting(ledger, contact)
  }
}
