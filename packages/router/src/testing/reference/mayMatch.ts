import { noRoomBy } from "./capacity.ts"
import { meets } from "./needs.ts"
import { hasJoined } from "./reserves.ts"
import { stageOf } from "./steps.ts"
import { hasWaited } from "./wishes.ts"
import { type Agent, type Contact, excludesIt, loadOf, mayRingAtMore, tieOf, type World } from "./world.ts"

type Gate = (world: World, contact: Contact, agent: Agent) => boolean

/** Everything that must be true of a pair before an offer, each written down once, under the rule that asks for it. */
const gates: Readonly<Record<string, Gate>> = {
  "OFFER-1": (world, contact, agent) =>
    contact.state === "waiting" || (mayRingAtMore(world, contact) && tieOf(contact, agent) === undefined),
  "QUEUE-8": (world, contact) => world.queues[contact.queue] !== undefined,
  "CAP-4": (_, __, agent) => agent.presence === "ready",
  "CAP-1": (world, contact, agent) => capacityRule(world, contact, agent) === undefined,
  "PRES-1": (_, __, agent) => agent.presence !== "lost",
  "QUEUE-7": (_, contact, agent) => !contact.never.includes(agent.id),
  "HOLD-1": (_, contact, agent) => contact.hold === undefined || contact.hold.agent === agent.id,
  "QUEUE-14": (_, contact, agent) => !excludesIt(agent, contact),
  "SCORE-10": hasWaited,
  "RES-1": (world, contact, agent) => hasJoined(world, contact.queue, agent),
  "XFER-3": (_, contact, agent) => tieOf(contact, agent)?.state !== "wrap-up",
  "OFFER-6": (_, contact, agent) => !contact.notUntil.some((exclusion) => exclusion.agent === agent.id),
  "SKILL-1": (world, contact, agent) =>
    meets(stageOf(world, contact).needs, agent.skills, agent.attributes) &&
    meets(contact.needs, agent.skills, agent.attributes)
}

export const mayMatch: Gate = (world, contact, agent) =>
  Object.values(gates).every((gate) => gate(world, contact, agent))

/** The rule of capacity that stands against it; what ties the two already takes nothing away. */
function capacityRule(world: World, contact: Contact, agent: Agent): string | undefined {
  return noRoomBy(world.rules, agent, loadOf(world, agent, contact), contact.channel)
}

/** Every rule that keeps this contact from this agent, whatever he or anybody has been offered, in the order of their numbers. */
export function brokenRules(world: World, contact: Contact, agent: Agent): ReadonlyArray<string> {
  const { "OFFER-1": _, "CAP-1": __, ...others } = gates
  const found = Object.entries(others).filter(([, gate]) => !gate(world, contact, agent))
  const capacity = capacityRule(world, contact, agent)
  const rules = new Set([
    ...(contact.state === "unreachable" ? ["QUEUE-5"] : []),
    ...(agent.capacity[contact.channel] === 0 ? ["CAP-1"] : []),
    ...(capacity === undefined ? [] : [capacity]),
    ...found.map(([rule]) => rule)
  ])
  const numbered = [...rules].map((rule) => ({ rule, prefix: rule.split("-")[0]!, number: Number(rule.split("-")[1]) }))
  numbered.sort((a, b) => (a.prefix < b.prefix ? -1 : a.prefix > b.prefix ? 1 : a.number - b.number))
  return numbered.map(({ rule }) => rule)
}
