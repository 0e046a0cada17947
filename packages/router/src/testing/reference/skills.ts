import type { Skills, SkillTerm } from "../../Command.ts"
import type { Ledger } from "./Ledger.ts"
import type { Agent } from "./world.ts"

type Given = Readonly<Record<string, number | SkillTerm>>

const entries = (given: Given): ReadonlyArray<readonly [string, SkillTerm]> =>
  Object.entries(given).map(([name, skill]) => [name, typeof skill === "number" ? { level: skill } : skill])

const begins = ({ fromMs = 0 }: SkillTerm) => fromMs
const ends = ({ untilMs = Number.POSITIVE_INFINITY }: SkillTerm) => untilMs

/** The skills that are valid at this instant. */
export const validAt = (given: Given, nowMs: number): Skills =>
  Object.fromEntries(
    entries(given)
      .filter(([, term]) => begins(term) <= nowMs && nowMs < ends(term))
      .map(([name, { level }]) => [name, level])
  )

/** Those that still begin or end, without a beginning that is over. */
export const stillChanging = (given: Given, nowMs: number): Readonly<Record<string, SkillTerm>> =>
  Object.fromEntries(
    entries(given)
      .filter(([, term]) => begins(term) > nowMs || (ends(term) > nowMs && term.untilMs !== undefined))
      .map(([name, { level, fromMs, untilMs }]) => [
        name,
        {
          level,
          ...(fromMs !== undefined && fromMs > nowMs ? { fromMs } : {}),
          ...(untilMs === undefined ? {} : { untilMs })
        }
      ])
  )

/** What still changes of an agent's skills, and when it first does. */
export function setTerms(ledger: Ledger, agent: Agent, terms: Readonly<Record<string, SkillTerm>>): void {
  const { nowMs } = ledger
  agent.terms = terms
  const times = entries(terms).flatMap(([, term]) => [begins(term), ends(term)].filter((atMs) => atMs > nowMs))
  if (times.length === 0) ledger.silence("skills", agent.id)
  else ledger.alarm("skills", agent.id, Math.min(...times))
}

/** A skill begins or ends. */
export function skillsChange(ledger: Ledger, id: string): void {
  const agent = ledger.world.agents.find((a) => a.id === id)!
  const always = Object.entries(agent.skills).filter(([name]) => !Object.hasOwn(agent.terms, name))
  agent.skills = { ...Object.fromEntries(always), ...validAt(agent.terms, ledger.nowMs) }
  ledger.say({ type: "AgentSkillsChanged", atMs: ledger.nowMs, agent: id, skills: agent.skills })
  setTerms(ledger, agent, stillChanging(agent.terms, ledger.nowMs))
}
