import type { WrapUpBegun } from "../../../Event.ts"
import { comesBack, startSteps } from "../../reference/steps.ts"
import { activeTies, type Agent, type Contact, type Tie } from "../../reference/world.ts"
import { must } from "../Contradiction.ts"
import type { Folding, Folds } from "./Folding.ts"

type Of =
  | "ContactCompleted"
  | "ContactParked"
  | "ContactWoken"
  | "ContactRequeued"
  | "WrapUpRequested"
  | "WrapUpExtended"
  | "WrapUpEnded"
  | "ContactTransferred"
  | "ContactHandedOver"
  | "AgentJoined"
  | "AgentLeft"
  | "CallbackFailed"

/** What is done with a contact once somebody has it. */
export const workFolds: Pick<Folds, Of> = {
  ContactCompleted(known, event) {
    const contact = known.contact(event.contact)
    endWork(known, contact, known.tie(contact, event.agent, "active", "parked"), event)
    known.gone(contact, "completed")
  },
  ContactParked(known, event) {
    const contact = known.contact(event.contact)
    const tie = known.tie(contact, event.agent, "active")
    contact.state = "parked"
    tie.state = "parked"
    if (event.keepsCapacity) return
    tie.isFree = true
    known.rests(tie.agent)
  },
  ContactWoken(known, event) {
    const contact = known.contact(event.contact)
    const tie = known.tie(contact, event.agent, "parked")
    known.untie(contact, tie)
    comesBack(known.ledger, contact)
    if (tie.isFree !== true) known.rests(tie.agent)
  },
  ContactRequeued(known, event) {
    const contact = known.contact(event.contact)
    known.untie(contact, known.tie(contact, event.agent, "active", "parked"))
    comesBack(known.ledger, contact)
  },
  WrapUpRequested(known, event) {
    known.tie(known.contact(event.contact), event.agent, "active").wantsWrapUp = true
  },
  WrapUpExtended(known, event) {
    known.tie(known.contact(event.contact), event.agent, "wrap-up").wrapUpEndsAtMs = event.wrapUpEndsAtMs
  },
  WrapUpEnded(known, event) {
    const contact = known.contact(event.contact)
    const tie = known.tie(contact, event.agent, "wrap-up")
    known.untie(contact, tie)
    if (contact.state === "wrap-up" && contact.ties.length === 0) known.leaves(contact)
    if (tie.isFree !== true) known.rests(tie.agent)
  },
  ContactTransferred(known, event) {
    const contact = known.contact(event.contact)
    contact.transfers = event.transfers
    endWork(known, contact, known.tie(contact, event.agent, "active"), event)
    contact.notUntil.push({ agent: event.agent, untilMs: event.notAgainUntilMs, setAs: 0 })
    contact.queue = event.queue
    contact.needs = event.needs ?? contact.needs
    contact.ownPriority = event.priority ?? contact.ownPriority
    comesBack(known.ledger, contact)
  },
  ContactHandedOver(known, event) {
    const contact = known.contact(event.contact)
    contact.transfers = event.transfers
    endWork(known, contact, known.tie(contact, event.from, "active"), event)
    serves(known, contact, known.agent(event.to))
  },
  AgentJoined(known, event) {
    serves(known, known.contact(event.contact), known.agent(event.agent))
  },
  AgentLeft(known, event) {
    const contact = known.contact(event.contact)
    endWork(known, contact, known.tie(contact, event.agent, "active"), event)
    must(activeTies(contact).length > 0, "XFER-14", `${event.agent} left ${contact.id}, and nobody serves it`)
  },
  CallbackFailed(known, event) {
    const contact = known.contact(event.contact)
    const tie = known.tie(contact, event.agent, "active")
    const { callback } = contact
    must(callback !== undefined, "QUEUE-31", `${contact.id} is no callback, and failed as one`)
    contact.callback = { ...callback, retries: event.retries, notBeforeMs: event.atMs + callback.gapMs }
    known.untie(contact, tie)
    contact.state = "unreachable"
    startSteps(known.ledger, contact)
    known.rests(tie.agent)
  }
}

/** He goes into wrap-up or is free. */
function endWork(known: Folding, contact: Contact, tie: Tie, begun: WrapUpBegun): void {
  const { wrapUpEndsAtMs, wrapUpOpen, wrapUpFree } = begun
  if (wrapUpEndsAtMs === undefined && wrapUpOpen === undefined) {
    known.untie(contact, tie)
    if (tie.isFree !== true) known.rests(tie.agent)
    return
  }
  tie.state = "wrap-up"
  tie.completedAtMs = known.world.nowMs
  if (wrapUpEndsAtMs !== undefined) tie.wrapUpEndsAtMs = wrapUpEndsAtMs
  if (wrapUpFree !== true) return
  tie.isFree = true
  known.rests(tie.agent)
}

/** Without having been offered it: a colleague who was asked. */
function serves(known: Folding, contact: Contact, agent: Agent): void {
  const { nowMs } = known.world
  must(contact.state === "active", "OFFER-1", `${contact.id} is ${contact.state}, and ${agent.id} comes to it`)
  const offeredAs = known.ledger.offersEver++
  const offer = { id: "", madeAtMs: nowMs, expiresAtMs: nowMs, forMs: 0 }
  contact.ties.push({ agent, state: "active", offeredAs, queue: contact.queue, offer, acceptedAtMs: nowMs, setAs: 0 })
}
