import type { Consult, HandOver, Join, Leave } from "../../../Transfer.ts"
import { gone, rests } from "../acts.ts"
import { admit } from "../deflect.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { beginHold } from "../holds.ts"
import { activeTies, type Agent, type Contact, excludeOneAnother, newcomer, tieOf } from "../world.ts"
import { armSteps } from "../steps.ts"
import { keepWaiting } from "../waited.ts"
import { endConsults, endWork } from "../work.ts"
import { isNumber, wrongNeeds } from "./contacts.ts"
import { pairOf } from "./offers.ts"
import { comesBack } from "./take.ts"
import { mayNotMove, targetOf } from "./transfer.ts"
import { complete } from "./wrapUp.ts"

export function consult(ledger: Ledger, command: Consult): Reason | undefined {
  const { world, nowMs } = ledger
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact: about, agent, tie } = pair
  if (tie?.state !== "active") return "NotEngaged"
  const { consult: id, needs, to } = command
  if (isNumber(id)) return "InvalidValue"
  if (world.contacts.some((other) => other.id === id)) return "ContactExists"
  const target = targetOf(ledger, about, to, agent)
  if (typeof target === "string") return target
  const { queue } = target
  const wrong = wrongNeeds(ledger, needs)
  if (wrong !== undefined) return wrong
  const { channel, ownPriority: priority } = about
  const excludes = [...new Set([...about.never, ...activeTies(about).map((other) => other.agent.id)])]
  const kept = {
    ...(about.customer === undefined ? {} : { customer: about.customer }),
    ...(about.attributes === undefined ? {} : { attributes: about.attributes }),
    consultOf: about.id,
    consultBy: agent.id
  }
  const asked: Contact = {
    ...newcomer(),
    ...kept,
    id,
    sequence: ledger.contactsEver++,
    queue,
    channel,
    ownPriority: priority,
    ownCreditMs: 0,
    needs: needs ?? "",
    enqueuedAtMs: nowMs,
    state: "waiting",
    never: [...excludes]
  }
  world.contacts.push(asked)
  about.consults.push(id)
  const said = { ...(needs === undefined ? {} : { needs }), excludes, ...kept }
  ledger.say({ type: "ContactQueued", atMs: nowMs, contact: id, queue, channel, priority, reachable: true, ...said })
  keepWaiting(ledger, asked)
  armSteps(ledger, asked)
  if ("agent" in to) beginHold(ledger, asked, to.agent, "consult")
  else admit(ledger, asked)
  return undefined
}

/** The consult about this contact that the agent alone serves. */
function answered(ledger: Ledger, contact: Contact, agent: Agent, by: string | undefined): Contact | Reason {
  if (tieOf(contact, agent)?.state === "active") return "AgentBusy"
  if (excludeOneAnother(contact, agent)) return "AgentExcluded"
  const [asked] = contact.consults
    .map((id) => ledger.world.contacts.find((other) => other.id === id)!)
    .filter((other) => tieOf(other, agent)?.state === "active" && (by === undefined || other.consultBy === by))
  if (asked === undefined) return "NotConsulted"
  return activeTies(asked).length > 1 ? "InConference" : asked
}

function leavesConsult(ledger: Ledger, contact: Contact, asked: Contact, agent: Agent): void {
  endConsults(ledger, asked, undefined)
  ledger.say({ type: "ContactCompleted", atMs: ledger.nowMs, contact: asked.id, agent: agent.id })
  asked.ties = asked.ties.filter((tie) => tie.agent !== agent)
  gone(ledger, asked)
  rests(ledger, agent)
  comesBack(ledger, contact, agent)
}

function serve(ledger: Ledger, contact: Contact, agent: Agent): void {
  const offeredAs = ledger.offersEver++
  const { nowMs } = ledger
  const offer = { id: `o${offeredAs}`, madeAtMs: nowMs, expiresAtMs: nowMs, forMs: 0 }
  contact.ties.push({ agent, state: "active", offeredAs, queue: contact.queue, offer, acceptedAtMs: nowMs, setAs: 0 })
}

export function handOver(ledger: Ledger, command: HandOver): Reason | undefined {
  const pair = pairOf(ledger, { contact: command.contact, agent: command.from })
  if (typeof pair === "string") return pair
  const { contact, agent: from, tie } = pair
  if (tie?.state !== "active") return "NotEngaged"
  const to = ledger.world.agents.find(({ id }) => id === command.to)
  if (to === undefined) return "AgentUnknown"
  const asked = answered(ledger, contact, to, from.id)
  if (typeof asked === "string") return asked
  if (mayNotMove(ledger, contact)) return "TransferLoop"
  endConsults(ledger, contact, from.id, asked)
  leavesConsult(ledger, contact, asked, to)
  contact.transfers++
  const wrapUp = endWork(ledger, contact, tie)
  serve(ledger, contact, to)
  const names = { contact: contact.id, from: from.id, to: to.id, consult: asked.id, transfers: contact.transfers }
  ledger.say({ type: "ContactHandedOver", atMs: ledger.nowMs, ...names, ...wrapUp })
  return undefined
}

export function join(ledger: Ledger, command: Join): Reason | undefined {
  const agent = ledger.world.agents.find(({ id }) => id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  const contact = ledger.world.contacts.find(({ id }) => id === command.contact)
  if (contact === undefined) return "ContactUnknown"
  const asked = answered(ledger, contact, agent, undefined)
  if (typeof asked === "string") return asked
  leavesConsult(ledger, contact, asked, agent)
  serve(ledger, contact, agent)
  const names = { contact: contact.id, agent: agent.id, consult: asked.id }
  ledger.say({ type: "AgentJoined", atMs: ledger.nowMs, ...names })
  return undefined
}

export const leave = (ledger: Ledger, { contact, agent }: Leave): Reason | undefined =>
  complete(ledger, { contact, agent })
