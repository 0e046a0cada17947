import { engagementOf } from "../engagementOf.ts"
import type { State } from "../State.ts"
import { I } from "../state/Contacts.ts"

/** May this contact go to this agent, for all that was agreed or happened between the two (SPEC OFFER-6, XFER-3)? */
export function allowed(s: State, contact: number, agent: number): boolean {
  const { exclusions, contacts } = s
  for (let n = contacts.i[contact * 16 + I.FirstExclusion]!; n >= 0; n = exclusions.next[n]!) {
    if (exclusions.agent[n] === agent) return false
  }
  return engagementOf(s, contact, agent) < 0
}
