import type { MakeNotReady, MakeReady, SignIn, SignOut } from "../../../Command.ts"
import { takesAtATime } from "../capacity.ts"
import { notReady, present, rescindOffersOf, rests } from "../acts.ts"
import { endHoldFor } from "../holds.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { handsOf } from "../world.ts"

export function signIn(ledger: Ledger, command: SignIn): Reason | undefined {
  const { world, configuration } = ledger
  const skills = command.skills ?? {}
  const attributes = command.attributes ?? {}
  const isLevel = (level: number) => Number.isInteger(level) && level >= 1 && level <= 100
  if (!Object.values(skills).every(isLevel)) return "InvalidValue"
  if (!Object.values(attributes).every(isAttribute)) return "InvalidValue"
  const takes = takesAtATime(configuration, command)
  if (takes === undefined) return "InvalidValue"
  let agent = world.agents.find((a) => a.id === command.agent)
  const sorted = (values: object) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
  const asks = { skills, attributes, ...takes }
  if (agent !== undefined && agent.presence !== "signed-out") {
    const { skills: has, attributes: is, capacity, units } = agent
    const before = [has, is, capacity].map(sorted).join()
    if (before === [skills, attributes, takes.capacity].map(sorted).join() && units === takes.units) return undefined
  }
  const said = { skills, ...(Object.keys(attributes).length === 0 ? {} : { attributes }), ...takes }
  ledger.say({ type: "AgentSignedIn", atMs: ledger.nowMs, agent: command.agent, ...said })
  if (agent === undefined) {
    const fresh = { presence: "signed-out" as const, presenceSinceMs: 0, idleSinceMs: 0, misses: 0, rest: 0 }
    agent = { id: command.agent, lastOffer: 0, handledAtMs: [], ...asks, ...fresh }
    world.agents.push(agent)
  }
  Object.assign(agent, asks)
  if (takes.units === undefined) delete agent.units
  if (agent.presence === "signed-out") {
    rests(ledger, agent)
    present(ledger, agent, "not-ready")
  }
  return undefined
}

export const isAttribute = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value)

export function signOut(ledger: Ledger, command: SignOut): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return undefined
  if (handsOf(ledger.world, agent).some(({ tie }) => tie.state !== "offered")) return "AgentBusy"
  rescindOffersOf(ledger, agent, "agentSignedOut")
  ledger.say({ type: "AgentSignedOut", atMs: ledger.nowMs, agent: agent.id })
  present(ledger, agent, "signed-out")
  for (const contact of ledger.world.contacts) endHoldFor(ledger, contact, agent, "signedOut")
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
  agent.misses = 0
  return undefined
}

export function makeNotReady(ledger: Ledger, command: MakeNotReady): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return "AgentSignedOut"
  if (agent.presence !== "not-ready" || agent.reason !== command.reason) notReady(ledger, agent, command.reason)
  return undefined
}
