/**
 * Where a contact goes when its queue does not keep it. `stay`: it waits on. `overflow`: it waits in another queue, with its clock, its own
 * priority and what it excludes. `callback`: it keeps its place and is called back (see `RequestCallback`, also for `retries` and `gapMs`). `voicemail` and `end`: it
 * is over here, and the caller of the router sees to the rest.
 */
export type Deflection =
  | { readonly do: "stay" }
  | { readonly do: "overflow"; readonly queue: string }
  | {
      readonly do: "callback"
      /** How often it is tried again when nobody was reached, 0 to 100. Default 0. */
      readonly retries?: number
      /** How long after a failure it is tried again, milliseconds. Default 300,000. */
      readonly gapMs?: number
    }
  | { readonly do: "voicemail" }
  | { readonly do: "end" }

/**
 * Why a contact did not stay: the queue is closed, it closes, it is full; by its length, its own wait, its staff or its service level; or
 * the last step of relaxation is over. A callback ends after the last retry, or when no window of the customer is left.
 */
export type DeflectionCause =
  | "closed"
  | "closing"
  | "full"
  | "length"
  | "wait"
  | "staff"
  | "serviceLevel"
  | "lastStep"
  | "callbackFailed"
  | "callbackExpired"

/** When a contact goes on to where `do` says. */
export interface OverflowRule {
  /** What must hold. */
  readonly when: OverflowCondition
  /**
   * `nobody` only: whether those who come are asked, those who wait whenever the staff has changed, or both. Default both. (Elsewhere
   * these are join-empty and leave-empty.)
   */
  readonly for?: "arriving" | "waiting"
  /** Not `stay`: that is what happens without a rule. */
  readonly do: Deflection
}

/** When a contact goes on. `waiting` and `serviceLevelRisk` are asked of those who come, the others also of those who wait. */
export type OverflowCondition =
  /** So many others, or more, are in the queue whom nobody has accepted yet. */
  | {
      /** Others: waiting, unreachable or ringing. */
      readonly waiting: number
    }
  /** So long after its first enqueue; at once where a contact comes so late. */
  | {
      /** Milliseconds since the first enqueue. */
      readonly waitedMs: number
    }
  /** There is no agent who is that. */
  | {
      /** What an agent would have to be. */
      readonly nobody: Staffing
    }
  /** The longest waiting of the others is near its service level, or over it. */
  | {
      /** Percent of `serviceLevelMs` that it has waited. */
      readonly serviceLevelRisk: number
    }

/**
 * `signedIn`: anybody. `able`: signed in, takes the channel and meets the needs. `ready`: able and ready. `atWork`: able, ready and not in
 * wrap-up. Somebody whose desktop is lost is able, not ready. Each asks for more than the one before.
 */
export type Staffing = "signedIn" | "able" | "ready" | "atWork"
