import { channels } from "../../../Channel.ts"
import type {
  Abandon,
  Cancel,
  Enqueue,
  Exclude,
  MarkReachable,
  MarkUnreachable,
  Reprioritise
} from "../../../Command.ts"
import { gone, rescind, rescindAll } from "../acts.ts"
import { keepWaiting } from "../waited.ts"
import { admit } from "../deflect.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { climb, endHoldFor } from "../holds.ts"
import { firstUnknown } from "../vocabulary.ts"
import { meets } from "../needs.ts"
import { armSteps } from "../steps.ts"
import { isAttribute } from "./agents.ts"
import { type Contact, isUnaccepted, newcomer } from "../world.ts"

/** Is it the id of a contact that comes by number? No other may have one like it. */
export const isNumber = (id: string): boolean => /^#(0|[1-9][0-9]{0,15})$/.test(id)

export function enqueue(ledger: Ledger, command: Enqueue): Reason | undefined {
  const { world } = ledger
  const { contact: id, queue, channel, priority = 0, creditMs = 0, needs } = command
  const { reachable = true, excludes = [], customer, attributes = {}, preferred, preferredOnly, needsForMs } = command
  if (isNumber(id)) return "InvalidValue"
  if (world.contacts.some((c) => c.id === id)) return "ContactExists"
  if (world.queues[queue] === undefined) return "QueueUnknown"
  if (!channels.includes(channel) || !Number.isInteger(priority)) return "InvalidValue"
  if (!Number.isInteger(creditMs) || creditMs < 0) return "InvalidValue"
  if (customer === "" || !Object.values(attributes).every(isAttribute)) return "InvalidValue"
  if (preferredOnly && preferred === undefined) return "InvalidValue"
  if (needsForMs !== undefined && needs === undefined) return "InvalidValue"
  const wrong = wrongNeeds(ledger, needs)
  if (wrong !== undefined) return wrong
  const known = {
    ...(customer === undefined ? {} : { customer }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(preferred === undefined ? {} : { preferred }),
    ...(preferredOnly === undefined ? {} : { preferredOnly })
  }
  if (isFull(ledger, queue)) return "QueueFull"
  const contact: Contact = {
    ...newcomer(),
    ...known,
    id,
    sequence: ledger.contactsEver++,
    queue,
    channel,
    ownPriority: priority,
    ownCreditMs: creditMs,
    needs: needs ?? "",
    enqueuedAtMs: world.nowMs,
    state: reachable ? "waiting" : "unreachable",
    never: [...excludes]
  }
  world.contacts.push(contact)
  const said = {
    ...(creditMs === 0 ? {} : { creditMs }),
    ...(needs === undefined ? {} : { needs }),
    ...(excludes.length === 0 ? {} : { excludes }),
    ...known,
    ...(needsForMs === undefined ? {} : { needsForMs })
  }
  ledger.say({ type: "ContactQueued", atMs: world.nowMs, contact: id, queue, channel, priority, reachable, ...said })
  keepWaiting(ledger, contact)
  if (needsForMs !== undefined) ledger.alarm("expiring", id, world.nowMs + needsForMs)
  armSteps(ledger, contact)
  admit(ledger, contact)
  if (world.contacts.includes(contact)) climb(ledger, contact, 1)
  return undefined
}

/** Why a contact cannot need this. */
export function wrongNeeds(ledger: Ledger, needs: string | undefined): Reason | undefined {
  if (needs === undefined) return undefined
  return isReadable(needs) ? firstUnknown(ledger.configuration, needs) : "InvalidNeeds"
}

function isReadable(needs: string): boolean {
  try {
    meets(needs, {})
    return true
  } catch {
    return false
  }
}

function isFull({ world }: Ledger, queue: string): boolean {
  const { maxWaiting = Number.POSITIVE_INFINITY, whenFull = "refuse", whenClosed } = world.queues[queue]!
  const goesElsewhere = world.hours[queue]?.open === false && whenClosed !== undefined && whenClosed.do !== "stay"
  const inside = world.contacts.filter((c) => c.queue === queue && isUnaccepted(c))
  return whenFull === "refuse" && inside.length >= maxWaiting && !goesElsewhere
}

/** The contact of that id, if nobody serves it. */
export function notServed(ledger: Ledger, id: string): Contact | Reason {
  const contact = ledger.world.contacts.find((c) => c.id === id)
  if (contact === undefined) return "ContactUnknown"
  return ["active", "parked", "wrap-up"].includes(contact.state) ? "ContactNotWaiting" : contact
}

export function exclude(ledger: Ledger, command: Exclude): Reason | undefined {
  const contact = ledger.world.contacts.find((c) => c.id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  if (contact.state === "active" || contact.state === "wrap-up") return "ContactNotWaiting"
  if (contact.never.includes(command.agent)) return undefined
  for (const tie of contact.ties) if (tie.agent.id === command.agent) rescind(ledger, contact, tie, "excluded")
  contact.never.push(command.agent)
  ledger.say({ type: "AgentExcluded", atMs: ledger.nowMs, contact: contact.id, agent: command.agent })
  endHoldFor(ledger, contact, { id: command.agent }, "excluded")
  return undefined
}

export function markUnreachable(ledger: Ledger, command: MarkUnreachable): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  if (contact.callback !== undefined) return "ContactIsCallback"
  if (contact.state === "unreachable") return undefined
  rescindAll(ledger, contact, "unreachable")
  contact.state = "unreachable"
  ledger.say({ type: "ContactUnreachable", atMs: ledger.nowMs, contact: contact.id })
  return undefined
}

export function markReachable(ledger: Ledger, command: MarkReachable): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  if (contact.callback !== undefined) return "ContactIsCallback"
  if (contact.state !== "unreachable") return undefined
  contact.state = "waiting"
  ledger.say({ type: "ContactReachable", atMs: ledger.nowMs, contact: contact.id })
  return undefined
}

export function abandon(ledger: Ledger, command: Abandon): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  rescindAll(ledger, contact, "abandoned")
  gone(ledger, contact)
  ledger.say({ type: "ContactAbandoned", atMs: ledger.nowMs, contact: contact.id })
  return undefined
}

export function cancel(ledger: Ledger, command: Cancel): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  rescindAll(ledger, contact, "cancelled")
  gone(ledger, contact)
  const said = command.reason === undefined ? {} : { reason: command.reason }
  ledger.say({ type: "ContactCancelled", atMs: ledger.nowMs, contact: contact.id, ...said })
  return undefined
}

export function reprioritise(ledger: Ledger, command: Reprioritise): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  const { priority } = command
  if (!Number.isInteger(priority) || Math.abs(priority) > 1_000_000) return "InvalidValue"
  if (contact.ownPriority === priority) return undefined
  contact.ownPriority = priority
  ledger.say({ type: "ContactReprioritised", atMs: ledger.nowMs, contact: contact.id, priority })
  return undefined
}
