import { descend, type Element } from "../xml/Element.ts"

/**
 * What a message must hold to be of use, beyond what the schema demands: in the schema nearly every member is optional. Paths of local names
 * below the message; "a|b" = one of them. Taken from the member lists of ECMA-323 Edition 3, ECMA-354 and Avaya's private data.
 */
const ucid = "callLinkageData/globalCallData/globalCallLinkageID/globallyUniqueCallLinkageID"
const leg = (name: string): ReadonlyArray<string> => [`${name}/callID`, `${name}/deviceID`]
const device = (name: string): string => `${name}/deviceIdentifier|notKnown|restricted|notRequired|notSpecified`
const redirection = "lastRedirectionDevice/numberDialed|notKnown|restricted|notRequired|notSpecified"
const parties = [device("callingDevice"), device("calledDevice")]
const ofMonitor = ["monitorCrossRefID"]
const login = "applicationInfo/applicationSpecificInfo/SessionLoginInfo"
const monitored = ["localConnectionInfo", "cause", ucid]
const agent = ["monitorCrossRefID", device("agentDevice"), "agentID"]
const dialogue = ["crossRefIdentifier", "routeRegisterReqID"]
const privately = (name: string, ...path: ReadonlyArray<string>): string =>
  ["extensions/privateData/private", name, ...path].join("/")

export const requiredFields: Readonly<Record<string, ReadonlyArray<string>>> = {
  StartApplicationSession: [
    "applicationInfo/applicationID",
    `${login}/userName`,
    `${login}/password`,
    "requestedProtocolVersions/protocolVersion",
    "requestedSessionDuration"
  ],
  StartApplicationSessionPosResponse: ["sessionID", "actualProtocolVersion", "actualSessionDuration"],
  StartApplicationSessionNegResponse: ["errorCode/definedError|applError"],
  ResetApplicationSessionTimer: ["sessionID", "requestedSessionDuration"],
  ResetApplicationSessionTimerPosResponse: ["actualSessionDuration"],
  ResetApplicationSessionTimerNegResponse: ["errorCode/definedError|applError"],
  StopApplicationSession: ["sessionID", "sessionEndReason/definedEndReason|appEndReason"],
  StopApplicationSessionNegResponse: ["errorCode/definedError|applError"],
  ApplicationSessionTerminated: ["sessionID", "sessionTermReason/definedTermReason|serverTermReason"],

  GetDeviceId: ["extension", "switchName|switchIPInterface"],
  GetDeviceIdResponse: ["device"],
  GetThirdPartyDeviceId: ["switchName", "extension"],
  GetThirdPartyDeviceIdResponse: ["device"],
  ReleaseDeviceId: ["device"],
  MonitorStart: ["monitorObject/deviceObject|callObject"],
  MonitorStartResponse: ["monitorCrossRefID", "actualMonitorFilter"],
  MonitorStop: ["monitorCrossRefID"],
  TransferMonitorObjects: ["fromSessionID", "toSessionID"],
  SystemRegister: ["requestTypes/systemStatus|requestSystemStatus"],
  SystemRegisterResponse: ["sysStatRegisterID"],
  SystemStatus: [
    "systemStatus",
    privately("SystemStatusPrivateData", "switchTlinkStatus", "switchName"),
    privately("SystemStatusPrivateData", "switchTlinkStatus", "tlinkStatus")
  ],
  SnapshotDevice: ["snapshotObject"],
  SnapshotDeviceResponse: ["crossRefIDorSnapshotData/snapshotData|crossRefIdentifier"],
  SnapshotCall: ["snapshotObject/callID"],
  SnapshotCallResponse: ["crossRefIDorSnapshotData/snapshotData|crossRefIdentifier", ucid],
  GetCallLinkageData: ["call/callID"],
  GetCallLinkageDataResponse: [ucid],

  RouteRegister: [privately("RouteRegisterPrivateData", "switchNameList")],
  RouteRegisterResponse: ["routeRegisterReqID"],
  RouteRegisterAbort: ["routeRegisterReqID"],
  RouteRegisterCancel: ["routeRegisterReqID"],
  RouteRequest: [
    ...dialogue,
    device("currentRoute"),
    device("callingDevice"),
    device("routeingDevice"),
    ...leg("routedCall"),
    ucid
  ],
  ReRoute: dialogue,
  RouteSelect: [...dialogue, "routeSelected"],
  RouteUsed: [...dialogue, device("routeUsed")],
  RouteEnd: dialogue,

  ServiceInitiatedEvent: [...ofMonitor, ...leg("initiatedConnection"), device("initiatingDevice"), ...monitored],
  OriginatedEvent: [...ofMonitor, ...leg("originatedConnection"), ...parties, ...monitored],
  DeliveredEvent: [...ofMonitor, ...leg("connection"), device("alertingDevice"), ...parties, redirection, ...monitored],
  QueuedEvent: [...ofMonitor, ...leg("queuedConnection"), device("queue"), ...parties, redirection, ...monitored],
  EstablishedEvent: [
    ...ofMonitor,
    ...leg("establishedConnection"),
    device("answeringDevice"),
    ...parties,
    redirection,
    ...monitored
  ],
  NetworkReachedEvent: [...ofMonitor, ...leg("outboundConnection"), device("networkInterfaceUsed"), ...monitored],
  HeldEvent: [...ofMonitor, ...leg("heldConnection"), device("holdingDevice"), ...monitored],
  RetrievedEvent: [...ofMonitor, ...leg("retrievedConnection"), device("retrievingDevice"), ...monitored],
  DivertedEvent: [
    ...ofMonitor,
    ...leg("connection"),
    device("divertingDevice"),
    device("newDestination"),
    ...monitored
  ],
  ConferencedEvent: [
    ...ofMonitor,
    ...leg("primaryOldCall"),
    device("conferencingDevice"),
    device("addedParty"),
    "localConnectionInfo",
    "cause"
  ],
  TransferedEvent: [
    ...ofMonitor,
    ...leg("primaryOldCall"),
    device("transferringDevice"),
    device("transferredToDevice"),
    "localConnectionInfo",
    "cause"
  ],
  FailedEvent: [...ofMonitor, ...leg("failedConnection"), device("failingDevice"), ...parties, ...monitored],
  ConnectionClearedEvent: [...ofMonitor, ...leg("droppedConnection"), device("releasingDevice"), ...monitored],
  CallClearedEvent: [...ofMonitor, ...leg("clearedCall"), "cause", ucid],

  SetAgentState: ["device", "requestedAgentState"],
  SetAgentStateResponse: [privately("SetAgentStateResponsePrivateData", "isPending")],
  GetAgentState: ["device"],
  GetAgentStateResponse: ["agentStateList/agentStateEntry/loggedOnState"],
  AgentLoggedOnEvent: agent,
  AgentLoggedOffEvent: agent,
  AgentNotReadyEvent: [...agent, privately("AgentNotReadyEventPrivateData", "reasonCode")],
  AgentReadyEvent: agent,
  AgentWorkingAfterCallEvent: agent,
  AgentBusyEvent: agent,

  MakeCall: ["callingDevice", "calledDirectoryNumber"],
  MakeCallResponse: [...leg("callingDevice"), privately("MakeCallResponsePrivateData", ucid)],
  AnswerCall: leg("callToBeAnswered"),
  HoldCall: leg("callToBeHeld"),
  RetrieveCall: leg("callToBeRetrieved"),
  ClearConnection: leg("connectionToBeCleared"),
  DeflectCall: [...leg("callToBeDiverted"), "newDestination"],
  ConsultationCall: [...leg("existingCall"), "consultedDevice"],
  TransferCall: [...leg("heldCall"), ...leg("activeCall")],
  ConferenceCall: [...leg("heldCall"), ...leg("activeCall")],
  AlternateCall: [...leg("heldCall"), ...leg("activeCall")],
  ReconnectCall: [...leg("activeCall"), ...leg("heldCall")],
  SingleStepConferenceCall: [...leg("activeCall"), "deviceToJoin", "participationType"],
  GenerateDigits: [...leg("connectionToSendDigits"), "charactersToSend"],
  MakePredictiveCall: ["callingDevice", "calledDirectoryNumber"],
  SingleStepTransferCall: [...leg("activeCall"), "transferredTo"],
  SingleStepTransferCallResponse: leg("transferredCall")
}

/** Members that say something by standing there. */
const meansWithoutContent = /^(notKnown|restricted|notRequired|notSpecified|snapshotData)$/
const filled = ({ name, text, children }: Element): boolean =>
  text !== "" || children.length > 0 || meansWithoutContent.test(name)

const holds = (message: Element, path: string): boolean => {
  const steps = path.split("/")
  const last = steps.pop() ?? ""
  const parent = descend(message, ...steps)
  return (
    parent !== undefined &&
    last.split("|").some((name) => parent.children.some((child) => child.name === name && filled(child)))
  )
}

/** The fields a message lacks; empty for a kind that needs none. */
export const missingFields = (message: Element): ReadonlyArray<string> =>
  (requiredFields[message.name] ?? []).filter((path) => !holds(message, path))
