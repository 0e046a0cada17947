import { channels } from "../../Channel.ts"
import { type CapacityRule, noRoom } from "./CapacityRule.ts"

const count = channels.length

/**
 * What live work leaves room for, as a finite automaton. A state is the count of live offers, work and wrap-ups per channel. The
 * capacity rule is asked once per state, when it is first met; afterwards taking and giving back is one array read, and room is a
 * set of bits. Finite, because no channel takes more than its slots (CAP-1).
 */
export class Occupancy {
  readonly slots: ReadonlyArray<number>
  /** In all; -1 = no limit. */
  readonly units: number
  private readonly rule: CapacityRule
  /** Per state: the counts, the bits of the channels that still fit, and how many contacts there are in all. */
  readonly counts: Array<ReadonlyArray<number>> = []
  readonly room: number[] = []
  readonly load: number[] = []
  /** Per state what is in use, and what that is a share of: units where the agent has some, else contacts and slots (SPEC SCORE-21). */
  readonly inUse: number[] = []
  readonly whole: number
  private readonly taken: number[] = []
  private readonly freed: number[] = []
  private readonly stateOf = new Map<string, number>()

  constructor(slots: ReadonlyArray<number>, units: number, rule: CapacityRule) {
    this.slots = slots
    this.units = units
    this.rule = rule
    this.whole = units < 0 ? slots.reduce((sum, n) => sum + n, 0) : units
    this.stateFor(channels.map(() => 0))
  }

  /** The state of these counts; 0 is the empty one. */
  stateFor(counts: ReadonlyArray<number>): number {
    const key = counts.join()
    const known = this.stateOf.get(key)
    if (known !== undefined) return known
    const state = this.counts.push(counts) - 1
    this.stateOf.set(key, state)
    let room = 0
    let load = 0
    let cost = 0
    for (let channel = 0; channel < count; channel++) {
      if (noRoom(this.rule, { counts, slots: this.slots, units: this.units }, channel) === undefined)
        room |= 1 << channel
      load += counts[channel]!
      cost += counts[channel]! * this.rule.costs[channel]!
      this.taken.push(-1)
      this.freed.push(-1)
    }
    this.room.push(room)
    this.load.push(load)
    this.inUse.push(this.units < 0 ? load : cost)
    return state
  }

  take(state: number, channel: number): number {
    const at = state * count + channel
    if (this.taken[at]! < 0) this.taken[at] = this.stateFor(changed(this.counts[state]!, channel, 1))
    return this.taken[at]!
  }

  give(state: number, channel: number): number {
    const at = state * count + channel
    if (this.freed[at]! < 0) this.freed[at] = this.stateFor(changed(this.counts[state]!, channel, -1))
    return this.freed[at]!
  }
}

const changed = (counts: ReadonlyArray<number>, channel: number, by: number): number[] =>
  counts.map((n, at) => (at === channel ? n + by : n))
