import type { Kind, MessageOf } from "../src/messages/Message.ts"
import { eventSamples } from "./eventSamples.ts"
import {
  device,
  leg,
  linkage,
  monitorCrossRefID,
  parties,
  uui,
  origin,
  joined,
  session,
  dialogue
} from "./sampleParts.ts"

type Samples = { readonly [K in Exclude<Kind, keyof typeof eventSamples>]: ReadonlyArray<Omit<MessageOf<K>, "type">> }

const serviceSamples: Samples = {
  StartApplicationSession: [
    {
      applicationInfo: {
        applicationID: "strowger",
        applicationSpecificInfo: { userName: "张伟", password: "a<b&c", sessionCleanupDelay: 60, sessionID: session }
      },
      requestedProtocolVersions: ["http://www.ecma-international.org/standards/ecma-323/csta/ed3/privA"],
      requestedSessionDuration: 180
    }
  ],
  StartApplicationSessionPosResponse: [
    { sessionID: session, actualProtocolVersion: "x/ed3/privA", actualSessionDuration: 180 }
  ],
  StartApplicationSessionNegResponse: [
    { errorCode: { defined: true, text: "invalidApplicationInfo" } },
    { errorCode: { defined: false, text: "no licence left" } }
  ],
  ResetApplicationSessionTimer: [{ sessionID: session, requestedSessionDuration: 180 }],
  ResetApplicationSessionTimerPosResponse: [{ actualSessionDuration: 180 }],
  ResetApplicationSessionTimerNegResponse: [{ errorCode: { defined: true, text: "invalidSessionID" } }],
  StopApplicationSession: [{ sessionID: session, sessionEndReason: { defined: true, text: "normal" } }],
  StopApplicationSessionPosResponse: [{}],
  StopApplicationSessionNegResponse: [{ errorCode: { defined: true, text: "invalidSessionID" } }],
  ApplicationSessionTerminated: [
    { sessionID: session, sessionTermReason: { defined: true, text: "sessionTimerExpired" } },
    { sessionID: session, sessionTermReason: { defined: false, text: "maintenance" } }
  ],
  GetDeviceId: [
    {
      switchName: "CM1",
      switchIPInterface: "10.0.0.9",
      extension: "5001",
      deviceInstance: "1",
      controllableByOtherSessions: true
    }
  ],
  GetDeviceIdResponse: [{ device: device("5001") }],
  GetThirdPartyDeviceId: [{ switchName: "CM1", extension: "4000", deviceInstance: "0" }],
  GetThirdPartyDeviceIdResponse: [{ device: device("4000") }],
  ReleaseDeviceId: [{ device: device("5001") }],
  ReleaseDeviceIdResponse: [{}],
  MonitorStart: [
    {
      monitorObject: { deviceObject: device("5001") },
      requestedMonitorFilter: {
        callcontrol: { delivered: true, transferred: true, bridged: false },
        logicalDeviceFeature: { agentBusy: true, agentWorkingAfterCall: true }
      },
      monitorType: "device",
      privateData: {
        invertFilter: true,
        callControlPrivate: { enteredDigits: true },
        logicalDeviceFeaturePrivate: { agentLoginExtension: true },
        endpointRegistrationStateEvents: { registered: true, unregistered: false }
      }
    },
    { monitorObject: { callObject: leg("4000") }, monitorType: "call", privateData: { invertFilter: true } }
  ],
  MonitorStartResponse: [
    {
      monitorCrossRefID,
      actualMonitorFilter: { callcontrol: { delivered: true } },
      privateData: {
        usedFilter: { invertFilter: true },
        snapshotData: [
          { deviceOnCall: device("13800138000"), callIdentifier: leg("13800138000"), localConnectionInfo: "connected" }
        ]
      }
    }
  ],
  MonitorStop: [{ monitorCrossRefID }],
  MonitorStopResponse: [{}],
  GetMonitorList: [{ sessionID: session }],
  GetMonitorListResponse: [{ sessionID: session }],
  TransferMonitorObjects: [{ fromSessionID: session, toSessionID: `${session}1` }],
  TransferMonitorObjectsResponse: [{ fromSessionID: session, toSessionID: `${session}1` }],
  SystemRegister: [{ requestTypes: { systemStatus: true }, privateData: { invertFilter: true, switchName: "CM1" } }],
  SystemRegisterResponse: [{ sysStatRegisterID: "7" }],
  SystemStatus: [
    {
      sysStatRegisterID: "7",
      systemStatus: "partiallyDisabled",
      privateData: {
        switchTlinkStatus: [
          { switchName: "CM1", tlinkStatus: "tlinkDown" },
          { switchName: "CM2", tlinkStatus: "tlinkUp" }
        ]
      }
    }
  ],
  SystemStatusResponse: [{}],
  SnapshotDevice: [{ snapshotObject: device("5001"), privateData: { getStationStatus: true } }],
  SnapshotDeviceResponse: [
    {
      legs: [
        {
          connectionIdentifier: leg("5001"),
          endpointDevice: device("13800138000"),
          localCallState: ["hold", "connected"]
        },
        { connectionIdentifier: leg("5001", "180"), localCallState: ["connected"] }
      ],
      privateData: { stationStatus: "busy", serviceState: "inService" }
    },
    { legs: [] }
  ],
  SnapshotCall: [{ snapshotObject: leg("4000") }],
  SnapshotCallResponse: [
    {
      legs: [{ deviceOnCall: device("5001"), callIdentifier: leg("5001"), localConnectionInfo: "alerting" }],
      ...parties,
      callLinkageData: linkage
    }
  ],
  GetCallLinkageData: [{ call: leg("5001") }],
  GetCallLinkageDataResponse: [{ callLinkageData: linkage }],
  MakeCall: [
    {
      callingDevice: device("5001"),
      calledDirectoryNumber: device("913800138000"),
      autoOriginate: "doNotPrompt",
      userData: uui,
      callCharacteristics: { priorityCall: false }
    }
  ],
  MakeCallResponse: [{ callingDevice: leg("5001", "180"), privateData: { callLinkageData: linkage } }],
  MakePredictiveCall: [
    { callingDevice: device("4000"), calledDirectoryNumber: device("913800138000"), alertTime: 30_000, userData: uui }
  ],
  MakePredictiveCallResponse: [{ initiatedCall: leg("4000", "180") }],
  AnswerCall: [{ callToBeAnswered: leg("5001") }],
  AnswerCallResponse: [{}],
  HoldCall: [{ callToBeHeld: leg("5001") }],
  HoldCallResponse: [{}],
  RetrieveCall: [{ callToBeRetrieved: leg("5001") }],
  RetrieveCallResponse: [{}],
  ClearConnection: [{ connectionToBeCleared: leg("5001"), userData: uui, reason: "normalClearing" }],
  ClearConnectionResponse: [{}],
  DeflectCall: [{ callToBeDiverted: leg("5001"), newDestination: device("4000"), userData: uui }],
  DeflectCallResponse: [{}],
  GenerateDigits: [{ connectionToSendDigits: leg("5001"), charactersToSend: "12#" }],
  GenerateDigitsResponse: [{}],
  ConsultationCall: [{ existingCall: leg("5001"), consultedDevice: device("5002"), userData: uui }],
  ConsultationCallResponse: [{ initiatedCall: leg("5001", "180") }],
  AlternateCall: [{ heldCall: leg("5001"), activeCall: leg("5001", "180") }],
  AlternateCallResponse: [{}],
  ReconnectCall: [{ activeCall: leg("5001", "180"), heldCall: leg("5001") }],
  ReconnectCallResponse: [{}],
  TransferCall: [{ heldCall: leg("5001"), activeCall: leg("5001", "180") }],
  TransferCallResponse: [{ transferredCall: leg("5002", "180"), connections: joined }],
  SingleStepTransferCall: [{ activeCall: leg("5001"), transferredTo: device("6000"), userData: uui }],
  SingleStepTransferCallResponse: [{ transferredCall: leg("6000"), connections: joined }],
  ConferenceCall: [{ heldCall: leg("5001"), activeCall: leg("5001", "180") }],
  ConferenceCallResponse: [{ conferenceCall: leg("5001", "180"), connections: joined }],
  SingleStepConferenceCall: [{ activeCall: leg("5001"), deviceToJoin: device("7001"), participationType: "silent" }],
  SingleStepConferenceCallResponse: [{ conferencedCall: leg("7001") }],
  RouteRegister: [{ routeingDevice: device("4000"), privateData: { switchNameList: "CM1" } }],
  RouteRegisterResponse: [{ routeRegisterReqID: "12" }],
  RouteRegisterCancel: [{ routeRegisterReqID: "12" }],
  RouteRegisterCancelResponse: [{}],
  RouteRegisterAbort: [{ routeRegisterReqID: "12" }],
  RouteRequest: [
    {
      ...dialogue,
      currentRoute: device("4000"),
      callingDevice: device("13800138000"),
      routeingDevice: device("4000"),
      routedCall: leg("4000"),
      routeSelAlgorithm: "normal",
      priority: false,
      replyTimeout: 5,
      callLinkageData: linkage,
      privateData: { ...origin, userData: uui, callLinkageData: linkage }
    }
  ],
  ReRoute: [{ ...dialogue, replyTimeout: 5, callLinkageData: linkage }],
  RouteSelect: [
    {
      ...dialogue,
      routeSelected: device("5001"),
      routeUsedReq: true,
      privateData: {
        callingDevice: device("13800138000"),
        directAgentCallSplit: device("6000"),
        priorityCalling: true,
        destRoute: device("9"),
        userData: uui
      }
    }
  ],
  RouteUsed: [
    {
      ...dialogue,
      routeUsed: device("5001"),
      callingDevice: device("13800138000"),
      domain: true,
      callLinkageData: linkage
    }
  ],
  RouteEnd: [dialogue, { ...dialogue, errorValue: { category: "operation", value: "invalidDestination" } }],
  SetAgentState: [
    {
      device: device("5001"),
      requestedAgentState: "loggedOn",
      agentID: "2001",
      password: "32303031",
      group: device("6000"),
      privateData: { workMode: "auxWork", reasonCode: 3, enablePending: true }
    }
  ],
  SetAgentStateResponse: [{ pendingAgentState: "agentNotReady", privateData: { isPending: true } }],
  GetAgentState: [{ device: device("5001"), acdGroup: device("6000") }],
  GetAgentStateResponse: [
    {
      agentStateList: [
        {
          agentID: "2001",
          loggedOnState: true,
          agentInfo: [{ acdGroup: device("6000"), agentState: "agentReady", pendingAgentState: "agentNotReady" }]
        }
      ],
      privateData: { workMode: "autoIn", talkState: "onCall", reasonCode: 3, pendingReasonCode: 0 }
    }
  ],
  CSTAErrorCode: [
    { category: "operation", value: "invalidDeviceID" },
    { category: "stateIncompatibility", value: "noCallToAnswer" },
    { category: "systemResourceAvailibility", value: "resourceBusy" },
    { category: "privateErrorCode", value: "Lizenz fehlt" },
    { category: "unspecified", value: "" }
  ],
  CSTAException: [{ exceptionClass: "com.avaya.X", message: "boom" }]
}

/** At least one message of every kind, with everything it can hold. */
export const samples = { ...serviceSamples, ...eventSamples }
