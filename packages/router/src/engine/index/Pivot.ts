import type { Attributes, Skills } from "../../Command.ts"
import { coverOf, keysOf } from "../compile/cover.ts"
import type { Need } from "../compile/Need.ts"
import { type Contacts, I } from "../state/Contacts.ts"
import { N, type Lanes } from "./Lanes.ts"

/** What a shared lane's contacts have in common. */
interface Group {
  readonly name: string
  readonly queue: number
  readonly channel: number
  readonly cover: number
  uses: number
  /** By origin; -1 = none yet. */
  readonly lanes: number[]
}

/**
 * Where next to everybody asks for something of his own, rows of what fits whom would be as many as contacts times agents. There a contact
 * stands in a lane it shares with all who have queue, channel, priority, head start, step and a *cover* in common: keys (skills,
 * attributes, values) of which whoever may take it holds at least one, the rarest. An agent looks at the lanes under his own keys alone,
 * first in order first, and tests single contacts until one fits. Key 0 is everybody's, for what has no cover.
 */
export class Pivot {
  private readonly keyOf = new Map<string, number>([["", 0]])
  /** How many profiles hold a key, and how many demands were put under it. */
  private readonly holders: number[] = [0]
  private readonly wanted: number[] = [0]
  private readonly coverBy = new Map<string, number>()
  /** Keys of each cover. */
  readonly covers: ReadonlyArray<number>[] = []
  private readonly groupBy = new Map<string, number>()
  private readonly groups: Array<Group | undefined> = []
  private readonly freeGroups: number[] = []
  /** Non-empty lanes under a key as `under` tells them, by `key * 8 + channel`. */
  private readonly lists: Array<number[] | undefined> = []
  /** How many lanes are not empty. */
  active = 0
  /** Who waits, by demand. */
  private readonly members: Array<number[] | undefined> = []
  /** Keys of each profile, as far as asked for. */
  private readonly profileKeys: Array<ReadonlyArray<number> | undefined> = []
  private readonly contacts: Contacts
  private readonly classDemand: ReadonlyArray<number>

  constructor(contacts: Contacts, classDemand: ReadonlyArray<number>) {
    this.contacts = contacts
    this.classDemand = classDemand
  }

  /** A new profile. */
  meet(profile: number, skills: Skills, attributes: Attributes): void {
    const keys = [0, ...keysOf(skills, attributes).map((key) => this.key(key))]
    for (const key of keys) this.holders[key]!++
    this.profileKeys[profile] = keys
  }

  keys(profile: number): ReadonlyArray<number> {
    return this.profileKeys[profile]!
  }

  /** How many different keys were ever seen. */
  get size(): number {
    return this.keyOf.size
  }

  private key(name: string): number {
    const known = this.keyOf.get(name)
    if (known !== undefined) return known
    this.keyOf.set(name, this.keyOf.size)
    this.wanted.push(0)
    return this.holders.push(0) - 1
  }

  /** What most keep from going under: few hold it, or, of those equally rare, few ask for it. */
  private readonly weight = (name: string): number => {
    const key = this.keyOf.get(name)
    return key === undefined ? 0 : this.holders[key]! * 1_048_576 + Math.min(this.wanted[key]!, 1_048_575)
  }

  cover(need: Need): number {
    const names = coverOf(need, this.weight)
    const keys = names === undefined ? [0] : [...names].map((name) => this.key(name)).sort((a, b) => a - b)
    for (const key of keys) this.wanted[key]!++
    const name = keys.join()
    let cover = this.coverBy.get(name)
    if (cover === undefined) this.coverBy.set(name, (cover = this.covers.push(keys) - 1))
    return cover
  }

  /** The group of a class: its name tells apart whatever orders lanes. */
  groupFor(queue: number, channel: number, step: number, priority: number, creditMs: number, cover: number): number {
    const name = `${queue}/${step} ${channel} ${priority} ${creditMs} ${cover}`
    let group = this.groupBy.get(name)
    if (group === undefined) {
      group = this.freeGroups.pop() ?? this.groups.length
      this.groups[group] = { name, queue, channel, cover, uses: 0, lanes: [-1, -1, -1] }
      this.groupBy.set(name, group)
    }
    this.groups[group]!.uses++
    return group
  }

  /** One class less has it. */
  release(group: number, lanes: Lanes): void {
    const of = this.groups[group]!
    if (--of.uses > 0) return
    for (const lane of of.lanes) if (lane >= 0) lanes.close(lane)
    if (this.groupBy.get(of.name) === group) this.groupBy.delete(of.name)
    this.groups[group] = undefined
    this.freeGroups.push(group)
  }

  /** Rules of these queues are others: what came before stays as it is until nobody is left in it. */
  forgetQueues(queues: ReadonlySet<number>): void {
    for (const [name, group] of this.groupBy) if (queues.has(this.groups[group]!.queue)) this.groupBy.delete(name)
  }

  /** The lanes of a group, by origin. */
  lanesOf(group: number): number[] {
    return this.groups[group]!.lanes
  }

  queueOf(lane: number, lanes: Lanes): number {
    return this.groups[-1 - lanes.i[lane * 16 + N.Demand]!]!.queue
  }

  /** Non-empty lanes under a key, each times 2, and 1 more where it stands under other keys, too. */
  under(key: number, channel: number): ReadonlyArray<number> {
    return this.lists[key * 8 + channel] ?? none
  }

  /** A lane of this group is not empty any more. */
  activate(lane: number, group: number): void {
    const { cover, channel } = this.groups[group]!
    const keys = this.covers[cover]!
    this.active++
    for (const key of keys) {
      const at = key * 8 + channel
      const list = this.lists[at]
      if (list === undefined) this.lists[at] = [entryOf(lane, keys)]
      else list.push(entryOf(lane, keys))
    }
  }

  deactivate(lane: number, group: number): void {
    const { cover, channel } = this.groups[group]!
    const keys = this.covers[cover]!
    this.active--
    for (const key of keys) drop(this.lists[key * 8 + channel]!, entryOf(lane, keys))
  }

  /** Contacts of this demand that wait in shared lanes. */
  membersOf(demand: number): ReadonlyArray<number> {
    return this.members[demand] ?? none
  }

  /** Has entered a shared lane; one that leaves it parts. */
  join(contact: number): void {
    const demand = this.demandOf(contact)
    const members = this.members[demand]
    if (members === undefined) this.members[demand] = [contact]
    else members.push(contact)
  }

  part(contact: number): void {
    const demand = this.demandOf(contact)
    const members = this.members[demand]!
    drop(members, contact)
    if (members.length === 0) this.members[demand] = undefined
  }

  private demandOf(contact: number): number {
    return this.classDemand[this.contacts.i[contact * 16 + I.Class]!]!
  }
}

const entryOf = (lane: number, keys: ReadonlyArray<number>): number => lane * 2 + (keys.length > 1 ? 1 : 0)

const none: ReadonlyArray<number> = []

function drop(list: number[], one: number): void {
  const last = list.pop()!
  if (last !== one) list[list.indexOf(one)] = last
}
