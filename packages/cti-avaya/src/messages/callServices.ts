import {
  cstaUri,
  extension,
  type Field,
  list,
  type MessageCodec,
  message,
  optional,
  record,
  required
} from "./codec.ts"
import {
  boolean,
  type Connection,
  callLinkage,
  connection,
  device,
  eventCause,
  integer,
  oneOf,
  text,
  userData
} from "./values.ts"

const leg: Field<Connection, true> = required(connection)
/** A success that says nothing more: the state changes on events only. */
const done = (): MessageCodec<Record<never, never>> => message(cstaUri, {})

const connectionListItem = record(cstaUri, { newConnection: optional(connection), oldConnection: optional(connection) })
export const connections = optional(list(cstaUri, "connectionListItem", connectionListItem))

/** Calls made by us. `userData` is hexadecimal. */
const making = {
  MakeCall: message(cstaUri, {
    callingDevice: required(device),
    calledDirectoryNumber: required(device),
    autoOriginate: optional(oneOf("prompt", "doNotPrompt")),
    userData: optional(userData),
    callCharacteristics: optional(record(cstaUri, { priorityCall: optional(boolean) }))
  }),
  MakeCallResponse: message(cstaUri, {
    callingDevice: required(connection),
    privateData: extension("MakeCallResponsePrivateData", { callLinkageData: optional(callLinkage) })
  }),
  MakePredictiveCall: message(cstaUri, {
    callingDevice: required(device),
    calledDirectoryNumber: required(device),
    alertTime: optional(integer),
    userData: optional(userData)
  }),
  MakePredictiveCallResponse: message(cstaUri, { initiatedCall: optional(connection) })
}

/** One leg, one verb. */
const legs = {
  AnswerCall: message(cstaUri, { callToBeAnswered: leg }),
  AnswerCallResponse: done(),
  HoldCall: message(cstaUri, { callToBeHeld: leg }),
  HoldCallResponse: done(),
  RetrieveCall: message(cstaUri, { callToBeRetrieved: leg }),
  RetrieveCallResponse: done(),
  ClearConnection: message(cstaUri, {
    connectionToBeCleared: leg,
    userData: optional(userData),
    reason: optional(eventCause)
  }),
  ClearConnectionResponse: done(),
  DeflectCall: message(cstaUri, {
    callToBeDiverted: leg,
    newDestination: required(device),
    userData: optional(userData)
  }),
  DeflectCallResponse: done(),
  GenerateDigits: message(cstaUri, { connectionToSendDigits: leg, charactersToSend: required(text) }),
  GenerateDigitsResponse: done()
}

/** Consultation, transfer and conference. The order of held and active is the schema's, and differs between services. */
const joining = {
  ConsultationCall: message(cstaUri, {
    existingCall: leg,
    consultedDevice: required(device),
    userData: optional(userData)
  }),
  ConsultationCallResponse: message(cstaUri, { initiatedCall: optional(connection) }),
  AlternateCall: message(cstaUri, { heldCall: leg, activeCall: leg }),
  AlternateCallResponse: done(),
  ReconnectCall: message(cstaUri, { activeCall: leg, heldCall: leg }),
  ReconnectCallResponse: done(),
  TransferCall: message(cstaUri, { heldCall: leg, activeCall: leg }),
  TransferCallResponse: message(cstaUri, { transferredCall: optional(connection), connections }),
  SingleStepTransferCall: message(cstaUri, {
    activeCall: leg,
    transferredTo: required(device),
    userData: optional(userData)
  }),
  SingleStepTransferCallResponse: message(cstaUri, { transferredCall: optional(connection), connections }),
  ConferenceCall: message(cstaUri, { heldCall: leg, activeCall: leg }),
  ConferenceCallResponse: message(cstaUri, { conferenceCall: optional(connection), connections }),
  SingleStepConferenceCall: message(cstaUri, {
    activeCall: leg,
    deviceToJoin: required(device),
    participationType: optional(oneOf("silent", "active", "none"), { fallback: "active" })
  }),
  SingleStepConferenceCallResponse: message(cstaUri, { conferencedCall: optional(connection) })
}

export const callServices = { ...making, ...legs, ...joining }
