/** Why a contact waits, is offered or is served, and who could take it. `text` is for people; the rest for programs. */
export interface Explanation {
  readonly subject: string
  readonly text: string
  readonly version: number
  /** Place in the queue, 1 = next, counted over contacts that compete for the same agents. */
  readonly position?: number
  readonly candidates: ReadonlyArray<Candidate>
}
export interface Candidate {
  readonly agent: string
  /** `undefined` = eligible now. Otherwise the first rule that fails, e.g. `"skill loan is 2, needs 5"`, `"not ready: lunch"`, `"no room for voice"`. */
  readonly failed?: string
  readonly rule?: string
  readonly idleMs?: number
}
