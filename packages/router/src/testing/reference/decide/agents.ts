import type { MakeNotReady, MakeReady, SignIn, SignOut } from "../../../Command.ts"
import { takesAtATime } from "../capacity.ts"
import { notReady, present, rescindOffersOf, rests } from "../acts.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { handsOf } from "../world.ts"

export function signIn(ledger: Ledger, command: SignIn): Reason | undefined {
  const { world, configuration } = ledger
  const skills = command.skills ?? {}
  const isLevel = (level: number) => Number.isInteger(level) && level >= 1 && level <= 100
  if (!Object.values(skills).every(isLevel)) return "InvalidValue"
  const takes = takesAtATime(configuration, command)
  if (takes === undefined) return "InvalidValue"
  const { capacity, units } = takes
  let agent = world.agents.find((a) => a.id === command.agent)
  const sorted = (numbers: object) => JSON.stringify(Object.entries(numbers).sort(([a], [b]) => (a < b ? -1 : 1)))
  if (agent !== undefined && agent.presence !== "signed-out") {
    if (sorted(agent.skills) === sorted(skills) && sorted(agent.capacity) === sorted(capacity) && agent.units === units)
      return undefined
  }
  ledger.say({ type: "AgentSignedIn", atMs: ledger.nowMs, agent: command.agent, skills, ...takes })
  if (agent === undefined) {
    const fresh = { presence: "signed-out" as const, presenceSinceMs: 0, idleSinceMs: 0, rest: 0 }
    agent = { id: command.agent, skills, capacity, ...fresh }
    world.agents.push(agent)
  }
  agent.skills = skills
  agent.capacity = capacity
  if (units === undefined) delete agent.units
  else agent.units = units
  if (agent.presence === "signed-out") {
    rests(ledger, agent)
    present(ledger, agent, "not-ready")
  }
  return undefined
}

export function signOut(ledger: Ledger, command: SignOut): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return undefined
  if (handsOf(ledger.world, agent).some(({ tie }) => tie.state !== "offered")) return "AgentBusy"
  rescindOffersOf(ledger, agent, "agentSignedOut")
  ledger.say({ type: "AgentSignedOut", atMs: ledger.nowMs, agent: agent.id })
  present(ledger, agent, "signed-out")
  return undefined
}

export function makeReady(ledger: Ledger, command: MakeReady): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (agent.presence === "ready") return undefined
  ledger.say({ type: "AgentReady", atMs: ledger.nowMs, agent: agent.id })
  present(ledger, agent, "ready")
  for (const contact of ledger.world.contacts) {
    contact.notUntil = contact.notUntil.filter((exclusion) => exclusion.agent !== agent.id)
  }
  rests(ledger, agent)
  return undefined
}

export function makeNotReady(ledger: Ledger, command: MakeNotReady): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (agent.presence !== "not-ready" || agent.reason !== command.reason) notReady(ledger, agent, command.reason)
  return undefined
}
