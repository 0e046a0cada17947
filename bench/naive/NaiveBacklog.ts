import { channels } from "@strowger/router"
import type { Backlog } from "../core/Backlog.ts"
import { F, I } from "../core/engine.ts"
import { textOf, type World } from "../world/World.ts"
import { Naive, someone, type Someone, type Waits } from "./Naive.ts"

/** The backlog as it stands, for the naive router: the same who wait, the same agents in the same order. */
export class NaiveBacklog {
  private readonly naive = new Naive()
  private readonly agents: ReadonlyArray<Someone>
  private readonly backlog: Backlog
  /** Of each who waits, his handle in the router. */
  readonly handles: ReadonlyArray<number>
  private turn = 0
  /** Where in `waiting` the last who was chosen stands, -1 = nobody. */
  chosen = -1

  constructor(world: World, backlog: Backlog) {
    this.backlog = backlog
    const { contacts, queueName } = backlog.state
    const kindOf = new Map(
      world.classes.map((kind) => [`${kind.queue} ${kind.channel} ${kind.priority} ${textOf(kind)}`, kind])
    )
    const handles: number[] = []
    for (let handle = 0; handle < contacts.used; handle++) {
      if (contacts.i[handle * 16 + I.Lane]! < 0) continue
      const queue = queueName[contacts.queue[handle]!]
      const key = `${queue} ${channels[contacts.channel[handle]!]} ${contacts.priority[handle]} ${contacts.needs[handle]}`
      const kind = kindOf.get(key)!
      const sequence = contacts.f[handle * 8 + F.Sequence]!
      this.naive.waiting.push({ kind, enqueuedAtMs: contacts.enqueuedAtMs[handle]!, sequence })
      handles.push(handle)
    }
    this.handles = handles
    this.agents = Array.from(backlog.busy, (agent) => someone(world.staff[agent]!, 0))
  }

  /** The same question for the next agent, at the time of the backlog; another of the class comes in the place of who is chosen. */
  readonly step = (): void => {
    const { nowMs, counts } = this.backlog.state
    const { waiting } = this.naive
    const at = this.naive.contactFor(this.agents[this.turn++ % this.agents.length]!, nowMs)
    this.chosen = at
    if (at >= 0) waiting[at] = { kind: waiting[at]!.kind, enqueuedAtMs: nowMs, sequence: counts[0]! - 1 }
  }

  get waiting(): ReadonlyArray<Waits> {
    return this.naive.waiting
  }
}
