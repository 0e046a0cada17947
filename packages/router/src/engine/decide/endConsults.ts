import { emit } from "../emit.ts"
import { engagementsIn } from "../engagementOf.ts"
import { Because, Kind } from "../log/Rows.ts"
import { rescindOffers } from "../rescind.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { finish } from "./finish.ts"

/** What this agent asked colleagues about a contact is over with his part in it; `by` undefined = whoever asked (SPEC XFER-11). */
export function endConsults(s: State, contact: number, by: string | undefined, but?: number): void {
  const consults = s.contacts.more[contact]?.consults
  if (consults === undefined) return
  for (const id of consults) {
    const consult = s.contactOf.get(id)!
    if (consult === but || (by !== undefined && s.contacts.more[consult]!.consultBy !== by)) continue
    if (s.contacts.state(consult) === ContactState.Active) {
      endConsults(s, consult, undefined)
      for (const e of engagementsIn(s, consult, EngagementState.Active)) finish(s, e)
    } else if (s.contacts.state(consult) === ContactState.Parked) {
      const [e] = engagementsIn(s, consult, EngagementState.Parked)
      emit(s, Kind.Completed, consult, s.engagements.agent[e!]!, e!, 0, 0, undefined)
    } else {
      rescindOffers(s, consult, Because.Cancelled)
      emit(s, Kind.Cancelled, consult, -1, -1, 0, 0, "consult over")
    }
  }
}
