import type { AgentOrder, RulesGiven, Skills } from "@strowger/router"
import type { DayPlan } from "@strowger/router/simulate"
import { scarcestFirst } from "./scarcest.ts"

/** Who is served first, and by whom: changes that much of a plan, and nothing else. */
export interface Policy {
  readonly name: string
  /** `erlangs`: of each queue the work it brings. */
  readonly on: (plan: DayPlan, erlangs: Readonly<Record<string, number>>) => DayPlan
  /** Rules of its own, for the same plan. Absent = none. */
  readonly rules?: (plan: DayPlan, erlangs: Readonly<Record<string, number>>) => RulesGiven
}

const orders = [
  "longestIdle",
  "leastLoad",
  "roundRobin",
  "mostSkilled",
  "leastSkilled",
  "leastFlexible"
] as const satisfies ReadonlyArray<AgentOrder>

/** The head start of what fewest agents could take. */
export const headStartMs = 120_000

const builtIn = orders.map(
  (agents): Policy => ({
    name: agents,
    on: (plan) => {
      const queues = Object.entries(plan.configuration.queues).map(([name, queue]) => [name, { ...queue, agents }])
      return { ...plan, configuration: { ...plan.configuration, queues: Object.fromEntries(queues) } }
    }
  })
)
const scarcest: Policy = {
  name: "scarcest first",
  on: (plan, erlangs) => {
    const skills = plan.agents.map(skillsOf)
    const { configuration, worth } = scarcestFirst(plan.configuration, skills, erlangs, headStartMs)
    const agents = plan.agents.map((agent, n) => {
      const attributes = { ...agent.signIn?.attributes, worth: worth(skills[n]!) }
      return { ...agent, signIn: { ...agent.signIn, attributes } }
    })
    return { ...plan, configuration, agents }
  }
}
/** How it must not be done: worth as points of a rule, which say also which contact goes first. */
export const worthAsRule: Policy = {
  name: "worth as a rule",
  on: (plan, erlangs) => {
    const { configuration } = scarcestFirst(plan.configuration, plan.agents.map(skillsOf), erlangs, headStartMs)
    const queues = Object.entries(configuration.queues).map(
      ([name, queue]) => [name, { ...queue, agents: "longestIdle", rule: "worth" }] as const
    )
    return { ...plan, configuration: { ...configuration, queues: Object.fromEntries(queues) } }
  },
  rules: ({ configuration, agents }, erlangs) => {
    const { worth } = scarcestFirst(configuration, agents.map(skillsOf), erlangs, headStartMs)
    return { worth: { fit: (_, { skills }) => -worth(skills) } }
  }
}
/** The first is what the others are compared with. */
export const policies: ReadonlyArray<Policy> = [...builtIn, scarcest]

const skillsOf = ({ signIn }: DayPlan["agents"][number]): Skills =>
  Object.fromEntries(
    Object.entries(signIn?.skills ?? {}).map(([name, has]) => [name, typeof has === "number" ? has : has.level])
  )
