import type { ByNumber } from "./ByNumber.ts"
import type { Command } from "./Command.ts"
import type { Configuration } from "./Configuration.ts"
import type { Difference } from "./Difference.ts"
import type { EventOf, EventType, RouterEvent } from "./Event.ts"
import type { Explanation } from "./Explanation.ts"
import type { Refusal } from "./Refusal.ts"
import type { Counters, RuleMistake } from "./Rule.ts"
import type { Snapshot } from "./Snapshot.ts"
import type { View } from "./View.ts"
import type { ConfigurationWarning } from "./Warning.ts"

/** What one step did. `events` begin with whatever fell due before the command; a refused command adds none of its own. */
export interface Outcome {
  /** In the order they happened. */
  readonly events: ReadonlyArray<RouterEvent>
  /** Why the command was refused; absent = it was not. */
  readonly refusal?: Refusal
  /** What rules of your own gave in this step that is no answer, and had not given before; absent = nothing (SPEC SCORE-32). */
  readonly ruleMistakes?: ReadonlyArray<RuleMistake>
}

/** What several commands of one instant did (`stepTogether`). */
export interface Outcomes {
  /** In the order they happened: what fell due before, what the commands changed, and what was matched then. */
  readonly events: ReadonlyArray<RouterEvent>
  /** Of each command, in the order given, why it was refused; undefined = it was not. */
  readonly refusals: ReadonlyArray<Refusal | undefined>
  /** As in `Outcome`. */
  readonly ruleMistakes?: ReadonlyArray<RuleMistake>
}

/** The face of the engine. Synchronous; the caller is the only writer. */
export interface Router {
  /** The state as it is now. */
  readonly view: View
  /** One command at `nowMs`: fires what is due, decides, evolves, matches. `nowMs` never goes back. */
  step(command: Command, nowMs: number): Outcome
  /**
   * `step` for whoever hears of events by subscribing, or reads them from `byNumber.rows`: no list of events, and no event but those that
   * somebody hears. Why the command was refused; undefined = it was not. What rules of your own gave that is no answer stands in
   * `ruleMistakes` alone.
   */
  give(command: Command, nowMs: number): Refusal | undefined
  /**
   * Several commands of one instant: fires what is due and matches, decides one command after the other, each by itself, and then
   * matches once, so that who comes together is matched as a wave (SPEC WAVE-5). A refused command changes nothing and stops nobody;
   * what only matching makes, an offer to accept, is not there yet for the commands behind. Where `step` would refuse for the time or
   * for a rule that is missing, all are refused so. An empty list is a tick.
   */
  stepTogether(commands: ReadonlyArray<Command>, nowMs: number): Outcomes
  /** `step` at the time last fed, or at real time after `runOnRealTime`. */
  do(command: Command): Outcome
  /** Fires what is due at `nowMs` and decides nothing else. */
  tick(nowMs: number): Outcome
  /** The same router for callers who want no text and no object on the way: numbers in, rows of numbers out (SPEC BYNUM-1). */
  readonly byNumber: ByNumber
  /** When the shell must call `tick` next; undefined = nothing is due until a command comes. */
  readonly nextDeadlineMs: number | undefined
  /** Calls `listener` with every event, in order, each once. Returns how to end it. */
  subscribe(listener: (event: RouterEvent) => void): () => void
  /**
   * The same for events of these types alone, e.g. `["OfferMade"]`. With `give` and `byNumber` events of which nobody hears are not even
   * made (SPEC SPEED-34).
   */
  subscribe<Type extends EventType>(listener: (event: EventOf<Type>) => void, types: ReadonlyArray<Type>): () => void
  /** Feeds real time until the returned function is called. */
  runOnRealTime(): () => void
  /** Who may take it, who may not and why; from live state. */
  explain(subject: string): Explanation
  /** What a new configuration would change at once, tried on a copy: nothing is changed here (SPEC EXPL-6). */
  diff(configuration: Configuration): Difference
  /**
   * What the configuration in force leaves out of reach or without effect, for everybody who ever signed in (SPEC CONF-4); `diff` says it of
   * another. Looked at anew at each call.
   */
  warnings(): ReadonlyArray<ConfigurationWarning>
  /** The whole state as plain data, to go on from later (`restore`). */
  snapshot(): Snapshot
  /** What decisions and rules of your own have cost, and how waves were matched, since this router was made. */
  readonly counters: Counters
  /** What they gave that is no answer, each kind of mistake once. */
  readonly ruleMistakes: ReadonlyArray<RuleMistake>
  /** Folds stored events without deciding anything: how a restart comes back. */
  evolve(events: Iterable<RouterEvent>): void
}
