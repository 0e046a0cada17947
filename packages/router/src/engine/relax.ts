import type { RouterEvent } from "../Event.ts"
import { emitFact } from "./emit.ts"
import { nextStep } from "./evolve/steps.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"

type Because = Extract<RouterEvent, { type: "ContactRelaxed" }>["because"]

export function relax(s: State, contact: number, step: number, because: Because): void {
  emitFact(s, { type: "ContactRelaxed", atMs: s.nowMs, contact: s.contacts.id[contact]!, step, because })
}

/**
 * Contacts whose step is not worth waiting at go on at once (SPEC RELAX-5). That can have become so for those who changed, and when
 * a group of agents has just lost its last, for anybody.
 */
export function skipSteps(s: State): void {
  const { staff } = s.index
  const changed = staff.dropped ? s.contactOf.values() : s.touchedContacts.all()
  staff.dropped = false
  const waiting = [...changed].filter((c) => s.contacts.state(c) === ContactState.Waiting)
  for (const contact of waiting.sort((a, b) => s.sequence(a) - s.sequence(b))) {
    for (let next = nextStep(s, contact); next >= 0 && isSkipped(s, contact); next = nextStep(s, contact))
      relax(s, contact, next, skipIfOf(s, contact)!)
  }
}

const skipIfOf = (s: State, contact: number) =>
  s.queues[s.contacts.queue[contact]!]!.relaxation?.stages[s.contacts.i[contact * 16 + I.Step]!]!.skipIf

function isSkipped(s: State, contact: number): boolean {
  const skipIf = skipIfOf(s, contact)
  if (skipIf === undefined) return false
  const { index } = s
  const row = index.rowOfDemand(index.demandOfClass(s.contacts.i[contact * 16 + I.Class]!))
  const counts = skipIf === "nobodyReady" ? index.staff.ready : index.staff.signedIn
  for (let at = 0; at < row.size; at++) if ((counts[row.ids[at]!] ?? 0) > 0) return false
  return true
}
