/**
 * The agent takes a contact that waits himself, ready or not; it is his at once (SPEC OFFER-13).
 * Refused: AgentNotEligible, AgentSignedOut, AgentUnknown, ContactNotWaiting, ContactUnknown.
 */
export interface Pick {
  readonly type: "Pick"
  readonly contact: string
  readonly agent: string
}
/**
 * Somebody gives a contact that waits or rings to an agent; it is his at once (SPEC OFFER-14).
 * Refused: AgentNotEligible, AgentSignedOut, AgentUnknown, ContactNotWaiting, ContactUnknown, InvalidValue.
 */
export interface Assign {
  readonly type: "Assign"
  readonly contact: string
  readonly agent: string
  /** Also against the rules that keep the contact from him; the event says which (SPEC OFFER-15). */
  readonly force?: true
  /** Who does it, 1 to 1,000 characters. */
  readonly by?: string
}
/**
 * Somebody takes a contact back from whoever has it or is offered it; it waits at its place (SPEC OFFER-16).
 * Refused: ContactUnknown, InvalidValue, NotEngaged, QueueUnknown.
 */
export interface Pull {
  readonly type: "Pull"
  readonly contact: string
  /** Who does it, 1 to 1,000 characters. */
  readonly by?: string
  /** Where it is to wait. Default: the queue it is in. */
  readonly to?: string
}
