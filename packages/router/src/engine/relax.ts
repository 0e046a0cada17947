import type { RouterEvent } from "../Event.ts"
import { levelOf } from "./compile/AdmissionRule.ts"
import { emitFact } from "./emit.ts"
import { nextStep } from "./evolve/steps.ts"
import type { State } from "./State.ts"
import { ContactState, I } from "./state/Contacts.ts"

type Because = Extract<RouterEvent, { type: "ContactRelaxed" }>["because"]

export function relax(s: State, contact: number, step: number, because: Because): void {
  emitFact(s, { type: "ContactRelaxed", atMs: s.nowMs, contact: s.contacts.idOf(contact), step, because })
}

/**
 * Contacts whose step is not worth waiting at go on at once (SPEC RELAX-5). That can have become so for those who changed, and where
 * staff was lost for anybody of that queue.
 */
export function skipSteps(s: State): void {
  const skips = (queue: number) => s.queues[queue]!.relaxation?.skips === true
  for (const contact of s.skipping.withLeft(s, s.touchedContacts.all(), skips)) {
    if (s.contacts.state(contact) !== ContactState.Waiting) continue
    for (let next = nextStep(s, contact); next >= 0 && isSkipped(s, contact); next = nextStep(s, contact))
      relax(s, contact, next, skipIfOf(s, contact)!)
  }
}

const skipIfOf = (s: State, contact: number) =>
  s.queues[s.contacts.queue[contact]!]!.relaxation?.stages[s.contacts.i[contact * 16 + I.Step]!]!.skipIf

function isSkipped(s: State, contact: number): boolean {
  const skipIf = skipIfOf(s, contact)
  return skipIf !== undefined && s.skipping.levelFor(s, contact) < levelOf(skipIf === "nobodyReady" ? "ready" : "able")
}
