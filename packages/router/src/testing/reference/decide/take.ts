import type { Assign, Pick, Pull } from "../../../Assignment.ts"
import { accepted, endWrapUp, offer, rescindAll, rests } from "../acts.ts"
import { admit } from "../deflect.ts"
import { armSteps, comesBack as waitsAsServed, startSteps } from "../steps.ts"
import { keepWaiting } from "../waited.ts"
import { endHoldFor } from "../holds.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { brokenRules } from "../mayMatch.ts"
import { endConsults } from "../work.ts"
import { type Agent, type Contact, tieOf } from "../world.ts"
import { notServed } from "./contacts.ts"
import { pairOf } from "./offers.ts"

export function pick(ledger: Ledger, command: Pick): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent } = pair
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (contact.state !== "waiting" && contact.state !== "unreachable") return "ContactNotWaiting"
  const broken = brokenRules(ledger.world, contact, agent)
  if (broken.some((rule) => rule !== "CAP-4" && rule !== "OFFER-6")) return "AgentNotEligible"
  take(ledger, contact, agent, "OFFER-13")
  return undefined
}

export function assign(ledger: Ledger, command: Assign): Reason | undefined {
  const contact = notServed(ledger, command.contact)
  if (typeof contact === "string") return contact
  const agent = ledger.world.agents.find(({ id }) => id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  const { by, force } = command
  const overrode = brokenRules(ledger.world, contact, agent)
  if (overrode.length > 0 && !force) return "AgentNotEligible"
  const said = { ...(by === undefined ? {} : { by }), ...(overrode.length === 0 ? {} : { overrode }) }
  ledger.say({ type: "ContactAssigned", atMs: ledger.nowMs, contact: contact.id, agent: agent.id, ...said })
  comesBack(ledger, contact, agent)
  take(ledger, contact, agent, "OFFER-14")
  return undefined
}

/** To somebody who is still in wrap-up of it. */
export function comesBack(ledger: Ledger, contact: Contact, agent: Agent): void {
  const tie = tieOf(contact, agent)
  if (tie?.state === "wrap-up") endWrapUp(ledger, contact, tie, "returned")
}

function take(ledger: Ledger, contact: Contact, agent: Agent, rule: string): void {
  const own = tieOf(contact, agent)
  if (own === undefined) rescindAll(ledger, contact, "taken")
  accepted(ledger, contact, own ?? offer(ledger, contact, agent, rule))
}

export function pull(ledger: Ledger, command: Pull): Reason | undefined {
  const { world, nowMs } = ledger
  const contact = world.contacts.find(({ id }) => id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  const { by, to = contact.queue } = command
  if (command.to !== undefined && world.queues[to] === undefined) return "QueueUnknown"
  const had = contact.state
  if (had !== "offered" && had !== "active" && had !== "parked") return "NotEngaged"
  const ties = contact.ties.filter(({ state }) => state === had)
  endConsults(ledger, contact, undefined)
  rescindAll(ledger, contact, "pulled")
  const notAgainUntilMs = nowMs + awayMs(ledger, to)
  for (const { agent, isFree } of ties) {
    const said = { queue: to, notAgainUntilMs, ...(by === undefined ? {} : { by }) }
    ledger.say({ type: "ContactPulled", atMs: nowMs, contact: contact.id, agent: agent.id, ...said })
    if (had !== "offered") {
      ledger.silence("parked", contact.id)
      contact.ties = contact.ties.filter((tie) => tie.agent !== agent)
      if (!isFree) rests(ledger, agent)
    }
    contact.notUntil.push({ agent: agent.id, untilMs: notAgainUntilMs, setAs: ledger.deadlinesEver++ })
  }
  for (const { agent } of ties) endHoldFor(ledger, contact, agent, "pulled")
  const isMoved = contact.queue !== to
  contact.queue = to
  if (had !== "offered") waitsAsServed(ledger, contact)
  else if (isMoved) {
    ledger.silence("waited", contact.id)
    startSteps(ledger, contact)
    keepWaiting(ledger, contact)
    armSteps(ledger, contact)
  }
  if (isMoved) admit(ledger, contact)
  return undefined
}

/** As after a decline in this queue. */
export function awayMs({ world }: Ledger, queue: string): number {
  const { excludeMs, offerMs = 20_000 } = world.queues[queue] ?? {}
  return excludeMs ?? offerMs
}
