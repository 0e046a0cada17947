import type { Figure } from "./Batches.ts"
import type { Measure } from "./Measure.ts"

/** "off": more than four standard errors from what is exact. "noisy": the error is too large to say anything. */
export type Verdict = "holds" | "off" | "noisy"

/**
 * Within four standard errors of the exact value, and these small: 1.96 of them no more than 2 percent of it, or than the measure's floor
 * where what is exact is itself so small. What happens less often than that comes in rare clusters, of which a run may see none: its error
 * is no less than that of counting them. `spells`: how many times the system forgot where it had been.
 */
export function verdictOf(measure: Measure, { value, error }: Figure, spells: number): Verdict {
  const { floor } = measure
  const exact = exactOf(measure, value)
  if (!(1.96 * error <= Math.max(0.02 * Math.abs(exact), floor))) return "noisy"
  return Math.abs(value - exact) <= 4 * errorOf(measure, error, spells) ? "holds" : "off"
}

/** What arithmetic alone rounds away. */
const rounding = 2.5e-10

/** The standard error of the distance to what theory says: ours, and that of a published value that was simulated or rounded itself. */
export function errorOf(measure: Measure, error: number, spells: number): number {
  const { exact, floor, theirs = 0, rare = Math.abs(exact) } = measure
  const ofRare = rare < 10 * floor ? Math.sqrt(rare / spells) : 0
  return Math.hypot(Math.max(error, ofRare), theirs / 1.96, rounding)
}

/** What theory says the figure is; where theory only bounds it, what is nearest to the figure within the bounds. */
export const exactOf = ({ exact, bounds }: Measure, value: number): number =>
  bounds === undefined ? exact : Math.min(Math.max(value, bounds[0]), bounds[1])
