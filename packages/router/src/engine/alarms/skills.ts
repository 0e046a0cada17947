import { skillsAt } from "../compile/skillTerms.ts"
import { emitFact } from "../emit.ts"
import type { State } from "../State.ts"

/** A skill of an agent begins or ends to be valid (SPEC SKILL-11). */
export function skillsChange(s: State, agent: number): void {
  const { agents, nowMs } = s
  const { skills } = skillsAt(agents.skills[agent]!, agents.more[agent]!.terms!, nowMs)
  emitFact(s, { type: "AgentSkillsChanged", atMs: nowMs, agent: agents.id[agent]!, skills })
}
