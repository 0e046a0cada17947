import { type Contact, creditOf, priorityOf, type World } from "./world.ts"

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

const score = (world: World, contact: Contact) => priorityOf(world, contact) * 60_000 + agedBy(world, contact)

/** The contact first in order stands first. */
export const contactOrder = (world: World) => (a: Contact, b: Contact) =>
  Number(b.hold !== undefined) - Number(a.hold !== undefined) ||
  score(world, b) - score(world, a) ||
  a.enqueuedAtMs - creditOf(world, a) - (b.enqueuedAtMs - creditOf(world, b)) ||
  a.enqueuedAtMs - b.enqueuedAtMs ||
  a.sequence - b.sequence
