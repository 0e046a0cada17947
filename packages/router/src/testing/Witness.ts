import type { Channel } from "../Channel.ts"
import type { Attributes, Skills } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import type { RouterEvent } from "../Event.ts"
import { meets } from "./reference/needs.ts"

/** What an outsider knows who only reads events. Knows nothing of how a router decides, so it can judge any. */
export class Witness {
  /** The rules in force. */
  configuration: Configuration
  nowMs = 0
  readonly contacts = new Map<string, SeenContact>()
  readonly agents = new Map<string, SeenAgent>()
  /** Contacts that ended, and how. */
  readonly ended = { completed: 0, abandoned: 0, cancelled: 0 }
  /** How many contacts ever came. */
  queued = 0
  private rests = 0

  constructor(configuration: Configuration) {
    this.configuration = configuration
  }

  /** Folds one event; throws a sentence where it contradicts what was seen before. */
  see(event: RouterEvent): void {
    if (event.atMs < this.nowMs) throw new Error(`${event.type} goes back in time`)
    this.nowMs = event.atMs
    switch (event.type) {
      case "Configured":
        this.configuration = event.configuration
        return
      case "AgentSignedIn": {
        const known = this.agents.get(event.agent)
        const isNew = known === undefined || known.presence === "signed-out"
        const rest = isNew ? this.rests++ : known.rest
        const presence = isNew ? "not-ready" : known.presence
        const { skills, attributes = {}, capacity } = event
        this.agents.set(event.agent, {
          id: event.agent,
          hands: known?.hands ?? new Set(),
          skills,
          attributes,
          capacity,
          presence,
          rest
        })
        return
      }
      case "AgentSignedOut":
        this.agent(event.agent).presence = "signed-out"
        return
      case "AgentReady":
        this.agent(event.agent).presence = "ready"
        for (const contact of this.contacts.values()) contact.notUntil.delete(event.agent)
        this.rested(event.agent)
        return
      case "AgentNotReady":
        this.agent(event.agent).presence = "not-ready"
        return
      case "ContactQueued":
        if (this.contacts.has(event.contact)) throw new Error(`${event.contact} was queued twice`)
        this.contacts.set(event.contact, {
          id: event.contact,
          arrival: this.queued++,
          queue: event.queue,
          channel: event.channel,
          ownPriority: event.priority,
          ownCreditMs: event.creditMs ?? 0,
          needs: event.needs ?? "",
          excludes: new Set(event.excludes),
          enqueuedAtMs: event.atMs,
          state: event.reachable ? "waiting" : "unreachable",
          owner: undefined,
          offerMs: 0,
          notUntil: new Map()
        })
        return
      case "AgentExcluded": {
        const contact = this.contact(event.contact)
        if (contact.owner === event.agent) throw new Error(`${event.contact} excludes ${event.agent}, who has it`)
        contact.excludes.add(event.agent)
        return
      }
      case "ContactUnreachable":
        this.contact(event.contact, "waiting").state = "unreachable"
        return
      case "ContactReachable":
        this.contact(event.contact, "unreachable").state = "waiting"
        return
      case "OfferMade": {
        const contact = this.contact(event.contact, "waiting")
        contact.state = "offered"
        contact.owner = event.agent
        contact.offerMs = event.expiresAtMs - event.atMs
        this.agent(event.agent).hands.add(contact)
        return
      }
      case "OfferAccepted":
        this.contact(event.contact, "offered", event.agent).state = "active"
        this.rested(event.agent)
        return
      case "OfferDeclined":
      case "OfferExpired": {
        const contact = this.contact(event.contact, "offered", event.agent)
        contact.notUntil.set(event.agent, event.atMs + contact.offerMs)
        this.release(contact, "waiting")
        if (event.type === "OfferExpired") this.rested(event.agent)
        return
      }
      case "OfferRescinded":
        this.release(this.contact(event.contact, "offered", event.agent), "waiting")
        return
      case "ContactCompleted": {
        const contact = this.contact(event.contact, "active", event.agent)
        if (event.wrapUpEndsAtMs === undefined && event.wrapUpOpen === undefined) this.end(contact, "completed")
        else contact.state = "wrap-up"
        return
      }
      case "WrapUpEnded":
        this.end(this.contact(event.contact, "wrap-up", event.agent), "completed")
        return
      case "ContactAbandoned":
      case "ContactCancelled": {
        const contact = this.contact(event.contact)
        if (contact.owner !== undefined) throw new Error(`${event.contact} ended while ${contact.owner} had it`)
        this.end(contact, event.type === "ContactAbandoned" ? "abandoned" : "cancelled")
        return
      }
    }
  }

  /** May this waiting contact be offered to this agent? `undefined` = yes, otherwise the rule against it. */
  against(contact: SeenContact, agent: SeenAgent): string | undefined {
    const queue = this.configuration.queues[contact.queue]
    const hands = [...agent.hands]
    if (queue === undefined) return "QUEUE-8 the queue is not configured"
    if (contact.state !== "waiting") return `OFFER-1 the contact is ${contact.state}`
    if (agent.presence !== "ready") return `CAP-4 the agent is ${agent.presence}`
    if (!meets(queue.needs ?? "", agent.skills, agent.attributes)) return "SKILL-1 the agent lacks what the queue needs"
    if (!meets(contact.needs, agent.skills, agent.attributes)) return "SKILL-1 the agent lacks what the contact needs"
    if (contact.excludes.has(agent.id)) return "QUEUE-7 the contact excludes the agent"
    if ((contact.notUntil.get(agent.id) ?? 0) > this.nowMs) return "OFFER-6 declined or missed lately"
    if (hands.some(({ channel }) => channel === "voice")) return "CAP-2 a call is exclusive"
    if (hands.filter(({ channel }) => channel === contact.channel).length >= agent.capacity[contact.channel]) {
      return "CAP-1 no slot left"
    }
    return undefined
  }

  /** The contact's own and its queue's. */
  priority(contact: SeenContact): number {
    return contact.ownPriority + (this.configuration.queues[contact.queue]?.priority ?? 0)
  }

  /** Head start in force. */
  creditMs(contact: SeenContact): number {
    return contact.ownCreditMs + (this.configuration.queues[contact.queue]?.creditMs ?? 0)
  }

  /** Do the two age alike? */
  agesAlike(a: SeenContact, b: SeenContact): boolean {
    const curve = ({ queue }: SeenContact) => JSON.stringify(this.configuration.queues[queue]?.ageing)
    return curve(a) === curve(b)
  }

  /** Priority with what the wait adds, in sixty-thousandths. */
  private score(contact: SeenContact): number {
    const base = this.priority(contact) * 60_000
    const ageing = this.configuration.queues[contact.queue]?.ageing
    const waitMs = Math.min(this.nowMs - contact.enqueuedAtMs + this.creditMs(contact), 365 * 86_400_000)
    if (ageing === undefined) return base
    if (ageing.kind === "steps") return base + 60_000 * (ageing.steps.findLast((s) => s.afterMs <= waitMs)?.adds ?? 0)
    if (ageing.kind === "concave") return base + Math.floor(ageing.perRootMinute * Math.sqrt(60_000 * waitMs))
    if (ageing.kind === "objective") {
      const objectiveMs = this.configuration.queues[contact.queue]?.serviceLevelMs ?? 20_000
      return base + Math.floor((60_000 * ageing.perObjective * waitMs) / objectiveMs)
    }
    const grown = ageing.perMinute * waitMs
    return base + (ageing.kind === "capped" ? Math.min(grown, ageing.max * 60_000) : grown)
  }

  /** Is `a` first in order of the two? */
  comesFirst(a: SeenContact, b: SeenContact): boolean {
    const higher = this.score(a) - this.score(b)
    const earlierMs = b.enqueuedAtMs - this.creditMs(b) - (a.enqueuedAtMs - this.creditMs(a))
    return higher > 0 || (higher === 0 && (earlierMs > 0 || (earlierMs === 0 && a.arrival < b.arrival)))
  }

  private agent(id: string): SeenAgent {
    const agent = this.agents.get(id)
    if (agent === undefined) throw new Error(`agent ${id} never signed in`)
    return agent
  }

  private contact(id: string, state?: SeenContact["state"], owner?: string): SeenContact {
    const contact = this.contacts.get(id)
    if (contact === undefined) throw new Error(`contact ${id} never came or is over`)
    if (state !== undefined && contact.state !== state)
      throw new Error(`contact ${id} is ${contact.state}, not ${state}`)
    if (owner !== undefined && contact.owner !== owner)
      throw new Error(`${id} belongs to ${contact.owner}, not ${owner}`)
    return contact
  }

  private rested(id: string): void {
    this.agent(id).rest = this.rests++
  }

  private release(contact: SeenContact, state: SeenContact["state"]): void {
    this.agent(contact.owner ?? "").hands.delete(contact)
    contact.owner = undefined
    contact.state = state
  }

  private end(contact: SeenContact, how: keyof Witness["ended"]): void {
    const { owner } = contact
    if (owner !== undefined) {
      this.agent(owner).hands.delete(contact)
      this.rested(owner)
    }
    this.contacts.delete(contact.id)
    this.ended[how]++
  }
}

/** A contact, as the events tell. */
export interface SeenContact {
  readonly id: string
  /** How many came before it. */
  readonly arrival: number
  readonly queue: string
  readonly channel: Channel
  /** Without its queue's. */
  readonly ownPriority: number
  /** Its own head start, milliseconds. */
  readonly ownCreditMs: number
  /** Beside what its queue needs; "" = nothing. */
  readonly needs: string
  readonly excludes: Set<string>
  /** First enqueue, engine time. */
  readonly enqueuedAtMs: number
  state: "waiting" | "unreachable" | "offered" | "active" | "wrap-up"
  /** Who is offered it or serves it. */
  owner: string | undefined
  /** How long its last offer was meant to stay open, milliseconds. */
  offerMs: number
  /** Agents it is not offered to before this instant. */
  readonly notUntil: Map<string, number>
}

/** An agent, as the events tell. */
export interface SeenAgent {
  readonly id: string
  /** What is offered to him or served by him. */
  readonly hands: Set<SeenContact>
  /** Proficiencies that are valid now. */
  readonly skills: Skills
  /** What he signed in with. */
  readonly attributes: Attributes
  /** Slots per channel. */
  readonly capacity: Readonly<Record<Channel, number>>
  presence: "signed-out" | "not-ready" | "ready"
  /** The lower, the longer at rest. */
  rest: number
}
