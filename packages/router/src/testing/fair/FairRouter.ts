import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { Outcome, Outcomes } from "../../Router.ts"
import type { Snapshot } from "../../Snapshot.ts"
import type { View } from "../../View.ts"

/** Anything that routes by our commands and events: ours, yours behind a small wrapper, or the reference. */
export interface FairRouter {
  /** The state as it is now. */
  readonly view: View
  /** When it must be called next, engine time; undefined = nothing is due. */
  readonly nextDeadlineMs: number | undefined
  /** One command at `nowMs`: what is due, then the command. */
  step(command: Command, nowMs: number): Outcome
  /** Several commands of one instant, matched together. Left out = they are given one by one. */
  stepTogether?(commands: ReadonlyArray<Command>, nowMs: number): Outcomes
  /** Folds stored events. Left out = laws of replay are left out. */
  evolve?(events: Iterable<RouterEvent>): void
  /** The whole state as plain data. Left out = laws of snapshots are left out. */
  snapshot?(): Snapshot
}

/** A new router with these rules, in which nothing has happened yet. */
export type MakeRouter = (configuration: Configuration) => FairRouter
