import { agentOrder } from "./agentOrder.ts"
import { fitOf } from "./fit.ts"
import { shareOf } from "./wishes.ts"
import { type Agent, type Contact, creditOf, priorityOf, type World } from "./world.ts"

/** What its wait adds to a contact's priority by now, in sixty-thousandths so that nothing is rounded. */
function agedBy(world: World, contact: Contact): number {
  const ageing = world.queues[contact.queue]?.ageing
  if (ageing === undefined) return 0
  const waitMs = Math.min(world.nowMs - contact.enqueuedAtMs + creditOf(world, contact), 365 * 86_400_000)
  if (ageing.kind === "linear") return ageing.perMinute * waitMs
  if (ageing.kind === "concave") return Math.floor(ageing.perRootMinute * Math.sqrt(60_000 * waitMs))
  if (ageing.kind === "objective")
    return Math.floor((60_000 * ageing.perObjective * waitMs) / objectiveOf(world, contact))
  if (ageing.kind === "capped") return Math.min(ageing.perMinute * waitMs, ageing.max * 60_000)
  const reached = ageing.steps.filter(({ afterMs }) => waitMs >= afterMs)
  return 60_000 * Math.max(0, ...reached.map(({ adds }) => adds))
}

export interface Pair {
  readonly contact: Contact
  readonly agent: Agent
}

/** What the pair adds to the contact's priority. */
export const addedBy = (world: World, { contact, agent }: Pair): number =>
  (agent.prefers[contact.queue] ?? 0) + fitOf(world, contact, agent)

const score = (world: World, pair: Pair) =>
  (priorityOf(world, pair.contact) + addedBy(world, pair)) * 60_000 + agedBy(world, pair.contact)

/** The pair first in order stands first: of two agents equally far in front with one contact, the first in the order of its queue. */
export const pairOrder =
  (world: World) =>
  (a: Pair, b: Pair): number =>
    Number(rings(a)) - Number(rings(b)) ||
    isHeld(b) - isHeld(a) ||
    tierOf(world, b) - tierOf(world, a) ||
    shareOf(world, b.contact, b.agent) - shareOf(world, a.contact, a.agent) ||
    score(world, b) - score(world, a) ||
    byAge(world, a.contact, b.contact) ||
    agentOrder(world, a.contact)(a.agent, b.agent)

const rings = ({ contact }: Pair) => contact.state === "offered"

const isHeld = ({ contact }: Pair) => Number(contact.hold !== undefined)

const tierOf = (world: World, { contact }: Pair) => world.queues[contact.queue]?.tier ?? 0

const objectiveOf = (world: World, { queue }: Contact) => world.queues[queue]?.serviceLevelMs ?? 20_000

/** Among equal scores: by arrival or breach, and after all these the newest of the queues that want it so. */
function byAge(world: World, a: Contact, b: Contact): number {
  const isLast = (contact: Contact) => world.queues[contact.queue]?.order === "newest"
  if (isLast(a) && isLast(b)) return b.enqueuedAtMs - a.enqueuedAtMs || b.sequence - a.sequence
  if (isLast(a) || isLast(b)) return Number(isLast(a)) - Number(isLast(b))
  const due = (contact: Contact) => (world.queues[contact.queue]?.order === "breach" ? objectiveOf(world, contact) : 0)
  const orderAtMs = (contact: Contact) => contact.enqueuedAtMs - creditOf(world, contact) + due(contact)
  return orderAtMs(a) - orderAtMs(b) || a.enqueuedAtMs - b.enqueuedAtMs || a.sequence - b.sequence
}
