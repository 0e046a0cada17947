import { type AgeingRule, noAgeing, perPriority } from "../compile/Ageing.ts"
import { type QueueRule, scans } from "../compile/Policy.ts"
import { Pool, wider } from "../Pool.ts"
import { type Contacts, F, I } from "../state/Contacts.ts"

/**
 * Places of a lane's hot line, 8 doubles. `Score` is the priority in sixty-thousandths, `Ages` is 1 where a wait adds to it, 2 where
 * each pair has a score of its own (SPEC SCORE-31). `Shift` is what the order's instant is later than the beginning of the wait.
 */
export const H = { HeadOrderAt: 0, Score: 1, Ages: 2, Shift: 3, Rank: 4, Marked: 5, NextActive: 6, Head: 7 } as const

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
  hot: Float64Array
  tail: Int32Array
  count: Int32Array
  demand: Int32Array
  /** What a wait adds to the score of its contacts. */
  readonly ageing: AgeingRule[] = []
  private previousActive: Int32Array
  private readonly contacts: Contacts
  /** First non-empty lane of each demand, -1 = none. */
  firstActive: Int32Array = new Int32Array(64).fill(-1)

  constructor(capacity: number, contacts: Contacts) {
    super(capacity)
    this.contacts = contacts
    this.hot = new Float64Array(capacity * 8)
    this.tail = new Int32Array(capacity)
    this.count = new Int32Array(capacity)
    this.demand = new Int32Array(capacity)
    this.previousActive = new Int32Array(capacity)
  }

  protected widen(capacity: number): void {
    this.hot = wider(this.hot, capacity * 8)
    this.tail = wider(this.tail, capacity)
    this.count = wider(this.count, capacity)
    this.demand = wider(this.demand, capacity)
    this.previousActive = wider(this.previousActive, capacity)
  }

  open(demand: number, priority: number, { ageing, tier, orderShiftMs, own }: QueueRule, rings: boolean): number {
    const lane = this.take()
    const ages = scans(own) ? 2 : ageing === noAgeing ? 0 : 1
    const rank = (rings ? 0 : Rank.WithoutOffer) + tier * Rank.Tier
    this.hot.set([0, priority * perPriority, ages, orderShiftMs, rank, 0, -1, -1], lane * 8)
    this.ageing[lane] = ageing
    this.tail[lane] = -1
    this.count[lane] = 0
    this.demand[lane] = demand
    if (demand >= this.firstActive.length) {
      const known = this.firstActive.length
      this.firstActive = wider(this.firstActive, Math.max(demand + 1, known * 2)).fill(-1, known)
    }
    return lane
  }

  /** Two-ended search for the place by age: O(1) for a new arrival (tail) and for one that comes back (old, near the head). */
  enter(contact: number, lane: number): void {
    const { contacts, hot } = this
    const i = contacts.i
    const head = hot[lane * 8 + H.Head]!
    let after = this.tail[lane]!
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
    i[contact * 16 + I.Previous] = after
    i[contact * 16 + I.Next] = next
    i[contact * 16 + I.Lane] = lane
    if (after < 0) {
      hot[lane * 8 + H.Head] = contact
      hot[lane * 8 + H.HeadOrderAt] = contacts.f[contact * 8 + F.OrderAt]!
    } else i[after * 16 + I.Next] = contact
    if (next < 0) this.tail[lane] = contact
    else i[next * 16 + I.Previous] = contact
    const marked = this.isMarked(contact)
    i[contact * 16 + I.Marked] = marked
    hot[lane * 8 + H.Marked]! += marked
    if (this.count[lane]!++ === 0) this.activate(lane)
  }

  /** What is held for an agent stands in none. */
  leave(contact: number): void {
    const { contacts, hot } = this
    const i = contacts.i
    const lane = i[contact * 16 + I.Lane]!
    if (lane < 0) return
    const previous = i[contact * 16 + I.Previous]!
    const next = i[contact * 16 + I.Next]!
    if (previous < 0) {
      hot[lane * 8 + H.Head] = next
      if (next >= 0) hot[lane * 8 + H.HeadOrderAt] = contacts.f[next * 8 + F.OrderAt]!
    } else i[previous * 16 + I.Next] = next
    if (next < 0) this.tail[lane] = previous
    else i[next * 16 + I.Previous] = previous
    i[contact * 16 + I.Lane] = -1
    hot[lane * 8 + H.Marked]! -= i[contact * 16 + I.Marked]!
    this.count[lane]!--
    if (this.count[lane] === 0) this.deactivate(lane)
  }

  /** What a waiting contact has with single agents, exclusions or ties, changed. */
  mark(contact: number): void {
    const at = contact * 16
    const lane = this.contacts.i[at + I.Lane]!
    if (lane < 0) return
    const marked = this.isMarked(contact)
    this.hot[lane * 8 + H.Marked]! += marked - this.contacts.i[at + I.Marked]!
    this.contacts.i[at + I.Marked] = marked
  }

  /** How many of a demand wait with nothing between them and single agents. */
  plainOf(demand: number): number {
    let plain = 0
    for (let lane = this.firstActive[demand] ?? -1; lane >= 0; lane = this.hot[lane * 8 + H.NextActive]!)
      plain += this.count[lane]! - this.hot[lane * 8 + H.Marked]!
    return plain
  }

  private isMarked(contact: number): 0 | 1 {
    const { i } = this.contacts
    return i[contact * 16 + I.FirstExclusion]! >= 0 || i[contact * 16 + I.FirstEngagement]! >= 0 ? 1 : 0
  }

  private activate(lane: number): void {
    const demand = this.demand[lane]!
    const first = this.firstActive[demand]!
    this.hot[lane * 8 + H.NextActive] = first
    this.previousActive[lane] = -1
    this.firstActive[demand] = lane
    if (first >= 0) this.previousActive[first] = lane
  }

  private deactivate(lane: number): void {
    const next = this.hot[lane * 8 + H.NextActive]!
    const previous = this.previousActive[lane]!
    if (previous < 0) this.firstActive[this.demand[lane]!] = next
    else this.hot[previous * 8 + H.NextActive] = next
    if (next >= 0) this.previousActive[next] = previous
  }
}
