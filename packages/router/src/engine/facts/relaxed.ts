import type { RouterEvent } from "../../Event.ts"
import { dropOwnNeeds, goTo } from "../evolve/steps.ts"
import type { FactRule } from "../facts.ts"
import { ContactState, I } from "../state/Contacts.ts"

export const relaxed: FactRule<Extract<RouterEvent, { type: "ContactRelaxed" }>> = {
  follows: (s, { contact, step }) => {
    const c = s.contactOf.get(contact)
    if (c === undefined) return `there is no contact ${contact}`
    if (s.contacts.state(c) > ContactState.Offered) return `${contact} is served already`
    const stages = s.queues[s.contacts.queue[c]!]!.relaxation?.stages ?? []
    const isNext = step > s.contacts.i[c * 16 + I.Step]! && step < stages.length
    return isNext ? undefined : `${contact} does not go on to a step ${step}`
  },
  apply: (s, { contact, step }) => goTo(s, s.contactOf.get(contact)!, step)
}

export const needsExpired: FactRule<Extract<RouterEvent, { type: "NeedsExpired" }>> = {
  follows: (s, { contact }) => (s.contactOf.has(contact) ? undefined : `there is no contact ${contact}`),
  apply: (s, { contact }) => dropOwnNeeds(s, s.contactOf.get(contact)!)
}
