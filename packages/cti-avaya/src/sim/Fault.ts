/**
 * A refusal in the words of ECMA-323 (CSTAErrorCode has exactly one child: the category, holding the value). Only what the simulated
 * PBX says itself is listed; a client must cope with any.
 */
export type Fault =
  | {
      readonly category: "operation"
      readonly value:
        | "generic"
        | "invalidParameterValue"
        | "invalidAgentIdentifier"
        | "invalidAgentPassword"
        | "invalidAgentState"
        | "invalidCalledDeviceID"
        | "invalidCallingDeviceID"
        | "invalidConnectionID"
        | "invalidCallID"
        | "invalidCrossRefID"
        | "invalidMonitorObject"
        | "invalidDestination"
        | "invalidDeviceID"
        | "invalidRouteingCrossRefID"
        | "invalidRouteRegistrationCrossRefID"
        | "requestIncompatibleWithObject"
        | "routeingTimerExpired"
        | "serviceNotSupported"
    }
  | {
      readonly category: "stateIncompatibility"
      readonly value:
        | "connectedCallExists"
        | "invalidConnectionState"
        | "invalidObjectState"
        | "noActiveCall"
        | "noCallToAnswer"
        | "noConnectionToClear"
        | "noHeldCall"
    }
  | { readonly category: "systemResourceAvailibility"; readonly value: "resourceBusy" | "resourceOutOfService" }
  | { readonly category: "security"; readonly value: "generic" }

export const operation = (value: Extract<Fault, { category: "operation" }>["value"]): Fault => ({
  category: "operation",
  value
})
export const state = (value: Extract<Fault, { category: "stateIncompatibility" }>["value"]): Fault => ({
  category: "stateIncompatibility",
  value
})
export const resource = (value: Extract<Fault, { category: "systemResourceAvailibility" }>["value"]): Fault => ({
  category: "systemResourceAvailibility",
  value
})
