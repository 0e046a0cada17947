import type { RouterEvent } from "../../Event.ts"
import { reclassify } from "../evolve/steps.ts"
import type { FactRule } from "../facts.ts"
import { ContactState } from "../state/Contacts.ts"

export const reprioritised: FactRule<Extract<RouterEvent, { type: "ContactReprioritised" }>> = {
  follows: (s, { contact }) => {
    const c = s.contactOf.get(contact)
    if (c === undefined) return `there is no contact ${contact}`
    return s.contacts.state(c) > ContactState.Offered ? `${contact} is served already` : undefined
  },
  apply: (s, { contact, priority }) => {
    const c = s.contactOf.get(contact)!
    s.contacts.priority[c] = priority
    reclassify(s, c)
  }
}
