import { type Channel, channels } from "../../Channel.ts"
import type { Abandon, Cancel, Enqueue, Exclude, MarkReachable, MarkUnreachable } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { isWhole } from "../compile/check.ts"
import { maxCreditMs } from "../compile/checkConfiguration.ts"
import { attributeMistakes, keptAttributes } from "../compile/checkAttributes.ts"
import { keptPreferred, preferredMistake } from "../compile/checkPreferred.ts"
import { isFull } from "../admission.ts"
import { admit } from "../deflect.ts"
import { emit } from "../emit.ts"
import { engagementOf, leadingEngagement } from "../engagementOf.ts"
import type { QueuedSide } from "../evolve/contacts.ts"
import { Because, Kind } from "../log/Rows.ts"
import { excludes } from "../excludes.ts"
import { climb, endHoldFor } from "../holds.ts"
import { badId, isId, refuse } from "../refuse.ts"
import { rescindOffers } from "../rescind.ts"
import type { State } from "../State.ts"
import { needsRefusal } from "./needs.ts"
import { knownQueue } from "./knownQueue.ts"
import { ContactState } from "../state/Contacts.ts"
import { EngagementState } from "../state/Engagements.ts"
import { priorityRefusal } from "./priorityRefusal.ts"

export function enqueue(s: State, command: Enqueue): Refusal | undefined {
  const { contact: id, channel, priority = 0, creditMs = 0, needs, reachable = true, excludes = noAgents } = command
  const { customer, attributes, preferred, preferredOnly, needsForMs } = command
  if (!isId(id)) return badId("contact")
  if (s.contactOf.has(id)) return refuse("ContactExists", `contact ${id} is here already: choose another id`, "contact")
  if (!isId(command.queue)) return badId("queue")
  const queue = knownQueue(s, command.queue)
  if (typeof queue !== "number") return queue
  const channelAt = channels.indexOf(channel as Channel)
  if (channelAt < 0) {
    return refuse("InvalidValue", `no channel ${String(channel)}: channels are ${channels.join(", ")}`, "channel")
  }
  const wrongPriority = priorityRefusal(priority)
  if (wrongPriority !== undefined) return wrongPriority
  if (!isWhole(creditMs, 0, maxCreditMs)) {
    return refuse(
      "InvalidValue",
      `creditMs must be a whole number of milliseconds from 0 to ${maxCreditMs}`,
      "creditMs"
    )
  }
  if (typeof reachable !== "boolean") return refuse("InvalidValue", "reachable must be true or false", "reachable")
  if (excludes !== noAgents && (!Array.isArray(excludes) || !excludes.every(isId))) {
    return refuse("InvalidValue", "excludes must be a list of agent ids", "excludes")
  }
  if (customer !== undefined && !isId(customer)) return badId("customer")
  if (attributes !== undefined) {
    const [mistake] = attributeMistakes(attributes)
    if (mistake) return refuse("InvalidValue", `attribute ${mistake.path}: ${mistake.text}`, "attributes")
  }
  const refusal = preferred === undefined && preferredOnly === undefined ? undefined : preferredRefusal(command)
  if (refusal !== undefined) return refusal
  if (needs !== undefined) {
    const unmeant = needsRefusal(s, needs)
    if (unmeant !== undefined) return unmeant
  }
  if (needsForMs !== undefined && (needs === undefined || !isWhole(needsForMs, 1, maxWaitMs)))
    return refuse("InvalidValue", `needsForMs must be milliseconds from 1 to ${maxWaitMs}, beside needs`, "needsForMs")
  const side: QueuedSide = {
    id,
    queue,
    channel: channelAt,
    priority,
    // Written once: -0 is 0.
    creditMs: creditMs + 0,
    needs,
    reachable,
    excludes: excludes.length > 0 ? [...new Set(excludes as ReadonlyArray<string>)] : noAgents,
    customer,
    attributes: keptAttributes(attributes),
    preferred: preferred && keptPreferred(preferred),
    preferredOnly,
    needsForMs
  }
  if (isFull(s, queue)) {
    return refuse("QueueFull", `queue ${command.queue} is full: try later, or choose another queue`, "queue")
  }
  const handle = s.contacts.take()
  emit(s, Kind.Queued, handle, -1, -1, 0, 0, side)
  if (s.queues[queue]!.admission !== undefined) admit(s, handle)
  if (preferred !== undefined && s.contactOf.get(id) === handle) climb(s, handle, 1)
  return undefined
}

const maxWaitMs = 365 * 86_400_000

export const noAgents: ReadonlyArray<string> = []

function preferredRefusal({ preferred, preferredOnly }: Enqueue): Refusal | undefined {
  const mistake = preferred === undefined ? undefined : preferredMistake(preferred)
  if (mistake !== undefined) return refuse("InvalidValue", mistake, "preferred")
  if (preferredOnly === undefined || (preferredOnly === true && preferred !== undefined)) return undefined
  return refuse("InvalidValue", "preferredOnly is true or left out, and needs preferred beside it", "preferredOnly")
}

/** The offer goes back first, so that none is open at somebody the contact excludes (SPEC QUEUE-12). */
export function exclude(s: State, command: Exclude): Refusal | undefined {
  const contact = notInHand(s, command.contact)
  if (typeof contact !== "number") return contact
  if (!isId(command.agent)) return badId("agent")
  const agent = s.agentOf.get(command.agent) ?? s.namedOf.get(command.agent)
  if (agent !== undefined && excludes(s, contact, agent, false)) return undefined
  const e = agent === undefined ? -1 : engagementOf(s, contact, agent)
  if (e >= 0 && s.engagements.state[e] === EngagementState.Offered)
    emit(s, Kind.Rescinded, contact, agent!, e, 0, Because.Excluded, undefined)
  emit(s, Kind.Excluded, contact, -1, -1, 0, 0, command.agent)
  if (agent !== undefined) endHoldFor(s, contact, agent, "excluded")
  return undefined
}

export function markUnreachable(s: State, command: MarkUnreachable): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.more[contact]?.callback !== undefined) return isCallback(command.contact)
  if (s.contacts.state(contact) === ContactState.Unreachable) return undefined
  rescindOffers(s, contact, Because.Unreachable)
  emit(s, Kind.Unreachable, contact, -1, -1, 0, 0, undefined)
  return undefined
}

export function markReachable(s: State, command: MarkReachable): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  if (s.contacts.more[contact]?.callback !== undefined) return isCallback(command.contact)
  if (s.contacts.state(contact) !== ContactState.Unreachable) return undefined
  emit(s, Kind.Reachable, contact, -1, -1, 0, 0, undefined)
  return undefined
}

const isCallback = (id: string): Refusal =>
  refuse(
    "ContactIsCallback",
    `contact ${id} is a callback: it is reached by being dialled, within its windows`,
    "contact"
  )

export function abandon(s: State, command: Abandon): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  rescindOffers(s, contact, Because.Abandoned)
  emit(s, Kind.Abandoned, contact, -1, -1, 0, 0, undefined)
  return undefined
}

export function cancel(s: State, command: Cancel): Refusal | undefined {
  const contact = notServed(s, command.contact)
  if (typeof contact !== "number") return contact
  const { reason } = command
  if (reason !== undefined && typeof reason !== "string")
    return refuse("InvalidValue", "reason must be a text", "reason")
  rescindOffers(s, contact, Because.Cancelled)
  emit(s, Kind.Cancelled, contact, -1, -1, 0, 0, reason)
  return undefined
}

export function knownContact(s: State, id: unknown): number | Refusal {
  if (!isId(id)) return badId("contact")
  return s.contactOf.get(id) ?? refuse("ContactUnknown", `no contact ${id} here: it never came or is over`, "contact")
}

/** A contact nobody has accepted yet. */
export function notServed(s: State, id: string): number | Refusal {
  const contact = notInHand(s, id)
  if (typeof contact !== "number" || s.contacts.state(contact) !== ContactState.Parked) return contact
  return refuse(
    "ContactNotWaiting",
    `contact ${id} is parked at ${ownerOf(s, contact)}: wake or complete it`,
    "contact"
  )
}

/** A contact nobody serves now: not accepted yet, or parked. */
function notInHand(s: State, id: string): number | Refusal {
  const contact = knownContact(s, id)
  if (typeof contact !== "number") return contact
  const state = s.contacts.state(contact)
  if (state !== ContactState.Active && state !== ContactState.WrapUp) return contact
  const agent = ownerOf(s, contact)
  const what =
    state === ContactState.Active ? `is served by ${agent}: complete it` : `is in wrap-up at ${agent}: end it`
  return refuse("ContactNotWaiting", `contact ${id} ${what}`, "contact")
}

const ownerOf = (s: State, contact: number): string => s.agents.id[s.engagements.agent[leadingEngagement(s, contact)]!]!
