import type { Transfer } from "../../../Transfer.ts"
import { admit } from "../deflect.ts"
import { beginHold } from "../holds.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { comesBack } from "../steps.ts"
import { endConsults, endWork } from "../work.ts"
import { activeTies, type Agent, type Contact, excludeOneAnother } from "../world.ts"
import { wrongNeeds } from "./contacts.ts"
import { pairOf } from "./offers.ts"
import { awayMs } from "./take.ts"

export function transfer(ledger: Ledger, command: Transfer): Reason | undefined {
  const pair = pairOf(ledger, command)
  if (typeof pair === "string") return pair
  const { contact, agent, tie } = pair
  if (tie?.state !== "active") return "NotEngaged"
  const { to, needs, priority } = command
  const target = targetOf(ledger, contact, to, agent)
  if (typeof target === "string") return target
  const { queue } = target
  const wrong = wrongNeeds(ledger, needs)
  if (wrong !== undefined) return wrong
  if (activeTies(contact).length > 1) return "InConference"
  if (mayNotMove(ledger, contact)) return "TransferLoop"
  endConsults(ledger, contact, undefined)
  contact.transfers++
  const wrapUp = endWork(ledger, contact, tie)
  const notAgainUntilMs = ledger.nowMs + awayMs(ledger, queue)
  contact.notUntil.push({ agent: agent.id, untilMs: notAgainUntilMs, setAs: ledger.deadlinesEver++ })
  contact.queue = queue
  contact.needs = needs ?? contact.needs
  contact.ownPriority = priority ?? contact.ownPriority
  if (needs !== undefined) ledger.silence("expiring", contact.id)
  comesBack(ledger, contact)
  const said = { ...(needs === undefined ? {} : { needs }), ...(priority === undefined ? {} : { priority }) }
  const names = { atMs: ledger.nowMs, contact: contact.id, agent: agent.id, queue }
  ledger.say({
    type: "ContactTransferred",
    ...names,
    transfers: contact.transfers,
    notAgainUntilMs,
    ...said,
    ...wrapUp
  })
  if ("agent" in to) beginHold(ledger, contact, to.agent, "transfer", to.holdMs ?? 20_000)
  else admit(ledger, contact)
  return undefined
}

/** The queue it goes to, which for an agent is the one it is in. */
export function targetOf(ledger: Ledger, contact: Contact, to: Transfer["to"], by: Agent): { queue: string } | Reason {
  const { world } = ledger
  if (!("agent" in to)) return world.queues[to.queue] === undefined ? "QueueUnknown" : to
  const agent = world.agents.find(({ id }) => id === to.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (agent === by) return "TransferLoop"
  return excludeOneAnother(contact, agent) ? "AgentExcluded" : { queue: contact.queue }
}

export const mayNotMove = ({ world }: Ledger, contact: Contact) => contact.transfers >= (world.rules.maxTransfers ?? 10)
