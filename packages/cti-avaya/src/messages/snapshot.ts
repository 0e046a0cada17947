import { child } from "../xml/Element.ts"
import {
  avayaUri,
  type Codec,
  cstaUri,
  element,
  extension,
  list,
  message,
  optional,
  record,
  required
} from "./codec.ts"
import { boolean, callLinkage, connection, device, extendedDevice, localConnectionState, text } from "./values.ts"

/** The states of a call's legs, the device's own first. */
const callState: Codec<ReadonlyArray<string>> = {
  encode: (states) => ({
    children: [
      element(cstaUri, "compoundCallState", {
        children: states.map((text) => element(cstaUri, "localConnectionState", { text }))
      })
    ]
  }),
  decode: (from) => {
    const compound = child(from, "compoundCallState")
    if (compound !== undefined) return compound.children.map((one) => one.text.trim())
    const simple = child(from, "simpleCallState")
    return simple === undefined ? [] : [simple.text.trim()]
  }
}

const deviceLeg = record(cstaUri, {
  connectionIdentifier: required(connection),
  endpointDevice: optional(extendedDevice),
  localCallState: optional(callState)
})
/** One leg of a call, as a snapshot of the call lists it. */
export const callLeg = record(cstaUri, {
  deviceOnCall: optional(extendedDevice),
  callIdentifier: required(connection),
  localConnectionInfo: optional(localConnectionState)
})

/** The list itself: a server may give a cross reference and send the list later; then it is absent here. */
const snapshotOf = <A>(name: string, leg: Codec<A>): Codec<ReadonlyArray<A>> => {
  const legs = list(cstaUri, name, leg)
  return {
    encode: (value) => ({ children: [element(cstaUri, "snapshotData", legs.encode(value))] }),
    decode: (from) => {
      const data = child(from, "snapshotData")
      return data === undefined ? undefined : legs.decode(data)
    }
  }
}

export const snapshot = {
  SnapshotDevice: message(cstaUri, {
    snapshotObject: required(device),
    privateData: extension("SnapshotDevicePrivateData", { getStationStatus: optional(boolean) })
  }),
  SnapshotDeviceResponse: message(cstaUri, {
    legs: optional(snapshotOf("snapshotDeviceResponseInfo", deviceLeg), { name: "crossRefIDorSnapshotData" }),
    privateData: extension("SnapshotDeviceResponsePrivateData", {
      stationStatus: optional(text),
      serviceState: optional(text)
    })
  }),
  SnapshotCall: message(cstaUri, { snapshotObject: required(connection) }),
  SnapshotCallResponse: message(cstaUri, {
    legs: optional(snapshotOf("snapshotCallResponseInfo", callLeg), { name: "crossRefIDorSnapshotData" }),
    callingDevice: optional(extendedDevice),
    calledDevice: optional(extendedDevice),
    callLinkageData: optional(callLinkage)
  }),
  /** Avaya: the UCID of a call that was met without one. */
  GetCallLinkageData: message(avayaUri, { call: required(connection) }),
  GetCallLinkageDataResponse: message(avayaUri, { callLinkageData: optional(callLinkage) })
}
