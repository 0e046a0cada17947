import type { RouterEvent, WrapUpBegun } from "@strowger/router"
import type { Fold } from "../partition/Partition.ts"

/** What a queue did since midnight. A contact counts once: when it is answered, or when it is given up while waiting or ringing. */
export interface QueueCounts {
  readonly answered: number
  readonly abandoned: number
  /** Answered no later than the queue's service level. */
  readonly inTime: number
  /** Sum over the answered, first enqueue to accept. */
  readonly waitMs: number
}
export interface AgentCounts {
  readonly handled: number
  /** Accept to the end of wrap-up, summed over the handled. */
  readonly handleMs: number
}

/** The counts of today for the wall and the desktop: a fold of what the router did, with no counter beside it. */
export interface CountsFold extends Fold {
  readonly queue: (id: string, nowMs: number) => QueueCounts
  readonly agent: (id: string, nowMs: number) => AgentCounts
}

const noQueue: QueueCounts = { answered: 0, abandoned: 0, inTime: 0, waitMs: 0 }
const noAgent: AgentCounts = { handled: 0, handleMs: 0 }
const dayMs = 86_400_000

interface Counted {
  queue: string
  readonly enqueuedAtMs: number
  /** Counted in its queue already, or not to be: a consult is nobody's customer. */
  isCounted: boolean
  isOver: boolean
  /** Who serves it or is in wrap-up of it, since when he accepted. */
  readonly agents: Map<string, number>
}

export const makeCountsFold = (options: {
  readonly utcOffsetMs?: number
  readonly serviceLevelMs?: (queue: string) => number | undefined
}): CountsFold => {
  const offsetMs = options.utcOffsetMs ?? 8 * 3_600_000
  const serviceLevelMs = (queue: string): number => options.serviceLevelMs?.(queue) ?? 20_000
  const contacts = new Map<string, Counted>()
  const queues = new Map<string, QueueCounts>()
  const agents = new Map<string, AgentCounts>()
  let today = -1

  const dayOf = (atMs: number): number => Math.floor((atMs + offsetMs) / dayMs)
  const turn = (atMs: number): void => {
    if (dayOf(atMs) <= today) return
    today = dayOf(atMs)
    queues.clear()
    agents.clear()
  }
  const count = (queue: string, change: (before: QueueCounts) => Partial<QueueCounts>): void => {
    const before = queues.get(queue) ?? noQueue
    queues.set(queue, { ...before, ...change(before) })
  }
  const forgetIfOver = (id: string, contact: Counted): void => {
    if (contact.isOver && contact.agents.size === 0) contacts.delete(id)
  }
  const over = (id: string): Counted | undefined => {
    const contact = contacts.get(id)
    if (contact === undefined) return undefined
    contact.isOver = true
    forgetIfOver(id, contact)
    return contact
  }
  const handled = (id: string, agent: string, atMs: number): void => {
    const contact = contacts.get(id)
    const acceptedAtMs = contact?.agents.get(agent)
    if (contact === undefined || acceptedAtMs === undefined) return
    contact.agents.delete(agent)
    forgetIfOver(id, contact)
    const before = agents.get(agent) ?? noAgent
    agents.set(agent, { handled: before.handled + 1, handleMs: before.handleMs + atMs - acceptedAtMs })
  }
  /** His part is over; a wrap-up still belongs to it. */
  const leaves = (id: string, agent: string, event: WrapUpBegun & { readonly atMs: number }): void => {
    if (event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined) handled(id, agent, event.atMs)
  }
  const accepted = (id: string, agent: string, atMs: number): void => {
    const contact = contacts.get(id)
    if (contact === undefined) return
    contact.agents.set(agent, atMs)
    if (contact.isCounted) return
    contact.isCounted = true
    const waitMs = atMs - contact.enqueuedAtMs
    const inTime = waitMs <= serviceLevelMs(contact.queue) ? 1 : 0
    count(contact.queue, (before) => ({
      answered: before.answered + 1,
      inTime: before.inTime + inTime,
      waitMs: before.waitMs + waitMs
    }))
  }
  const movesTo = (id: string, queue: string): void => {
    const contact = contacts.get(id)
    if (contact) contact.queue = queue
  }

  const take = (event: RouterEvent): void => {
    turn(event.atMs)
    switch (event.type) {
      case "ContactQueued": {
        const { queue, atMs: enqueuedAtMs, consultOf } = event
        const isCounted = consultOf !== undefined
        contacts.set(event.contact, { queue, enqueuedAtMs, isCounted, isOver: false, agents: new Map() })
        return
      }
      case "ContactOverflowed":
        return movesTo(event.contact, event.to)
      case "OfferAccepted":
        return accepted(event.contact, event.agent, event.atMs)
      case "ContactAbandoned": {
        const contact = over(event.contact)
        if (contact && !contact.isCounted) count(contact.queue, (before) => ({ abandoned: before.abandoned + 1 }))
        return
      }
      case "ContactCancelled":
      case "ContactDeflected":
        over(event.contact)
        return
      case "ContactCompleted":
        leaves(event.contact, event.agent, event)
        over(event.contact)
        return
      case "AgentLeft":
        return leaves(event.contact, event.agent, event)
      case "ContactTransferred":
        leaves(event.contact, event.agent, event)
        return movesTo(event.contact, event.queue)
      case "ContactPulled":
        handled(event.contact, event.agent, event.atMs)
        return movesTo(event.contact, event.queue)
      case "ContactHandedOver":
        leaves(event.contact, event.from, event)
        return accepted(event.contact, event.to, event.atMs)
      case "AgentJoined":
        return accepted(event.contact, event.agent, event.atMs)
      case "WrapUpEnded":
        return handled(event.contact, event.agent, event.atMs)
      default:
        return
    }
  }

  const ifToday = <A>(nowMs: number, counts: A | undefined, none: A): A =>
    dayOf(nowMs) === today && counts !== undefined ? counts : none
  return {
    name: "counts",
    apply: (record) => {
      if (record.type === "Routed") record.events.forEach(take)
    },
    queue: (id, nowMs) => ifToday(nowMs, queues.get(id), noQueue),
    agent: (id, nowMs) => ifToday(nowMs, agents.get(id), noAgent)
  }
}
