/** What one device does in a call, as CSTA names it. */
export type LegState = "null" | "initiated" | "alerting" | "connected" | "hold" | "queued" | "fail"

export interface Leg {
  /** Bare extension. */
  readonly device: string
  /** The switch's full id of the device, for requests; "" until it was seen. */
  deviceId: string
  state: LegState
  /** The host was told of it: it rings or was answered there. */
  announced: boolean
}

/** One call, by its UCID for as long as we speak of it, whatever call ids the switch gives it. */
export interface Call {
  /** UCID, or a name of our own where the switch gives none. */
  readonly thread: string
  /** Its UCIDs: more than one after calls were joined. */
  readonly ucids: Set<string>
  /** The call ids it goes by now: several only after a conference. */
  readonly callIds: Set<string>
  /** Every call id that leads to it. */
  readonly oldCallIds: Set<string>
  readonly legs: Map<string, Leg>
  /** Extension of who called. */
  caller: string | undefined
  /** A monitor of a VDN sees it: its end will be told by CallCleared. */
  observed: boolean
  /** The station that made it on our request. */
  madeBy: string | undefined
  endedAtMs: number | undefined
  /** When the switch last said anything of it. */
  heardAtMs: number
  /** Numbers its facts. */
  sequence: number
}

/** Something the host must hear. */
export interface CallFact {
  readonly type:
    | "CallRinging"
    | "CallAnswered"
    | "CallHeld"
    | "CallRetrieved"
    | "CallDiverted"
    | "CallLeft"
    | "CallEnded"
  readonly thread: string
  readonly device?: string
  readonly reason?: string
  /** Place among the facts of its call. */
  readonly sequence: number
}

export const newCall = (thread: string): Call => ({
  thread,
  ucids: new Set([thread]),
  callIds: new Set(),
  oldCallIds: new Set(),
  legs: new Map(),
  caller: undefined,
  observed: false,
  madeBy: undefined,
  endedAtMs: undefined,
  heardAtMs: 0,
  sequence: 0
})

/** A fact of `call`, numbered. */
export const fact = (call: Call, type: CallFact["type"], device?: string, reason?: string): CallFact => ({
  type,
  thread: call.thread,
  ...(device === undefined ? {} : { device }),
  ...(reason === undefined ? {} : { reason }),
  sequence: ++call.sequence
})

export const legAt = (call: Call, device: string): Leg => {
  const there = call.legs.get(device)
  if (there !== undefined) return there
  const leg: Leg = { device, deviceId: "", state: "null", announced: false }
  call.legs.set(device, leg)
  return leg
}

/** The call ends: once. */
export const endCall = (call: Call, nowMs: number, reason?: string): ReadonlyArray<CallFact> => {
  if (call.endedAtMs !== undefined) return []
  call.endedAtMs = nowMs
  return [fact(call, "CallEnded", undefined, reason)]
}
