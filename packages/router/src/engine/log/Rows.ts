import { RowKind } from "../../ByNumber.ts"
import { wider } from "../Pool.ts"

/** What happened, as a number: the one that rows tell outside. */
export const Kind = {
  Configured: RowKind.Configured,
  SignedIn: RowKind.AgentSignedIn,
  SignedOut: RowKind.AgentSignedOut,
  Ready: RowKind.AgentReady,
  NotReady: RowKind.AgentNotReady,
  Queued: RowKind.ContactQueued,
  Unreachable: RowKind.ContactUnreachable,
  Reachable: RowKind.ContactReachable,
  Offered: RowKind.OfferMade,
  Accepted: RowKind.OfferAccepted,
  Declined: RowKind.OfferDeclined,
  Expired: RowKind.OfferExpired,
  Rescinded: RowKind.OfferRescinded,
  Completed: RowKind.ContactCompleted,
  WrapUpEnded: RowKind.WrapUpEnded,
  Abandoned: RowKind.ContactAbandoned,
  Cancelled: RowKind.ContactCancelled,
  Excluded: RowKind.AgentExcluded,
  /** Any event of a rarer rule: `side` is the event itself. */
  Fact: RowKind.Other
} as const

/** Why an offer was rescinded, as a number in `y`. */
export const becauses = [
  "abandoned",
  "cancelled",
  "unreachable",
  "agentNotReady",
  "agentSignedOut",
  "excluded",
  "agentLost",
  "taken",
  "pulled",
  "callback"
] as const
export const Because = {
  Abandoned: 0,
  Cancelled: 1,
  Unreachable: 2,
  AgentNotReady: 3,
  AgentSignedOut: 4,
  Excluded: 5,
  AgentLost: 6,
  Taken: 7,
  Pulled: 8,
  Callback: 9
} as const

/** What a `Completed` row says beside the time of the wrap-up, as bits in `y`. */
export const Completion = { WrapUpOpen: 1, WrapUpFree: 2, ByTime: 4, AgentLost: 8 } as const

/** Why a wrap-up ended, as a number in `y`. */
export const wrapUpEnds = ["agent", "time", "agentLost", "returned"] as const

/**
 * The events of one step, all at its time, as columns; no object per event. `x` is a duration where the event has one, `y` a small number (version,
 * cause), `side` what has no number: texts, skills, a configuration.
 */
export class Rows {
  count = 0
  kind = new Int8Array(256)
  contact = new Int32Array(256)
  agent = new Int32Array(256)
  engagement = new Int32Array(256)
  x = new Float64Array(256)
  y = new Int32Array(256)
  side: unknown[] = []
  /** No row from here on has a side. */
  private sides = 0

  push(kind: number, contact: number, agent: number, engagement: number, x: number, y: number): number {
    const row = this.count++
    if (row === this.kind.length) this.widen(row * 2)
    this.kind[row] = kind
    this.contact[row] = contact
    this.agent[row] = agent
    this.engagement[row] = engagement
    this.x[row] = x
    this.y[row] = y
    return row
  }

  attach(row: number, side: unknown): void {
    this.side[row] = side
    this.sides = row + 1
  }

  clear(): void {
    for (let row = 0; row < this.sides; row++) this.side[row] = undefined
    this.sides = 0
    this.count = 0
  }

  private widen(length: number): void {
    this.kind = wider(this.kind, length)
    this.contact = wider(this.contact, length)
    this.agent = wider(this.agent, length)
    this.engagement = wider(this.engagement, length)
    this.x = wider(this.x, length)
    this.y = wider(this.y, length)
  }
}
