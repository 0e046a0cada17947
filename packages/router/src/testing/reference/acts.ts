import type { RouterEvent } from "../../Event.ts"
import type { Ledger } from "./Ledger.ts"
import { waitsAgain } from "./waited.ts"
import { armLeaving, stageOf } from "./steps.ts"
import { endHoldFor, forgetPreferred } from "./holds.ts"
import { type Agent, type Contact, handsOf, type Tie } from "./world.ts"
import { noteTaken } from "./wishes.ts"

/** What happens in several places, each written down once. */

export function offer(ledger: Ledger, contact: Contact, agent: Agent, by?: string): Tie {
  const { nowMs } = ledger
  const { id, channel, queue } = contact
  const forMs = stageOf(ledger.world, contact).offerMs
  const expiresAtMs = nowMs + forMs
  const offeredAs = ledger.offersEver++
  const token = `o${offeredAs}`
  const setAs = ledger.deadlinesEver++
  const made = { id: token, madeAtMs: nowMs, expiresAtMs, forMs }
  agent.lastOffer = offeredAs
  const tie: Tie = { agent, state: "offered", offeredAs, queue, offer: made, setAs }
  contact.ties.push(tie)
  contact.state = "offered"
  ledger.silence("holding", id)
  ledger.silence("waited", contact.id)
  armLeaving(ledger, contact)
  const { version } = ledger
  const own = ledger.world.queues[queue]?.rule
  const rule = by ?? (own === undefined ? "SCORE-1" : `SCORE-30 ${own}`)
  const names = { contact: id, agent: agent.id, queue, channel, offer: token }
  ledger.say({ type: "OfferMade", atMs: nowMs, ...names, expiresAtMs, version, rule })
  return tie
}

/** The first to accept wins: what else rings is taken back before. */
export function accepted(ledger: Ledger, contact: Contact, tie: Tie): void {
  for (const other of contact.ties) if (other !== tie) rescind(ledger, contact, other, "taken")
  const { agent, offer } = tie
  ledger.say({ type: "OfferAccepted", atMs: ledger.nowMs, contact: contact.id, agent: agent.id, offer: offer.id })
  tie.state = "active"
  tie.acceptedAtMs = ledger.nowMs
  contact.state = "active"
  ledger.silence("callback", contact.id)
  forgetPreferred(ledger, contact)
  agent.handledAtMs.push(ledger.nowMs)
  noteTaken(agent, contact)
  agent.misses = 0
  rests(ledger, agent)
}

/** Whether an offer to him is accepted in the step that makes it. */
export function acceptsAtOnce({ world }: Ledger, { queue, channel }: Contact, { autoAccept }: Agent): boolean {
  return world.queues[queue]?.autoAccept === true || autoAccept === true || autoAccept?.includes(channel) === true
}

export function expire(ledger: Ledger, contact: Contact, tie: Tie): void {
  const { agent } = tie
  ledger.say({
    type: "OfferExpired",
    atMs: ledger.nowMs,
    contact: contact.id,
    agent: agent.id,
    offer: tie.offer.id,
    ...notAgain(ledger, contact)
  })
  takeBack(ledger, contact, tie, true)
  endHoldFor(ledger, contact, agent, "missed")
  rests(ledger, agent)
  agent.misses++
  const { onNoAnswer, missesToNotReady = Number.POSITIVE_INFINITY } = ledger.world.queues[contact.queue] ?? {}
  if (onNoAnswer !== "stayReady" || agent.misses >= missesToNotReady) notReady(ledger, agent, "no answer")
}

/** Where the queue says how long whom declined or missed it is not asked again. */
export function notAgain({ nowMs, world }: Ledger, { queue }: Contact): { notAgainUntilMs?: number } {
  const excludeMs = world.queues[queue]?.excludeMs
  return excludeMs === undefined ? {} : { notAgainUntilMs: nowMs + excludeMs }
}

/** An offer is over without work: the contact waits at its place again. */
export function takeBack(ledger: Ledger, contact: Contact, tie: Tie, keepAway: boolean): void {
  if (keepAway) {
    const untilMs = notAgain(ledger, contact).notAgainUntilMs ?? ledger.nowMs + tie.offer.forMs
    contact.notUntil.push({ agent: tie.agent.id, untilMs, setAs: ledger.deadlinesEver++ })
  }
  contact.ties = contact.ties.filter((other) => other !== tie)
  if (contact.ties.some(({ state }) => state === "offered")) return
  waitsAgain(ledger, contact)
  if (contact.hold?.untilMs !== undefined)
    ledger.alarm("holding", contact.id, Math.max(contact.hold.untilMs, ledger.nowMs))
  armLeaving(ledger, contact)
}

export function rests(ledger: Ledger, agent: Agent): void {
  agent.idleSinceMs = ledger.nowMs
  agent.rest = ledger.restsEver++
}

type Because = Extract<RouterEvent, { type: "OfferRescinded" }>["because"]

export function rescind(ledger: Ledger, contact: Contact, tie: Tie, because: Because): void {
  if (tie.state !== "offered") return
  const names = { contact: contact.id, agent: tie.agent.id, offer: tie.offer.id }
  ledger.say({ type: "OfferRescinded", atMs: ledger.nowMs, ...names, because })
  takeBack(ledger, contact, tie, false)
}

/** Every open offer of a contact, oldest first. */
export function rescindAll(ledger: Ledger, contact: Contact, because: Because): void {
  for (const tie of contact.ties) rescind(ledger, contact, tie, because)
}

/** Every open offer of an agent, oldest first. */
export function rescindOffersOf(ledger: Ledger, agent: Agent, because: Because): void {
  for (const { contact, tie } of handsOf(ledger.world, agent)) rescind(ledger, contact, tie, because)
}

export function present(ledger: Ledger, agent: Agent, presence: Agent["presence"], reason?: string): void {
  if (agent.presence === "lost") {
    ledger.silence("lost", agent.id)
    delete agent.before
  }
  agent.presence = presence
  agent.presenceSinceMs = ledger.nowMs
  if (reason === undefined) delete agent.reason
  else agent.reason = reason
}

export function notReady(ledger: Ledger, agent: Agent, reason: string | undefined): void {
  rescindOffersOf(ledger, agent, "agentNotReady")
  const said = reason === undefined ? {} : { reason }
  ledger.say({ type: "AgentNotReady", atMs: ledger.nowMs, agent: agent.id, ...said })
  present(ledger, agent, "not-ready", reason)
}

export function endWrapUp(
  ledger: Ledger,
  contact: Contact,
  tie: Tie,
  because: "agent" | "time" | "agentLost" | "returned"
): void {
  const { agent } = tie
  ledger.say({ type: "WrapUpEnded", atMs: ledger.nowMs, contact: contact.id, agent: agent.id, because })
  contact.ties = contact.ties.filter((other) => other !== tie)
  if (contact.state === "wrap-up" && contact.ties.length === 0) gone(ledger, contact)
  if (tie.isFree !== true) rests(ledger, agent)
}

/** The contact is over; its id is taken until the last wrap-up of it has ended. */
export function gone(ledger: Ledger, contact: Contact): void {
  const { world } = ledger
  ledger.silence(undefined, contact.id)
  delete contact.hold
  const about = world.contacts.find(({ id }) => id === contact.consultOf)
  if (about !== undefined) about.consults = about.consults.filter((id) => id !== contact.id)
  if (contact.ties.length > 0) contact.state = "wrap-up"
  else world.contacts = world.contacts.filter((other) => other !== contact)
}
