import { avayaUri, cstaUri, extension, message, optional, record, required } from "./codec.ts"
import {
  boolean,
  callLinkage,
  connection,
  device,
  extendedDevice,
  failure,
  integer,
  oneOf,
  text,
  userData
} from "./values.ts"

/** How the call came over from another switch. */
const lookAheadInfo = record(avayaUri, {
  type: required(oneOf("noInterflow", "allInterflow", "thresholdInterflow", "vectoringInterflow")),
  priority: required(oneOf("notInQueue", "low", "medium", "high", "top")),
  hours: required(integer),
  minutes: required(integer),
  seconds: required(integer),
  sourceVDN: optional(text)
})

/** Digits a vector collected from the caller, or a data base provided. */
const userEnteredCode = record(avayaUri, {
  userEnteredCodeType: required(oneOf("any", "loginDigits", "callPrompter", "databaseProvided", "toneDetector")),
  userEnteredCodeIndicator: required(oneOf("collect", "entered")),
  data: optional(text),
  collectVDN: optional(device)
})

/** How the call came in: shared by route requests and call events. */
export const callOrigin = {
  trunkGroup: optional(text),
  trunkMember: optional(text),
  acdGroup: optional(device),
  lookAheadInfo: optional(lookAheadInfo),
  userEnteredCode: optional(userEnteredCode)
}

const dialogue = { crossRefIdentifier: required(text), routeRegisterReqID: required(text) }
const { acdGroup: _notInRequests, ...requestOrigin } = callOrigin

/** Adjunct routing. The schema spells "routeing". A dialogue is told by `crossRefIdentifier`, not by invoke ids. */
export const routeing = {
  RouteRegister: message(cstaUri, {
    routeingDevice: optional(device),
    privateData: extension("RouteRegisterPrivateData", { switchNameList: optional(text) })
  }),
  RouteRegisterResponse: message(cstaUri, { routeRegisterReqID: required(text) }),
  RouteRegisterCancel: message(cstaUri, { routeRegisterReqID: required(text) }),
  RouteRegisterCancelResponse: message(cstaUri, {}),
  /** From the server: it will ask no more. */
  RouteRegisterAbort: message(cstaUri, { routeRegisterReqID: required(text) }),

  /** From the server: a call stands in an adjunct routing step. */
  RouteRequest: message(cstaUri, {
    crossRefIdentifier: required(text),
    routeRegisterReqID: optional(text),
    currentRoute: required(extendedDevice),
    callingDevice: optional(extendedDevice),
    routeingDevice: optional(extendedDevice),
    routedCall: optional(connection),
    routeSelAlgorithm: optional(oneOf("normal", "leastCost", "emergency", "aCD", "userDefined")),
    priority: optional(boolean),
    replyTimeout: optional(integer),
    callLinkageData: optional(callLinkage),
    privateData: extension("RouteRequestPrivateData", {
      ...requestOrigin,
      userData: optional(userData),
      callLinkageData: optional(callLinkage)
    })
  }),
  /** From the server: another choice, please. */
  ReRoute: message(cstaUri, {
    crossRefIdentifier: required(text),
    routeRegisterReqID: optional(text),
    replyTimeout: optional(integer),
    callLinkageData: optional(callLinkage)
  }),
  RouteSelect: message(cstaUri, {
    ...dialogue,
    routeSelected: required(device),
    routeUsedReq: optional(boolean),
    privateData: extension("RouteSelectPrivateData", {
      callingDevice: optional(device),
      directAgentCallSplit: optional(device),
      priorityCalling: optional(boolean),
      destRoute: optional(device),
      userData: optional(userData)
    })
  }),
  /** From the server, where `routeUsedReq` asked for it. */
  RouteUsed: message(cstaUri, {
    crossRefIdentifier: required(text),
    routeRegisterReqID: optional(text),
    routeUsed: optional(extendedDevice),
    callingDevice: optional(extendedDevice),
    domain: optional(boolean),
    callLinkageData: optional(callLinkage)
  }),
  /** From either side: the dialogue is over; with an error, the choice did not work. */
  RouteEnd: message(cstaUri, {
    crossRefIdentifier: required(text),
    routeRegisterReqID: optional(text),
    errorValue: optional(failure)
  })
}
