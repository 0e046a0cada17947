import { deflect } from "../deflect.ts"
import { emitFact } from "../emit.ts"
import { isOpen } from "../evolve/hours.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"

export function openOrClose(s: State, queue: number): void {
  if (isOpen(s, queue)) closes(s, queue)
  else opens(s, queue)
}

export function opens(s: State, queue: number): void {
  emitFact(s, { type: "QueueOpened", atMs: s.nowMs, queue: s.queueName[queue]! })
}

/** Who waits, reachable or not, is asked to go where the queue says, first come first (SPEC QUEUE-22). What rings goes on ringing. */
export function closes(s: State, queue: number): void {
  emitFact(s, { type: "QueueClosed", atMs: s.nowMs, queue: s.queueName[queue]! })
  const atClose = s.queues[queue]!.admission?.atClose
  if (atClose === undefined || atClose.do === "stay") return
  for (const contact of waitingIn(s, queue)) deflect(s, contact, atClose, "closing")
}

/** Who waits in a queue or is unreachable, in order of first enqueue. */
function waitingIn(s: State, queue: number): ReadonlyArray<number> {
  const { contacts, unaccepted, work } = s
  const found: number[] = []
  for (let contact = unaccepted.firstOf(queue); contact >= 0; contact = unaccepted.after(contact)) {
    work[Work.ContactVisited]!++
    if (contacts.state(contact) !== ContactState.Offered) found.push(contact)
  }
  return found
}
