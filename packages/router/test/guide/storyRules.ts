import type { RulesGiven } from "../../src/Rule.ts"

/** Rules of the user's own that stories may name: `queue loans {rule: byLoan}`. */
export const storyRules: RulesGiven = {
  /** As many points as the agent's proficiency in loans. */
  byLoan: { fit: (_, { skills }) => skills.loan ?? 0 },
  /** Sees singles: a point for every ten seconds that this contact waits. */
  patient: { scan: true, fit: ({ waitMs }) => Math.floor(waitMs / 10_000) },
  /** No whole number. */
  broken: { fit: () => 0.5 }
}
