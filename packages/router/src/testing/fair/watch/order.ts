import type { Command } from "../../../Command.ts"
import type { RouterEvent } from "../../../Event.ts"
import { holds } from "../../Law.ts"
import { agentOrder } from "../../reference/agentOrder.ts"
import { mayMatch } from "../../reference/mayMatch.ts"
import type { Pair } from "../../reference/order.ts"
import { type Contact, creditOf, priorityOf, type World } from "../../reference/world.ts"
import type { EventLaw } from "../Watch.ts"
import type { Witness } from "../../Witness.ts"
import { atOffers, chosenBy, pairIn } from "./chosen.ts"
import { type Expected, Matching } from "./Matching.ts"

/** The matching of one log, followed once for all laws that look at it. */
class Followed {
  private readonly witness: Witness
  private readonly matching: Matching
  private begun: RouterEvent | undefined
  private ended: RouterEvent | undefined
  private found: { readonly pair: Pair; readonly next: Expected } | undefined

  constructor(witness: Witness) {
    this.witness = witness
    this.matching = new Matching(witness)
  }

  /** What the rules offered, and what they should have; undefined = it is not for these laws to say. */
  before(event: RouterEvent, asked: ReadonlyArray<Command> | undefined): typeof this.found {
    if (event === this.begun) return this.found
    this.begun = event
    this.found = undefined
    const { witness, matching } = this
    const pair = event.type === "OfferMade" ? pairIn(witness, event) : undefined
    if (event.type !== "OfferMade" || pair === undefined || chosenBy(witness, event, asked) !== "rules")
      return undefined
    const next = matching.next
    // What may not be offered at all is for another law to say.
    if (next !== undefined && mayMatch(witness.known.world, pair.contact, pair.agent)) this.found = { pair, next }
    matching.offered(pair)
    return this.found
  }

  after(event: RouterEvent): void {
    if (event === this.ended) return
    this.ended = event
    this.matching.passed(event)
  }

  settled(): void {
    this.matching.settled()
  }
}

const followed = new WeakMap<Witness, Followed>()

/** Every offer that the rules made, beside the one they should have made. */
function compared(judge: (witness: Witness, offered: Pair, next: Expected) => void): EventLaw["watch"] {
  return (witness) => {
    const own = followed.get(witness) ?? new Followed(witness)
    followed.set(witness, own)
    return {
      before(event, asked) {
        const found = own.before(event, asked)
        if (found !== undefined) judge(witness, found.pair, found.next)
      },
      after: (event) => own.after(event),
      settled: () => own.settled()
    }
  }
}

/** S8: the contact. */
export const contactFirst: EventLaw = {
  id: "SCORE-1",
  says: "an agent is offered the first in order of all he may take: holds, tier, share, priority with ageing, arrival",
  asks: ["contactOrder"],
  watch: compared((_, { contact, agent }, next) => {
    if (next.as === "wave") return
    holds(
      next.contact === contact,
      `${agent.id} is offered ${contact.id}, and ${next.contact.id} comes first, at ${next.agent.id}`
    )
  })
}

/** S7: the agent. */
export const agentFirst: EventLaw = {
  id: "FAIR-2",
  says: "a contact goes to the first in its queue's order of agents: by default fewest in hand, then longest at rest",
  asks: ["agentOrder"],
  watch: compared(({ known: { world } }, { contact, agent }, next) => {
    if (next.as === "wave" || next.contact !== contact) return
    const order = JSON.stringify(world.queues[contact.queue]?.agents ?? "leastLoad")
    const why = agentOrder(world, contact)(next.agent, agent) < 0 ? `by ${order}` : "by what he adds to its priority"
    holds(next.agent === agent, `${contact.id} is offered to ${agent.id}, and ${next.agent.id} comes first ${why}`)
  })
}

/** Where several contacts and several agents meet. */
export const waves: EventLaw = {
  id: "WAVE-2",
  says: "a wave serves as many as can be, the first in order among them, in the one best way",
  asks: ["configuration"],
  watch: compared((_, { contact, agent }, next) => {
    if (next.as === "pair") return
    holds(
      next.contact === contact && next.agent === agent,
      `in a wave ${contact.id} is offered to ${agent.id}, and it should be ${next.contact.id} to ${next.agent.id}`
    )
  })
}

/** S6: first in, first out among those who ask for the same. */
export const firstCome: EventLaw = {
  id: "QUEUE-2",
  says: "among contacts that ask for the same, the first to come is the first to be offered",
  asks: ["firstCome"],
  watch: atOffers(({ known: { world } }, { contact, agent }, by) => {
    if (by !== "rules") return
    if (isOrderedOtherwise(world, contact) || contact.hold !== undefined) return
    for (const other of world.contacts) {
      if (other === contact || other.state !== "waiting" || !asksTheSame(other, contact)) continue
      holds(
        other.sequence > contact.sequence || !mayMatch(world, other, agent),
        `${contact.id} is offered to ${agent.id} before ${other.id}, which asks for the same and came first`
      )
    }
  })
}

/** Its queue serves the newest first, or asks a rule of the user's own about single contacts. */
const isOrderedOtherwise = (world: World, { queue }: Contact): boolean => {
  const { order, rule = "" } = world.queues[queue] ?? {}
  return order === "newest" || world.given[rule]?.scan === true
}

const asksTheSame = (a: Contact, b: Contact): boolean =>
  a.queue === b.queue &&
  a.channel === b.channel &&
  a.needs === b.needs &&
  a.step === b.step &&
  a.ownPriority === b.ownPriority &&
  a.ownCreditMs === b.ownCreditMs

/** B2: a head start passes over a bounded time. */
export const withinHeadStart: EventLaw = {
  id: "QUEUE-11",
  says: "of equal priority and ageing, who came later overtakes only within the difference of head starts",
  asks: ["headStart", "contactOrder"],
  watch: atOffers(({ known: { world } }, { contact, agent }, by) => {
    if (by !== "rules") return
    if (contact.hold !== undefined || Object.keys(agent.allocation).length > 0) return
    for (const other of world.contacts) {
      const laterMs = contact.enqueuedAtMs - other.enqueuedAtMs
      if (other === contact || other.state !== "waiting" || !competeAlike(world, other, contact)) continue
      if (!mayMatch(world, other, agent)) continue
      const aheadMs = creditOf(world, contact) - creditOf(world, other)
      holds(
        laterMs <= 0 || laterMs < aheadMs,
        `${contact.id} overtook ${other.id} at ${agent.id}: it came ${laterMs} ms later, with ${aheadMs} ms more of a head start`
      )
    }
  })
}

/** Nothing but arrival and head start sets the two apart, for whatever agent. */
function competeAlike(world: World, a: Contact, b: Contact): boolean {
  const [one, other] = [world.queues[a.queue] ?? {}, world.queues[b.queue] ?? {}]
  const isPlain = ({ order = "arrival", rule }: typeof one) => order === "arrival" && rule === undefined
  const adds = (queue: string) => world.agents.some(({ prefers }) => prefers[queue] !== undefined)
  return (
    priorityOf(world, a) === priorityOf(world, b) &&
    isPlain(one) &&
    isPlain(other) &&
    (one.tier ?? 0) === (other.tier ?? 0) &&
    JSON.stringify(one.ageing) === JSON.stringify(other.ageing) &&
    (one.ageing?.kind !== "objective" || (one.serviceLevelMs ?? 20_000) === (other.serviceLevelMs ?? 20_000)) &&
    !adds(a.queue) &&
    !adds(b.queue)
  )
}
