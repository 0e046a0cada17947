import type { Contacts } from "../state/Contacts.ts"

/**
 * When a contact has waited long enough for agents who take its queue only after a delay (SPEC SCORE-10). A delay is in use while
 * somebody signed in has it; of every waiting contact the next instant at which one in use ends stands in a heap. A function of the
 * state, like the index: nothing of it is stored, and that time passes leaves no event. What is overtaken is noticed when it comes up.
 */
export class Delays {
  private readonly contacts: Contacts
  /** By queue: delay to how many have it. */
  private readonly used = new Map<number, Map<number, number>>()
  private readonly counted: Array<ReadonlyMap<number, number> | undefined> = []
  /** What stands in the heap for a contact; 0 = nothing. */
  private readonly dueAtMs: number[] = []
  private heap: Array<readonly [dueAtMs: number, contact: number]> = []

  constructor(contacts: Contacts) {
    this.contacts = contacts
  }

  get isUsed(): boolean {
    return this.used.size > 0
  }

  /** May something fall due? What is not in use any more is noticed then, too. */
  get isSet(): boolean {
    return this.heap.length > 0
  }

  /** What an agent has from now on; returns the queues in which a delay came into use. */
  count(agent: number, delays: ReadonlyMap<number, number> | undefined): ReadonlySet<number> {
    const fresh = new Set<number>()
    const before = this.counted[agent]
    if (before === delays) return fresh
    this.counted[agent] = delays
    for (const [queue, ms] of delays ?? []) {
      const ofQueue = this.used.get(queue) ?? new Map<number, number>()
      this.used.set(queue, ofQueue)
      if (!ofQueue.has(ms)) fresh.add(queue)
      ofQueue.set(ms, (ofQueue.get(ms) ?? 0) + 1)
    }
    for (const [queue, ms] of before ?? []) {
      const ofQueue = this.used.get(queue)!
      const left = ofQueue.get(ms)! - 1
      if (left > 0) ofQueue.set(ms, left)
      else ofQueue.delete(ms)
      if (ofQueue.size === 0) this.used.delete(queue)
    }
    return fresh
  }

  clear(): void {
    this.used.clear()
    this.counted.length = this.dueAtMs.length = 0
    this.heap = []
  }

  /** A contact waits, or a delay of its queue came into use. False = none is still to end for it. */
  arm(contact: number, nowMs: number): boolean {
    const ofQueue = this.used.get(this.contacts.queue[contact]!)
    if (ofQueue === undefined) return false
    const cameAtMs = this.contacts.enqueuedAtMs[contact]!
    let next = Number.POSITIVE_INFINITY
    for (const ms of ofQueue.keys()) if (cameAtMs + ms > nowMs) next = Math.min(next, cameAtMs + ms)
    if (next === Number.POSITIVE_INFINITY) return false
    if (next === this.dueAtMs[contact]) return true
    this.dueAtMs[contact] = next
    this.push(next, contact)
    return true
  }

  /** The next instant at which a delay ends; Infinity = none. */
  next(nowMs: number): number {
    for (let first = this.heap[0]; first !== undefined; first = this.heap[0]) {
      const [dueAtMs, contact] = first
      if (this.isMeant(dueAtMs, contact)) return dueAtMs
      this.pop()
      if (this.dueAtMs[contact] !== dueAtMs) continue
      this.dueAtMs[contact] = 0
      // Counted from what is dropped, not from now: a delay that ended between the two has not been seen yet.
      if (this.contacts.isOpen(contact)) this.arm(contact, Math.min(dueAtMs, nowMs))
    }
    return Number.POSITIVE_INFINITY
  }

  /** Takes out a contact for which a delay has ended by now, or -1. */
  take(nowMs: number): number {
    if (this.next(nowMs) > nowMs) return -1
    const [, contact] = this.pop()
    this.dueAtMs[contact] = 0
    this.arm(contact, nowMs)
    return contact
  }

  private isMeant(dueAtMs: number, contact: number): boolean {
    if (this.dueAtMs[contact] !== dueAtMs || !this.contacts.isOpen(contact)) return false
    const ofQueue = this.used.get(this.contacts.queue[contact]!)
    return ofQueue?.has(dueAtMs - this.contacts.enqueuedAtMs[contact]!) === true
  }

  private push(dueAtMs: number, contact: number): void {
    const { heap } = this
    let at = heap.length
    for (let parent = (at - 1) >> 1; at > 0 && heap[parent]![0] > dueAtMs; parent = (at - 1) >> 1) {
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = [dueAtMs, contact]
  }

  private pop(): readonly [number, number] {
    const { heap } = this
    const first = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return first
    let at = 0
    for (let child = 1; child < heap.length; child = at * 2 + 1) {
      if (child + 1 < heap.length && heap[child + 1]![0] < heap[child]![0]) child++
      if (heap[child]![0] >= last[0]) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return first
  }
}
