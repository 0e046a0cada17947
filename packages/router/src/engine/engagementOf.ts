import type { State } from "./State.ts"
import { I } from "./state/Contacts.ts"

/** What ties this contact to this agent: an offer, work or a wrap-up; -1 = nothing. */
export function engagementOf(s: State, contact: number, agent: number): number {
  const { engagements, contacts } = s
  let e = contacts.i[contact * 16 + I.FirstEngagement]!
  while (e >= 0 && engagements.agent[e] !== agent) e = engagements.nextOfContact[e]!
  return e
}
