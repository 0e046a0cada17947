import { type AgeingRule, noAgeing, perPriority } from "../compile/Ageing.ts"
import { type QueueRule, scans } from "../compile/Policy.ts"
import { Pool, wider } from "../Pool.ts"
import { type Contacts, F, I } from "../state/Contacts.ts"
import type { Bounds } from "./Bounds.ts"
import type { Pivot } from "./Pivot.ts"

/**
 * Places of a lane's line, 64 bytes: four doubles in `f` (8 per lane), then integers in `i` (16 per lane). `Score` is the priority in
 * sixty-thousandths; `Rate` what a millisecond adds to it, up to `Most`, or what its root adds. `Order` is the rank times 8 plus the
 * curve. `Demand` is below 0 where contacts of several demands share the lane: -1 less their group (`Pivot`).
 */
export const L = { HeadOrderAt: 0, Score: 1, Rate: 2, Most: 3 } as const
export const N = { Head: 8, Next: 9, Marked: 10, Order: 11, Tail: 12, Previous: 13, Count: 14, Demand: 15 } as const

/**
 * What a wait adds to the score: nothing, so much a millisecond, a root, what a rule says that is neither (`ageing`), or nothing that a
 * whole lane has in common, because each pair has a score of its own (SPEC SCORE-31).
 */
export const Curve = { None: 0, Line: 1, Root: 2, Rule: 3, Singles: 4 } as const

/**
 * What comes before every score, as one number, the larger first (SPEC SCORE-1, 1 to 3): a contact without a live offer before those
 * that have some and want more; held for this very agent; the queue's tier (between -1,000 and 1,000). A lane's rank says the first and
 * the third; what is held for an agent is his own business and is added where a pair is looked at, `match/bestContact.ts` and
 * `match/bestAgent.ts`.
 */
export const Rank = { WithoutOffer: 16_384, HeldForAgent: 4_096, Tier: 1 } as const

/**
 * Lane = the contacts of one class and one origin, oldest first. A scan for the best contact reads one cache line per non-empty
 * lane. `Marked` counts the contacts with an exclusion or a tie: while it is 0 only the head matters.
 */
export class Lanes extends Pool {
  f: Float64Array
  i: Int32Array
  /** What a wait adds to the score of its contacts. */
  readonly ageing: AgeingRule[] = []
  /** What the order's instant is later than the beginning of the wait. */
  readonly shiftMs: number[] = []
  private readonly contacts: Contacts
  /** Whom shared lanes are told to; undefined = there are none. */
  private readonly pivot: Pivot | undefined
  /** First non-empty lane of each demand, -1 = none. */
  firstActive: Int32Array = new Int32Array(64).fill(-1)

  /** Is told when the first of a lane is another; undefined = nobody asks. */
  private readonly bounds: Bounds | undefined

  constructor(capacity: number, contacts: Contacts, bounds?: Bounds, pivot?: Pivot) {
    super(capacity)
    this.contacts = contacts
    this.bounds = bounds
    this.pivot = pivot
    this.f = new Float64Array(capacity * 8)
    this.i = new Int32Array(this.f.buffer)
  }

  protected widen(capacity: number): void {
    this.f = wider(this.f, capacity * 8)
    this.i = new Int32Array(this.f.buffer)
  }

  open(demand: number, priority: number, { ageing, tier, orderShiftMs, own }: QueueRule, rings: boolean): number {
    const lane = this.take()
    const rank = (rings ? 0 : Rank.WithoutOffer) + tier * Rank.Tier
    const at = lane * 16
    this.f[lane * 8 + L.HeadOrderAt] = 0
    this.f[lane * 8 + L.Score] = priority * perPriority
    this.f[lane * 8 + L.Rate] = ageing.rate > 0 ? ageing.rate : ageing.root
    this.f[lane * 8 + L.Most] = ageing.most
    this.i[at + N.Head] = this.i[at + N.Tail] = this.i[at + N.Next] = this.i[at + N.Previous] = -1
    this.i[at + N.Marked] = this.i[at + N.Count] = 0
    this.i[at + N.Order] = rank * 8 + (scans(own) ? Curve.Singles : curveOf(ageing, orderShiftMs))
    this.i[at + N.Demand] = demand
    this.ageing[lane] = ageing
    this.shiftMs[lane] = orderShiftMs
    if (demand >= this.firstActive.length) {
      const known = this.firstActive.length
      this.firstActive = wider(this.firstActive, Math.max(demand + 1, known * 2)).fill(-1, known)
    }
    return lane
  }

  /** An empty lane that nobody will enter any more. No row of the log names a lane, so it may be used again at once. */
  close(lane: number): void {
    this.give(lane)
    this.settle()
  }

  /** Two-ended search for the place by age: O(1) for a new arrival (tail) and for one that comes back (old, near the head). */
  enter(contact: number, lane: number): void {
    const { contacts, f } = this
    const line = this.i
    const i = contacts.i
    const at = lane * 16
    const own = contact * 16
    const head = line[at + N.Head]!
    let after = line[at + N.Tail]!
    let before = head
    while (after >= 0 && contacts.isOlder(contact, after)) {
      if (contacts.isOlder(contact, before)) {
        after = i[before * 16 + I.Previous]!
        break
      }
      before = i[before * 16 + I.Next]!
      after = i[after * 16 + I.Previous]!
    }
    const next = after < 0 ? head : i[after * 16 + I.Next]!
    i[own + I.Previous] = after
    i[own + I.Next] = next
    i[own + I.Lane] = lane
    if (after < 0) {
      line[at + N.Head] = contact
      f[lane * 8 + L.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!
    } else i[after * 16 + I.Next] = contact
    if (next < 0) line[at + N.Tail] = contact
    else i[next * 16 + I.Previous] = contact
    const marked = this.isMarked(contact)
    i[own + I.Marked] = marked
    line[at + N.Marked]! += marked
    const demand = line[at + N.Demand]!
    if (line[at + N.Count]!++ === 0) this.activate(lane)
    if (after < 0 && demand >= 0) this.bounds?.forget(demand)
  }

  /** What is held for an agent stands in none. */
  leave(contact: number): void {
    const { contacts, f } = this
    const line = this.i
    const i = contacts.i
    const own = contact * 16
    const lane = i[own + I.Lane]!
    if (lane < 0) return
    const at = lane * 16
    const previous = i[own + I.Previous]!
    const next = i[own + I.Next]!
    if (previous < 0) {
      line[at + N.Head] = next
      if (next >= 0) f[lane * 8 + L.HeadOrderAt] = contacts.f[next * 8 + F.OrderAt]!
    } else i[previous * 16 + I.Next] = next
    if (next < 0) line[at + N.Tail] = previous
    else i[next * 16 + I.Previous] = previous
    i[own + I.Lane] = -1
    line[at + N.Marked]! -= i[own + I.Marked]!
    const demand = line[at + N.Demand]!
    if (demand < 0) this.pivot!.part(contact)
    if (--line[at + N.Count]! === 0) this.deactivate(lane)
    if (demand >= 0 && previous < 0) this.bounds?.forget(demand)
  }

  /** What a waiting contact has with single agents, exclusions or ties, changed. */
  mark(contact: number): void {
    const at = contact * 16
    const lane = this.contacts.i[at + I.Lane]!
    if (lane < 0) return
    const marked = this.isMarked(contact)
    this.i[lane * 16 + N.Marked]! += marked - this.contacts.i[at + I.Marked]!
    this.contacts.i[at + I.Marked] = marked
  }

  /** How many of a demand wait with nothing between them and single agents. */
  plainOf(demand: number): number {
    let plain = 0
    for (let lane = this.firstActive[demand] ?? -1; lane >= 0; lane = this.i[lane * 16 + N.Next]!)
      plain += this.i[lane * 16 + N.Count]! - this.i[lane * 16 + N.Marked]!
    return plain
  }

  private isMarked(contact: number): 0 | 1 {
    const { i } = this.contacts
    return i[contact * 16 + I.FirstExclusion]! >= 0 || i[contact * 16 + I.FirstEngagement]! >= 0 ? 1 : 0
  }

  private activate(lane: number): void {
    const demand = this.i[lane * 16 + N.Demand]!
    if (demand < 0) return this.pivot!.activate(lane, -1 - demand)
    const first = this.firstActive[demand]!
    this.i[lane * 16 + N.Next] = first
    this.i[lane * 16 + N.Previous] = -1
    this.firstActive[demand] = lane
    if (first >= 0) this.i[first * 16 + N.Previous] = lane
  }

  private deactivate(lane: number): void {
    const demand = this.i[lane * 16 + N.Demand]!
    if (demand < 0) return this.pivot!.deactivate(lane, -1 - demand)
    const next = this.i[lane * 16 + N.Next]!
    const previous = this.i[lane * 16 + N.Previous]!
    if (previous < 0) this.firstActive[demand] = next
    else this.i[previous * 16 + N.Next] = next
    if (next >= 0) this.i[next * 16 + N.Previous] = previous
  }
}

function curveOf(ageing: AgeingRule, shiftMs: number): number {
  if (ageing === noAgeing) return Curve.None
  if (shiftMs !== 0) return Curve.Rule
  return ageing.rate > 0 ? Curve.Line : ageing.root > 0 ? Curve.Root : Curve.Rule
}
