import type { Surplus } from "../core/Surplus.ts"
import type { World } from "../world/World.ts"
import { Naive, someone } from "./Naive.ts"

/** The idle agents as they stand, for the naive router. */
export class NaiveSurplus {
  private readonly naive = new Naive()
  private readonly world: World
  private readonly surplus: Surplus
  private rests: number
  /** Where the last who was chosen stands among the agents. */
  chosen = -1

  constructor(world: World, surplus: Surplus) {
    this.world = world
    this.surplus = surplus
    const { agents } = surplus.state
    for (const [agent, one] of world.staff.entries()) this.naive.idle.push(someone(one, agents.rest[agent]!))
    this.rests = world.staff.length * 2
  }

  /** The same question as the surplus will be asked next; whoever is chosen goes idle again. */
  readonly step = (): void => {
    const at = this.naive.agentFor(this.world.classes[this.surplus.kind]!)
    this.chosen = at
    if (at >= 0) this.naive.idle[at]!.rest = this.rests++
  }
}
