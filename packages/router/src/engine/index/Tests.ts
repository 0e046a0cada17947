import type { Skills } from "../../Command.ts"
import { conjuncts, type Need } from "../compile/Need.ts"
import { wider } from "../Pool.ts"

/** Numbers per demand: how many comparisons, then a skill and the level it wants, each. */
const cells = 8
const most = 3

/**
 * Requirements of the usual form, some skills at some levels all together, as numbers beside one another: what single contacts and agents
 * are tested by, some dozens in a decision. Of any other form `isSimple` says no, and the tree is asked.
 */
export class Tests {
  private readonly skillOf = new Map<string, number>()
  private wanted: Int32Array = new Int32Array(64 * cells)
  /** Of each profile: its skills and levels. */
  private readonly levels: Int32Array[] = []
  /** The levels of one profile by skill, 0 for all others. */
  private mine: Int32Array = new Int32Array(64)
  private shown = -1

  /** A new profile. */
  meet(profile: number, skills: Skills): void {
    const names = Object.keys(skills)
    const own = new Int32Array(names.length * 2)
    for (const [at, name] of names.entries()) {
      own[at * 2] = this.skill(name)
      own[at * 2 + 1] = skills[name]!
    }
    this.levels[profile] = own
    if (this.shown === profile) this.shown = -1
  }

  /** A new demand. */
  ask(demand: number, need: Need): void {
    const at = demand * cells
    if (at + cells > this.wanted.length) this.wanted = wider(this.wanted, this.wanted.length * 2)
    const parts = conjuncts(need)
    const isSimple = parts.length <= most && parts.every((part) => part.type === "skill" && part.is === ">=")
    this.wanted[at] = isSimple ? parts.length : -1
    if (!isSimple) return
    for (const [n, part] of parts.entries()) {
      if (part.type !== "skill") continue
      this.wanted[at + 1 + n * 2] = this.skill(part.skill)
      this.wanted[at + 2 + n * 2] = part.level
    }
  }

  isSimple(demand: number): boolean {
    return this.wanted[demand * cells]! >= 0
  }

  /** Does this profile meet a demand of the simple form? Quickest for one profile after the other. */
  meets(demand: number, profile: number): boolean {
    if (this.shown !== profile) this.show(profile)
    const { wanted, mine } = this
    const first = demand * cells + 1
    const last = first + wanted[first - 1]! * 2
    for (let at = first; at < last; at += 2) if (mine[wanted[at]!]! < wanted[at + 1]!) return false
    return true
  }

  /** The same, quickest for one demand and one profile after the other. */
  isMetBy(demand: number, profile: number): boolean {
    const { wanted } = this
    const own = this.levels[profile]!
    const first = demand * cells + 1
    const last = first + wanted[first - 1]! * 2
    for (let at = first; at < last; at += 2) if (levelIn(own, wanted[at]!) < wanted[at + 1]!) return false
    return true
  }

  private show(profile: number): void {
    const { mine } = this
    const before = this.shown < 0 ? nothing : this.levels[this.shown]!
    for (let at = 0; at < before.length; at += 2) mine[before[at]!] = 0
    const own = this.levels[profile]!
    for (let at = 0; at < own.length; at += 2) mine[own[at]!] = own[at + 1]!
    this.shown = profile
  }

  private skill(name: string): number {
    const known = this.skillOf.get(name)
    if (known !== undefined) return known
    const skill = this.skillOf.size
    this.skillOf.set(name, skill)
    if (skill >= this.mine.length) this.mine = wider(this.mine, skill * 2)
    return skill
  }
}

function levelIn(own: Int32Array, skill: number): number {
  for (let at = 0; at < own.length; at += 2) if (own[at] === skill) return own[at + 1]!
  return 0
}

const nothing = new Int32Array(0)
