import type { Channel, RouterEvent } from "@strowger/router"
import type { SourceKey } from "@strowger/router/ports"
import type { Fold } from "../partition/Partition.ts"
import type { Record } from "../records/Record.ts"

/** One contact from its opening to its end, as the log tells it. */
export interface ContactHistory {
  readonly contact: string
  readonly conversation: string
  readonly channel: Channel
  readonly queue: string
  readonly adapter: string
  readonly thread: string
  readonly key: SourceKey
  readonly openedAtMs: number
  readonly state: "waiting" | "offered" | "active" | "wrap-up" | "completed" | "abandoned" | "cancelled" | "deflected"
  readonly agent?: string
  readonly offers: number
  /** Agents who accepted, in order; more than one without a transfer would be a broken promise. */
  readonly acceptedBy: ReadonlyArray<string>
  readonly acceptedAtMs?: number
  readonly endedAtMs?: number
}

export interface ContactsFold extends Fold {
  readonly contact: (id: string) => ContactHistory | undefined
  /** In the order of opening, from after `after` (a contact id). */
  readonly list: (after: string | undefined, limit: number) => ReadonlyArray<ContactHistory>
  readonly count: () => number
}

/** Ended contacts kept at hand; older ones are in the log. */
const keptEnded = 100_000

type Mutable = { -readonly [Key in keyof ContactHistory]: ContactHistory[Key] }

export const makeContactsFold = (): ContactsFold => {
  const contacts = new Map<string, Mutable>()
  const ended: Array<string> = []
  /** At whom each contact rings now. */
  const rings = new Map<string, ReadonlyArray<string>>()

  const end = (contact: Mutable, state: ContactHistory["state"], atMs: number): void => {
    contact.state = state
    contact.endedAtMs = atMs
    ended.push(contact.contact)
    if (ended.length > keptEnded) {
      const oldest = ended.shift()
      if (oldest !== undefined) contacts.delete(oldest)
    }
  }
  /** It rings at him no more; it may still ring at others. */
  const leaves = (contact: Mutable, agent: string): void => {
    const [next, ...others] = rings.get(contact.contact)?.filter((other) => other !== agent) ?? []
    if (next === undefined) {
      rings.delete(contact.contact)
      contact.state = "waiting"
      delete contact.agent
    } else {
      rings.set(contact.contact, [next, ...others])
      contact.agent = next
    }
  }
  const follow = (event: RouterEvent): void => {
    if (!("contact" in event)) return
    const contact = contacts.get(event.contact)
    if (contact === undefined) return
    switch (event.type) {
      case "OfferMade":
        rings.set(event.contact, [...(rings.get(event.contact) ?? []), event.agent])
        contact.state = "offered"
        contact.agent = rings.get(event.contact)?.[0] ?? event.agent
        contact.offers++
        return
      case "OfferAccepted":
        rings.delete(event.contact)
        contact.agent = event.agent
        contact.state = "active"
        contact.acceptedAtMs = event.atMs
        contact.acceptedBy = [...contact.acceptedBy, event.agent]
        return
      case "OfferDeclined":
      case "OfferExpired":
      case "OfferRescinded":
      case "ContactWoken":
      case "ContactRequeued":
        leaves(contact, event.agent)
        return
      case "ContactCompleted":
        if (event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined) end(contact, "completed", event.atMs)
        else contact.state = "wrap-up"
        return
      case "WrapUpEnded":
        // That of an earlier part ends nothing.
        if (contact.state === "wrap-up") end(contact, "completed", event.atMs)
        return
      case "ContactTransferred":
      case "ContactPulled":
        contact.state = "waiting"
        contact.queue = event.queue
        delete contact.agent
        return
      case "ContactHandedOver":
        contact.agent = event.to
        contact.acceptedBy = [...contact.acceptedBy, event.to]
        return
      case "AgentJoined":
        contact.acceptedBy = [...contact.acceptedBy, event.agent]
        return
      case "ContactAbandoned":
        return end(contact, "abandoned", event.atMs)
      case "ContactCancelled":
        return end(contact, "cancelled", event.atMs)
      case "ContactDeflected":
        return end(contact, "deflected", event.atMs)
      case "ContactOverflowed":
        contact.queue = event.to
        return
      case "AgentExcluded":
      case "ContactQueued":
      case "ContactReachable":
      case "ContactUnreachable":
        return
    }
  }
  return {
    name: "contacts",
    apply: (record: Record) => {
      if (record.type === "Routed") for (const event of record.events) follow(event)
      if (record.type !== "ContactOpened") return
      const { contact, conversation, channel, queue, adapter, thread, key, atMs } = record
      contacts.set(contact, {
        contact,
        conversation,
        channel,
        queue,
        adapter,
        thread,
        key,
        openedAtMs: atMs,
        state: "waiting",
        offers: 0,
        acceptedBy: []
      })
    },
    contact: (id) => contacts.get(id),
    list: (after, limit) => {
      const found: Array<ContactHistory> = []
      let passed = after === undefined || !contacts.has(after)
      for (const contact of contacts.values()) {
        if (passed) found.push(contact)
        else passed = contact.contact === after
        if (found.length === limit) break
      }
      return found
    },
    count: () => contacts.size
  }
}
