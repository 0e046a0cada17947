import type { Asked } from "../compile/AgentRule.ts"
import { holds } from "../compile/Need.ts"
import { isAlike } from "./groupKeys.ts"
import type { Index } from "./Index.ts"
import { limits } from "./limits.ts"
import { Row } from "./Row.ts"

/** With more profiles than this, shelves find somebody sooner. */
const mostInRow = 4_096

/** The profiles that fit a demand: kept in a row of its own, or, where agents are one of a kind, found along shelves. */
export class DemandRows {
  private readonly index: Index
  private readonly rows: Array<Row | undefined> = []
  /** Scratch: the row of a demand that has none. */
  private readonly any = new Row()
  private readonly flexibility: number[] = []
  /** How often a demand was asked of shelves. */
  private readonly asks: number[] = []

  constructor(index: Index) {
    this.index = index
  }

  of(demand: number): Row {
    const row = (this.rows[demand] ??= new Row())
    const { index } = this
    if (row.upTo === index.profiles.length) return row
    const { rank } = index.ruleOf(demand).agents
    for (; row.upTo < index.profiles.length; row.upTo++) {
      if (!index.fits(demand, row.upTo)) continue
      if (rank !== undefined) row.ranks.push(rank(this.asked(demand, row.upTo)))
      row.push(row.upTo, index.fitOf(demand, row.upTo))
    }
    return row
  }

  /** The number of a demand is another's now. */
  forget(demand: number): void {
    this.rows[demand] = undefined
    this.asks[demand] = 0
  }

  /**
   * Is it found along shelves whom a contact of this demand fits? Where agents are one of a kind, or what it asks for is: until it was asked
   * for so often that a row would have cost less.
   */
  isShelved(demand: number): boolean {
    const { index } = this
    const { length } = index.profiles
    if (length <= limits.shelved) return false
    if (index.isInRows[demand] ? length <= limits.profiles : this.isAskedOften(demand)) return false
    if (index.covers[demand]! < 0) {
      if (!isAlike(index.ruleOf(demand))) return false
      index.covers[demand] = index.pivot.cover(index.demands[demand]!.need)
    }
    index.crews.openShelves()
    return true
  }

  private isAskedOften(demand: number): boolean {
    const { length } = this.index.profiles
    if (this.asks[demand]! < limits.asks + (length >> 11)) return false
    return this.of(demand).size <= mostInRow
  }

  /** Shelves are asked for this demand. */
  ask(demand: number): void {
    this.asks[demand]!++
    this.index.crews.shelves.ask()
  }

  /** The profiles that fit a demand, at least as far as somebody of them has room: good until the next is asked for. */
  withRoom(demand: number): Row {
    return this.isShelved(demand) ? this.onShelves(demand) : this.of(demand)
  }

  private onShelves(demand: number): Row {
    const { index, any } = this
    const { crews, pivot } = index
    const { shelves } = crews
    this.ask(demand)
    const seen = new Set<number>()
    any.size = any.ranks.length = 0
    for (const key of pivot.covers[index.covers[demand]!]!) {
      for (const shelf of shelves.of(key)) {
        for (let place = shelves.chains.firstOf(shelf); place >= 0; place = shelves.chains.next[place]!) {
          const profile = crews.profile[crews.crewOf(shelves.owner[place]!)]!
          if (seen.has(profile)) continue
          seen.add(profile)
          if (!index.fits(demand, profile)) continue
          const rank = this.rankIn(demand, profile)
          if (rank !== undefined) any.ranks.push(rank)
          any.push(profile, index.fitOf(demand, profile))
        }
      }
    }
    return any
  }

  /** What the agent order of the demand's queue goes by, if it is one of groups; 0 elsewhere. */
  rankOf(demand: number, profile: number): number {
    const { index } = this
    if (index.ruleOf(demand).agents.rank === undefined) return 0
    if (!index.isInRows[demand] || this.isShelved(demand)) return this.rankIn(demand, profile)!
    const row = this.of(demand)
    return row.ranks[row.at(profile)]!
  }

  private rankIn(demand: number, profile: number): number | undefined {
    return this.index.ruleOf(demand).agents.rank?.(this.asked(demand, profile))
  }

  private asked(demand: number, profile: number): Asked {
    const { skills, attributes } = this.index.profiles[profile]!
    const { need } = this.index.demands[demand]!
    return { need, skills, attributes, flexibility: () => this.flexibilityOf(profile) }
  }

  /** How many pairs of configured queue and channel this profile could take (SPEC SCORE-23). */
  private flexibilityOf(profile: number): number {
    const known = this.flexibility[profile]
    if (known !== undefined) return known
    const { skills, attributes, occupancy } = this.index.profiles[profile]!
    const taken = occupancy.slots.filter((slots) => slots > 0).length
    const open = this.index.queues.filter((queue) => queue.configured && holds(queue.need, skills, attributes)).length
    return (this.flexibility[profile] = taken * open)
  }

  /** Other queues are configured now. */
  forgetFlexibility(): void {
    this.flexibility.length = 0
  }
}
