import type { RouterEvent } from "../../Event.ts"
import { hold, unhold } from "../evolve/holds.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"

export const holdBegan: FactRule<Extract<RouterEvent, { type: "HoldBegan" }>> = {
  follows: (s, { contact }) => {
    const c = s.contactOf.get(contact)
    if (c === undefined) return `there is no contact ${contact}`
    const state = s.contacts.state(c)
    return state === ContactState.Waiting || state === ContactState.Unreachable ? undefined : `${contact} is elsewhere`
  },
  apply: (s, { contact, agent, untilMs, rung, because }) =>
    hold(s, s.contactOf.get(contact)!, {
      agent,
      because,
      ...(untilMs === undefined ? {} : { untilMs }),
      ...(rung === undefined ? {} : { rung })
    })
}

export const holdEnded: FactRule<Extract<RouterEvent, { type: "HoldEnded" }>> = {
  follows: (s, { contact, agent }) =>
    heldAgent(s, contact) === agent ? undefined : `${contact} is not held for ${agent}`,
  apply: (s, { contact }) => unhold(s, s.contactOf.get(contact)!)
}

function heldAgent(s: State, id: string): string | undefined {
  const contact = s.contactOf.get(id)
  return contact === undefined ? undefined : s.contacts.more[contact]?.hold?.agent
}
