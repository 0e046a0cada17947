/** How long a contact waits from now on until somebody accepts it, and what that was worked out from. Durations from now, in milliseconds. */
export interface Estimate {
  /** Tells the two answers apart. */
  readonly known: true
  readonly contact: string
  /** Its rank among those it competes with, 1 = next, if agents became free in order of their expected ends (SPEC EST-1). */
  readonly position: number
  /** On average. */
  readonly meanMs: number
  /** Half of those who are told this wait no longer. */
  readonly p50Ms: number
  /** Four of five who are told this wait no longer. */
  readonly p80Ms: number
  /** What these numbers were worked out from. */
  readonly basis: Basis
}

/** Nothing can be said, and why. */
export interface NoEstimate {
  /** Tells the two answers apart. */
  readonly known: false
  readonly contact: string
  /**
   * `nobody`: nobody at work could take it as things are. `overtaken`: those who go before it come faster than agents become free.
   * `leaves`: its queue sends it on before its turn. `ringing`: it is offered already. `notWaiting`: somebody has it. `unknown`: no such contact is here. `refused`: it could not be queued.
   */
  readonly because: "nobody" | "overtaken" | "leaves" | "ringing" | "notWaiting" | "unknown" | "refused"
  /** The same for people, in English. */
  readonly text: string
}

/** What was found, or why nothing was. */
export type Estimated = Estimate | NoEstimate

/** The numbers in the formula of SPEC EST-2. */
export interface Basis {
  /** `rehearsal`: the engine served a copy. `position`: too many wait for that, and its place in the queue was taken instead. */
  readonly by: "rehearsal" | "position"
  /** When it was worked out, engine time. */
  readonly atMs: number
  /** How many times an agent who may take it must become free until one is for it. */
  readonly completions: number
  /** How often such an agent becomes free, by their mean handle times, per hour. */
  readonly completionsPerHour: number
  /** Agents at work who may take it, now or when nobody else does before. */
  readonly agents: number
  /** Contacts that wait and are taken by these agents before it. */
  readonly ahead: number
  /** How many are expected to come meanwhile and be taken by these agents before it. */
  readonly comers: number
  /** Mean patience of those ahead, milliseconds; absent = nobody is known to leave. */
  readonly patienceMs?: number
  /** Nobody takes it before this instant of engine time, e.g. its next step of relaxation; absent = at any time. */
  readonly notBeforeMs?: number
  /** How long an offer rings until it is accepted, milliseconds. */
  readonly ringMs: number
  /** What experience with this queue makes of the 50 % and the 80 % that the formula gives (SPEC EST-4). */
  readonly factors: { readonly p50: number; readonly p80: number }
}

/** What came of the estimates that were announced when contacts came (SPEC EST-6). Undefined = nothing to measure yet. */
export interface Backtest {
  /** Contacts that came, waited, and were told something. */
  readonly announced: number
  /** Of these, so many were answered, and so many left before. */
  readonly answered: number
  /** Who left. */
  readonly left: number
  /** Wait less announced mean, on average, milliseconds: above 0 = waits were longer than announced. */
  readonly meanErrorMs: number | undefined
  /** The same without signs. */
  readonly meanAbsoluteErrorMs: number | undefined
  /** Share who waited no longer than their 50 %, 0 to 1. */
  readonly p50Coverage: number | undefined
  /** Share who waited no longer than their 80 %, 0 to 1. */
  readonly p80Coverage: number | undefined
}
