import type { Deflection, DeflectionCause, OverflowCondition } from "../Deflection.ts"
import { type AdmissionRule, levelOf } from "./compile/AdmissionRule.ts"
import { isOpen } from "./evolve/hours.ts"
import { Work } from "./index/Work.ts"
import { staffLevel } from "./staffLevel.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"

/** Contacts of a queue that nobody has accepted yet: waiting, unreachable or ringing. */
export function unaccepted(s: State, queue: number): number {
  const { census } = s
  const at = queue * 8
  return (
    census[at + ContactState.Waiting]! + census[at + ContactState.Unreachable]! + census[at + ContactState.Offered]!
  )
}

/** Must a contact be refused that would come to this queue now (SPEC QUEUE-25)? */
export function isFull(s: State, queue: number): boolean {
  const { admission } = s.queues[queue]!
  if (admission === undefined || !admission.refuses || unaccepted(s, queue) < admission.maxWaiting) return false
  return isOpen(s, queue) || admission.whenClosed.do === "stay"
}

interface Way {
  readonly deflection: Deflection
  readonly because: DeflectionCause
}

/** Where a contact that just came to its queue is sent, in the order the rules are asked (SPEC QUEUE-26). */
export function* waysOnArrival(s: State, contact: number, admission: AdmissionRule): Iterable<Way> {
  const queue = s.contacts.queue[contact]!
  if (!isOpen(s, queue)) yield { deflection: admission.whenClosed, because: "closed" }
  const others = unaccepted(s, queue) - 1
  if (others >= admission.maxWaiting) yield { deflection: admission.whenFull, because: "full" }
  for (const rule of admission.rules) {
    if (rule.for === "waiting") continue
    const because = causeNow(s, contact, rule.when, others)
    if (because !== undefined) yield { deflection: rule.do, because }
  }
}

/** The cause this condition gives now to a contact that comes; undefined = it does not hold. */
function causeNow(s: State, contact: number, when: OverflowCondition, others: number): DeflectionCause | undefined {
  if ("waiting" in when) return others >= when.waiting ? "length" : undefined
  if ("waitedMs" in when) return s.nowMs - s.enqueuedAtMs(contact) >= when.waitedMs ? "wait" : undefined
  if ("nobody" in when) {
    const demand = s.index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!)
    return staffLevel(s, demand) < levelOf(when.nobody) ? "staff" : undefined
  }
  return isAtRisk(s, contact, when.serviceLevelRisk) ? "serviceLevel" : undefined
}

/** Has the oldest of the others waited so long? */
function isAtRisk(s: State, contact: number, percent: number): boolean {
  const { unaccepted } = s
  const queue = s.contacts.queue[contact]!
  const first = unaccepted.firstOf(queue)
  const oldest = first === contact ? unaccepted.after(first) : first
  s.work[Work.ContactVisited]!++
  return oldest >= 0 && (s.nowMs - s.enqueuedAtMs(oldest)) * 100 >= percent * s.queues[queue]!.serviceLevelMs
}
