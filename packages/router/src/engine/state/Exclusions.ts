import { Pool, wider } from "../Pool.ts"

/** This contact may not go to this agent: for ever (the contact's excludes, or the agent's) or until a time (after a decline or a RONA). */
export class Exclusions extends Pool {
  contact: Int32Array
  agent: Int32Array
  /** Next of the same contact. */
  next: Int32Array
  /** Next timed one of the same agent. */
  nextOfAgent: Int32Array
  /** The one before it, so that one in the middle is taken out without going through all of them. */
  previousOfAgent: Int32Array
  /** -1 = for ever. */
  timer: Int32Array
  setAtMs: Float64Array
  /** 1 = the agent's own, as long as his sign-in says so; kept with him. */
  byAgent: Int8Array

  constructor(capacity: number) {
    super(capacity)
    this.contact = new Int32Array(capacity)
    this.agent = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
    this.nextOfAgent = new Int32Array(capacity)
    this.previousOfAgent = new Int32Array(capacity)
    this.timer = new Int32Array(capacity)
    this.setAtMs = new Float64Array(capacity)
    this.byAgent = new Int8Array(capacity)
  }

  protected widen(capacity: number): void {
    this.contact = wider(this.contact, capacity)
    this.agent = wider(this.agent, capacity)
    this.next = wider(this.next, capacity)
    this.nextOfAgent = wider(this.nextOfAgent, capacity)
    this.previousOfAgent = wider(this.previousOfAgent, capacity)
    this.timer = wider(this.timer, capacity)
    this.setAtMs = wider(this.setAtMs, capacity)
    this.byAgent = wider(this.byAgent, capacity)
  }
}
