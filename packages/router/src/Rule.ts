import type { Channel } from "./Channel.ts"
import type { Attributes, Skills } from "./Command.ts"

/**
 * A rule of your own: how well a contact and an agent go together, in points of priority that are added for this pair (SPEC
 * SCORE-30). Pure: the same arguments give the same whole number from -1,000,000 to 1,000,000, always. A rule only orders those who
 * may be matched; it never keeps anybody from anything. Given by name to `createRouter`, used by queues that name it.
 */
export type Rule = FitRule | ScanRule

/** Sees what groups of contacts and of agents have in common, so it costs nothing more than the built-in rules. */
export interface FitRule {
  /** Left out or false: the rule sees groups. */
  readonly scan?: false
  /** Points of priority for this pair, a whole number from -1,000,000 to 1,000,000. */
  readonly fit: (contact: ContactGroup, agent: AgentGroup) => number
}

/**
 * Sees the single contact and the single agent as they are at the instant of the decision. Served exactly by looking at every pair of
 * a waiting contact of the queue and an agent who may take it (SPEC SCORE-31): for queues of hundreds, not of ten thousands.
 */
export interface ScanRule {
  readonly scan: true
  /** Points of priority for this pair, a whole number from -1,000,000 to 1,000,000. */
  readonly fit: (contact: SingleContact, agent: SingleAgent) => number
}

/** What contacts have in common that ask for the same. */
export interface ContactGroup {
  readonly queue: string
  readonly channel: Channel
  /** The contact's own and its queue's, without what its wait adds. */
  readonly priority: number
  /** What the contact itself needs, beside what its queue needs. */
  readonly needs?: string
}
/** What agents have in common who offer the same. */
export interface AgentGroup {
  /** Proficiencies that are valid now. */
  readonly skills: Skills
  /** What he signed in with; `{}` = none. */
  readonly attributes: Attributes
  /** Slots per channel. */
  readonly capacity: Readonly<Record<Channel, number>>
}
/** One contact as it is at the instant of the decision. */
export interface SingleContact extends ContactGroup {
  /** What it brought; `{}` = none. */
  readonly attributes: Attributes
  /** Since first enqueue. */
  readonly waitMs: number
}
/** One agent as he is at the instant of the decision. */
export interface SingleAgent extends AgentGroup {
  /** Since the last change of work. */
  readonly idleMs: number
  /** Live offers, work and wrap-ups. */
  readonly inHand: number
}

/** By name. */
export type RulesGiven = Readonly<Record<string, Rule>>

/** Something a rule gave that is no answer: it counts as 0 for that pair (SPEC SCORE-32). */
export interface RuleMistake {
  /** Name of the rule. */
  readonly rule: string
  readonly queue: string
  readonly because: "threw" | "notWhole" | "tooLarge"
  /** What was thrown or given, for people. */
  readonly text: string
}

/** What decisions, rules and waves have cost since this router was made: counted, not timed, so the same in every run (SPEC SPEED-1). */
export interface Counters {
  /** How often the first contact for an agent was looked for. */
  readonly contactsSought: number
  /** How often the first agent for a contact was looked for. */
  readonly agentsSought: number
  /** Non-empty groups of contacts that ask for the same and fit, by whose bound it was seen whether somebody of them may be the first. */
  readonly boundsCompared: number
  /** Groups of like contacts whose first was compared: non-empty ones that may fit, and that may win. */
  readonly lanesCompared: number
  /** Groups of like agents whose first was compared: non-empty ones that may fit. */
  readonly crewsCompared: number
  /** Single contacts that were tested, because their group does not say whether an agent may take them. */
  readonly contactsTested: number
  /** Single agents that were tested, because their group does not say whether they may take a contact. */
  readonly agentsTested: number
  /** Single contacts that a rule about many went through: staff was lost, a queue closed, or rules changed (SPEC SPEED-22, SPEED-23). */
  readonly contactsVisited: number
  /** Groups of agents that were asked whether somebody of them is there (SPEC SPEED-22). */
  readonly staffAsked: number
  /** Events that were made for outcomes, for subscribers, or because somebody asked for a row's (SPEC SPEED-34). */
  readonly eventsMade: number
  /** How often rules were asked about groups; answers are kept. */
  readonly groupsAsked: number
  /** How often rules were asked about single pairs. */
  readonly pairsScanned: number
  /** Rounds of waves that were matched exactly (SPEC WAVE-1). */
  readonly wavesExact: number
  /** Waves that were matched pair by pair: all of the next three together (SPEC WAVE-4). */
  readonly wavesGreedy: number
  /** They had more pairs than `wave.maxPairs`, or took too many looks at them. */
  readonly wavesBeyondBound: number
  /** An agent in them shares his contacts out over queues. */
  readonly wavesWithAllocation: number
  /** A rule of your own in them sees single pairs. */
  readonly wavesSeeingSingles: number
}
