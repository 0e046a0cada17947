import { type AgentRule, Each } from "../compile/AgentRule.ts"
import { Handled } from "../index/Handled.ts"
import { Turns } from "../index/Turns.ts"
import type { State } from "../State.ts"
import { shareOf } from "./shares.ts"

/**
 * The orders within crews that queues have asked for, beside that of rest: by last offer (SPEC SCORE-24), by what was accepted within a
 * window (SPEC SCORE-25), by how far an agent is behind with a queue (SPEC SCORE-11). Made from the facts when first asked for.
 */
export class Orders {
  private byOffer: Turns | undefined
  private readonly byWindow = new Map<number, Handled>()
  private readonly byShare = new Map<number, Turns>()

  /** The order of what is asked of each agent; undefined = rest alone. */
  turnsFor(s: State, rule: AgentRule): Turns | undefined {
    if (rule.each === Each.Nothing) return undefined
    if (rule.each === Each.LastOffer) return (this.byOffer ??= this.kept(s, (agent) => s.agents.lastOffer[agent]!))
    return (this.byWindow.get(rule.windowMs) ?? this.handled(s, rule.windowMs)).turnsAt(s.nowMs)
  }

  /** The order of who is furthest behind with a queue; its keys are less than 0 for who is behind. */
  sharesOf(s: State, queue: number): Turns {
    let turns = this.byShare.get(queue)
    if (turns === undefined) this.byShare.set(queue, (turns = this.kept(s, (agent) => 0 - shareOf(s, agent, queue))))
    return turns
  }

  accepted(agent: number, atMs: number): void {
    for (const handled of this.byWindow.values()) handled.note(agent, atMs)
  }

  /** Crews are others. */
  forget(): void {
    this.byOffer = undefined
    this.byWindow.clear()
    this.byShare.clear()
  }

  private kept(s: State, keyOf: (agent: number) => number): Turns {
    const turns = new Turns(s.agents, keyOf)
    s.index.crews.turns.push(turns)
    return turns
  }

  private handled(s: State, windowMs: number): Handled {
    const accepted = function* () {
      for (const agent of s.agentOf.values())
        for (const atMs of s.agents.more[agent]?.handledAtMs ?? []) yield [agent, atMs] as const
    }
    const handled = new Handled(s.agents, windowMs, accepted())
    this.byWindow.set(windowMs, handled)
    s.index.crews.turns.push(handled.turns)
    return handled
  }
}
