import type { Ageing } from "../../Configuration.ts"

/**
 * Scores count in sixty-thousandths of a priority: what one per minute adds in a millisecond. Whole numbers below 2^53 throughout, so
 * the same on every runtime (SPEC DET-11).
 */
export const perPriority = 60_000

/** A wait counts up to here: longer ones, of a clock set wrongly, would leave the whole numbers. */
export const longestMs = 365 * 86_400_000

/** What a queue's wait adds, ready to be asked (SPEC SCORE-2). At most one of `rate`, `root`, `times` and `steps` is there. */
export interface AgeingRule {
  readonly rate: number
  readonly most: number
  readonly root: number
  readonly times: number
  readonly objectiveMs: number
  readonly steps: ReadonlyArray<{ readonly afterMs: number; readonly adds: number }>
}

export const noAgeing: AgeingRule = { rate: 0, most: 0, root: 0, times: 0, objectiveMs: 1, steps: [] }

export function ageingRule(ageing: Ageing | undefined, serviceLevelMs: number): AgeingRule {
  switch (ageing?.kind) {
    case undefined:
      return noAgeing
    case "linear":
      return { ...noAgeing, rate: ageing.perMinute, most: Number.POSITIVE_INFINITY }
    case "capped":
      return { ...noAgeing, rate: ageing.perMinute, most: ageing.max * perPriority }
    case "concave":
      return { ...noAgeing, root: ageing.perRootMinute }
    case "objective":
      return { ...noAgeing, times: ageing.perObjective, objectiveMs: serviceLevelMs }
    case "steps": {
      const steps = ageing.steps.map(({ afterMs, adds }) => ({ afterMs, adds: adds * perPriority }))
      return { ...noAgeing, steps: steps.reverse() }
    }
  }
}

/**
 * In sixty-thousandths of a priority; never falls while the wait grows, so the oldest of a lane always has most. Square root and division
 * are rounded by IEEE 754 in one way everywhere, and never turn round what is larger; both are cut off to whole numbers.
 */
export function aged(rule: AgeingRule, waitMs: number): number {
  const countedMs = Math.min(waitMs, longestMs)
  if (rule.rate > 0) return Math.min(rule.rate * countedMs, rule.most)
  // 60,000 x root x sqrt(minutes), with the 60,000 drawn under the root (SPEC SCORE-4).
  if (rule.root > 0) return Math.floor(rule.root * Math.sqrt(perPriority * countedMs))
  if (rule.times > 0) return Math.floor((perPriority * rule.times * countedMs) / rule.objectiveMs)
  for (const { afterMs, adds } of rule.steps) if (waitMs >= afterMs) return adds
  return 0
}

/** What is never exceeded from this wait on: what it adds by then and one more, and so much more a millisecond. */
export function slopeOf(rule: AgeingRule, waitMs: number): number {
  if (rule.rate > 0) return rule.rate * waitMs < rule.most ? rule.rate : 0
  if (rule.root > 0) return (rule.root * Math.sqrt(perPriority / waitMs)) / 2
  if (rule.times > 0) return (perPriority * rule.times) / rule.objectiveMs
  const grown = aged(rule, waitMs)
  let steepest = 0
  for (const { afterMs, adds } of rule.steps)
    if (afterMs > waitMs) steepest = Math.max(steepest, (adds - grown) / (afterMs - waitMs))
  return steepest
}
