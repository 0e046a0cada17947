import { channels } from "../../../Channel.ts"
import type { MakeNotReady, MakeReady, SignIn, SignOut, SkillTerm } from "../../../Command.ts"
import { takesAtATime } from "../capacity.ts"
import { notReady, present, rescind, rescindOffersOf, rests } from "../acts.ts"
import { endHoldFor } from "../holds.ts"
import { leaves, returns } from "../presence.ts"
import type { Ledger, Reason } from "../Ledger.ts"
import { unknownWord } from "../vocabulary.ts"
import { wishesOf, wishesWrong } from "../wishes.ts"
import { setTerms, stillChanging, validAt } from "../skills.ts"
import { excludesIt, handsOf } from "../world.ts"

export function signIn(ledger: Ledger, command: SignIn): Reason | undefined {
  const { world, configuration } = ledger
  const given = command.skills ?? {}
  const attributes = command.attributes ?? {}
  if (!Object.values(given).every(isSkill) || command.excludes?.includes("")) return "InvalidValue"
  const skills = validAt(given, ledger.nowMs)
  const terms = stillChanging(given, ledger.nowMs)
  const excludes = [...new Set(command.excludes)].sort()
  const { reserveFor = {} } = command
  if (!Object.values(attributes).every(isAttribute)) return "InvalidValue"
  const unknown = unknownWord(configuration, Object.keys(given), attributes)
  if (unknown !== undefined) return unknown
  const takes = takesAtATime(configuration, command)
  if (takes === undefined) return "InvalidValue"
  const wishes = wishesOf(command)
  if (Object.keys(reserveFor).some((queue) => world.queues[queue] === undefined)) return "QueueUnknown"
  const wrong = wishesWrong(world, command)
  if (wrong !== undefined) return wrong
  let agent = world.agents.find((a) => a.id === command.agent)
  if (agent !== undefined) returns(ledger, agent)
  const sorted = (values: object) => JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)))
  const accepts = (named: SignIn["autoAccept"]) =>
    named === undefined || named === true ? named : channels.filter((channel) => named.includes(channel))
  const autoAccept =
    command.autoAccept === true || (command.autoAccept?.length ?? 0) > 0 ? accepts(command.autoAccept) : undefined
  const asks = { skills, terms, attributes, excludes, reserveFor, ...wishes, ...takes }
  if (agent !== undefined && agent.presence !== "signed-out") {
    const before = [agent.skills, agent.terms, agent.attributes, agent.capacity, agent.excludes, agent.reserveFor]
      .map(sorted)
      .join()
    const wished = [agent.prefers, agent.delays, agent.allocation].map(sorted).join()
    const wishesNow = [wishes.prefers, wishes.delays, wishes.allocation].map(sorted).join()
    const now = [skills, terms, attributes, takes.capacity, excludes, reserveFor].map(sorted).join()
    const isSame = before === now && wished === wishesNow && agent.units === takes.units
    if (isSame && JSON.stringify(agent.autoAccept) === JSON.stringify(autoAccept)) return undefined
  }
  const said = {
    skills,
    ...(Object.keys(terms).length === 0 ? {} : { terms }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(excludes.length === 0 ? {} : { excludes }),
    ...(Object.keys(reserveFor).length === 0 ? {} : { reserveFor }),
    ...Object.fromEntries(Object.entries(wishes).filter(([, wish]) => Object.keys(wish).length > 0)),
    ...takes,
    ...(autoAccept === undefined ? {} : { autoAccept })
  }
  for (const { contact, tie } of agent === undefined ? [] : handsOf(world, agent)) {
    if (excludesIt({ ...tie.agent, excludes }, contact)) rescind(ledger, contact, tie, "excluded")
  }
  ledger.say({ type: "AgentSignedIn", atMs: ledger.nowMs, agent: command.agent, ...said })
  if (agent === undefined) {
    const fresh = { presence: "signed-out" as const, presenceSinceMs: 0, idleSinceMs: 0, misses: 0, rest: 0 }
    agent = { id: command.agent, lastOffer: 0, handledAtMs: [], taken: {}, ...asks, ...fresh }
    world.agents.push(agent)
  }
  if (sorted(agent.allocation) !== sorted(wishes.allocation)) agent.taken = {}
  Object.assign(agent, asks)
  setTerms(ledger, agent, terms)
  if (takes.units === undefined) delete agent.units
  if (autoAccept === undefined) delete agent.autoAccept
  else agent.autoAccept = autoAccept
  if (agent.presence === "signed-out") {
    rests(ledger, agent)
    present(ledger, agent, "not-ready")
  }
  for (const contact of world.contacts) if (excludesIt(agent, contact)) endHoldFor(ledger, contact, agent, "excluded")
  return undefined
}

const isLevel = (level: number) => Number.isInteger(level) && level >= 1 && level <= 100

const isSkill = (skill: number | SkillTerm) => {
  if (typeof skill === "number") return isLevel(skill)
  return isLevel(skill.level) && (skill.untilMs === undefined || skill.untilMs > (skill.fromMs ?? -1))
}

export const isAttribute = (value: unknown): boolean =>
  typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value)

export function signOut(ledger: Ledger, command: SignOut): Reason | undefined {
  const agent = ledger.world.agents.find((a) => a.id === command.agent)
  if (agent === undefined) return "AgentUnknown"
  if (agent.presence === "signed-out") return undefined
  if (handsOf(ledger.world, agent).some(({ tie }) => tie.state !== "offered")) return "AgentBusy"
  rescindOffersOf(ledger, agent, "agentSignedOut")
  leaves(ledger, agent)
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
