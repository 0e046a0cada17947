import type { RouterEvent } from "../../Event.ts"
import { drop } from "../evolve/contacts.ts"
import type { FactRule } from "../facts.ts"
import { ContactState } from "../state/Contacts.ts"
import { waits } from "./overflowed.ts"

export const deflected: FactRule<Extract<RouterEvent, { type: "ContactDeflected" }>> = {
  follows: (s, { contact }) => waits(s, contact),
  apply: (s, { contact }) => {
    const c = s.contactOf.get(contact)!
    if (s.contacts.state(c) === ContactState.Waiting) s.index.lanes.leave(c)
    drop(s, c)
  }
}
