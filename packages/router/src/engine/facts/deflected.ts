import type { RouterEvent } from "../../Event.ts"
import { drop, leaveLane } from "../evolve/contacts.ts"
import type { FactRule } from "../facts.ts"
import { waits } from "./overflowed.ts"

export const deflected: FactRule<Extract<RouterEvent, { type: "ContactDeflected" }>> = {
  follows: (s, { contact }) => waits(s, contact),
  apply: (s, { contact }) => {
    const c = s.contactOf.get(contact)!
    leaveLane(s, c)
    drop(s, c)
  }
}
