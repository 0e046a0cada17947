import type { Skills } from "../../Command.ts"
import { perPriority } from "../compile/Ageing.ts"
import { holds, noAttributes, both } from "../compile/Need.ts"
import type { CapacityRule } from "../compile/CapacityRule.ts"
import { Occupancy } from "../compile/Occupancy.ts"
import { needOf } from "../compile/needOf.ts"
import type { QueueRule } from "../compile/Policy.ts"
import type { WishRule } from "../compile/Wishes.ts"
import type { Rules } from "../Rules.ts"
import { wider } from "../Pool.ts"
import type { Agents } from "../state/Agents.ts"
import { type Contacts, I, Origin } from "../state/Contacts.ts"
import { Classes } from "./Classes.ts"
import { Bounds } from "./Bounds.ts"
import { Crews } from "./Crews.ts"
import { DemandRows } from "./DemandRows.ts"
import { agentGroup, contactGroup } from "./groupsTold.ts"
import { Held } from "./Held.ts"
import { attributesKey, byUnits, type Demand, demandKey, isAlike, type Profile } from "./groupKeys.ts"
import { Lanes } from "./Lanes.ts"
import { Left } from "./Left.ts"
import { limits } from "./limits.ts"
import { Pivot } from "./Pivot.ts"
import { ProfileRows, P } from "./ProfileRows.ts"
import { Staff } from "./Staff.ts"
import { Tests } from "./Tests.ts"

/**
 * demand : lane = profile : crew. Contacts that ask for the same stand in lanes of one demand, agents who offer the same in crews of
 * one profile; whether a demand and a profile fit is asked once and kept in rows. The index is a function of the state: thrown away
 * and built again it decides alike, so nothing of it is stored.
 */
export class Index {
  readonly lanes: Lanes
  readonly bounds: Bounds
  /** Lanes of those held for single agents. */
  readonly held: Held
  readonly crews: Crews
  readonly staff: Staff
  readonly demands: Demand[] = []
  readonly profiles: Profile[] = []
  /** Bit of each demand's channel. */
  demandBit: Int32Array = new Int32Array(64)
  readonly queues: ReadonlyArray<QueueRule>
  readonly capacity: CapacityRule
  private readonly rules: Rules
  private readonly demandOf = new Map<string, number>()
  readonly classes = new Classes()
  readonly classPriority = this.classes.priority
  private readonly classDemand = this.classes.demand
  private readonly laneOf = this.classes.lane
  /** How many classes a demand has that were made in shared lanes. */
  private readonly demandUses: number[] = []
  private readonly demandKeys: string[] = []
  private readonly freeDemands: number[] = []
  private readonly left = new Left()
  /** Of each demand; -1 = it has none, and no use for one. */
  readonly covers: number[] = []
  /** Demands that stand in rows, whose contacts have lanes of their own. */
  private readonly inRows: number[] = []
  readonly isInRows: boolean[] = []
  readonly pivot: Pivot
  readonly tests = new Tests()
  private readonly profileOf = new Map<string, number>()
  private readonly occupancyBy = new Map<string, Occupancy>()
  private readonly crewOf: number[][] = []
  readonly rows = new ProfileRows()
  /** Of each profile. */
  readonly occupancyOf: Occupancy[] = []
  /** Bit 1: they are a reserve; bit 2: they want something of queues. */
  private readonly special: number[] = []
  readonly demandRows = new DemandRows(this)
  private leftBehind = 0
  private readonly reserveOpen: ReadonlyArray<number>
  /** Somebody is a reserve. */
  reserving = false
  /** Somebody wants something of queues. */
  wishing = false
  /** Somebody has an allocation. */
  allocating = false
  private readonly fitsKnown = new Map<number, number>()

  constructor(
    contacts: Contacts,
    agents: Agents,
    queues: ReadonlyArray<QueueRule>,
    capacity: CapacityRule,
    rules: Rules,
    reserveOpen: ReadonlyArray<number>,
    work: Float64Array,
    clock: Float64Array
  ) {
    this.staff = new Staff(work)
    this.reserveOpen = reserveOpen
    this.rules = rules
    this.pivot = new Pivot(contacts, this.classDemand)
    this.bounds = new Bounds(clock)
    this.lanes = new Lanes(64, contacts, this.bounds, this.pivot)
    this.held = new Held(contacts)
    this.crews = new Crews(64, agents, this.pivot)
    this.queues = queues
    this.capacity = capacity
  }

  /**
   * Contacts of one class are served strictly in order of age (SPEC QUEUE-2). A head start is the same for a whole class, so a lane
   * stays a list to whose end arrivals go; each different head start has a lane of its own.
   */
  classFor(
    queue: number,
    channel: number,
    ownPriority: number,
    creditMs: number,
    needs: string | undefined,
    step: number
  ): number {
    const priority = this.queues[queue]!.priority + ownPriority
    const plain = this.classes.plain(needs)
    if (creditMs > 0 || step > 0) return this.classBy(queue, channel, priority, creditMs, needs, step)
    const key = (queue * 8 + channel) * 8_388_608 + priority
    let known = plain.get(key)
    if (known === undefined) plain.set(key, (known = this.classBy(queue, channel, priority, 0, needs, 0)))
    return known
  }

  private classBy(
    queue: number,
    channel: number,
    priority: number,
    creditMs: number,
    needs: string | undefined,
    step: number
  ): number {
    const key = `${queue}${step === 0 ? "" : `/${step}`} ${channel} ${priority} ${creditMs} ${needs ?? ""}`
    const known = this.classes.of(key)
    if (known !== undefined) return known
    const demand = this.demandFor(queue, channel, needs, priority, step)
    if (this.isInRows[demand]!) return this.classes.open(key, demand, priority, -1)
    this.demandUses[demand]!++
    const group = this.pivot.groupFor(queue, channel, step, priority, creditMs, this.covers[demand]!)
    return this.classes.open(key, demand, priority, group)
  }

  /** So many groups are left behind that it is better to build it again. */
  get isWorn(): boolean {
    return this.leftBehind > Math.max(64, this.demands.length >> 1)
  }

  /** Rules of these queues are others: whoever waits there is asked anew what he asks for. What they asked for before stays, empty. */
  forgetQueues(queues: ReadonlySet<number>): void {
    const isLeft = (demand: number) => queues.has(this.demands[demand]!.queue)
    for (const [key, demand] of this.demandOf) {
      if (!isLeft(demand)) continue
      this.demandOf.delete(key)
      this.leftBehind++
    }
    this.classes.forgetWhere(isLeft)
    this.pivot.forgetQueues(queues)
    this.demandRows.forgetFlexibility()
  }

  /** A contact has it no more. What nobody asks for any more is forgotten where it was one of many. */
  release(klass: number): void {
    if (!this.classes.isLeftBy(klass)) return
    const demand = this.classDemand[klass]!
    this.pivot.release(this.classes.group[klass]!, this.lanes)
    this.classes.forget(klass, this.demands[demand]!.needs, this.lanes)
    if (--this.demandUses[demand]! > 0 || this.isInRows[demand]!) return
    const gone = this.left.add(demand, limits.remembered)
    if (gone < 0 || this.demandUses[gone]! > 0 || this.isInRows[gone]!) return
    if (this.demandOf.get(this.demandKeys[gone]!) === gone) this.demandOf.delete(this.demandKeys[gone]!)
    this.freeDemands.push(gone)
  }

  /** How many groups are kept, those of nobody included. */
  get size(): number {
    return this.demands.length - this.freeDemands.length + this.profiles.length + this.pivot.size
  }

  /** A rule of the user's own sees the priority, so where there is one the priority tells demands apart. */
  private demandFor(queue: number, channel: number, needs: string | undefined, priority: number, step: number): number {
    const { own, need: atFirst, relaxation } = this.queues[queue]!
    const key = `${demandKey(queue, channel, needs ?? "", step)}${own === undefined ? "" : `'${priority}`}`
    const known = this.demandOf.get(key)
    if (known !== undefined) return known
    const need = both(step === 0 ? atFirst : relaxation!.stages[step]!.need, needOf(needs))
    const id = this.freeDemands.pop() ?? this.demands.length
    this.demands[id] = { queue, channel, need, priority, needs }
    this.tests.ask(id, need)
    this.demandRows.forget(id)
    this.staff.forget(id)
    this.demandOf.set(key, id)
    this.demandKeys[id] = key
    this.demandUses[id] = 0
    this.bounds.open(id)
    const mayShare = isAlike(this.queues[queue]!) && this.inRows.length >= limits.rows
    this.covers[id] = mayShare ? this.pivot.cover(need) : -1
    this.isInRows[id] = !mayShare
    if (!mayShare) this.inRows.push(id)
    if (id >= this.demandBit.length) this.demandBit = wider(this.demandBit, id * 2)
    this.demandBit[id] = 1 << channel
    return id
  }

  /** So many wait for a demand that it is worth a place in rows: they get lanes of their own. */
  private promote(contacts: Contacts, demand: number): void {
    const members = [...this.pivot.membersOf(demand)]
    for (const contact of members) this.lanes.leave(contact)
    this.isInRows[demand] = true
    this.inRows.push(demand)
    for (const contact of members.sort((a, b) => (contacts.isOlder(a, b) ? -1 : 1))) this.enterLane(contacts, contact)
  }

  /** A lane of a class's own that nobody stood in before. */
  private openLane(klass: number, origin: number): number {
    const demand = this.classDemand[klass]!
    const lane = this.lanes.open(demand, this.classPriority[klass]!, this.ruleOf(demand), origin === Origin.Ringing)
    this.classes.lane[klass * 3 + origin] = lane
    return lane
  }

  private sharedLane(klass: number, demand: number, origin: number): number {
    const group = this.classes.group[klass]!
    const lanes = this.pivot.lanesOf(group)
    if (lanes[origin]! >= 0) return lanes[origin]!
    const rings = origin === Origin.Ringing
    return (lanes[origin] = this.lanes.open(-1 - group, this.classPriority[klass]!, this.ruleOf(demand), rings))
  }

  /** `units` < 0 = no limit. */
  profileFor(
    skills: Skills,
    slots: ReadonlyArray<number>,
    units: number,
    attributes = noAttributes,
    reserve?: ReadonlyMap<number, number>,
    wishes?: WishRule
  ): number {
    const names = Object.keys(skills).sort(byUnits)
    const named = names.map((name) => `${name}'${skills[name]}`).join()
    const more = `${reserve === undefined ? "" : `|${[...reserve].join(" ")}`}${wishes === undefined ? "" : `~${wishes.key}`}`
    const key = `${slots.join()} ${units} ${named}${attributesKey(attributes)}${more}`
    const known = this.profileOf.get(key)
    if (known !== undefined) return known
    const occupancy = this.occupancyFor(slots, units)
    const id = this.profiles.push({ skills, attributes, occupancy, reserve, wishes }) - 1
    if (wishes !== undefined) this.wishing = true
    if (wishes?.allocates === true) this.allocating = true
    this.profileOf.set(key, id)
    if (reserve !== undefined) this.reserving = true
    this.crewOf.push([])
    this.occupancyOf.push(occupancy)
    this.special.push((reserve === undefined ? 0 : 1) | (wishes === undefined ? 0 : 2))
    this.rows.open(id)
    this.pivot.meet(id, skills, attributes)
    this.tests.meet(id, skills)
    return id
  }

  private occupancyFor(slots: ReadonlyArray<number>, units: number): Occupancy {
    const key = `${slots.join()} ${units}`
    let occupancy = this.occupancyBy.get(key)
    if (occupancy === undefined) {
      occupancy = new Occupancy(slots, units, this.capacity)
      this.occupancyBy.set(key, occupancy)
    }
    return occupancy
  }

  crewFor(profile: number, occupancy: number): number {
    const crews = this.crewOf[profile]!
    const known = crews[occupancy]
    if (known !== undefined && known >= 0) return known
    while (crews.length <= occupancy) crews.push(-1)
    const { room, load, inUse } = this.profiles[profile]!.occupancy
    const crew = this.crews.open(profile, room[occupancy]!, load[occupancy]!, inUse[occupancy]!)
    crews[occupancy] = crew
    return crew
  }

  /** How long contacts have to wait before these agents may take them (SPEC SCORE-10). */
  delayMs(demand: number, profile: number): number {
    return this.profiles[profile]!.wishes?.delays.get(this.demands[demand]!.queue) ?? 0
  }

  /** Are these agents the reserve of the queue, of a level that has not joined (SPEC RES-1)? */
  isClosed(demand: number, profile: number): boolean {
    return this.profiles[profile]!.reserve !== undefined && this.isClosedTo(this.demands[demand]!.queue, profile)
  }

  isClosedTo(queue: number, profile: number): boolean {
    const { reserve } = this.profiles[profile]!
    if (reserve === undefined) return false
    return (reserve.get(queue) ?? 0) > this.reserveOpen[queue]!
  }

  /** The only place where a requirement meets skills. Room is another question, asked of the occupancy. */
  fits(demand: number, profile: number): boolean {
    const { queue, channel } = this.demands[demand]!
    const takes = this.queues[queue]!.configured && this.occupancyOf[profile]!.slots[channel]! > 0
    return takes && this.meets(demand, profile)
  }

  /** The same where it is known that the profile takes the channel and that the queue is there. */
  meets(demand: number, profile: number): boolean {
    if (this.tests.isSimple(demand)) return this.tests.meets(demand, profile)
    const { skills, attributes } = this.profiles[profile]!
    return holds(this.demands[demand]!.need, skills, attributes)
  }

  /**
   * What the pair adds to the score of its contacts, in sixty-thousandths of a priority; constant while both are known. A rule of the
   * user's own is asked once and its answer kept, so that both sides of a pair see the same, whatever the rule is like.
   */
  fitOf(demand: number, profile: number): number {
    const { queue } = this.demands[demand]!
    const preferred = this.profiles[profile]!.wishes?.prefers.get(queue) ?? 0
    return preferred * perPriority + this.ownFit(demand, profile)
  }

  private ownFit(demand: number, profile: number): number {
    const { own } = this.queues[this.demands[demand]!.queue]!
    if (own?.rule === undefined || own.rule.scan === true) return 0
    const key = demand * 4_194_304 + profile
    const known = this.fitsKnown.get(key)
    if (known !== undefined) return known
    const { name, queue, rule } = own
    const fit = this.rules.fit(name, queue, rule, contactGroup(this, demand), agentGroup(this, profile)) * perPriority
    this.fitsKnown.set(key, fit)
    return fit
  }

  /** Neither a reserve nor with wishes: a demand that fits may be taken. */
  isPlain(profile: number): boolean {
    return this.special[profile] === 0
  }

  /** Meets the demands that are new since this profile was asked last. */
  extendRow(profile: number): void {
    const at = profile * 4
    const { rows, demands, inRows } = this
    for (let next = rows.at[at + P.UpTo]!; next < inRows.length; next++) {
      const demand = inRows[next]!
      if (this.fits(demand, profile)) rows.push(profile, demand, demands[demand]!.channel, this.fitOf(demand, profile))
      rows.at[at + P.UpTo] = next + 1
    }
  }

  /** What is held for an agent stands with him, everything else with those who ask for the same. */
  enterLane(contacts: Contacts, contact: number): void {
    const i = contacts.i
    const klass = i[contact * 16 + I.Class]!
    if (i[contact * 16 + I.Preferred]! >= 0)
      return this.held.enter(contact, this.classPriority[klass]!, this.queues[contacts.queue[contact]!]!)
    const origin = i[contact * 16 + I.Origin]!
    const own = this.laneOf[klass * 3 + origin]!
    if (own >= 0) this.lanes.enter(contact, own)
    else if (this.isInRows[this.classDemand[klass]!]!) this.lanes.enter(contact, this.openLane(klass, origin))
    else this.enterShared(contacts, contact, klass, origin)
  }

  private enterShared(contacts: Contacts, contact: number, klass: number, origin: number): void {
    const demand = this.classDemand[klass]!
    this.lanes.enter(contact, this.sharedLane(klass, demand, origin))
    this.pivot.join(contact)
    // So many wait that rows pay: the sooner, the fewer rows and profiles there are to be gone through.
    const most = limits.members + (this.inRows.length >> 9) + (this.profiles.length >> 12)
    if (this.pivot.membersOf(demand).length >= most) this.promote(contacts, demand)
  }

  leaveLane(contacts: Contacts, contact: number): void {
    if (contacts.i[contact * 16 + I.Preferred]! >= 0) this.held.leave(contact)
    else this.lanes.leave(contact)
  }

  /** What a contact has with single agents changed. */
  mark(contacts: Contacts, contact: number): void {
    if (contacts.i[contact * 16 + I.Preferred]! >= 0) this.held.lanes.mark(contact)
    else this.lanes.mark(contact)
  }

  /** The rules of a demand's queue. */
  ruleOf(demand: number): QueueRule {
    return this.queues[this.demands[demand]!.queue]!
  }

  demandOfClass(klass: number): number {
    return this.classDemand[klass]!
  }
}
