import type { RouterEvent } from "../../Event.ts"
import { moveToQueue } from "../evolve/contacts.ts"
import type { FactRule } from "../facts.ts"
import type { State } from "../State.ts"
import { ContactState } from "../state/Contacts.ts"

export const overflowed: FactRule<Extract<RouterEvent, { type: "ContactOverflowed" }>> = {
  follows: (s, { contact, from, to }) => {
    const why = waits(s, contact)
    if (why !== undefined) return why
    const queue = s.queueOf.get(to)
    if (queue === undefined || !s.queues[queue]!.configured) return `there is no queue ${to}`
    return s.queueName[s.contacts.queue[s.contactOf.get(contact)!]!] === from
      ? undefined
      : `${contact} is not in ${from}`
  },
  apply: (s, { contact, from, to }) => {
    const c = s.contactOf.get(contact)!
    const more = s.contacts.more[c]
    s.contacts.more[c] = { ...more, been: [...(more?.been ?? []), from] }
    moveToQueue(s, c, s.queueFor(to))
  }
}

/** Why this contact is none that waits or is unreachable. */
export function waits(s: State, id: string): string | undefined {
  const contact = s.contactOf.get(id)
  if (contact === undefined) return `there is no contact ${id}`
  const state = s.contacts.state(contact)
  return state === ContactState.Waiting || state === ContactState.Unreachable ? undefined : `contact ${id} is elsewhere`
}
