import { avayaUri, cstaUri, extension, message, optional, required } from "./codec.ts"
import { connections } from "./callServices.ts"
import { callOrigin } from "./routeing.ts"
import {
  callLinkage,
  connection,
  eventCause,
  extendedDevice,
  integer,
  localConnectionState,
  oneOf,
  redirectionDevice,
  text,
  userData
} from "./values.ts"

const monitorCrossRefID = required(text)
const subject = optional(extendedDevice)
const parties = { callingDevice: optional(extendedDevice), calledDevice: optional(extendedDevice) }
const lastRedirectionDevice = optional(redirectionDevice)
const localConnectionInfo = optional(localConnectionState)
/** The schema wants a cause in every event; not every server gives one. */
const cause = optional(eventCause, { fallback: "normal" })
const callLinkageData = optional(callLinkage)
const origin = {
  distributingDevice: optional(extendedDevice),
  distributingVDN: optional(extendedDevice)
}
const outcome = optional(
  oneOf(
    "none",
    "answerNormal",
    "answerTimed",
    "answerVoiceEnergy",
    "answerMachineDetected",
    "reorder",
    "noCircuit",
    "intercept",
    "unassignedNumber",
    "invalidNumber",
    "unspecified"
  )
)

const beginning = {
  ServiceInitiatedEvent: message(cstaUri, {
    monitorCrossRefID,
    initiatedConnection: required(connection),
    initiatingDevice: subject,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  OriginatedEvent: message(cstaUri, {
    monitorCrossRefID,
    originatedConnection: required(connection),
    ...parties,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  /** Rings at a station; at a VDN or queue it only passes (cause enteringDistribution). */
  DeliveredEvent: message(cstaUri, {
    monitorCrossRefID,
    connection: required(connection),
    alertingDevice: subject,
    ...parties,
    lastRedirectionDevice,
    localConnectionInfo,
    userData: optional(userData),
    cause,
    callLinkageData,
    privateData: extension("DeliveredEventPrivateData", { ...callOrigin, ...origin })
  }),
  QueuedEvent: message(cstaUri, {
    monitorCrossRefID,
    queuedConnection: required(connection),
    queue: subject,
    ...parties,
    lastRedirectionDevice,
    numberQueued: optional(integer),
    callsInFront: optional(integer),
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  EstablishedEvent: message(cstaUri, {
    monitorCrossRefID,
    establishedConnection: required(connection),
    answeringDevice: subject,
    ...parties,
    lastRedirectionDevice,
    localConnectionInfo,
    userData: optional(userData),
    cause,
    callLinkageData,
    privateData: extension("EstablishedEventPrivateData", { ...callOrigin, reason: outcome, ...origin })
  }),
  NetworkReachedEvent: message(cstaUri, {
    monitorCrossRefID,
    outboundConnection: required(connection),
    networkInterfaceUsed: subject,
    ...parties,
    lastRedirectionDevice,
    localConnectionInfo,
    cause,
    callLinkageData
  })
}

const changing = {
  HeldEvent: message(cstaUri, {
    monitorCrossRefID,
    heldConnection: required(connection),
    holdingDevice: subject,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  RetrievedEvent: message(cstaUri, {
    monitorCrossRefID,
    retrievedConnection: required(connection),
    retrievingDevice: subject,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  DivertedEvent: message(cstaUri, {
    monitorCrossRefID,
    connection: required(connection),
    divertingDevice: subject,
    newDestination: subject,
    ...parties,
    lastRedirectionDevice,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  ConferencedEvent: message(cstaUri, {
    monitorCrossRefID,
    primaryOldCall: required(connection),
    secondaryOldCall: optional(connection),
    conferencingDevice: subject,
    addedParty: subject,
    conferenceConnections: connections,
    localConnectionInfo,
    cause
  }),
  /** The schema spells it with one r. */
  TransferedEvent: message(cstaUri, {
    monitorCrossRefID,
    primaryOldCall: required(connection),
    secondaryOldCall: optional(connection),
    transferringDevice: subject,
    transferredToDevice: subject,
    transferredConnections: connections,
    localConnectionInfo,
    cause
  })
}

const ending = {
  FailedEvent: message(cstaUri, {
    monitorCrossRefID,
    failedConnection: required(connection),
    failingDevice: subject,
    ...parties,
    lastRedirectionDevice,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  ConnectionClearedEvent: message(cstaUri, {
    monitorCrossRefID,
    droppedConnection: required(connection),
    releasingDevice: subject,
    localConnectionInfo,
    cause,
    callLinkageData
  }),
  CallClearedEvent: message(cstaUri, {
    monitorCrossRefID,
    clearedCall: required(connection),
    cause,
    callLinkageData,
    privateData: extension("CallClearedEventPrivateData", { reason: outcome })
  })
}

/** Avaya: digits the caller entered. Two members are the standard's own elements. */
const digits = {
  EnteredDigitsEvent: message(avayaUri, {
    monitorCrossRefID: required(text, { uri: cstaUri }),
    connection: optional(connection),
    digits: optional(text)
  })
}

export const callEvents = { ...beginning, ...changing, ...ending, ...digits }
