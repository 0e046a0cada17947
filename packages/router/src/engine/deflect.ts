import type { Deflection, DeflectionCause } from "../Deflection.ts"
import { waysOnArrival } from "./admission.ts"
import { becomeCallback } from "./callback/take.ts"
import { defaultGapMs } from "./compile/callback.ts"
import { canDeflect } from "./canDeflect.ts"
import { emitFact } from "./emit.ts"
import type { State } from "./State.ts"

/** Sends a contact on that waits or is unreachable. Says whether it did: where it cannot go it stays. */
export function deflect(s: State, contact: number, deflection: Deflection, because: DeflectionCause): boolean {
  if (!canDeflect(s, contact, deflection)) return false
  const { contacts, queueName, nowMs: atMs } = s
  const id = contacts.idOf(contact)
  if (deflection.do === "overflow") {
    const from = queueName[contacts.queue[contact]!]!
    emitFact(s, { type: "ContactOverflowed", atMs, contact: id, from, to: deflection.queue, because })
    admit(s, contact)
  } else if (deflection.do === "callback") {
    const { retries = 0, gapMs = defaultGapMs } = deflection
    becomeCallback(s, contact, { notBeforeMs: 0, retries, gapMs }, because)
  } else if (deflection.do !== "stay") {
    emitFact(s, { type: "ContactDeflected", atMs, contact: id, to: deflection.do, because })
  }
  return true
}

/**
 * A contact came to its queue, by arriving or by overflow: does it stay? The first rule that holds and can be carried out decides. Each
 * overflow leads to a queue it has not been in, so there are fewer of them than queues.
 */
export function admit(s: State, contact: number): void {
  const { admission } = s.queues[s.contacts.queue[contact]!]!
  if (admission === undefined) return
  for (const { deflection, because } of waysOnArrival(s, contact, admission)) {
    if (deflect(s, contact, deflection, because)) return
  }
}
