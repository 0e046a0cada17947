import type { Call } from "./Call.ts"
import type { Fault } from "./Fault.ts"

/** A call that waits in an adjunct-routing step for the computer to say where it goes. The first valid answer wins. */
export interface Question {
  readonly id: string
  readonly call: Call
  readonly vdn: string
  readonly link: number
  readonly askedAtMs: number
  open: boolean
  /** A wait has passed since it was asked: the next adjunct step replaces it instead of asking beside it. */
  aged: boolean
}

export type WhyWithdrawn = "caller hung up" | "step over" | "answered elsewhere" | "dropped"

/** How a question ended. */
export type Outcome =
  | { readonly type: "routed"; readonly to: string }
  /** The destination will not have the call; the vector goes on. */
  | { readonly type: "refused"; readonly fault: Fault }
  /** The computer let the vector go on. */
  | { readonly type: "declined" }
  /** Nobody may answer any more: the caller hung up, the step is over, or another link was first. */
  | {
      readonly type: "withdrawn"
      readonly why: WhyWithdrawn
      readonly fault: Fault
    }

/** The computer behind the adjunct link. */
export interface Adjunct {
  /** False when nobody is there to ask: the vector goes on as if the step were not there. */
  readonly ask: (question: Question) => boolean
  /** Said before the call moves. */
  readonly ended: (question: Question, outcome: Outcome) => void
}
