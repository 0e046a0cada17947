import type { Command, Enqueue } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import { LawBroken } from "../Law.ts"

/** How small is small: every history is played in which so many come, in every order, and in which so many other things are done. */
export interface SmallScope {
  /** How many agents come. Default 3. */
  readonly agents?: number
  /** How many contacts come. Default 4. */
  readonly contacts?: number
  /** How many skills there are, at most 5: agents have any of them, contacts need any of them. Default 2. */
  readonly skills?: number
  /** How many commands are given beside those with which somebody comes, anywhere among them. Default 0. */
  readonly acts?: number
  /** Which commands these may be. Left out = all of `smallActs`. */
  readonly kinds?: ReadonlyArray<SmallAct>
  /** The rules. Left out = a queue whose offers stay open for 5 seconds. Contacts come to the first of its queues. */
  readonly configuration?: Configuration
  /** What contacts may bring beside what they need, and to which queue; each of them is tried. Left out = calls that bring nothing. */
  readonly brings?: ReadonlyArray<Partial<Omit<Enqueue, "type" | "contact" | "needs">>>
  /** Milliseconds from one command to the next; 0 = all in one instant. Default 1. */
  readonly stepMs?: number
}

/** What may be done in a small world, whenever the router says that it can be: `SignIn` with other skills, `Tick` at the next deadline. */
export const smallActs = [
  "Accept",
  "Decline",
  "Complete",
  "EndWrapUp",
  "Transfer",
  "Abandon",
  "MarkUnreachable",
  "MarkReachable",
  "Reprioritise",
  "Exclude",
  "MakeReady",
  "MakeNotReady",
  "SignIn",
  "SignOut",
  "Tick"
] as const satisfies ReadonlyArray<Command["type"]>

/** One of `smallActs`. */
export type SmallAct = (typeof smallActs)[number]

/** What was looked at. */
export interface Covered {
  /** Different sets of agents with their skills and of contacts with what they need and bring, in their order. */
  readonly worlds: number
  /** Different sequences of commands. Whatever is shorter begins one of them, and so is looked at, too. */
  readonly histories: number
  /** Commands given. */
  readonly commands: number
}

/** A law does not hold in some small world: the shortest history that breaks it, as a timeline. */
export class SmallWorldBroken extends LawBroken {
  /** What was looked at until then. */
  readonly covered: Covered

  /** `says`: what is wrong, then the timeline. */
  constructor(says: string, covered: Covered) {
    super(says)
    this.covered = covered
  }
}
