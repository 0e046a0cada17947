import type { AgentOrder } from "../../AgentOrder.ts"
import type { Attributes, Skills } from "../../Command.ts"
import { attributeOf, type Need, proficiency } from "./Need.ts"

/** What of an agent's hands counts: nothing, how many contacts, or which share of his capacity. */
export const Hands = { Ignored: 0, Load: 1, Share: 2 } as const

/** What is asked of each agent, because no group has it in common: nothing, when he was last offered something, what he has handled. */
export const Each = { Nothing: 0, LastOffer: 1, Handled: 2 } as const

/**
 * The agent order of a queue as matching reads it, in this sequence: `rank` of demand and profile, which whole crews share (least
 * first); `each`, which is asked of every single agent; `hands`; longest at rest. Without `each` only heads of crews are looked at.
 */
export interface AgentRule {
  readonly rank: ((asked: Asked) => number) | undefined
  readonly each: number
  readonly hands: number
  /** Of `Each.Handled`; 0 elsewhere. */
  readonly windowMs: number
}

/** What a rank may depend on: constant for a demand and a profile, and between configurations. */
export interface Asked {
  readonly need: Need
  readonly skills: Skills
  readonly attributes: Attributes
  /** How many (queue, channel) pairs the profile could take. */
  flexibility(): number
}

const rule = (hands: number, more: Partial<AgentRule> = {}): AgentRule => ({
  rank: undefined,
  each: Each.Nothing,
  hands,
  windowMs: 0,
  ...more
})

/** The default, by identity: matching has a loop of its own for it. */
export const leastLoad: AgentRule = rule(Hands.Load)

export function agentRule(order: AgentOrder | undefined): AgentRule {
  switch (order) {
    case undefined:
    case "leastLoad":
      return leastLoad
    case "longestIdle":
      return rule(Hands.Ignored)
    case "loadRatio":
      return rule(Hands.Share)
    case "mostSkilled":
      return rule(Hands.Load, { rank: (asked) => skilled(asked, -1) })
    case "leastSkilled":
      return rule(Hands.Load, { rank: (asked) => skilled(asked, 1) })
    case "leastFlexible":
      return rule(Hands.Load, { rank: (asked) => asked.flexibility() })
    case "roundRobin":
      return rule(Hands.Ignored, { each: Each.LastOffer })
  }
  switch (order.kind) {
    case "fewestHandled":
      return rule(Hands.Load, { each: Each.Handled, windowMs: order.windowMs })
    case "expert": {
      const { skill, ties } = order
      const hands = ties === "leastLoad" ? Hands.Load : Hands.Ignored
      return rule(hands, { rank: ({ skills }) => -proficiency(skills, skill) })
    }
    case "weighted": {
      const { skills = {}, attributes = {} } = order
      const weights = { skills: Object.entries(skills), attributes: Object.entries(attributes) }
      return rule(Hands.Load, { rank: (asked) => -weighted(weights, asked) })
    }
  }
}

/** More than any sum of proficiencies of one agent can be. */
const oneMissing = 100_000_000

/** Who lacks a named skill comes after everybody who lacks fewer; then by the sum, `sign` -1 = most first. */
function skilled({ need, skills }: Asked, sign: 1 | -1): number {
  let rank = 0
  for (const skill of namedSkills(need)) {
    const has = proficiency(skills, skill)
    rank += has === 0 ? oneMissing : sign * has
  }
  return rank
}

/** Every skill a requirement names, once, but for what stands under a `not`. */
export function namedSkills(need: Need, into: Set<string> = new Set()): Set<string> {
  if (need.type === "skill") into.add(need.skill)
  else if (need.type === "and" || need.type === "or" || need.type === "atLeast")
    for (const part of need.of) namedSkills(part, into)
  return into
}

type Weights = ReadonlyArray<readonly [string, number]>

/** A skill somebody lacks counts as worse than any proficiency: 0 where more is better, 101 where less is (SPEC SCORE-27). */
function weighted(
  weights: { readonly skills: Weights; readonly attributes: Weights },
  { skills, attributes }: Asked
): number {
  let sum = 0
  for (const [skill, weight] of weights.skills) {
    const has = proficiency(skills, skill)
    sum += weight * (has === 0 && weight < 0 ? 101 : has)
  }
  for (const [attribute, weight] of weights.attributes) {
    const is = attributeOf(attributes, attribute)
    if (is === true) sum += weight
    else if (typeof is === "number") sum += weight * Math.max(-maxAttribute, Math.min(maxAttribute, is))
  }
  return sum
}

const maxAttribute = 1_000_000
