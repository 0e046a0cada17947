/** What keeps a contact from an agent: the rule, in words, as numbers and names, and what would end it. */
export interface Failed {
  readonly rule: string
  /** In words, e.g. `skill loan is 2, needs 5`. */
  readonly text: string
  /** What would have to happen, e.g. `when he makes himself ready`. */
  readonly remedy: string
  /** Higher = nearer to being eligible: what passes by itself is nearer than what somebody must change. */
  readonly rank: number
  /** How many single things are amiss: a requirement may lack several. */
  readonly amiss?: number
}
