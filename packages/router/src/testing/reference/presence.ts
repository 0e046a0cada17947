import type { LosePresence, ReturnPresence } from "../../Command.ts"
import { endWrapUp, gone, notReady, present, rescindOffersOf, rests } from "./acts.ts"
import { endHoldFor } from "./holds.ts"
import { comesBack } from "./steps.ts"
import { setTerms } from "./skills.ts"
import type { Ledger, Reason } from "./Ledger.ts"
import { endConsults } from "./work.ts"
import { activeTies, type Agent, type Contact, handsOf, type Tie } from "./world.ts"

export function losePresence(ledger: Ledger, { agent: id }: LosePresence): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === id)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (agent.presence === "lost") return undefined
  rescindOffersOf(ledger, agent, "agentLost")
  const { presence, reason, presenceSinceMs: sinceMs } = agent
  const untilMs = ledger.nowMs + (ledger.configuration.lostAfterMs ?? 60_000)
  ledger.say({ type: "AgentLost", atMs: ledger.nowMs, agent: id, untilMs })
  present(ledger, agent, "lost")
  agent.before = { presence, sinceMs, ...(reason === undefined ? {} : { reason }) }
  ledger.alarm("lost", id, untilMs)
  return undefined
}

export function returnPresence(ledger: Ledger, { agent: id }: ReturnPresence): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === id)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  returns(ledger, agent)
  return undefined
}

/** He is what he was before. */
export function returns(ledger: Ledger, agent: Agent): void {
  if (agent.presence !== "lost") return
  ledger.say({ type: "AgentReturned", atMs: ledger.nowMs, agent: agent.id })
  const { presence, reason, sinceMs } = agent.before!
  present(ledger, agent, presence, reason)
  agent.presenceSinceMs = sinceMs
}

/** He did not come back in time: what he has goes where its channel says, oldest first. */
export function leaseEnds(ledger: Ledger, id: string): void {
  const { world } = ledger
  const agent = world.agents.find((a) => a.id === id)!
  for (const { contact, tie } of handsOf(world, agent)) {
    const policy = world.rules.whenLost?.[contact.channel] ?? (contact.channel === "voice" ? "keep" : "queue")
    // What ended with a consult that was about something else of his.
    if (!contact.ties.includes(tie)) continue
    if (tie.state === "wrap-up") endWrapUp(ledger, contact, tie, "agentLost")
    else if (policy === "keep" || (policy === "queue" && tie.state !== "active")) continue
    else {
      endConsults(ledger, contact, id)
      giveUp(ledger, contact, tie, policy)
    }
  }
  if (handsOf(world, agent).length > 0) notReady(ledger, agent, "lost")
  else leaves(ledger, agent)
}

/** He is signed out. */
export function leaves(ledger: Ledger, agent: Agent): void {
  ledger.say({ type: "AgentSignedOut", atMs: ledger.nowMs, agent: agent.id })
  present(ledger, agent, "signed-out")
  setTerms(ledger, agent, {})
  for (const contact of ledger.world.contacts) endHoldFor(ledger, contact, agent, "signedOut")
}

function giveUp(ledger: Ledger, contact: Contact, tie: Tie, policy: "complete" | "queue"): void {
  const said = { atMs: ledger.nowMs, contact: contact.id, agent: tie.agent.id }
  const isLast = tie.state === "parked" || activeTies(contact).length === 1
  contact.ties = contact.ties.filter((other) => other !== tie)
  if (!isLast) {
    ledger.say({ type: "AgentLeft", ...said })
    rests(ledger, tie.agent)
  } else if (policy === "complete") {
    ledger.say({ type: "ContactCompleted", ...said, because: "agentLost" })
    gone(ledger, contact)
    if (!tie.isFree) rests(ledger, tie.agent)
  } else {
    ledger.say({ type: "ContactRequeued", ...said, because: "agentLost" })
    comesBack(ledger, contact)
  }
}
