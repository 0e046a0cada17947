import type { World } from "../world/World.ts"
import { bestAgentFor, Count, State, step, Work } from "./engine.ts"

/**
 * More agents than work. A step = a contact comes and the best of all idle agents is found for it; he leaves his crew, and goes idle again,
 * from now on the last to have rested.
 */
export class Surplus {
  readonly state: State
  /** A contact of each class, in no lane: what stands for those that come. */
  private readonly prepared: Int32Array
  private turn = 0
  misses = 0
  chosen = -1

  constructor(world: World) {
    const { size, classes, staff, draw } = world
    const s = new State(world.configuration, { contacts: size.classes, agents: size.agents })
    this.state = s
    for (const n of classes.keys()) step(s, { type: "Enqueue", contact: `c${n}`, ...world.arrival(n, n) }, 0)
    for (const n of staff.keys()) step(s, world.signIn(n), 0)
    // Only now, when nothing builds the index again: that would put them back.
    for (const n of classes.keys()) s.index.lanes.leave(n)
    for (const n of staff.keys()) step(s, { type: "MakeReady", agent: `a${n}` }, 0)
    this.prepared = Int32Array.from({ length: 8_192 }, () => draw(classes.length))
    s.work.fill(0)
  }

  /** Which class comes next. */
  get kind(): number {
    return this.prepared[this.turn & 8_191]!
  }

  readonly step = (): void => {
    const s = this.state
    const agent = bestAgentFor(s, this.prepared[this.turn++ & 8_191]!)
    this.chosen = agent
    if (agent < 0) {
      this.misses++
      return
    }
    s.index.crews.leave(agent)
    s.agents.rest[agent] = s.counts[Count.Rest]!++
    s.place(agent)
  }

  get hitRate(): number {
    return 1 - this.misses / this.turn
  }

  /** How many crews a decision compared, on average. */
  get crewsCompared(): number {
    const { work } = this.state
    return work[Work.CrewCompared]! / work[Work.AgentSought]!
  }
}
