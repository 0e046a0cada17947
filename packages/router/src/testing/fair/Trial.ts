import type { Command } from "../../Command.ts"
import type { Configuration } from "../../Configuration.ts"
import type { RouterEvent } from "../../Event.ts"
import type { RulesGiven } from "../../Rule.ts"
import type { View } from "../../View.ts"
import { judgements, LawBroken } from "../Law.ts"
import { Witness } from "../Witness.ts"
import { Contradiction } from "./Contradiction.ts"
import type { EventLaw, Watch } from "./Watch.ts"

/** How a log breaks a law. */
export interface Breach {
  /** What is wrong, with names and times. */
  readonly said: string
  /** The event that should not have been; absent = what should have been is not there. */
  readonly event?: RouterEvent
}

/** Several laws over one log, each until it is broken. Where the log contradicts itself, the rest of it cannot be judged. */
export class Trial {
  /** By the id of the law. */
  readonly broken = new Map<string, Breach>()
  /** Ids of the laws that had something to judge. */
  readonly judged = new Set<string>()
  private readonly laws: ReadonlyArray<EventLaw>
  private readonly witness: Witness
  private readonly watches: Map<string, Watch>
  private isOver = false

  constructor(laws: ReadonlyArray<EventLaw>, configuration: Configuration, rules: RulesGiven = {}) {
    this.laws = laws
    this.witness = new Witness(configuration, rules)
    this.watches = new Map(laws.map((law) => [law.id, law.watch(this.witness)]))
  }

  /** One event. `asked`: the commands of its step, where they are known. */
  see(event: RouterEvent, asked?: ReadonlyArray<Command>): void {
    this.folded(() => this.witness.pass(event.atMs), event)
    this.watched((watch) => watch.before?.(event, asked), event)
    this.folded(() => this.witness.see(event), event)
    this.watched((watch) => watch.after?.(event), event)
  }

  /** Everything of this instant was told. `view`: what the router says of itself. */
  settle(nowMs: number, view?: View): void {
    this.folded(() => this.witness.pass(nowMs))
    this.watched((watch) => watch.settled?.(view))
  }

  private watched(look: (watch: Watch) => void, event?: RouterEvent): void {
    if (this.isOver) return
    for (const [id, watch] of this.watches) {
      const before = judgements()
      try {
        look(watch)
        if (judgements() > before) this.judged.add(id)
      } catch (error) {
        if (!(error instanceof LawBroken)) throw error
        this.broken.set(id, { said: error.message, ...(event && { event }) })
        this.watches.delete(id)
      }
    }
  }

  private folded(fold: () => void, event?: RouterEvent): void {
    if (this.isOver) return
    try {
      fold()
    } catch (error) {
      if (!(error instanceof Contradiction)) throw error
      const { law, message } = error
      const judge = this.laws.find(({ id, also = [] }) => id === law || also.includes(law))
      if (judge !== undefined && !this.broken.has(judge.id))
        this.broken.set(judge.id, { said: message, ...(event && { event }) })
      this.isOver = true
    }
  }
}

/** Holds laws against events alone, as they were recorded; an instant ends where the next event is later. */
export function judge(
  laws: ReadonlyArray<EventLaw>,
  configuration: Configuration,
  events: Iterable<RouterEvent>,
  rules?: RulesGiven
): ReadonlyMap<string, Breach> {
  const trial = new Trial(laws, configuration, rules)
  let nowMs: number | undefined
  for (const event of events) {
    if (nowMs !== undefined && event.atMs > nowMs) trial.settle(nowMs)
    nowMs = event.atMs
    trial.see(event)
  }
  if (nowMs !== undefined) trial.settle(nowMs)
  return trial.broken
}
