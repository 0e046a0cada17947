import { child } from "../xml/Element.ts"
import {
  avayaUri,
  type Codec,
  cstaUri,
  element,
  extension,
  type Field,
  list,
  message,
  optional,
  record,
  required
} from "./codec.ts"
import { callLeg } from "./snapshot.ts"
import { boolean, type Connection, connection, device, oneOf, text } from "./values.ts"

const flags = <const N extends string>(uri: string, ...names: ReadonlyArray<N>) =>
  optional(
    record(uri, Object.fromEntries(names.map((name) => [name, optional(boolean)])) as Record<N, Field<boolean, false>>)
  )

/** Which events a monitor gives. With `invertFilter` in the private data "true" means "send me this"; plain CSTA filters exclude. */
const filter = record(cstaUri, {
  callcontrol: flags(
    cstaUri,
    "bridged",
    "callCleared",
    "conferenced",
    "connectionCleared",
    "delivered",
    "digitsDialed",
    "diverted",
    "established",
    "failed",
    "held",
    "networkCapabilitiesChanged",
    "networkReached",
    "offered",
    "originated",
    "queued",
    "retrieved",
    "serviceInitiated",
    "transferred"
  ),
  logicalDeviceFeature: flags(
    cstaUri,
    "agentBusy",
    "agentLoggedOn",
    "agentLoggedOff",
    "agentNotReady",
    "agentReady",
    "agentWorkingAfterCall"
  )
})

const avayaEvents = {
  invertFilter: optional(boolean),
  callControlPrivate: flags(avayaUri, "enteredDigits"),
  logicalDeviceFeaturePrivate: flags(avayaUri, "agentLoginExtension"),
  endpointRegistrationStateEvents: flags(avayaUri, "registered", "unregistered")
}

/** A device by its id, or one call. */
export type MonitorObject = { readonly deviceObject: string } | { readonly callObject: Connection }
const monitorObject: Codec<MonitorObject> = {
  encode: (value) => ({
    children: [
      "deviceObject" in value
        ? element(cstaUri, "deviceObject", device.encode(value.deviceObject))
        : element(cstaUri, "callObject", connection.encode(value.callObject))
    ]
  }),
  decode: (from) => {
    const asDevice = child(from, "deviceObject")
    if (asDevice !== undefined) return { deviceObject: asDevice.text.trim() }
    const asCall = child(from, "callObject")
    const callObject = asCall && connection.decode(asCall)
    return callObject && { callObject }
  }
}

export const monitor = {
  MonitorStart: message(cstaUri, {
    monitorObject: required(monitorObject),
    requestedMonitorFilter: optional(filter),
    monitorType: optional(oneOf("call", "device")),
    privateData: extension("AvayaEvents", avayaEvents)
  }),
  MonitorStartResponse: message(cstaUri, {
    monitorCrossRefID: required(text),
    actualMonitorFilter: optional(filter),
    /** `snapshotData`: the legs of calls that were there before the monitor. */
    privateData: extension("MonitorStartResponsePrivateData", {
      usedFilter: optional(record(avayaUri, avayaEvents)),
      snapshotData: optional(list(cstaUri, "snapshotCallResponseInfo", callLeg))
    })
  }),
  MonitorStop: message(cstaUri, { monitorCrossRefID: required(text) }),
  MonitorStopResponse: message(cstaUri, {}),
  /** Avaya: the monitors of a session; the list comes in events. */
  GetMonitorList: message(avayaUri, { sessionID: optional(text) }),
  GetMonitorListResponse: message(avayaUri, { sessionID: optional(text) }),
  /** Avaya: gives the monitors of a lost session to a new one. */
  TransferMonitorObjects: message(avayaUri, { fromSessionID: required(text), toSessionID: required(text) }),
  TransferMonitorObjectsResponse: message(avayaUri, { fromSessionID: optional(text), toSessionID: optional(text) })
}
