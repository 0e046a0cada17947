import type { Channel } from "../Channel.ts"
import type { Command, Enqueue, SignIn } from "../Command.ts"
import type { Configuration } from "../Configuration.ts"
import type { View } from "../View.ts"

/**
 * One thing somebody does. `pick` chooses whom or what it is done to among what is there when it is played, so that histories stay
 * meaningful while they are shrunk. `after` says when: some milliseconds later, or at the next deadline, or just beside it.
 */
export interface Move {
  /** What is done. */
  readonly act: Act
  /** Chooses whom it is done to. */
  readonly pick: number
  /** Milliseconds after the move before, or so many beside the next deadline. */
  readonly after: { readonly ms: number } | { readonly deadline: -1 | 0 | 1 }
}

/** What is done, before anybody knows to whom. `Together`: several things in one instant; who signs in then makes himself ready, too. */
export type Act =
  | SignIn
  | { readonly type: "Enqueue"; readonly contact: Contactless }
  | { readonly type: "Configure"; readonly configuration: Configuration }
  | { readonly type: "Answer" | "LateAnswer" | "Decline" | "Complete" | "EndWrapUp" | "Tick" }
  | { readonly type: "Abandon" | "Cancel" | "MarkUnreachable" | "MarkReachable" | "SignOut" | "MakeReady" | "Exclude" }
  | { readonly type: "MakeNotReady"; readonly reason?: string }
  | { readonly type: "Together"; readonly acts: ReadonlyArray<Act> }
  | FeatureAct

/** Something of a rarer rule: `act` is the name under which its feature plays it, `data` what it needs beside whom it picks. */
export interface FeatureAct {
  readonly type: "Feature"
  /** Under which its feature plays it. */
  readonly act: string
  /** Left out = nothing beside whom it picks. */
  readonly data?: unknown
}

/** Turns an act of a feature into a command for the router as it then is; undefined = there is nobody to do it to. */
export type FeaturePlay = (view: View, pick: number, data: unknown) => Command | undefined

/** Slots per channel. */
export type Slots = Readonly<Partial<Record<Channel, number>>>

/** What an arrival brings beside its id. */
export type Contactless = Omit<Enqueue, "type" | "contact">

/** What happened in a small centre: histories, never states, because a state nobody can reach proves nothing. */
export interface History {
  /** The rules at first. */
  readonly configuration: Configuration
  /** In order. */
  readonly moves: ReadonlyArray<Move>
}
