import type { Skills } from "../../Command.ts"
import { Pool, wider } from "../Pool.ts"
import type { AgentMore } from "./More.ts"

/** `Lost` = his desktop is gone, for now (SPEC PRES-1). `Named` = only mentioned in somebody's excludes, never signed in. */
export const Presence = { Named: 0, SignedOut: 1, NotReady: 2, Ready: 3, Lost: 4 } as const

/** Everybody who ever signed in or was named. Handles are never given back. */
export class Agents extends Pool {
  presence: Int8Array
  /** Place in the order of first sign-ins: what the hash knows an agent by. */
  ordinal: Int32Array
  profile: Int32Array
  /** State of the occupancy automaton of the agent's capacity. */
  occupancy: Int32Array
  /** Units in all; -1 = no limit. */
  units: Int32Array
  /** Offers missed in a row. */
  misses: Int32Array
  crew: Int32Array
  next: Int32Array
  previous: Int32Array
  firstEngagement: Int32Array
  firstExclusion: Int32Array
  presenceSinceMs: Float64Array
  restedSinceMs: Float64Array
  /** Rises with every rest begun: who rests longest has the least (SPEC FAIR-2). */
  rest: Float64Array
  /** Number of the last offer made to him, 0 = none yet (SPEC SCORE-24). */
  lastOffer: Float64Array
  readonly id: string[] = []
  /** Who has which ordinal. */
  readonly byOrdinal: number[] = []
  readonly reason: Array<string | undefined> = []
  readonly skills: Skills[] = []
  readonly capacityOf: ReadonlyArray<number>[] = []
  /** What only some agents have: plain data, stored as it is. */
  readonly more: Array<AgentMore | undefined> = []

  constructor(capacity: number) {
    super(capacity)
    this.presence = new Int8Array(capacity)
    this.ordinal = new Int32Array(capacity)
    this.profile = new Int32Array(capacity)
    this.occupancy = new Int32Array(capacity)
    this.units = new Int32Array(capacity)
    this.misses = new Int32Array(capacity)
    this.crew = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
    this.previous = new Int32Array(capacity)
    this.firstEngagement = new Int32Array(capacity)
    this.firstExclusion = new Int32Array(capacity)
    this.presenceSinceMs = new Float64Array(capacity)
    this.restedSinceMs = new Float64Array(capacity)
    this.rest = new Float64Array(capacity)
    this.lastOffer = new Float64Array(capacity)
  }

  protected widen(capacity: number): void {
    this.presence = wider(this.presence, capacity)
    this.ordinal = wider(this.ordinal, capacity)
    this.profile = wider(this.profile, capacity)
    this.occupancy = wider(this.occupancy, capacity)
    this.units = wider(this.units, capacity)
    this.misses = wider(this.misses, capacity)
    this.crew = wider(this.crew, capacity)
    this.next = wider(this.next, capacity)
    this.previous = wider(this.previous, capacity)
    this.firstEngagement = wider(this.firstEngagement, capacity)
    this.firstExclusion = wider(this.firstExclusion, capacity)
    this.presenceSinceMs = wider(this.presenceSinceMs, capacity)
    this.restedSinceMs = wider(this.restedSinceMs, capacity)
    this.rest = wider(this.rest, capacity)
    this.lastOffer = wider(this.lastOffer, capacity)
  }
}
