import { comesBack, startSteps } from "../../reference/steps.ts"
import { type Agent, type Contact, mayRingAtMore, type Tie } from "../../reference/world.ts"
import { noteTaken } from "../../reference/wishes.ts"
import { must } from "../Contradiction.ts"
import type { Folding, Folds } from "./Folding.ts"

type Of =
  | "ContactAssigned"
  | "OfferMade"
  | "OfferAccepted"
  | "OfferDeclined"
  | "OfferExpired"
  | "OfferRescinded"
  | "ContactPulled"

/** Who is asked, and what they answer. */
export const offerFolds: Pick<Folds, Of> = {
  ContactAssigned(known, { contact, agent, overrode = [] }) {
    known.contact(contact)
    known.agent(agent)
    known.given = { contact, agent, overrode }
  },
  OfferMade(known, event) {
    const contact = known.contact(event.contact)
    const agent = known.agent(event.agent)
    must(!known.offers.has(event.offer), "OFFER-2", `the token ${event.offer} is used twice`)
    const { given } = known
    const isForced = given?.contact === contact.id && given.agent === agent.id
    const isFree =
      contact.state === "waiting" ||
      (mayRingAtMore(known.world, contact) && contact.ties.every((tie) => tie.agent !== agent)) ||
      (isForced && contact.state === "unreachable")
    must(isFree, "OFFER-1", `${contact.id} is ${saidState(contact)}, and is offered to ${agent.id}`)
    known.offers.set(event.offer, "open")
    offered(known, contact, agent, event)
  },
  OfferAccepted(known, event) {
    const [contact, agent, tie] = open(known, event, "accepted")
    const others = contact.ties.filter((one) => one !== tie && one.state === "offered")
    must(others.length === 0, "OFFER-11", `${contact.id} was taken, and still rings at ${others[0]?.agent.id}`)
    tie.state = "active"
    tie.acceptedAtMs = event.atMs
    contact.state = "active"
    delete contact.hold
    agent.handledAtMs.push(event.atMs)
    noteTaken(agent, contact)
    agent.misses = 0
    known.rests(agent)
    known.given = undefined
  },
  OfferDeclined(known, event) {
    const [contact, agent, tie] = open(known, event, "declined")
    keepAway(known, contact, agent, event.notAgainUntilMs ?? event.atMs + tie.offer.forMs)
    takeBack(known, contact, tie)
  },
  OfferExpired(known, event) {
    const [contact, agent, tie] = open(known, event, "expired")
    must(tie.offer.expiresAtMs <= event.atMs, "OFFER-3", `the offer ${event.offer} expired before its time`)
    keepAway(known, contact, agent, event.notAgainUntilMs ?? event.atMs + tie.offer.forMs)
    takeBack(known, contact, tie)
    known.rests(agent)
    agent.misses++
  },
  OfferRescinded(known, event) {
    const [contact, , tie] = open(known, event, "rescinded")
    takeBack(known, contact, tie)
  },
  ContactPulled(known, event) {
    const contact = known.contact(event.contact)
    const agent = known.agent(event.agent)
    const tie = contact.ties.find((one) => one.agent === agent)
    if (tie?.state === "active" || tie?.state === "parked") {
      known.untie(contact, tie)
      if (tie.isFree !== true) known.rests(agent)
    }
    keepAway(known, contact, agent, event.notAgainUntilMs)
    const isMoved = contact.queue !== event.queue
    contact.queue = event.queue
    if (contact.ties.some(({ state }) => state === "active" || state === "parked")) return
    if (contact.state === "active" || contact.state === "parked") comesBack(known.ledger, contact)
    else if (isMoved) startSteps(known.ledger, contact)
  }
}

function offered(
  known: Folding,
  contact: Contact,
  agent: Agent,
  { atMs, offer, expiresAtMs, queue }: { atMs: number; offer: string; expiresAtMs: number; queue: string }
): void {
  const offeredAs = known.ledger.offersEver++
  const made = { id: offer, madeAtMs: atMs, expiresAtMs, forMs: expiresAtMs - atMs }
  agent.lastOffer = offeredAs
  contact.ties.push({ agent, state: "offered", offeredAs, queue, offer: made, setAs: 0 })
  contact.state = "offered"
}

const saidState = ({ state, ties }: Contact) => (ties.length === 0 ? state : `${state} at ${ties[0]!.agent.id}`)

/** The open offer that an event ends; a `Contradiction` where it is none. */
function open(
  known: Folding,
  event: { readonly contact: string; readonly agent: string; readonly offer: string; readonly atMs: number },
  how: "accepted" | "declined" | "expired" | "rescinded"
): readonly [Contact, Agent, Tie] {
  const { offer, atMs } = event
  const before = known.offers.get(offer)
  must(before !== undefined, "OFFER-17", `the offer ${offer} was never made, and is ${how}`)
  must(before === "open", "OFFER-17", `the offer ${offer} is ${how}, and was ${before} before`)
  const contact = known.contact(event.contact)
  const tie = known.tie(contact, event.agent, "offered")
  must(tie.offer.id === offer, "OFFER-17", `${event.agent} was offered ${contact.id} as ${tie.offer.id}, not ${offer}`)
  const isInTime = how !== "accepted" && how !== "declined" ? true : atMs < tie.offer.expiresAtMs
  must(isInTime || tie.offer.forMs === 0, "OFFER-3", `the offer ${offer} is ${how} at ${atMs} ms, after its end`)
  known.offers.set(offer, how)
  return [contact, tie.agent, tie]
}

/** He is not asked again before then. */
function keepAway(known: Folding, contact: Contact, agent: Agent, untilMs: number): void {
  if (untilMs > known.world.nowMs) contact.notUntil.push({ agent: agent.id, untilMs, setAs: 0 })
}

/** It rings there no more; where it rings nowhere it waits at its place. */
function takeBack(known: Folding, contact: Contact, tie: Tie): void {
  known.untie(contact, tie)
  if (!contact.ties.some(({ state }) => state === "offered")) contact.state = "waiting"
}
