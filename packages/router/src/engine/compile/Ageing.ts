import type { Ageing } from "../../Configuration.ts"

/**
 * Scores count in sixty-thousandths of a priority: what one per minute adds in a millisecond. Whole numbers below 2^53 throughout, so
 * the same on every runtime (SPEC DET-11).
 */
export const perPriority = 60_000

/** A wait counts up to here: longer ones, of a clock set wrongly, would leave the whole numbers. */
const longestMs = 365 * 86_400_000

/** What a queue's wait adds, ready to be asked (SPEC SCORE-2). */
export interface AgeingRule {
  readonly rate: number
  readonly most: number
  readonly steps: ReadonlyArray<{ readonly afterMs: number; readonly adds: number }>
}

export const noAgeing: AgeingRule = { rate: 0, most: 0, steps: [] }

export function ageingRule(ageing: Ageing | undefined): AgeingRule {
  if (ageing === undefined) return noAgeing
  if (ageing.kind === "linear") return { rate: ageing.perMinute, most: Number.POSITIVE_INFINITY, steps: [] }
  if (ageing.kind === "capped") return { rate: ageing.perMinute, most: ageing.max * perPriority, steps: [] }
  const steps = ageing.steps.map(({ afterMs, adds }) => ({ afterMs, adds: adds * perPriority }))
  return { rate: 0, most: 0, steps: steps.reverse() }
}

/** In sixty-thousandths of a priority; never falls while the wait grows, so the oldest of a lane always has most. */
export function aged(rule: AgeingRule, waitMs: number): number {
  if (rule.rate > 0) return Math.min(rule.rate * Math.min(waitMs, longestMs), rule.most)
  for (const { afterMs, adds } of rule.steps) if (waitMs >= afterMs) return adds
  return 0
}
