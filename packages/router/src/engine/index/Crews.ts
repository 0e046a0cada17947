import { Pool, wider } from "../Pool.ts"
import type { Agents } from "../state/Agents.ts"
import type { Turns } from "./Turns.ts"
import type { Pivot } from "./Pivot.ts"
import { Shelves } from "./Shelves.ts"

/** Crew = the ready agents of one profile in one state of occupancy, longest at rest first. Only crews with room are kept. */
export class Crews extends Pool {
  profile: Int32Array
  room: Int32Array
  load: Int32Array
  /** What `Occupancy.inUse` says. */
  inUse: Int32Array
  head: Int32Array
  /** Since when its head rests, as `Agents.rest` counts: heads are compared without a look at the agents. */
  headRest: Float64Array
  tail: Int32Array
  nextActive: Int32Array
  private previousActive: Int32Array
  private readonly agents: Agents
  /** Other orders that queues asked for. */
  readonly turns: Turns[] = []
  private readonly pivot: Pivot
  /** Beside the crews, where agents are one of a kind. */
  readonly shelves: Shelves
  /** How many are not empty. */
  active = 0
  /** First non-empty crew of each profile, -1 = none. */
  firstActive: Int32Array = new Int32Array(64).fill(-1)

  constructor(capacity: number, agents: Agents, pivot: Pivot) {
    super(capacity)
    this.agents = agents
    this.pivot = pivot
    this.shelves = new Shelves(agents)
    this.profile = new Int32Array(capacity)
    this.room = new Int32Array(capacity)
    this.load = new Int32Array(capacity)
    this.inUse = new Int32Array(capacity)
    this.head = new Int32Array(capacity)
    this.headRest = new Float64Array(capacity)
    this.tail = new Int32Array(capacity)
    this.nextActive = new Int32Array(capacity)
    this.previousActive = new Int32Array(capacity)
  }

  protected widen(capacity: number): void {
    this.profile = wider(this.profile, capacity)
    this.room = wider(this.room, capacity)
    this.load = wider(this.load, capacity)
    this.inUse = wider(this.inUse, capacity)
    this.head = wider(this.head, capacity)
    this.headRest = wider(this.headRest, capacity)
    this.tail = wider(this.tail, capacity)
    this.nextActive = wider(this.nextActive, capacity)
    this.previousActive = wider(this.previousActive, capacity)
  }

  open(profile: number, room: number, load: number, inUse: number): number {
    const crew = this.take()
    this.profile[crew] = profile
    this.room[crew] = room
    this.load[crew] = load
    this.inUse[crew] = inUse
    this.head[crew] = this.tail[crew] = -1
    if (profile >= this.firstActive.length) {
      const known = this.firstActive.length
      this.firstActive = wider(this.firstActive, Math.max(profile + 1, known * 2)).fill(-1, known)
    }
    return crew
  }

  /** The crew an agent stands in, -1 = none. */
  crewOf(agent: number): number {
    return this.agents.crew[agent]!
  }

  enter(agent: number, crew: number): void {
    const { next, previous, rest } = this.agents
    const head = this.head[crew]!
    let after = this.tail[crew]!
    let before = head
    while (after >= 0 && rest[agent]! < rest[after]!) {
      if (rest[agent]! < rest[before]!) {
        after = previous[before]!
        break
      }
      before = next[before]!
      after = previous[after]!
    }
    const follower = after < 0 ? head : next[after]!
    previous[agent] = after
    next[agent] = follower
    this.agents.crew[agent] = crew
    if (after < 0) {
      this.head[crew] = agent
      this.headRest[crew] = rest[agent]!
    } else next[after] = agent
    if (follower < 0) this.tail[crew] = agent
    else previous[follower] = agent
    if (head < 0) this.activate(crew)
    for (let n = 0; n < this.turns.length; n++) this.turns[n]!.enter(agent, crew)
    if (this.shelves.isOpen) this.shelve(agent)
  }

  /** From now on everybody with room stands on shelves, too. */
  openShelves(): void {
    if (this.shelves.isOpen) return
    this.shelves.isOpen = true
    const all: number[] = []
    for (let crew = 0; crew < this.used; crew++)
      for (let agent = this.head[crew]!; agent >= 0; agent = this.agents.next[agent]!) all.push(agent)
    const { rest } = this.agents
    for (const agent of all.sort((a, b) => rest[a]! - rest[b]!)) this.shelve(agent)
  }

  private shelve(agent: number): void {
    const crew = this.agents.crew[agent]!
    const keys = this.pivot.keys(this.profile[crew]!)
    this.shelves.enter(agent, keys, this.room[crew]!, this.load[crew]!)
  }

  leave(agent: number): void {
    const { next, previous, rest } = this.agents
    const crew = this.agents.crew[agent]!
    const before = previous[agent]!
    const after = next[agent]!
    if (before < 0) {
      this.head[crew] = after
      if (after >= 0) this.headRest[crew] = rest[after]!
    } else next[before] = after
    if (after < 0) this.tail[crew] = before
    else previous[after] = before
    this.agents.crew[agent] = -1
    for (let n = 0; n < this.turns.length; n++) this.turns[n]!.leave(agent, crew)
    if (this.shelves.isOpen) this.shelves.leave(agent)
    if (this.head[crew]! < 0) this.deactivate(crew)
  }

  private activate(crew: number): void {
    const profile = this.profile[crew]!
    const first = this.firstActive[profile]!
    this.active++
    this.nextActive[crew] = first
    this.previousActive[crew] = -1
    this.firstActive[profile] = crew
    if (first >= 0) this.previousActive[first] = crew
  }

  private deactivate(crew: number): void {
    const next = this.nextActive[crew]!
    const previous = this.previousActive[crew]!
    this.active--
    if (previous < 0) this.firstActive[this.profile[crew]!] = next
    else this.nextActive[previous] = next
    if (next >= 0) this.previousActive[next] = previous
  }
}
