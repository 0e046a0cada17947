/** A contact, for a router of another kind. */
export interface DrivenContact {
  /** Unique in a history. */
  readonly id: string
  /** Skills an agent must have to take it; none without the ability `skills`. */
  readonly needs: ReadonlyArray<string>
  /** Higher is served first; 0 without the ability `priority`. */
  readonly priority: number
}

/** An agent, for a router of another kind. */
export interface DrivenAgent {
  readonly id: string
  /** Names of what he can. */
  readonly skills: ReadonlyArray<string>
  /** How many contacts he may have in hand; 1 without the ability `slots`. */
  readonly slots: number
}

/** Who is given whom in one call, in the order it happens. */
export type Assignments = ReadonlyArray<{ readonly contact: string; readonly agent: string }>

/**
 * Another router behind about ten lines: what happens is told to it, and it says whom it gives to whom in that instant. Nothing else is
 * asked of it: no clock, no view, no configuration. Calls come in order of `nowMs`.
 */
export interface Driver {
  /** A contact comes. */
  arrive(contact: DrivenContact, nowMs: number): Assignments
  /** An agent takes contacts from now on. */
  ready(agent: DrivenAgent, nowMs: number): Assignments
  /** He takes no more; what he has in hand stays his. */
  notReady(agent: string, nowMs: number): Assignments
  /** He is done with a contact. */
  finish(contact: string, agent: string, nowMs: number): Assignments
  /** With the ability `abandonment`: who waits leaves. */
  leave?(contact: string, nowMs: number): Assignments
  /**
   * With the ability `offers`: what the router assigned was an offer, and this is the answer. A contact that is declined waits at its
   * place, and is not offered to him again until he makes himself ready. Without it every assignment is work at once.
   */
  answer?(contact: string, agent: string, accepts: boolean, nowMs: number): Assignments
  /** Who waits, by what the router says of itself, so that what it lost is seen at once. */
  waiting?(): ReadonlyArray<string>
}
