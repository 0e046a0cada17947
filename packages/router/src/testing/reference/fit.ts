import type { ContactGroup, Rule, SingleAgent, SingleContact } from "../../Rule.ts"
import { type Agent, type Contact, loadOf, priorityOf, type World } from "./world.ts"

/** What a rule of the user's own adds for this pair, in points of priority; what is no answer adds nothing. */
export function fitOf(world: World, contact: Contact, agent: Agent): number {
  const name = world.queues[contact.queue]?.rule
  const rule = name === undefined ? undefined : world.given[name]
  if (rule === undefined) return 0
  try {
    const fit = asked(world, rule, contact, agent)
    return Number.isInteger(fit) && Math.abs(fit) <= 1_000_000 ? fit : 0
  } catch {
    return 0
  }
}

function asked(world: World, rule: Rule, contact: Contact, agent: Agent): number {
  const group: ContactGroup = {
    queue: contact.queue,
    channel: contact.channel,
    priority: priorityOf(world, contact),
    ...(contact.needs === "" ? {} : { needs: contact.needs })
  }
  // Copies: a rule may spoil what it is given, and nothing else.
  const [skills, attributes, capacity] = [{ ...agent.skills }, { ...agent.attributes }, { ...agent.capacity }]
  if (rule.scan !== true) return rule.fit(group, { skills, attributes, capacity })
  const { nowMs } = world
  const single: SingleContact = {
    ...group,
    attributes: { ...contact.attributes },
    waitMs: nowMs - contact.enqueuedAtMs
  }
  const inHand = loadOf(world, agent).length
  const somebody: SingleAgent = { skills, attributes, capacity, idleMs: nowMs - agent.idleSinceMs, inHand }
  return rule.fit(single, somebody)
}
