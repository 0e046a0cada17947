import type { Command } from "./Command.ts"
import type { Configuration } from "./Configuration.ts"
import { ConfigurationError } from "./ConfigurationError.ts"
import { nextDeadlineMs } from "./engine/deadlines.ts"
import { copied } from "./engine/decide/configure.ts"
import { step, stepTogether } from "./engine/Engine.ts"
import { difference } from "./engine/difference.ts"
import { explain } from "./engine/explain.ts"
import { checkConfiguration } from "./engine/compile/checkConfiguration.ts"
import { EngineByNumber } from "./engine/byNumber/EngineByNumber.ts"
import { decode } from "./engine/log/decode.ts"
import { Listeners } from "./engine/log/Listeners.ts"
import { replay, settleIndex } from "./engine/replay.ts"
import { restore as restoreState } from "./engine/snapshot/restore.ts"
import { snapshot } from "./engine/snapshot/take.ts"
import { type Sizes, State } from "./engine/State.ts"
import { workCounters } from "./engine/index/Work.ts"
import { StateView } from "./engine/view.ts"
import { warningsIn } from "./engine/warnings/warningsIn.ts"
import type { Difference } from "./Difference.ts"
import type { EventType, RouterEvent } from "./Event.ts"
import type { Explanation } from "./Explanation.ts"
import { type RealTime, realTime } from "./realTime.ts"
import type { Refusal } from "./Refusal.ts"
import type { Outcome, Outcomes, Router } from "./Router.ts"
import { Rules } from "./engine/Rules.ts"
import type { Counters, RuleMistake, RulesGiven } from "./Rule.ts"
import type { Snapshot } from "./Snapshot.ts"
import type { View } from "./View.ts"
import type { ConfigurationWarning } from "./Warning.ts"

/** What a router goes on from, and what it is prepared for. */
export interface RouterOptions {
  /** State to go on from. It brings its own configuration; give a new one with the command `Configure`. */
  readonly snapshot?: Snapshot
  /** Stored events to fold on top, oldest first. */
  readonly events?: Iterable<RouterEvent>
  /** How many contacts and agents to be prepared for; growing beyond is a pause, not an error. */
  readonly sizes?: Sizes
  /**
   * Rules of your own, by the names that queues give. Folding events and restoring needs none; a router that lacks one a queue names
   * refuses every step (SPEC SCORE-33).
   */
  readonly rules?: RulesGiven
  /** Engine time at the start, milliseconds. Default 0, or where the snapshot and the events end. */
  readonly nowMs?: number
}

/**
 * A router over this configuration: where a new history begins. Throws a `ConfigurationError` that lists every mistake, a
 * `SnapshotError` or a `ReplayError` where stored state does not fit; what was folded until then is of no use.
 */
export function createRouter(configuration: Configuration, options: RouterOptions = {}): Router {
  const rules = new Rules(options.rules)
  const isNew = options.snapshot === undefined && options.events === undefined
  const mistakes = checkConfiguration(configuration, isNew ? rules.names : undefined)
  if (mistakes.length > 0) throw new ConfigurationError(mistakes)
  const sizes = options.sizes ?? {}
  const state = options.snapshot
    ? restoreState(options.snapshot, sizes, rules)
    : new State(copied(configuration), sizes, rules)
  const router = new EngineRouter(state)
  if (options.events) router.evolve(options.events)
  if (options.nowMs !== undefined && options.nowMs > state.nowMs) state.clock[0] = Math.floor(options.nowMs)
  router.byNumber.clock[0] = state.nowMs
  return router
}

/**
 * The router a snapshot was taken of, going on alike (SPEC DET-2). The configuration is the snapshot's own. Throws a `SnapshotError`
 * where the snapshot is not whole or of a form this version does not know.
 */
export function restore(taken: Snapshot, options: Omit<RouterOptions, "snapshot"> = {}): Router {
  return createRouter({ queues: {} }, { ...options, snapshot: taken })
}

class EngineRouter implements Router {
  readonly view: View
  readonly byNumber: EngineByNumber
  private readonly state: State
  private readonly listeners = new Listeners()
  private clock: RealTime | undefined

  constructor(state: State) {
    this.state = state
    this.view = new StateView(state)
    this.byNumber = new EngineByNumber(state, {
      setTime: (clock) => {
        if (this.clock !== undefined) clock[0] = this.clock.nowMs()
      },
      tell: () => this.tell()
    })
  }

  get nextDeadlineMs(): number | undefined {
    return nextDeadlineMs(this.state)
  }

  step(command: Command, nowMs: number): Outcome {
    const known = this.state.rules.mistakes.length
    const refusal = step(this.state, command, nowMs)
    const events = this.stepped()
    return this.withMistakes(known, refusal === undefined ? { events } : { events, refusal })
  }

  stepTogether(commands: ReadonlyArray<Command>, nowMs: number): Outcomes {
    const known = this.state.rules.mistakes.length
    const refusals = stepTogether(this.state, commands, nowMs)
    return this.withMistakes(known, { events: this.stepped(), refusals })
  }

  give(command: Command, nowMs: number): Refusal | undefined {
    const refusal = step(this.state, command, nowMs)
    this.keepTime()
    this.tell()
    return refusal
  }

  /** What happened, told to everybody before whoever asked hears of it. */
  private stepped(): ReadonlyArray<RouterEvent> {
    const events = decode(this.state)
    this.keepTime()
    this.tell(events)
    return events
  }

  private keepTime(): void {
    const { clock } = this.byNumber
    if (clock[0]! < this.state.clock[0]!) clock[0] = this.state.clock[0]!
  }

  private tell(events?: ReadonlyArray<RouterEvent>): void {
    // Armed before anybody hears of it: a listener that throws must not keep deadlines from firing.
    this.clock?.arm()
    this.listeners.tell(this.state, events)
  }

  private withMistakes<A extends object>(known: number, outcome: A): A {
    const { mistakes } = this.state.rules
    return mistakes.length === known ? outcome : { ...outcome, ruleMistakes: mistakes.slice(known) }
  }

  get counters(): Counters {
    const { rules, waves, work } = this.state
    return { ...workCounters(work), ...rules.cost, ...waves.counters }
  }

  get ruleMistakes(): ReadonlyArray<RuleMistake> {
    return [...this.state.rules.mistakes]
  }

  do(command: Command): Outcome {
    return this.step(command, this.clock?.nowMs() ?? this.state.nowMs)
  }

  tick(nowMs: number): Outcome {
    return this.step({ type: "Tick" }, nowMs)
  }

  subscribe(listener: (event: never) => void, types?: ReadonlyArray<EventType>): () => void {
    return this.listeners.add(listener as (event: RouterEvent) => void, types)
  }

  runOnRealTime(): () => void {
    this.clock?.stop()
    const clock = realTime(this, () => this.state.nowMs)
    this.clock = clock
    this.tick(clock.nowMs())
    return () => {
      clock.stop()
      if (this.clock === clock) this.clock = undefined
    }
  }

  explain(subject: string): Explanation {
    return explain(this.state, subject)
  }

  diff(configuration: Configuration): Difference {
    return difference(this.state, configuration)
  }

  warnings(): ReadonlyArray<ConfigurationWarning> {
    return warningsIn(this.state)
  }

  snapshot(): Snapshot {
    return snapshot(this.state)
  }

  evolve(events: Iterable<RouterEvent>): void {
    for (const event of events) replay(this.state, event)
    settleIndex(this.state)
    this.clock?.arm()
  }
}
