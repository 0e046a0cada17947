import type { RouterEvent } from "../../Event.ts"
import { skillsAt } from "../compile/skillTerms.ts"
import { setTerms, settleProfile } from "../evolve/agents.ts"
import type { FactRule } from "../facts.ts"

/** An agent has these skills from now on; what is still to come of his terms stays. */
export const skillsChanged: FactRule<Extract<RouterEvent, { type: "AgentSkillsChanged" }>> = {
  follows: (s, { agent: id }) => {
    const agent = s.agentOf.get(id)
    if (agent === undefined) return `there is no agent ${id}`
    return s.agents.more[agent]?.terms === undefined ? `no skill of ${id} begins or ends` : undefined
  },
  apply: (s, { agent: id, skills }) => {
    const agent = s.agentOf.get(id)!
    const { terms } = skillsAt({}, s.agents.more[agent]!.terms!, s.nowMs)
    s.agents.skills[agent] = skills
    setTerms(s, agent, terms)
    settleProfile(s, agent)
  }
}
