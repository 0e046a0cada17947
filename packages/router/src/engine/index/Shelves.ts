import { wider } from "../Pool.ts"
import type { Agents } from "../state/Agents.ts"

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
  readonly head: number[] = []
  private readonly tail: number[] = []
  /** Places on shelves: whose, and his next place. A free place stands in the list `free`. */
  owner: Int32Array = new Int32Array(64)
  next: Int32Array = new Int32Array(64)
  private previous: Int32Array = new Int32Array(64)
  private shelf: Int32Array = new Int32Array(64)
  private sibling: Int32Array = new Int32Array(64)
  private firstOf: Int32Array = new Int32Array(64).fill(-1)
  private free = -1
  private used = 0

  constructor(agents: Agents) {
    this.agents = agents
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
      this.put(place, this.shelfFor(key, room, load))
    }
  }

  private close(): void {
    this.isOpen = false
    this.agentsHere = this.unasked = this.used = 0
    this.free = -1
    this.under.length = this.room.length = this.load.length = this.head.length = this.tail.length = 0
    this.firstOf.fill(-1)
  }

  leave(agent: number): void {
    if ((this.firstOf[agent] ?? -1) >= 0) this.agentsHere--
    for (let place = this.firstOf[agent] ?? -1; place >= 0; ) {
      const shelf = this.shelf[place]!
      const before = this.previous[place]!
      const after = this.next[place]!
      if (before < 0) this.head[shelf] = after
      else this.next[before] = after
      if (after < 0) this.tail[shelf] = before
      else this.previous[after] = before
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
      this.next = wider(this.next, length)
      this.previous = wider(this.previous, length)
      this.shelf = wider(this.shelf, length)
      this.sibling = wider(this.sibling, length)
    }
    return this.used++
  }

  /** Two-ended search for the place by rest. */
  private put(place: number, shelf: number): void {
    const { next, previous, owner } = this
    const { rest } = this.agents
    const own = rest[owner[place]!]!
    const head = this.head[shelf]!
    let after = this.tail[shelf]!
    let before = head
    while (after >= 0 && own < rest[owner[after]!]!) {
      if (own < rest[owner[before]!]!) {
        after = previous[before]!
        break
      }
      before = next[before]!
      after = previous[after]!
    }
    const follower = after < 0 ? head : next[after]!
    this.shelf[place] = shelf
    previous[place] = after
    next[place] = follower
    if (after < 0) this.head[shelf] = place
    else next[after] = place
    if (follower < 0) this.tail[shelf] = place
    else previous[follower] = place
  }

  private shelfFor(key: number, room: number, load: number): number {
    const under = (this.under[key] ??= [])
    for (const shelf of under) if (this.room[shelf] === room && this.load[shelf] === load) return shelf
    const shelf = this.room.push(room) - 1
    this.load.push(load)
    this.head.push(-1)
    this.tail.push(-1)
    under.push(shelf)
    return shelf
  }
}

const none: ReadonlyArray<number> = []
