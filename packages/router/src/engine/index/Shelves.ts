import { wider } from "../Pool.ts"
import type { Agents } from "../state/Agents.ts"
import { Chains } from "./Chains.ts"

/**
 * Where next to every agent is one of a kind, crews would be as many as agents. There whoever has room also stands on a shelf for each of
 * his keys (`Pivot`), with those who have as much in hand and the same room, longest at rest first. A contact asks along the shelves of its
 * cover, first in order first, until one fits.
 */
export class Shelves {
  isOpen = false
  /** How many came since somebody asked. */
  private unasked = 0
  /** How many stand here. */
  private agentsHere = 0
  private readonly agents: Agents
  /** Shelves of each key. */
  private readonly under: number[][] = []
  readonly room: number[] = []
  readonly load: number[] = []
  /** Places on shelves: whose, and his next place. A free place stands in the list `free`. */
  owner: Int32Array = new Int32Array(64)
  /** The places of each shelf, by rest. */
  readonly chains = new Chains((a, b) => this.agents.rest[this.owner[a]!]! < this.agents.rest[this.owner[b]!]!)
  private shelf: Int32Array = new Int32Array(64)
  private sibling: Int32Array = new Int32Array(64)
  private firstOf: Int32Array = new Int32Array(64).fill(-1)
  private free = -1
  private used = 0

  constructor(agents: Agents) {
    this.agents = agents
    this.chains.widen(this.owner.length)
  }

  of(key: number): ReadonlyArray<number> {
    return this.under[key] ?? none
  }

  ask(): void {
    this.unasked = 0
  }

  enter(agent: number, keys: ReadonlyArray<number>, room: number, load: number): void {
    // Nobody asks any more, so nobody pays any more; whoever asks again pays for putting everybody back.
    if (this.unasked++ > 1_024 + 4 * this.agentsHere) return this.close()
    this.agentsHere++
    if (agent >= this.firstOf.length) {
      const known = this.firstOf.length
      this.firstOf = wider(this.firstOf, Math.max(agent + 1, known * 2)).fill(-1, known)
    }
    for (const key of keys) {
      const place = this.place()
      this.owner[place] = agent
      this.sibling[place] = this.firstOf[agent]!
      this.firstOf[agent] = place
      const shelf = this.shelfFor(key, room, load)
      this.shelf[place] = shelf
      this.chains.enter(place, shelf)
    }
  }

  private close(): void {
    this.isOpen = false
    this.agentsHere = this.unasked = this.used = 0
    this.free = -1
    this.under.length = this.room.length = this.load.length = 0
    this.chains.clear()
    this.firstOf.fill(-1)
  }

  leave(agent: number): void {
    if ((this.firstOf[agent] ?? -1) >= 0) this.agentsHere--
    for (let place = this.firstOf[agent] ?? -1; place >= 0; ) {
      this.chains.leave(place, this.shelf[place]!)
      const further = this.sibling[place]!
      this.sibling[place] = this.free
      this.free = place
      place = further
    }
    if (agent < this.firstOf.length) this.firstOf[agent] = -1
  }

  private place(): number {
    if (this.free >= 0) {
      const place = this.free
      this.free = this.sibling[place]!
      return place
    }
    if (this.used === this.owner.length) {
      const length = this.used * 2
      this.owner = wider(this.owner, length)
      this.chains.widen(length)
      this.shelf = wider(this.shelf, length)
      this.sibling = wider(this.sibling, length)
    }
    return this.used++
  }

  private shelfFor(key: number, room: number, load: number): number {
    const under = (this.under[key] ??= [])
    for (const shelf of under) if (this.room[shelf] === room && this.load[shelf] === load) return shelf
    const shelf = this.room.push(room) - 1
    this.load.push(load)
    under.push(shelf)
    return shelf
  }
}

const none: ReadonlyArray<number> = []
