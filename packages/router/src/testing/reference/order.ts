import { agentOrder } from "./agentOrder.ts"
import { fitOf } from "./fit.ts"
import { type Agent, type Contact, creditOf, priorityOf, type World } from "./world.ts"

/** What its wait adds to a contact's priority by now, in sixty-thousandths so that nothing is rounded. */
function agedBy(world: World, contact: Contact): number {
  const ageing = world.queues[contact.queue]?.ageing
  if (ageing === undefined) return 0
  const waitMs = Math.min(world.nowMs - contact.enqueuedAtMs + creditOf(world, contact), 365 * 86_400_000)
  if (ageing.kind === "linear") return ageing.perMinute * waitMs
  if (ageing.kind === "capped") return Math.min(ageing.perMinute * waitMs, ageing.max * 60_000)
  const reached = ageing.steps.filter(({ afterMs }) => waitMs >= afterMs)
  return 60_000 * Math.max(0, ...reached.map(({ adds }) => adds))
}

export interface Pair {
  readonly contact: Contact
  readonly agent: Agent
}

const score = (world: World, { contact, agent }: Pair) =>
  (priorityOf(world, contact) + fitOf(world, contact, agent)) * 60_000 + agedBy(world, contact)

/** The pair first in order stands first: of two agents equally far in front with one contact, the first in the order of its queue. */
export const pairOrder =
  (world: World) =>
  (a: Pair, b: Pair): number =>
    isHeld(b) - isHeld(a) ||
    score(world, b) - score(world, a) ||
    byAge(world, a.contact, b.contact) ||
    agentOrder(world, a.contact)(a.agent, b.agent)

const isHeld = ({ contact }: Pair) => Number(contact.hold !== undefined)

const byAge = (world: World, a: Contact, b: Contact) =>
  a.enqueuedAtMs - creditOf(world, a) - (b.enqueuedAtMs - creditOf(world, b)) ||
  a.enqueuedAtMs - b.enqueuedAtMs ||
  a.sequence - b.sequence
