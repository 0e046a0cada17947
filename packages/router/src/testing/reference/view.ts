import { type Channel, channels } from "../../Channel.ts"
import type { Configuration } from "../../Configuration.ts"
import type { AgentView, ContactView, QueueView, View } from "../../View.ts"
import { type Agent, type Contact, contactsOf, creditOf, priorityOf, type World } from "./world.ts"

/** The readonly face of the reference router, so that whole states can be compared. */
export const referenceView = (
  world: World,
  rules: () => { readonly configuration: Configuration; readonly version: number }
): View => ({
  get nowMs() {
    return world.nowMs
  },
  get configuration() {
    return rules().configuration
  },
  get version() {
    return rules().version
  },
  contact: (id) => world.contacts.filter((c) => c.id === id).map((c) => contactView(world, c))[0],
  agent: (id) => world.agents.filter((a) => a.id === id).map((a) => agentView(world, a))[0],
  queue: (id) => (world.queues[id] === undefined ? undefined : queueView(world, id)),
  contacts: () => world.contacts.map((c) => contactView(world, c)),
  agents: () => world.agents.map((a) => agentView(world, a)),
  queues: () => Object.keys(world.queues).map((id) => queueView(world, id))
})

const contactView = (world: World, c: Contact): ContactView => ({
  id: c.id,
  queue: c.queue,
  channel: c.channel,
  priority: priorityOf(world, c),
  state: c.state,
  enqueuedAtMs: c.enqueuedAtMs,
  ...(creditOf(world, c) === 0 ? {} : { creditMs: creditOf(world, c) }),
  ...(c.agent === undefined ? {} : { agent: c.agent.id }),
  ...(c.offer === undefined
    ? {}
    : { offer: { id: c.offer.id, madeAtMs: c.offer.madeAtMs, expiresAtMs: c.offer.expiresAtMs } }),
  ...(c.acceptedAtMs === undefined ? {} : { acceptedAtMs: c.acceptedAtMs }),
  ...(c.wrapUpEndsAtMs === undefined ? {} : { wrapUpEndsAtMs: c.wrapUpEndsAtMs })
})

function agentView(world: World, a: Agent): AgentView {
  const hands = contactsOf(world, a).sort((one, other) => one.offeredAs - other.offeredAs)
  const load = Object.fromEntries(
    channels.map((channel) => [channel, hands.filter((c) => c.channel === channel).length])
  )
  return {
    id: a.id,
    presence: a.presence,
    ...(a.reason === undefined ? {} : { reason: a.reason }),
    presenceSinceMs: a.presenceSinceMs,
    idleSinceMs: a.idleSinceMs,
    skills: a.skills,
    capacity: a.capacity,
    load: load as Record<Channel, number>,
    contacts: hands.map((c) => c.id)
  }
}

function queueView(world: World, id: string): QueueView {
  const of = (...states: ReadonlyArray<Contact["state"]>) =>
    world.contacts.filter((c) => c.queue === id && states.includes(c.state))
  const unanswered = of("waiting", "unreachable", "offered")
  return {
    id,
    waiting: of("waiting", "unreachable").length,
    offered: of("offered").length,
    active: of("active").length,
    ...(unanswered.length === 0 ? {} : { oldestEnqueuedAtMs: Math.min(...unanswered.map((c) => c.enqueuedAtMs)) })
  }
}
