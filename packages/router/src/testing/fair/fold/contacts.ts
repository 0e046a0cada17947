import { startSteps } from "../../reference/steps.ts"
import { type Contact, newcomer } from "../../reference/world.ts"
import { must } from "../Contradiction.ts"
import type { End, Folding, Folds } from "./Folding.ts"

type Of =
  | "ContactQueued"
  | "ContactRelaxed"
  | "NeedsExpired"
  | "HoldBegan"
  | "HoldEnded"
  | "AgentExcluded"
  | "ContactReprioritised"
  | "ContactUnreachable"
  | "ContactReachable"
  | "ContactOverflowed"
  | "CallbackRequested"
  | "CallbackDue"
  | "CallbackHeld"
  | "ContactDeflected"
  | "ContactAbandoned"
  | "ContactCancelled"

/** What waits, and how it goes on. */
export const contactFolds: Pick<Folds, Of> = {
  ContactQueued(known, event) {
    const { world } = known
    const { contact: id, queue, channel, priority, creditMs = 0, needs = "", reachable, excludes = [] } = event
    const { customer, attributes, preferred, preferredOnly, consultOf, consultBy } = event
    must(!world.contacts.some((one) => one.id === id), "QUEUE-9", `${id} is here, and comes once more`)
    world.contacts.push({
      ...newcomer(),
      ...defined({ customer, attributes, preferred, preferredOnly, consultOf, consultBy }),
      id,
      sequence: known.queued++,
      queue,
      channel,
      ownPriority: priority,
      ownCreditMs: creditMs,
      needs,
      enqueuedAtMs: event.atMs,
      state: reachable ? "waiting" : "unreachable",
      never: [...excludes]
    })
    if (consultOf !== undefined) known.contact(consultOf).consults.push(id)
  },
  ContactRelaxed(known, event) {
    known.contact(event.contact).step = event.step
  },
  NeedsExpired(known, event) {
    known.contact(event.contact).needs = ""
  },
  HoldBegan(known, { contact: id, agent, untilMs, rung }) {
    known.contact(id).hold = { agent, ...defined({ untilMs, rung }) }
  },
  HoldEnded(known, event) {
    delete known.contact(event.contact).hold
  },
  AgentExcluded(known, { contact: id, agent }) {
    const contact = known.contact(id)
    const rings = contact.ties.some((tie) => tie.agent.id === agent && tie.state === "offered")
    must(!rings, "QUEUE-7", `${id} excludes ${agent}, and still rings there`)
    contact.never.push(agent)
  },
  ContactReprioritised(known, event) {
    known.contact(event.contact).ownPriority = event.priority
  },
  ContactUnreachable: (known, { contact }) => turns(known.contact(contact), "waiting", "unreachable"),
  ContactReachable: (known, { contact }) => turns(known.contact(contact), "unreachable", "waiting"),
  ContactOverflowed(known, { contact: id, from, to }) {
    const contact = known.contact(id)
    must(contact.queue === from, "QUEUE-1", `${id} left ${from}, and was in ${contact.queue}`)
    must(!contact.been.includes(to) && to !== from, "QUEUE-24", `${id} overflows into ${to} once more`)
    unserved(contact)
    contact.been.push(from)
    contact.queue = to
    startSteps(known.ledger, contact)
  },
  CallbackRequested(known, { contact: id, windows, notBeforeMs = 0, retries, gapMs }) {
    const contact = known.contact(id)
    unserved(contact)
    contact.callback = { ...defined({ windows }), notBeforeMs, retries, gapMs }
    contact.state = "unreachable"
  },
  CallbackDue: (known, { contact }) => turns(known.contact(contact), "unreachable", "waiting"),
  CallbackHeld(known, event) {
    const contact = known.contact(event.contact)
    unserved(contact)
    contact.state = "unreachable"
  },
  ContactDeflected: (known, event) => ends(known, event.contact, "deflected"),
  ContactAbandoned: (known, event) => ends(known, event.contact, "abandoned"),
  ContactCancelled: (known, event) => ends(known, event.contact, "cancelled")
}

function turns(contact: Contact, from: Contact["state"], to: Contact["state"]): void {
  must(contact.state === from, "QUEUE-1", `${contact.id} is ${contact.state}, and turns from ${from} to ${to}`)
  contact.state = to
}

/** Only who waits, is reachable or not, can go elsewhere: what rings was taken back before, what is served stays. */
function unserved({ id, state }: Contact): void {
  must(state === "waiting" || state === "unreachable", "QUEUE-6", `${id} is ${state}, and goes as if nobody had it`)
}

function ends(known: Folding, id: string, how: End): void {
  const contact = known.contact(id)
  unserved(contact)
  known.gone(contact, how)
}

/** Leaves out what is undefined. */
const defined = <A extends object>(value: A): { [K in keyof A]: Exclude<A[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as never
