import type { LosePresence, ReturnPresence } from "../../Command.ts"
import { endWrapUp, gone, notReady, present, rescindOffersOf, rests } from "./acts.ts"
import { endHoldFor } from "./holds.ts"
import { comesBack } from "./steps.ts"
import { setTerms } from "./skills.ts"
import type { Ledger, Reason } from "./Ledger.ts"
import { type Agent, handsOf } from "./world.ts"

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
  const { world, nowMs: atMs } = ledger
  const agent = world.agents.find((a) => a.id === id)!
  for (const { contact, tie } of handsOf(world, agent)) {
    const names = { contact: contact.id, agent: id }
    const policy = world.rules.whenLost?.[contact.channel] ?? (contact.channel === "voice" ? "keep" : "queue")
    if (tie.state === "wrap-up") endWrapUp(ledger, contact, tie, "agentLost")
    else if (policy === "complete") {
      ledger.say({ type: "ContactCompleted", atMs, ...names, because: "agentLost" })
      gone(ledger, contact)
      if (!tie.isFree) rests(ledger, agent)
    } else if (policy === "queue" && tie.state === "active") {
      ledger.say({ type: "ContactRequeued", atMs, ...names, because: "agentLost" })
      contact.ties = contact.ties.filter((other) => other !== tie)
      comesBack(ledger, contact)
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
