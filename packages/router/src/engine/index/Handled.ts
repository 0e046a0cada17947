import { Turns } from "./Turns.ts"
import type { Agents } from "../state/Agents.ts"

/**
 * How many contacts each agent accepted within one window (SPEC SCORE-25), and the turns that go by it. What was accepted stands in one
 * list, the oldest first; what the window has left behind is taken off when somebody asks.
 */
export class Handled {
  readonly turns: Turns
  private readonly agents: Agents
  private readonly windowMs: number
  private readonly counts: number[] = []
  private times: number[] = []
  private who: number[] = []
  private from = 0

  /** `accepted`: of every agent when he accepted contacts, as far as it is known. */
  constructor(agents: Agents, windowMs: number, accepted: Iterable<readonly [agent: number, atMs: number]>) {
    this.agents = agents
    this.windowMs = windowMs
    this.turns = new Turns(agents, (agent) => this.counts[agent] ?? 0)
    for (const [agent, atMs] of [...accepted].sort(([, a], [, b]) => a - b)) this.note(agent, atMs)
  }

  note(agent: number, atMs: number): void {
    this.turnsAt(atMs)
    this.times.push(atMs)
    this.who.push(agent)
    this.counts[agent] = (this.counts[agent] ?? 0) + 1
    this.turns.changed(agent, this.agents.crew[agent]!)
  }

  /** Up to date at this instant. */
  turnsAt(nowMs: number): Turns {
    const sinceMs = nowMs - this.windowMs
    for (; this.from < this.times.length && this.times[this.from]! <= sinceMs; this.from++) {
      const agent = this.who[this.from]!
      this.counts[agent]!--
      this.turns.changed(agent, this.agents.crew[agent]!)
    }
    if (this.from > 1_024 && this.from * 2 > this.times.length) this.forget()
    return this.turns
  }

  private forget(): void {
    this.times = this.times.slice(this.from)
    this.who = this.who.slice(this.from)
    this.from = 0
  }
}
