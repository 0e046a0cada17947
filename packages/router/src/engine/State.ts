import type { Configuration, WhenLost } from "../Configuration.ts"
import { aged, noAgeing, perPriority } from "./compile/Ageing.ts"
import { type WishRule, wishRule } from "./compile/Wishes.ts"
import { type OwnRule, type QueueRule, retired } from "./compile/Policy.ts"
import { anyWords } from "./compile/Vocabulary.ts"
import { Alarms, type AlarmKind } from "./Alarms.ts"
import { Delays } from "./index/Delays.ts"
import { offersOf } from "./engagementOf.ts"
import { armYounger } from "./evolve/delays.ts"
import type { Index } from "./index/Index.ts"
import { Rank } from "./index/Lanes.ts"
import { Pairs } from "./index/Pairs.ts"
import { Touched } from "./index/Touched.ts"
import { noWork } from "./index/Work.ts"
import { Unaccepted } from "./index/Unaccepted.ts"
import { Hash } from "./log/Hash.ts"
import { Parts } from "./log/Parts.ts"
import { Rows } from "./log/Rows.ts"
import { Agents, Presence } from "./state/Agents.ts"
import { Contacts, ContactState, F, I } from "./state/Contacts.ts"
import { ContactIds } from "./state/ContactIds.ts"
import { Engagements } from "./state/Engagements.ts"
import { Exclusions } from "./state/Exclusions.ts"
import type { QueueMore } from "./state/More.ts"
import { Orders } from "./match/Orders.ts"
import { emptyIndex, reindex } from "./reindex.ts"
import { Rules } from "./Rules.ts"
import { StaffWatch } from "./StaffWatch.ts"
import { Numbers } from "./state/Numbers.ts"
import { PlainAsked } from "./state/PlainAsked.ts"
import { Walk } from "./match/Walk.ts"
import { Vetoes } from "./state/Vetoes.ts"
import { wider } from "./Pool.ts"
import { takeRules } from "./takeRules.ts"
import { Timers } from "./Timers.ts"
import { Waves } from "./wave/Waves.ts"

/** How many of each a router is prepared for. It grows beyond them; sizes given at the start avoid the pauses of growing. */
export interface Sizes {
  readonly contacts?: number
  readonly agents?: number
}

/** Cells of `counts`: every one rises and never falls. */
export const Count = { Contact: 0, Rest: 1, Offer: 2, Timer: 3 } as const

/**
 * Everything the router knows. `evolve` is the only writer of facts; `match` writes the index where facts left it behind. Numbers
 * live in typed columns, addressed by handles; strings and Maps stand at the edge.
 */
export class State {
  /** Engine time: a cell, because a double handed around is boxed. */
  readonly clock = new Float64Array(1)
  /** Time that a step is asked at, before it is known to be one. */
  readonly askedAt = new Float64Array(1)
  readonly counts = new Float64Array(4)
  readonly contacts: Contacts
  readonly agents: Agents
  readonly engagements: Engagements
  readonly exclusions: Exclusions
  readonly vetoes = new Vetoes()
  readonly timers: Timers
  readonly alarms: Alarms
  readonly rows = new Rows()
  readonly parts: Parts
  readonly hash = new Hash()
  readonly touchedAgents = new Touched()
  readonly touchedContacts = new Touched()
  /** Scratch of `match`: agents by the best they could take, contacts by the best who could take them. */
  readonly agentPairs: Pairs
  readonly contactPairs: Pairs
  /** Key of the pair found last (cells `K`): doubles handed around are boxed. */
  readonly found = new Float64Array(4)
  /** What decisions have cost (cells `Work`). */
  readonly work = noWork()
  readonly walk: Walk
  readonly delays: Delays
  /** Everybody who is here, by number and by id; both run in order of first enqueue. */
  readonly numbers: Numbers
  readonly contactOf: ContactIds
  readonly plain = new PlainAsked()
  /** Everybody who ever signed in, in that order. */
  readonly agentOf = new Map<string, number>()
  /** Those only mentioned in excludes so far. */
  readonly namedOf = new Map<string, number>()
  readonly queueOf = new Map<string, number>()
  readonly queueName: string[] = []
  readonly queues: QueueRule[] = []
  /** What only some queues have beside their rules: plain data, stored as it is. */
  readonly queueMore: Array<QueueMore | undefined> = []
  /** Contacts held for an agent, by agent, wherever they are. */
  readonly heldFor = new Map<number, Set<number>>()
  /** Levels of each queue's reserve that have joined. */
  readonly reserveOpen: number[] = []
  /** Queues that have a reserve, in the order of the configuration. */
  reserveQueues: ReadonlyArray<number> = []
  /** Contacts per queue and state: `queue * 8 + state`. */
  census: Int32Array = new Int32Array(64)
  index: Index
  configuration: Configuration
  /** The one before the last change: what is taken back to (SPEC CONF-9). */
  previous: Configuration | undefined
  vocabulary = anyWords
  /** Per channel: what becomes of work whose agent is lost (SPEC PRES-3). */
  whenLost: ReadonlyArray<WhenLost> = []
  version = 1
  /** Some queue looks at every change: its steps may be skipped, or it has a reserve. */
  watches = false
  /** Some queue has steps that are skipped. */
  skips = false
  /** How far back the agent orders of all queues look, at most; 0 = none counts what was handled. */
  handledMs = 0
  /** The first rule that a queue names and nobody gave: without it nothing is decided (SPEC SCORE-33). */
  missing: OwnRule | undefined
  /** Rules of the user's own. */
  readonly rules: Rules
  /** Does a queue have a rule that sees single pairs (SPEC SCORE-31)? */
  scansPairs = false
  /** Scratch of `match`: what such rules said since the last offer. */
  readonly scanned = new Map<number, number>()
  readonly waves = new Waves()
  readonly turns = new Orders()
  readonly unaccepted: Unaccepted
  /** Rows ever written, for those who keep something until the next change. */
  changes = 0
  /** Where `changes` stood when everything had been matched. */
  assignedAfter = -1
  /** Was an alarm set that is due already? */
  overdue = false
  /** Does a rule ask how much staff there is? Nobody is counted where none does. */
  countsStaff = false
  /** Does a queue send on who waits without staff? And the last change after which that was asked. */
  leaves = false
  staffedAfter = -1
  /** Who waits, reachable or not, and has changed since then. */
  readonly asked = new Touched()
  readonly leaving = new StaffWatch()
  readonly skipping = new StaffWatch()
  private compactAbove = 4_096

  constructor(configuration: Configuration, sizes: Sizes, rules: Rules = new Rules()) {
    this.rules = rules
    const contacts = Math.max(64, sizes.contacts ?? 1_024)
    const agents = Math.max(64, sizes.agents ?? 256)
    this.contacts = new Contacts(contacts)
    this.numbers = new Numbers(contacts)
    this.contactOf = new ContactIds(this.contacts, this.numbers)
    this.agents = new Agents(agents)
    this.engagements = new Engagements(agents)
    this.parts = new Parts(this.clock, this.engagements)
    this.exclusions = new Exclusions(64)
    this.timers = new Timers(agents, this.clock, this.counts.subarray(Count.Timer))
    this.alarms = new Alarms(this.timers)
    this.unaccepted = new Unaccepted(this.contacts)
    this.walk = new Walk(this.contacts)
    this.delays = new Delays(this.contacts)
    this.agentPairs = new Pairs(this.contacts)
    this.contactPairs = new Pairs(this.contacts)
    this.configuration = configuration
    this.counts[Count.Offer] = 1
    takeRules(this, configuration)
    this.index = emptyIndex(this)
  }

  get nowMs(): number {
    return this.clock[0]!
  }

  /** Channels that fit now, as bits: none unless ready (SPEC CAP-1 to CAP-4). */
  room(agent: number): number {
    const agents = this.agents
    if (agents.presence[agent] !== Presence.Ready) return 0
    return this.index.profiles[agents.profile[agent]!]!.occupancy.room[agents.occupancy[agent]!]!
  }

  priority(contact: number): number {
    return this.index.classPriority[this.contacts.i[contact * 16 + I.Class]!]!
  }

  /** What its wait adds to the priority by now, in sixty-thousandths (SPEC SCORE-2). */
  agedBy(contact: number): number {
    const { ageing } = this.queues[this.contacts.queue[contact]!]!
    return ageing === noAgeing ? 0 : aged(ageing, this.nowMs - this.enqueuedAtMs(contact) + this.creditMs(contact))
  }

  /** Head start in force: the contact's own and its queue's (SPEC QUEUE-10). */
  creditMs(contact: number): number {
    return this.contacts.creditMs[contact]! + this.queues[this.contacts.queue[contact]!]!.creditMs
  }

  isHeld(contact: number): boolean {
    return this.contacts.i[contact * 16 + I.Preferred]! >= 0
  }

  /** What comes before every score (cells `Rank`). Whoever a contact is held for is the only one it goes to (SPEC HOLD-2). */
  rank(contact: number): number {
    const { tier } = this.queues[this.contacts.queue[contact]!]!
    const first = this.contacts.state(contact) === ContactState.Offered ? 0 : Rank.WithoutOffer
    return first + (this.isHeld(contact) ? Rank.HeldForAgent : 0) + tier * Rank.Tier
  }

  /** Priority and what the wait adds, in sixty-thousandths, without what the agent adds. */
  score(contact: number): number {
    return this.priority(contact) * perPriority + this.agedBy(contact)
  }

  /** SPEC SCORE-1 as far as it is about contacts alone: rank, score, age. */
  contactComesFirst(a: number, b: number): boolean {
    const before = this.rank(a) - this.rank(b) || this.score(a) - this.score(b)
    return before > 0 || (before === 0 && this.contacts.isOlder(a, b))
  }

  queueFor(name: string): number {
    const known = this.queueOf.get(name)
    if (known !== undefined) return known
    const queue = this.queueName.push(name) - 1
    this.queueOf.set(name, queue)
    this.queues.push(retired)
    this.queueMore.push(undefined)
    this.reserveOpen.push(0)
    if (queue * 8 + 8 > this.census.length) this.census = wider(this.census, queue * 16)
    return queue
  }

  /** Queues of which an agent is the reserve, in the order of their handles. */
  reserveOf(agent: number): ReadonlyMap<number, number> | undefined {
    const reserveFor = this.agents.more[agent]?.reserveFor
    if (reserveFor === undefined) return undefined
    const levels = Object.entries(reserveFor).map(([name, level]) => [this.queueFor(name), level] as const)
    return new Map(levels.sort(([a], [b]) => a - b))
  }

  wishesOf(agent: number): WishRule | undefined {
    return wishRule(this.agents.more[agent] ?? {}, (name) => this.queueFor(name))
  }

  /** Which delays are in use: those of everybody who is signed in (SPEC SCORE-10). */
  countDelays(agent: number): void {
    const { agents, delays } = this
    const own = agents.more[agent]?.delays
    if (own === undefined && !delays.isUsed) return
    const isIn = agents.presence[agent]! > Presence.SignedOut
    const inUse = isIn && own !== undefined ? this.index.profiles[agents.profile[agent]!]!.wishes?.delays : undefined
    const fresh = delays.count(agent, inUse)
    if (fresh.size === 0) return
    armYounger(this, fresh)
  }

  agentFor(name: string): number {
    const known = this.agentOf.get(name) ?? this.namedOf.get(name)
    if (known !== undefined) return known
    const { agents } = this
    const agent = agents.take()
    agents.id.push(name)
    agents.reason.push(undefined)
    agents.more.push(undefined)
    agents.skills.push({})
    agents.capacityOf.push(noSlots)
    agents.crew[agent] = agents.firstEngagement[agent] = agents.firstExclusion[agent] = -1
    agents.units[agent] = -1
    agents.profile[agent] = this.index.profileFor({}, noSlots, -1)
    agents.presence[agent] = Presence.Named
    this.namedOf.set(name, agent)
    return agent
  }

  /** An agent's first sign-in. */
  welcome(agent: number): void {
    const name = this.agents.id[agent]!
    this.namedOf.delete(name)
    this.agents.ordinal[agent] = this.agentOf.size
    this.agents.byOrdinal.push(agent)
    this.agentOf.set(name, agent)
  }

  /** Where a contact stands by what it asks for and by the rules of its queue. Its lane, if it is in one, is left as it is. */
  classify(contact: number): void {
    const { contacts } = this
    const creditMs = this.creditMs(contact)
    const { orderShiftMs, newestFirst } = this.queues[contacts.queue[contact]!]!
    contacts.f[contact * 8 + F.OrderAt] = newestFirst
      ? afterAll - this.sequence(contact) * betweenNewest
      : contacts.enqueuedAtMs[contact]! - creditMs + orderShiftMs
    const before = contacts.i[contact * 16 + I.Class]!
    const klass = this.index.classFor(
      contacts.queue[contact]!,
      contacts.channel[contact]!,
      contacts.priority[contact]!,
      creditMs,
      contacts.needs[contact],
      contacts.i[contact * 16 + I.Step]!
    )
    contacts.i[contact * 16 + I.Class] = klass
    this.index.classes.hold(klass)
    if (before >= 0) this.index.release(before)
  }

  /**
   * Groups that nobody is in any more go with the index when it is built again, at a cost that those who made so many share: there have to
   * be several times as many as there are contacts and agents.
   */
  compact(): void {
    const { size } = this.index
    if (size < this.compactAbove || size < 4 * (this.contactOf.size + this.agentOf.size)) return
    reindex(this)
    this.compactAbove = Math.max(4_096, this.index.size * 2)
  }

  /** Live work per channel, counted from the engagements. */
  countsOf(agent: number): number[] {
    const counts = noSlots.map(() => 0)
    const { engagements, agents } = this
    for (let e = agents.firstEngagement[agent]!; e >= 0; e = engagements.next[e]!)
      counts[engagements.channel[e]!]! += engagements.holds[e]!
    return counts
  }

  /** Puts an agent where the facts say: into the crew of his profile and occupancy, or into none. */
  place(agent: number): void {
    const { agents, index } = this
    if (agents.crew[agent]! >= 0) index.crews.leave(agent)
    if (this.room(agent) === 0) return
    index.crews.enter(agent, index.crewFor(agents.profile[agent]!, agents.occupancy[agent]!))
  }

  /** Sets or moves an alarm `ms` from now. */
  alarmAfter(kind: AlarmKind, owner: number, ms: number): void {
    if (ms <= 0) this.overdue = true
    this.alarms.after(kind, owner, this.nowMs, ms, this.counts[Count.Timer]!++)
  }

  /** Sets or moves an alarm to an instant of engine time that somebody named. One in the past rings in the same step. */
  alarmAt(kind: AlarmKind, owner: number, dueAtMs: number): void {
    if (dueAtMs <= this.nowMs) this.overdue = true
    this.alarms.at(kind, owner, dueAtMs, this.counts[Count.Timer]!++)
  }

  /** Does it ring already, and may it ring at more (SPEC OFFER-12)? What is held for one agent rings at him alone. */
  wantsMore(contact: number): boolean {
    const { offersAtOnce } = this.queues[this.contacts.queue[contact]!]!
    if (offersAtOnce === 1 || this.contacts.state(contact) !== ContactState.Offered || this.isHeld(contact))
      return false
    return offersOf(this, contact) < offersAtOnce
  }

  moveTo(contact: number, state: number): void {
    const { contacts, census } = this
    const queue = contacts.queue[contact]! * 8
    census[queue + contacts.i[contact * 16 + I.State]!]!--
    census[queue + state]!++
    if (this.unaccepted.isUsed) {
      this.unaccepted.moved(contact, contacts.queue[contact]!, contacts.i[contact * 16 + I.State]!, state)
      if (this.leaves && (state === ContactState.Waiting || state === ContactState.Unreachable)) this.asked.add(contact)
    }
    contacts.i[contact * 16 + I.State] = state
    if (state === ContactState.Waiting && this.delays.isUsed) this.delays.arm(contact, this.nowMs)
  }

  sequence(contact: number): number {
    return this.contacts.f[contact * 8 + F.Sequence]!
  }

  enqueuedAtMs(contact: number): number {
    return this.contacts.enqueuedAtMs[contact]!
  }
}

export const noSlots: ReadonlyArray<number> = [0, 0, 0, 0, 0]

/** Later than any instant (they are below 2^53), with room below it for so many contacts, newest first, exact in doubles. */
const afterAll = 2_305_843_009_213_693_952
const betweenNewest = 512
