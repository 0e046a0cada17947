/** A connection's state in the words of CSTA (localConnectionInfo); "null" is a leg that is gone. */
export type LegState = "initiated" | "alerting" | "connected" | "hold" | "queued" | "fail"

/** One device in one call (CSTA: a connection). */
export interface Leg {
  readonly device: string
  readonly kind: "outside" | "station" | "vdn" | "skill"
  state: LegState
}

export type EndedBy = "caller" | "agent" | "client" | "pbx"

/** One call. `callId` is short and comes again for a later call; the UCID never does. */
export class Call {
  readonly legs = new Map<string, Leg>()
  /** VDNs the call has entered, in order; a call monitor on any of them sees the call to its end. */
  readonly vdns: Array<string> = []
  /** Digits collected by a vector step. */
  collected: string | undefined
  /** The device the call was last redirected from. */
  redirectedFrom: string | undefined
  /** User-to-user information, hexBinary as on the wire. */
  uui: string | undefined
  ended = false
  readonly callId: string
  readonly ucid: string
  readonly from: string
  readonly dialled: string
  readonly digits: string
  readonly startedAtMs: number

  constructor(of: {
    readonly callId: string
    readonly ucid: string
    readonly from: string
    readonly dialled: string
    readonly digits: string
    readonly uui: string | undefined
    readonly startedAtMs: number
  }) {
    this.callId = of.callId
    this.ucid = of.ucid
    this.from = of.from
    this.dialled = of.dialled
    this.digits = of.digits
    this.uui = of.uui
    this.startedAtMs = of.startedAtMs
  }

  get lastVdn(): string | undefined {
    return this.vdns.at(-1)
  }

  leg(device: string): Leg | undefined {
    return this.legs.get(device)
  }

  /** The legs with a person at the end: what is left of a call when it leaves vectors and queues out of account. */
  get people(): ReadonlyArray<Leg> {
    return [...this.legs.values()].filter((leg) => leg.kind === "outside" || leg.kind === "station")
  }
}
