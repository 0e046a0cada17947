import type { Message, MessageOf } from "../../messages/Message.ts"
import type { Call } from "../Call.ts"
import type { Exchange } from "../Exchange.ts"
import { type Fault, operation } from "../Fault.ts"
import { connectionOf, linkage, type Wording } from "./events.ts"

/** The calls at a device: at a station its own, at a VDN or skill those that wait there. */
const callsAt = (device: string, exchange: Exchange): ReadonlyArray<Call> => {
  const station = exchange.stations.get(device)
  if (station !== undefined) return [...station.calls.values()]
  return [...exchange.calls.values()].filter((call) => call.leg(device) !== undefined)
}

/** Every leg of a call, as a snapshot shows it. */
export const legsOf = (call: Call, wording: Wording) =>
  [...call.legs.values()].map((leg) => ({
    deviceOnCall: wording.ids.of(leg.device),
    callIdentifier: connectionOf(call, leg.device, wording),
    localConnectionInfo: leg.state
  }))

export const snapshotDevice = (
  message: MessageOf<"SnapshotDevice">,
  exchange: Exchange,
  wording: Wording
): Message | Fault => {
  const device = wording.ids.extension(message.snapshotObject)
  const known = exchange.stations.has(device) || exchange.vdns.has(device) || exchange.skills.has(device)
  if (!known) return operation("invalidDeviceID")
  const legs = callsAt(device, exchange).map((call) => {
    const own = call.leg(device)?.state ?? "null"
    const others = [...call.legs.values()].filter((leg) => leg.device !== device).map((leg) => leg.state)
    return {
      connectionIdentifier: connectionOf(call, device, wording),
      endpointDevice: wording.ids.of(call.from),
      localCallState: [own, ...others]
    }
  })
  const station = exchange.stations.get(device)
  const status =
    message.privateData?.getStationStatus === true && station !== undefined
      ? { privateData: { stationStatus: station.calls.size > 0 ? "busy" : "idle" } }
      : {}
  return { type: "SnapshotDeviceResponse", legs, ...status }
}

export const snapshotCall = (
  message: MessageOf<"SnapshotCall">,
  exchange: Exchange,
  wording: Wording
): Message | Fault => {
  const call = exchange.callIds.get(message.snapshotObject.callID ?? "")
  if (call === undefined) return operation("invalidCallID")
  return {
    type: "SnapshotCallResponse",
    legs: legsOf(call, wording),
    callingDevice: wording.ids.of(call.from),
    calledDevice: wording.ids.of(call.dialled),
    callLinkageData: linkage(call, wording)
  }
}

export const callLinkageOf = (
  message: MessageOf<"GetCallLinkageData">,
  exchange: Exchange,
  wording: Wording
): Message | Fault => {
  const call = exchange.callIds.get(message.call.callID ?? "")
  if (call === undefined) return operation("invalidCallID")
  return { type: "GetCallLinkageDataResponse", callLinkageData: linkage(call, wording) }
}
