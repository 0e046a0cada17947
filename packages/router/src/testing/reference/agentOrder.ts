import { channels } from "../../Channel.ts"
import type { Weighted } from "../../AgentOrder.ts"
import { meets } from "./needs.ts"
import { needsAtFirst, stageOf } from "./steps.ts"
import { type Agent, type Contact, loadOf, type World } from "./world.ts"

type Compare = (a: Agent, b: Agent) => number

/** The agent first in order for this contact stands first: as the queue says, then who rests longest. */
export const agentOrder = (world: World, contact: Contact): Compare => {
  const beforeHands = orderBeforeHands(world, contact)
  const byHands = handsOrder(world, contact)
  return (a, b) => beforeHands(a, b) || byHands(a, b) || a.rest - b.rest
}

/** What goes before what somebody has in hand: whose turn it is, what he handled, how well he ranks. */
export function orderBeforeHands(world: World, contact: Contact): Compare {
  const order = orderOf(world, contact)
  if (order === "roundRobin") return (a, b) => a.lastOffer - b.lastOffer
  if (typeof order === "string" || order.kind !== "fewestHandled") {
    const rank = (agent: Agent) => rankOf(world, contact, agent)
    return (a, b) => rank(a) - rank(b)
  }
  const handled = (agent: Agent) => agent.handledAtMs.filter((at) => at > world.nowMs - order.windowMs).length
  return (a, b) => handled(a) - handled(b)
}

/** What somebody has in hand, where the queue asks for it. */
export function handsOrder(world: World, contact: Contact): Compare {
  const order = orderOf(world, contact)
  if (order === "loadRatio") return (a, b) => usedOf(world, a) * wholeOf(b) - usedOf(world, b) * wholeOf(a)
  const isExpertAtRest = typeof order !== "string" && order.kind === "expert" && order.ties !== "leastLoad"
  if (order === "longestIdle" || order === "roundRobin" || isExpertAtRest) return () => 0
  return (a, b) => loadOf(world, a).length - loadOf(world, b).length
}

const orderOf = (world: World, contact: Contact) => world.queues[contact.queue]?.agents ?? "leastLoad"

/** What an order by skills, flexibility or weights goes by, the least first; 0 of the others. To lack a skill counts 100,000,000. */
export function rankOf(world: World, contact: Contact, agent: Agent): number {
  const order = orderOf(world, contact)
  if (order === "leastFlexible") return flexibilityOf(world, agent)
  if (order === "mostSkilled" || order === "leastSkilled") {
    const seen = new Set<string>()
    for (const text of [stageOf(world, contact).needs, contact.needs]) meets(text, {}, {}, (skill) => seen.add(skill))
    const missing = [...seen].filter((skill) => agent.skills[skill] === undefined).length
    const sum = [...seen].reduce((total, skill) => total + (agent.skills[skill] ?? 0), 0)
    return missing * 100_000_000 + (order === "mostSkilled" ? -sum : sum)
  }
  if (typeof order === "string" || order.kind === "fewestHandled") return 0
  return order.kind === "expert" ? -(agent.skills[order.skill] ?? 0) : -weighed(order, agent)
}

/** All slots, or the units where he has some; and what of them is in use. */
const wholeOf = (agent: Agent) => agent.units ?? channels.reduce((sum, channel) => sum + agent.capacity[channel], 0)

function usedOf(world: World, agent: Agent): number {
  const costs = agent.units === undefined ? {} : world.rules.costs
  return loadOf(world, agent).reduce((sum, channel) => sum + (costs?.[channel] ?? 1), 0)
}

/** How many pairs of queue and channel the agent could ever take, whatever he has in hand now. */
const flexibilityOf = (world: World, agent: Agent) =>
  Object.values(world.queues)
    .filter((queue) => meets(needsAtFirst(queue), agent.skills, agent.attributes))
    .flatMap(() => channels.filter((channel) => agent.capacity[channel] > 0)).length

/** To lack a skill is worse than any level of it: 0 where more is better, 101 where less is. */
function weighed({ skills = {}, attributes = {} }: Weighted, agent: Agent): number {
  const ofSkills = Object.entries(skills).map(
    ([skill, weight]) => weight * (agent.skills[skill] ?? (weight > 0 ? 0 : 101))
  )
  const ofAttributes = Object.entries(attributes).map(([name, weight]) => {
    const value = Number(agent.attributes[name])
    const counts = typeof agent.attributes[name] !== "string" && !Number.isNaN(value)
    return counts ? weight * Math.min(Math.max(value, -1_000_000), 1_000_000) : 0
  })
  return [...ofSkills, ...ofAttributes].reduce((sum, part) => sum + part, 0)
}

/** The longest time back that any queue counts accepted contacts. */
export const longestWindowMs = (world: World): number =>
  Math.max(0, ...Object.values(world.queues).map(({ agents }) => (isWindow(agents) ? agents.windowMs : 0)))

const isWindow = (order: unknown): order is { readonly windowMs: number } =>
  typeof order === "object" && order !== null && "windowMs" in order
