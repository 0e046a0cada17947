import type { Timers } from "./Timers.ts"

/** Whom an alarm belongs to. */
export type AlarmOwner = "contact" | "agent" | "queue"

/** What an alarm is for: its number among timers, its name in a snapshot and whose it is. One of a kind per owner at a time. */
export interface AlarmKind {
  readonly what: number
  readonly name: string
  readonly owner: AlarmOwner
}

/**
 * Deadlines of the rarer rules, by owner. Unlike an offer's they have no column of their own: at most one of a kind is set for a
 * contact, an agent or a queue. An alarm that fires stays set until the event it causes is applied, which clears it: replay, where
 * nothing fires, clears it the same way.
 */
export class Alarms {
  private readonly timers: Timers
  private readonly timerOf = new Map<number, number>()
  /** Kinds set per owner handle, as bits; contacts only, because only they end. */
  private readonly ofContact: number[] = []

  constructor(timers: Timers) {
    this.timers = timers
  }

  /** Sets or moves an alarm `ms` from now. For durations that many have in common: O(1). */
  after(kind: AlarmKind, owner: number, nowMs: number, ms: number, order: number): void {
    this.clear(kind, owner)
    this.note(kind, owner, this.timers.set(nowMs, ms, order, kind.what, owner))
  }

  /** Sets or moves an alarm to a date. */
  at(kind: AlarmKind, owner: number, dueAtMs: number, order: number): void {
    this.clear(kind, owner)
    this.note(kind, owner, this.timers.setAt(dueAtMs, order, kind.what, owner))
  }

  clear(kind: AlarmKind, owner: number): void {
    const timer = this.timerOf.get(keyOf(kind.what, owner))
    if (timer === undefined) return
    this.timers.clear(timer)
    this.timerOf.delete(keyOf(kind.what, owner))
    if (kind.owner === "contact") this.ofContact[owner]! &= ~(1 << (kind.what - firstAlarm))
  }

  /** When it falls due; undefined = not set. */
  dueAtMs(kind: AlarmKind, owner: number): number | undefined {
    const timer = this.timerOf.get(keyOf(kind.what, owner))
    return timer === undefined ? undefined : this.timers.dueAtMs(timer)
  }

  /** Tells one setting from another; undefined = not set. */
  orderOf(kind: AlarmKind, owner: number): number | undefined {
    const timer = this.timerOf.get(keyOf(kind.what, owner))
    return timer === undefined ? undefined : this.timers.order(timer)
  }

  /** The contact is over: none of its alarms may ring. */
  clearContact(contact: number): void {
    const set = this.ofContact[contact] ?? 0
    for (let bit = 0; set >> bit !== 0; bit++) {
      if ((set & (1 << bit)) === 0) continue
      const key = keyOf(firstAlarm + bit, contact)
      this.timers.clear(this.timerOf.get(key)!)
      this.timerOf.delete(key)
    }
    if (set !== 0) this.ofContact[contact] = 0
  }

  private note(kind: AlarmKind, owner: number, timer: number): void {
    this.timerOf.set(keyOf(kind.what, owner), timer)
    if (kind.owner === "contact") this.ofContact[owner] = (this.ofContact[owner] ?? 0) | (1 << (kind.what - firstAlarm))
  }
}

/** Numbers below are those of `Due`. At most 30 kinds. */
export const firstAlarm = 8

const keyOf = (what: number, owner: number): number => what * 4_294_967_296 + owner
