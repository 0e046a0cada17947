import { extensionOf } from "../extension.ts"
import type { MessageOf } from "../messages/Message.ts"
import type { Connection } from "../messages/values.ts"
import { type Call, type CallFact, endCall, legAt } from "./Call.ts"
import type { CallBook } from "./CallBook.ts"
import { join } from "./join.ts"
import { answer, divert, fail, hold, leave, retrieve, ring } from "./legs.ts"

export type CallEvent = MessageOf<
  | "ServiceInitiatedEvent"
  | "OriginatedEvent"
  | "DeliveredEvent"
  | "QueuedEvent"
  | "EstablishedEvent"
  | "NetworkReachedEvent"
  | "HeldEvent"
  | "RetrievedEvent"
  | "DivertedEvent"
  | "ConferencedEvent"
  | "TransferedEvent"
  | "FailedEvent"
  | "ConnectionClearedEvent"
  | "CallClearedEvent"
>

/** Where an event was seen from, and what else is watched. */
export interface Sight {
  /** The station whose own monitor gave the event. */
  readonly station: string | undefined
  /** The event came from the monitor of a VDN, which sees the whole call. */
  readonly vdn: boolean
  /** A station we were told to watch. */
  readonly isStation: (extension: string) => boolean
  /** A station with a monitor of its own: it alone speaks for its legs, for monitors run apart from each other. */
  readonly covered: (extension: string) => boolean
  /** We sent the call away from there ourselves. */
  readonly deflected: (thread: string, extension: string) => boolean
}

/** The connection an event is about. */
export const connectionOf = (event: CallEvent): Connection => {
  switch (event.type) {
    case "ServiceInitiatedEvent":
      return event.initiatedConnection
    case "OriginatedEvent":
      return event.originatedConnection
    case "DeliveredEvent":
    case "DivertedEvent":
      return event.connection
    case "QueuedEvent":
      return event.queuedConnection
    case "EstablishedEvent":
      return event.establishedConnection
    case "NetworkReachedEvent":
      return event.outboundConnection
    case "HeldEvent":
      return event.heldConnection
    case "RetrievedEvent":
      return event.retrievedConnection
    case "ConferencedEvent":
    case "TransferedEvent":
      return event.primaryOldCall
    case "FailedEvent":
      return event.failedConnection
    case "ConnectionClearedEvent":
      return event.droppedConnection
    case "CallClearedEvent":
      return event.clearedCall
  }
}

export const ucidOf = (event: CallEvent): string | undefined =>
  "callLinkageData" in event ? event.callLinkageData?.ucid : undefined

/** Causes of a Diverted by which nobody picked up; Communication Manager says "redirected" for RONA. */
const unanswered = /^(redirected|callForwardNoAnswer|callNotAnswered|recallNoAnswer|alertTimeExpired|timeout)$/

const divertedReason = (call: Call, device: string, cause: string | undefined, sight: Sight): string => {
  if (sight.deflected(call.thread, device)) return "deflected"
  return cause === undefined || unanswered.test(cause) ? "no-answer" : cause
}

/**
 * `releasing` is who hung up. A drop of our leg that somebody else released is not the end of it (one also comes with a hold), unless that
 * somebody is out of the call already.
 */
const dropEnds = (call: Call, device: string, releasing: string | undefined): boolean => {
  if (releasing === undefined || releasing === device) return true
  const other = call.legs.get(releasing)
  return other !== undefined && other.state === "null"
}

const dropped = (
  call: Call,
  event: MessageOf<"ConnectionClearedEvent">,
  device: string,
  sight: Sight,
  nowMs: number
): ReadonlyArray<CallFact> => {
  const reason = event.cause ?? "normalClearing"
  if (!sight.isStation(device)) {
    const leg = legAt(call, device)
    leg.state = "null"
    return device === call.caller ? endCall(call, nowMs, reason) : []
  }
  if (!dropEnds(call, device, extensionOf(event.releasingDevice))) return []
  const left = leave(call, device, reason)
  if (call.observed) return left
  // No monitor will tell the end of this call, so it is over with its last leg here.
  const others = [...call.legs.values()].some((leg) => sight.isStation(leg.device) && leg.state !== "null")
  return others ? left : [...left, ...endCall(call, nowMs, reason)]
}

/** The station that made the call hears that the other side has answered. */
const answeredFar = (call: Call, by: string): ReadonlyArray<CallFact> => {
  const { madeBy } = call
  if (madeBy === undefined || madeBy === by) return []
  const leg = legAt(call, madeBy)
  if (leg.announced) return []
  leg.state = "alerting"
  return answer(call, madeBy)
}

/** A call enters a VDN or a queue: it passes there, it does not ring. */
const passes = (event: MessageOf<"DeliveredEvent">): boolean =>
  event.cause === "enteringDistribution" || event.localConnectionInfo === "queued"

const atStation = (call: Call, event: CallEvent, device: string, sight: Sight): ReadonlyArray<CallFact> => {
  switch (event.type) {
    case "DeliveredEvent":
      return passes(event) ? [] : ring(call, device)
    case "EstablishedEvent":
      return [...answer(call, device), ...answeredFar(call, device)]
    case "HeldEvent":
      return hold(call, device)
    case "RetrievedEvent":
      return retrieve(call, device)
    case "DivertedEvent":
      return divert(call, device, divertedReason(call, device, event.cause, sight))
    case "FailedEvent":
      return fail(call, device, event.cause ?? "failed")
    case "ServiceInitiatedEvent":
      if (legAt(call, device).state === "null") legAt(call, device).state = "initiated"
      return []
    case "OriginatedEvent":
      if (!legAt(call, device).announced) legAt(call, device).state = "connected"
      return []
    default:
      return []
  }
}

const elsewhere = (call: Call, event: CallEvent, device: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  switch (event.type) {
    case "EstablishedEvent":
      leg.state = "connected"
      return answeredFar(call, device)
    case "DeliveredEvent":
      leg.state = passes(event) ? "queued" : "alerting"
      return []
    case "QueuedEvent":
      leg.state = "queued"
      return []
    case "DivertedEvent":
      leg.state = "null"
      return []
    case "OriginatedEvent":
      leg.state = "connected"
      return []
    default:
      return []
  }
}

/** What `event` changes in `call`, as facts for the host. */
export const follow = (
  book: CallBook,
  call: Call,
  event: CallEvent,
  sight: Sight,
  nowMs: number
): ReadonlyArray<CallFact> => {
  if (call.endedAtMs !== undefined) return []
  if (sight.vdn) call.observed = true
  if ("callingDevice" in event) call.caller ??= extensionOf(event.callingDevice)
  if (event.type === "ConferencedEvent" || event.type === "TransferedEvent") return join(book, event, sight, nowMs)
  const connection = connectionOf(event)
  if (event.type === "CallClearedEvent") {
    // The id of a call that was joined into this one dies on its own.
    const ours = connection.callID === undefined || call.callIds.has(connection.callID)
    return ours ? endCall(call, nowMs, event.privateData?.reason ?? event.cause ?? "normal") : []
  }
  const device =
    extensionOf(connection.deviceID) ??
    (event.type === "DeliveredEvent" ? extensionOf(event.alertingDevice) : undefined)
  if (device === undefined) return []
  if (sight.covered(device) && sight.station !== device) return []
  if (connection.deviceID !== undefined) legAt(call, device).deviceId = connection.deviceID
  if (event.type === "ConnectionClearedEvent") return dropped(call, event, device, sight, nowMs)
  return sight.isStation(device) ? atStation(call, event, device, sight) : elsewhere(call, event, device)
}
