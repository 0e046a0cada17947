import type { Configuration } from "../../../Configuration.ts"
import type { RouterEvent } from "../../../Event.ts"
import type { RulesGiven } from "../../../Rule.ts"
import { Ledger } from "../../reference/Ledger.ts"
import type { Agent, Contact, Tie, World } from "../../reference/world.ts"
import { Contradiction, must } from "../Contradiction.ts"

/** What each event means to who only reads. */
export type Folds = {
  readonly [T in RouterEvent["type"]]: (known: Folding, event: Extract<RouterEvent, { readonly type: T }>) => void
}

/** How a contact ended. */
export type End = "completed" | "abandoned" | "cancelled" | "deflected"

/** The world as the events so far tell it, and how to find one's way in it. */
export class Folding {
  readonly ledger: Ledger
  /** How many contacts ever came. */
  queued = 0
  /** How many ended, and how. */
  readonly ended: Record<End, number> = { completed: 0, abandoned: 0, cancelled: 0, deflected: 0 }
  /** Of ids that live no more, how the last contact of that id ended. */
  readonly endOf = new Map<string, End>()
  /** Offers that were ever made, by token, and how each ended. */
  readonly offers = new Map<string, "open" | "accepted" | "declined" | "expired" | "rescinded">()
  /** Given to this agent by somebody: what follows is no choice of the rules. */
  given: { readonly contact: string; readonly agent: string; readonly overrode: ReadonlyArray<string> } | undefined

  constructor(configuration: Configuration, rules: RulesGiven) {
    this.ledger = new Ledger(configuration, rules)
  }

  get world(): World {
    return this.ledger.world
  }

  /** The agent of that id; a `Contradiction` where nobody of that name ever signed in. */
  agent(id: string): Agent {
    const agent = this.world.agents.find((one) => one.id === id)
    must(agent !== undefined, "CAP-4", `${id} never signed in`)
    return agent
  }

  /** The contact of that id; a `Contradiction` where it never came or is over. */
  contact(id: string): Contact {
    const contact = this.world.contacts.find((one) => one.id === id)
    if (contact !== undefined) return contact
    const end = this.endOf.get(id)
    if (end === undefined) throw new Contradiction("QUEUE-1", `${id} never came`)
    const law = end === "abandoned" || end === "cancelled" ? "QUEUE-6" : "OFFER-1"
    throw new Contradiction(law, `${id} is over, ${end}, and something is decided about it`)
  }

  /** What ties the two, in this state. */
  tie(contact: Contact, agent: string, ...states: ReadonlyArray<Tie["state"]>): Tie {
    const tie = contact.ties.find((one) => one.agent.id === agent)
    const law = states.includes("offered") ? "OFFER-17" : "OFFER-1"
    must(tie !== undefined, law, `${agent} has not ${contact.id}`)
    must(states.includes(tie.state), law, `${contact.id} is ${tie.state} at ${agent}, not ${states.join(" or ")}`)
    return tie
  }

  untie(contact: Contact, tie: Tie): void {
    contact.ties = contact.ties.filter((one) => one !== tie)
  }

  /** Rest begins anew. */
  rests(agent: Agent): void {
    agent.idleSinceMs = this.world.nowMs
    agent.rest = this.ledger.restsEver++
  }

  /** It is over; its id is taken until the last wrap-up of it has ended. */
  gone(contact: Contact, how: End): void {
    const { world } = this
    delete contact.hold
    this.ledger.silence(undefined, contact.id)
    const about = world.contacts.find(({ id }) => id === contact.consultOf)
    if (about !== undefined) about.consults = about.consults.filter((id) => id !== contact.id)
    this.ended[how]++
    this.endOf.set(contact.id, how)
    if (contact.ties.length > 0) contact.state = "wrap-up"
    else this.leaves(contact)
  }

  leaves(contact: Contact): void {
    this.world.contacts = this.world.contacts.filter((one) => one !== contact)
  }
}
