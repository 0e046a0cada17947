import { type Channel, channels } from "../../Channel.ts"
import type { Enqueue } from "../../Command.ts"
import type { Refusal } from "../../Refusal.ts"
import { isFull } from "../admission.ts"
import { isWhole } from "../compile/check.ts"
import { attributeMistakes, keptAttributes } from "../compile/checkAttributes.ts"
import { maxCreditMs } from "../compile/checkConfiguration.ts"
import { keptPreferred, preferredMistake } from "../compile/checkPreferred.ts"
import { admit } from "../deflect.ts"
import { emit } from "../emit.ts"
import { type QueuedSide, queuedSide } from "../evolve/contacts.ts"
import { climb } from "../holds.ts"
import { Kind } from "../log/Rows.ts"
import { badId, isId, refuse } from "../refuse.ts"
import type { State } from "../State.ts"
import { isNumber } from "../state/ContactIds.ts"
import { knownQueue } from "./knownQueue.ts"
import { needsRefusal } from "./needs.ts"
import { priorityRefusal } from "./priorityRefusal.ts"

export function enqueue(s: State, command: Enqueue): Refusal | undefined {
  const { contact: id } = command
  const refusal = newIdRefusal(s, id, "contact")
  if (refusal !== undefined) return refusal
  const asked = plainAsked(s, command) ?? askedBy(s, command)
  return "reason" in asked ? asked : arrive(s, id, asked)
}

/** Why a contact that comes cannot have this id; undefined = it can (SPEC QUEUE-9, BYNUM-3). */
export function newIdRefusal(s: State, id: unknown, field: string): Refusal | undefined {
  if (!isId(id)) return badId(field)
  if (isNumber(id))
    return refuse("InvalidValue", `${id} is the id of a contact that comes by number: choose another id`, field)
  if (s.contactOf.has(id)) return refuse("ContactExists", `contact ${id} is here already: choose another id`, field)
  return undefined
}

/**
 * Most contacts bring nothing of their own but a priority and what they need: what those ask for is checked and kept once. Undefined = it
 * brings more, or was not asked for before.
 */
function plainAsked(s: State, command: Enqueue): QueuedSide | undefined {
  const { queue, channel, priority = 0, creditMs, needs, reachable, excludes } = command
  const { customer, attributes, preferred, preferredOnly, needsForMs } = command
  const isPlain =
    (creditMs === undefined || creditMs === 0) &&
    (reachable === undefined || reachable === true) &&
    excludes === undefined &&
    customer === undefined &&
    attributes === undefined &&
    preferred === undefined &&
    preferredOnly === undefined &&
    needsForMs === undefined
  if (!isPlain) return undefined
  const known = s.plain.get(queue, channel, priority, needs)
  if (known !== undefined) return known
  const asked = askedBy(s, command)
  if ("reason" in asked) return undefined
  s.plain.keep(queue, channel, priority, needs, asked)
  return asked
}

/** What a contact asks for, checked in full. */
export function askedBy(s: State, command: Omit<Enqueue, "type" | "contact">): QueuedSide | Refusal {
  const { channel, priority = 0, creditMs = 0, needs, reachable = true, excludes = noAgents } = command
  const { customer, attributes, preferred, preferredOnly, needsForMs } = command
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
  return queuedSide({
    queue,
    channel: channelAt,
    // Written once: -0 is 0.
    priority: priority + 0,
    creditMs: creditMs + 0,
    needs,
    reachable,
    excludes: excludes.length > 0 ? [...new Set(excludes as ReadonlyArray<string>)] : noAgents,
    customer,
    attributes: keptAttributes(attributes),
    preferred: preferred && keptPreferred(preferred),
    preferredOnly,
    needsForMs
  })
}

/** The contact comes, unless its queue is full. */
export function arrive(s: State, id: string | undefined, asked: QueuedSide): Refusal | undefined {
  const { queue, preferred } = asked
  if (isFull(s, queue)) {
    return refuse("QueueFull", `queue ${s.queueName[queue]} is full: try later, or choose another queue`, "queue")
  }
  const contact = s.contacts.takeFor(id)
  emit(s, Kind.Queued, contact, -1, -1, 0, 0, asked)
  if (s.queues[queue]!.admission !== undefined) admit(s, contact)
  if (preferred !== undefined && s.numbers.get(s.sequence(contact)) === contact) climb(s, contact, 1)
  return undefined
}

const maxWaitMs = 365 * 86_400_000

export const noAgents: ReadonlyArray<string> = []

function preferredRefusal({
  preferred,
  preferredOnly
}: Pick<Enqueue, "preferred" | "preferredOnly">): Refusal | undefined {
  const mistake = preferred === undefined ? undefined : preferredMistake(preferred)
  if (mistake !== undefined) return refuse("InvalidValue", mistake, "preferred")
  if (preferredOnly === undefined || (preferredOnly === true && preferred !== undefined)) return undefined
  return refuse("InvalidValue", "preferredOnly is true or left out, and needs preferred beside it", "preferredOnly")
}
