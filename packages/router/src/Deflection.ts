/**
 * Where a contact goes when its queue does not keep it. `stay`: it waits on. `overflow`: it waits in another queue, with its clock, its own
 * priority and what it excludes. `callback`, `voicemail` and `end`: it is over here, and the caller of the router sees to the rest.
 */
export type Deflection =
  | { readonly do: "stay" }
  | { readonly do: "overflow"; readonly queue: string }
  | { readonly do: "callback" }
  | { readonly do: "voicemail" }
  | { readonly do: "end" }

/**
 * Why a contact did not stay: the queue is closed, it closes, it is full; by its length, its own wait, its staff or its service level; or
 * the last step of relaxation is over.
 */
export type DeflectionCause = "closed" | "closing" | "full" | "length" | "wait" | "staff" | "serviceLevel" | "lastStep"

/** When a contact goes on to where `do` says. */
export interface OverflowRule {
  readonly when: OverflowCondition
  /**
   * `nobody` only: whether those who come are asked, those who wait whenever the staff has changed, or both. Default both. (Elsewhere
   * these are join-empty and leave-empty.)
   */
  readonly for?: "arriving" | "waiting"
  /** Not `stay`: that is what happens without a rule. */
  readonly do: Deflection
}

/**
 * `waiting`: as many others or more are in the queue whom nobody has accepted yet; asked of those who come. `waitedMs`: so long after its
 * first enqueue; at once where a contact comes so late. `nobody`: there is no agent who is... `serviceLevelRisk`: the longest waiting of
 * the others has waited so many percent of `serviceLevelMs`, or more; asked of those who come.
 */
export type OverflowCondition =
  | { readonly waiting: number }
  | { readonly waitedMs: number }
  | { readonly nobody: Staffing }
  | { readonly serviceLevelRisk: number }

/**
 * `signedIn`: anybody. `able`: signed in, takes the channel and meets the needs. `ready`: able and ready. `atWork`: able, ready and not in
 * wrap-up. Somebody whose desktop is lost is able, not ready. Each asks for more than the one before.
 */
export type Staffing = "signedIn" | "able" | "ready" | "atWork"
