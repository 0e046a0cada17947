import { Pool, wider } from "../Pool.ts"

export const EngagementState = { Over: 0, Offered: 1, Active: 2, WrapUp: 3, Parked: 4 } as const

/** A contact and an agent tied together: first as an offer, then as work, then as wrap-up. At most one timer at a time. */
export class Engagements extends Pool {
  state: Int8Array
  contact: Int32Array
  agent: Int32Array
  channel: Int8Array
  /** Queue the contact was in when it was offered: its wrap-up follows that queue's rule (SPEC XFER-2). */
  queue: Int32Array
  /** Next engagement of the same agent. */
  next: Int32Array
  /** Next engagement of the same contact: several where it is offered to several, or in a conference. */
  nextOfContact: Int32Array
  timer: Int32Array
  /** 1 = takes a slot of the agent. */
  holds: Int8Array
  /** 1 = he asked for a wrap-up. */
  wantsWrapUp: Int8Array
  /** Number of the offer: its token is `o` and this number, never used twice (SPEC OFFER-2). */
  sequence: Float64Array
  madeAtMs: Float64Array
  acceptedAtMs: Float64Array
  /** When the present wrap-up began. */
  completedAtMs: Float64Array

  constructor(capacity: number) {
    super(capacity)
    this.state = new Int8Array(capacity)
    this.contact = new Int32Array(capacity)
    this.agent = new Int32Array(capacity)
    this.channel = new Int8Array(capacity)
    this.queue = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
    this.nextOfContact = new Int32Array(capacity)
    this.holds = new Int8Array(capacity)
    this.wantsWrapUp = new Int8Array(capacity)
    this.timer = new Int32Array(capacity)
    this.sequence = new Float64Array(capacity)
    this.madeAtMs = new Float64Array(capacity)
    this.acceptedAtMs = new Float64Array(capacity)
    this.completedAtMs = new Float64Array(capacity)
  }

  protected widen(capacity: number): void {
    this.state = wider(this.state, capacity)
    this.contact = wider(this.contact, capacity)
    this.agent = wider(this.agent, capacity)
    this.channel = wider(this.channel, capacity)
    this.queue = wider(this.queue, capacity)
    this.next = wider(this.next, capacity)
    this.nextOfContact = wider(this.nextOfContact, capacity)
    this.holds = wider(this.holds, capacity)
    this.wantsWrapUp = wider(this.wantsWrapUp, capacity)
    this.timer = wider(this.timer, capacity)
    this.sequence = wider(this.sequence, capacity)
    this.madeAtMs = wider(this.madeAtMs, capacity)
    this.acceptedAtMs = wider(this.acceptedAtMs, capacity)
    this.completedAtMs = wider(this.completedAtMs, capacity)
  }
}
