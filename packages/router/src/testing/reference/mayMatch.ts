import { hasRoom } from "./capacity.ts"
import { meets } from "./needs.ts"
import { hasJoined } from "./reserves.ts"
import { stageOf } from "./steps.ts"
import { type Agent, type Contact, excludesIt, loadOf, type World } from "./world.ts"

type Gate = (world: World, contact: Contact, agent: Agent) => boolean

/** Everything that must be true of a pair before an offer, each written down once, under the rule that asks for it. */
const gates: Readonly<Record<string, Gate>> = {
  "OFFER-1": (_, contact) => contact.state === "waiting",
  "QUEUE-8": (world, contact) => world.queues[contact.queue] !== undefined,
  "CAP-4": (_, __, agent) => agent.presence === "ready",
  "CAP-1": (world, { channel }, agent) => hasRoom(world.rules, agent, loadOf(world, agent), channel),
  "QUEUE-7": (_, contact, agent) => !contact.never.includes(agent.id),
  "HOLD-1": (_, contact, agent) => contact.hold === undefined || contact.hold.agent === agent.id,
  "QUEUE-14": (_, contact, agent) => !excludesIt(agent, contact),
  "RES-1": (world, contact, agent) => hasJoined(world, contact.queue, agent),
  "OFFER-6": (_, contact, agent) => !contact.notUntil.some((exclusion) => exclusion.agent === agent.id),
  "SKILL-1": (world, contact, agent) =>
    meets(stageOf(world, contact).needs, agent.skills, agent.attributes) &&
    meets(contact.needs, agent.skills, agent.attributes)
}

export const mayMatch: Gate = (world, contact, agent) =>
  Object.values(gates).every((gate) => gate(world, contact, agent))
