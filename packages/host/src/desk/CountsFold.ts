import type { RouterEvent } from "@strowger/router"
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

interface Waiting {
  readonly queue: string
  readonly enqueuedAtMs: number
  acceptedAtMs?: number
}

export const makeCountsFold = (options: {
  readonly utcOffsetMs?: number
  readonly serviceLevelMs?: (queue: string) => number | undefined
}): CountsFold => {
  const offsetMs = options.utcOffsetMs ?? 8 * 3_600_000
  const serviceLevelMs = (queue: string): number => options.serviceLevelMs?.(queue) ?? 20_000
  const contacts = new Map<string, Waiting>()
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
  const handled = (contact: string, agent: string, atMs: number): void => {
    const acceptedAtMs = contacts.get(contact)?.acceptedAtMs
    contacts.delete(contact)
    if (acceptedAtMs === undefined) return
    const before = agents.get(agent) ?? noAgent
    agents.set(agent, { handled: before.handled + 1, handleMs: before.handleMs + atMs - acceptedAtMs })
  }

  const take = (event: RouterEvent): void => {
    turn(event.atMs)
    switch (event.type) {
      case "ContactQueued":
        contacts.set(event.contact, { queue: event.queue, enqueuedAtMs: event.atMs })
        return
      case "ContactOverflowed": {
        const contact = contacts.get(event.contact)
        if (contact) contacts.set(event.contact, { ...contact, queue: event.to })
        return
      }
      case "OfferAccepted": {
        const contact = contacts.get(event.contact)
        if (contact === undefined) return
        contact.acceptedAtMs = event.atMs
        const waitMs = event.atMs - contact.enqueuedAtMs
        const inTime = waitMs <= serviceLevelMs(contact.queue) ? 1 : 0
        return count(contact.queue, (before) => ({
          answered: before.answered + 1,
          inTime: before.inTime + inTime,
          waitMs: before.waitMs + waitMs
        }))
      }
      case "ContactAbandoned": {
        const contact = contacts.get(event.contact)
        contacts.delete(event.contact)
        if (contact) count(contact.queue, (before) => ({ abandoned: before.abandoned + 1 }))
        return
      }
      case "ContactCancelled":
      case "ContactDeflected":
        contacts.delete(event.contact)
        return
      case "ContactCompleted":
        if (event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined)
          handled(event.contact, event.agent, event.atMs)
        return
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
