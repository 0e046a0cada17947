import type { AgentPlan } from "./DayPlan.ts"

/** An agent of the day as he is now. */
export interface Worker {
  readonly plan: AgentPlan
  /** His place in the plan. */
  readonly at: number
  /** He takes what is offered in the step that offers it: nothing of his plan says otherwise. */
  readonly answersAtOnce: boolean
  /** He is on shift, and not on a break. */
  isOn: boolean
  /** His shift is over, and he has not left yet. */
  isLeaving: boolean
  served: number
  declined: number
  missed: number
}

export const worker = (plan: AgentPlan, at: number): Worker => {
  const { answer = { kind: "constant", ms: 0 }, declines = 0, misses = 0, signIn } = plan
  const isInstant = answer.kind === "constant" && answer.ms === 0
  return {
    plan,
    at,
    answersAtOnce: isInstant && declines === 0 && misses === 0 && signIn?.autoAccept === undefined,
    isOn: false,
    isLeaving: false,
    served: 0,
    declined: 0,
    missed: 0
  }
}
