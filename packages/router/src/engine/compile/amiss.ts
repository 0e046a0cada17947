import type { Attributes, Skills } from "../../Command.ts"
import { holds, type Need } from "./Need.ts"

/** The fewest single comparisons that must come out otherwise so that the requirement is met; 0 = it is. Only explanations call this. */
export function amiss(need: Need, skills: Skills, attributes: Attributes): number {
  if (holds(need, skills, attributes)) return 0
  const each = (of: ReadonlyArray<Need>) => of.map((part) => amiss(part, skills, attributes))
  switch (need.type) {
    case "and":
      return each(need.of).reduce((sum, n) => sum + n, 0)
    case "or":
      return Math.max(1, Math.min(...each(need.of)))
    case "atLeast":
      return each(need.of)
        .sort((a, b) => a - b)
        .slice(0, need.n)
        .reduce((sum, n) => sum + n, 0)
    default:
      return 1
  }
}
