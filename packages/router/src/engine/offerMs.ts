import type { State } from "./State.ts"
import { I } from "./state/Contacts.ts"

/** How long an offer of this contact stays open, at the step it is at (SPEC RELAX-1). */
export function offerMsOf({ contacts, queues }: State, contact: number): number {
  const { offerMs, relaxation } = queues[contacts.queue[contact]!]!
  return relaxation === undefined ? offerMs : relaxation.stages[contacts.i[contact * 16 + I.Step]!]!.offerMs
}
