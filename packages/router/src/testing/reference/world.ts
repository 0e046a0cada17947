import type { Channel } from "../../Channel.ts"
import type { Skills } from "../../Command.ts"
import type { QueueConfiguration } from "../../Configuration.ts"
import { meets } from "./needs.ts"

export interface Contact {
  readonly id: string
  readonly sequence: number
  readonly queue: string
  readonly channel: Channel
  readonly ownPriority: number
  readonly ownCreditMs: number
  readonly needs: string
  readonly enqueuedAtMs: number
  state: "waiting" | "unreachable" | "offered" | "active" | "wrap-up"
  agent?: Agent
  offer?: { id: string; madeAtMs: number; expiresAtMs: number; forMs: number }
  /** Number of the last offer. */
  offeredAs: number
  acceptedAtMs?: number
  wrapUpEndsAtMs?: number
  /** When the running deadline (offer or wrap-up) was set, among all that were ever set. */
  setAs: number
  readonly never: string[]
  notUntil: Array<{ agent: string; untilMs: number; setAs: number }>
}

export interface Agent {
  readonly id: string
  presence: "signed-out" | "not-ready" | "ready"
  reason?: string
  presenceSinceMs: number
  skills: Skills
  capacity: Record<Channel, number>
  idleSinceMs: number
  /** Rests are numbered: the one begun first is the longest. */
  rest: number
}

export interface World {
  nowMs: number
  contacts: Contact[]
  agents: Agent[]
  queues: Record<string, QueueConfiguration>
}

export const priorityOf = (world: World, contact: Contact): number =>
  contact.ownPriority + (world.queues[contact.queue]?.priority ?? 0)

export const creditOf = (world: World, contact: Contact): number =>
  contact.ownCreditMs + (world.queues[contact.queue]?.creditMs ?? 0)

export const contactsOf = (world: World, agent: Agent): Contact[] => world.contacts.filter((c) => c.agent === agent)

/** Everything that must be true of a pair before an offer, written down once. */
export function mayTake(world: World, contact: Contact, agent: Agent): boolean {
  const hands = contactsOf(world, agent)
  const queue = world.queues[contact.queue]
  return (
    contact.state === "waiting" &&
    queue !== undefined &&
    agent.presence === "ready" &&
    !hands.some((other) => other.channel === "voice") &&
    hands.filter((other) => other.channel === contact.channel).length < agent.capacity[contact.channel] &&
    !contact.never.includes(agent.id) &&
    !contact.notUntil.some((exclusion) => exclusion.agent === agent.id) &&
    meets(queue.needs ?? "", agent.skills) &&
    meets(contact.needs, agent.skills)
  )
}

/** What its wait adds to a contact's priority by now, in sixty-thousandths so that nothing is rounded. */
export function agedBy(world: World, contact: Contact): number {
  const ageing = world.queues[contact.queue]?.ageing
  if (ageing === undefined) return 0
  const waitMs = Math.min(world.nowMs - contact.enqueuedAtMs + creditOf(world, contact), 365 * 86_400_000)
  if (ageing.kind === "linear") return ageing.perMinute * waitMs
  if (ageing.kind === "capped") return Math.min(ageing.perMinute * waitMs, ageing.max * 60_000)
  const reached = ageing.steps.filter(({ afterMs }) => waitMs >= afterMs)
  return 60_000 * Math.max(0, ...reached.map(({ adds }) => adds))
}

const score = (world: World, contact: Contact) => priorityOf(world, contact) * 60_000 + agedBy(world, contact)

export const contactOrder = (world: World) => (a: Contact, b: Contact) =>
  score(world, b) - score(world, a) ||
  a.enqueuedAtMs - creditOf(world, a) - (b.enqueuedAtMs - creditOf(world, b)) ||
  a.enqueuedAtMs - b.enqueuedAtMs ||
  a.sequence - b.sequence

export const agentOrder = (world: World) => (a: Agent, b: Agent) =>
  contactsOf(world, a).length - contactsOf(world, b).length || a.rest - b.rest
