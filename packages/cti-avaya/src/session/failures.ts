import type { RequestError } from "./Requests.ts"

/**
 * What to do about a refusal: `transient` may be tried again where that is harmless; `configuration` will stay as it is until somebody
 * changes the switch; `race`: the call is no longer what we thought; `session`: start anew.
 */
export type FailureClass = "transient" | "configuration" | "race" | "session" | "other"

const classes: ReadonlyArray<readonly [FailureClass, RegExp]> = [
  [
    "transient",
    /^(resourceBusy|resourceOutOfService|outstandingReq\w*LimitExceeded|outstandingRequestsLimitExceeded|performanceLimitExceeded|networkBusy|serverResourcesBusy|\w*TemporarilyUnavailable|exceedsRateLimit)$/i
  ],
  ["session", /^(invalidSessionID|securityViolation|sequenceNumber\w*|timeStamp\w*|invalidSeal)$/i],
  [
    "race",
    /^(noCallToAnswer|noActiveCall|noCallToClear|noCallToComplete|noHeldCall|noConnectionToClear|invalidConnectionI(D|dentifier)|invalidObjectState|invalidCallI(D|dentifier)|invalidCrossRefID|incorrectConnectionState|invalidConnectionState|connectionNotInCorrectState|incompatibleState)$/i
  ],
  [
    "configuration",
    /^(invalidDeviceI(D|dentifier)|invalidDevice|privilegeViolation\w*|objectMonitorLimitExceeded|overallMonitorLimitExceeded|serviceNotSupported|requestNotSupported|notSupported|objectNotKnown|invalidDestination|invalidAgentID|invalidPassword|invalidFeature)$/i
  ]
]

/** By the value alone: servers differ in the category they file it under. */
export const classify = (error: RequestError): FailureClass => {
  if (error.reason !== "refused") return "other"
  const value = error.code.slice(error.code.lastIndexOf("/") + 1)
  return classes.find(([, pattern]) => pattern.test(value))?.[0] ?? "other"
}
