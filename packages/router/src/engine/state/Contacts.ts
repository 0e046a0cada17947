import { Pool, wider } from "../Pool.ts"
import type { ContactMore } from "./More.ts"

/** What becomes of a contact between its arrival and its end. */
export const ContactState = {
  Gone: 0,
  Waiting: 1,
  Unreachable: 2,
  Offered: 3,
  Active: 4,
  WrapUp: 5,
  Parked: 6
} as const

/**
 * Where a lane's contacts come from: arrived, returned after an offer or a spell of being unreachable, or ringing already and open to
 * more (SPEC OFFER-12).
 */
export const Origin = { Direct: 0, Returned: 1, Ringing: 2 } as const

/** Places of the hot record, one cache line of 64 bytes per contact: doubles in `f` (8 per contact), integers in `i` (16 per contact). `OrderAt` orders equal scores: the first enqueue less the head start (SPEC QUEUE-10), or what the queue's order makes of it (SPEC SCORE-7, 8). */
export const F = { OrderAt: 0, Sequence: 1 } as const
export const I = {
  Next: 4,
  Previous: 5,
  Lane: 6,
  Class: 7,
  FirstExclusion: 8,
  /** First of its engagements, -1 = none: the one made last. */
  FirstEngagement: 9,
  /** The agent it is held for, -1 = nobody. Such a contact stands in no lane. */
  Preferred: 10,
  State: 11,
  /** Kept for the step of relaxation. */
  Step: 13,
  Origin: 14,
  Marked: 15
} as const

/** Every living contact. */
export class Contacts extends Pool {
  f: Float64Array
  i: Int32Array
  /** Cold columns. */
  queue: Int32Array
  channel: Int8Array
  priority: Int32Array
  /** The first-enqueue clock. */
  enqueuedAtMs: Float64Array
  /** The contact's own head start. */
  creditMs: Float64Array
  /** Undefined = it came by number, and that is its id. */
  readonly id: Array<string | undefined> = []
  readonly needs: Array<string | undefined> = []
  /** What only some contacts have: plain data, stored as it is. */
  readonly more: Array<ContactMore | undefined> = []

  constructor(capacity: number) {
    super(capacity)
    this.f = new Float64Array(capacity * 8)
    this.i = new Int32Array(this.f.buffer)
    this.queue = new Int32Array(capacity)
    this.channel = new Int8Array(capacity)
    this.priority = new Int32Array(capacity)
    this.enqueuedAtMs = new Float64Array(capacity)
    this.creditMs = new Float64Array(capacity)
  }

  protected widen(capacity: number): void {
    this.f = wider(this.f, capacity * 8)
    this.i = new Int32Array(this.f.buffer)
    this.queue = wider(this.queue, capacity)
    this.channel = wider(this.channel, capacity)
    this.priority = wider(this.priority, capacity)
    this.enqueuedAtMs = wider(this.enqueuedAtMs, capacity)
    this.creditMs = wider(this.creditMs, capacity)
  }

  /** First in order among equal priorities. The sequence follows the clock, so it also puts the first enqueued before the head start. */
  isOlder(a: number, b: number): boolean {
    const f = this.f
    const orderA = f[a * 8 + F.OrderAt]!
    const orderB = f[b * 8 + F.OrderAt]!
    return orderA < orderB || (orderA === orderB && f[a * 8 + F.Sequence]! < f[b * 8 + F.Sequence]!)
  }

  /** A handle for a contact of this id; undefined = it comes by number. */
  takeFor(id: string | undefined): number {
    const contact = this.take()
    this.id[contact] = id
    return contact
  }

  /** The text is made when somebody asks for it. */
  idOf(contact: number): string {
    return this.id[contact] ?? `#${this.f[contact * 8 + F.Sequence]!}`
  }

  firstEngagement(contact: number): number {
    return this.i[contact * 16 + I.FirstEngagement]!
  }

  /** Does it want an offer, wherever it stands? */
  isOpen(contact: number): boolean {
    return this.state(contact) === ContactState.Waiting || this.i[contact * 16 + I.Lane]! >= 0
  }

  state(contact: number): number {
    return this.i[contact * 16 + I.State]!
  }
}
