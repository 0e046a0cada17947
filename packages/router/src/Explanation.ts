/** Why a contact waits, is offered or is served, and who could take it. `text` is for people, in English; the rest for programs. */
export interface Explanation {
  /** Id of the contact or agent that was asked for. */
  readonly subject: string
  readonly text: string
  /** Version of the configuration whose rules are in force. */
  readonly version: number
  /** Place in the queue, 1 = next, counted over contacts that compete for the same agents. */
  readonly position?: number
  /** Everybody who ever signed in, eligible ones first, then the nearest. */
  readonly candidates: ReadonlyArray<Candidate>
  /** The same by rule: how many agents each one keeps. Contacts that nobody has accepted yet. */
  readonly groups?: ReadonlyArray<CandidateGroup>
  /** Who is kept by least, and what would have to happen. Absent where somebody may take it, or nobody ever signed in. */
  readonly nearest?: NearestMiss
  /** What the contact's place among others is made of. Contacts that nobody has accepted yet. */
  readonly score?: ScoreParts
  /** Of an agent: what waits and does not come to him, by rule. */
  readonly waiting?: ReadonlyArray<WaitingGroup>
}
/** One agent and what keeps a contact from him. */
export interface Candidate {
  readonly agent: string
  /** `undefined` = eligible now. Otherwise the first rule that fails, e.g. `"skill loan is 2, needs 5"`, `"not ready: lunch"`, `"no room for voice"`. */
  readonly failed?: string
  /** The SPEC.md id of that rule. */
  readonly rule?: string
  /** How long he has been at rest, milliseconds. */
  readonly idleMs?: number
  /** Of who may take it, where the queue has a rule of your own: the points of priority that rule adds for this pair (SPEC SCORE-30). */
  readonly fit?: number
}
/** Agents kept by one rule for one reason. */
export interface CandidateGroup {
  /** The SPEC.md id of the rule. */
  readonly rule: string
  /** What it says of them. */
  readonly failed: string
  readonly agents: number
  /** Up to three of them, the longest at rest first. */
  readonly examples: ReadonlyArray<string>
}
/** Everything that keeps one agent from a contact. */
export interface NearestMiss {
  readonly agent: string
  /** Every rule that stands between the two. */
  readonly failed: ReadonlyArray<{
    /** The SPEC.md id of the rule. */
    readonly rule: string
    /** What it says of him. */
    readonly failed: string
    /** What would end it, in words: `when he makes himself ready`, `in 12 s`. */
    readonly remedy: string
  }>
}
/** Waiting contacts kept from one agent by one rule for one reason. */
export interface WaitingGroup {
  /** The SPEC.md id of the rule. */
  readonly rule: string
  /** What it says of them. */
  readonly failed: string
  readonly contacts: number
}
/** Contacts are compared by these, from the first on. */
export interface ScoreParts {
  /** The contact's own priority and its queue's. */
  readonly priority: number
  /** What its wait adds by now, in priorities (SPEC SCORE-2). */
  readonly ageing: number
  /** Head start, the contact's own and its queue's, milliseconds (SPEC QUEUE-10). */
  readonly creditMs: number
  /** The first-enqueue clock, engine time. */
  readonly enqueuedAtMs: number
}
