import type { Kind, MessageOf } from "../src/messages/Message.ts"
import { notKnown } from "../src/messages/values.ts"
import {
  device,
  leg,
  linkage,
  monitorCrossRefID,
  parties,
  lastRedirectionDevice,
  caused,
  uui,
  origin,
  agent,
  joined
} from "./sampleParts.ts"

type EventSamples = { readonly [K in Extract<Kind, `${string}Event`>]: ReadonlyArray<Omit<MessageOf<K>, "type">> }

/** What a switch tells by itself. */
export const eventSamples: EventSamples = {
  ServiceInitiatedEvent: [
    {
      monitorCrossRefID,
      initiatedConnection: leg("5001", "180"),
      initiatingDevice: device("5001"),
      ...caused("initiated", "makeCall")
    }
  ],
  OriginatedEvent: [
    { monitorCrossRefID, originatedConnection: leg("5001", "180"), ...parties, ...caused("connected", "newCall") }
  ],
  DeliveredEvent: [
    {
      monitorCrossRefID,
      connection: leg("5001"),
      alertingDevice: device("5001"),
      ...parties,
      lastRedirectionDevice,
      userData: uui,
      ...caused("alerting", "newCall"),
      privateData: {
        ...origin,
        acdGroup: device("6000"),
        distributingDevice: device("6000"),
        distributingVDN: device("4000")
      }
    },
    {
      monitorCrossRefID,
      connection: leg("4000"),
      alertingDevice: device("4000"),
      callingDevice: { absent: "restricted" },
      calledDevice: device("4000"),
      lastRedirectionDevice: { absent: "notRequired" },
      ...caused("queued", "enteringDistribution")
    }
  ],
  QueuedEvent: [
    {
      monitorCrossRefID,
      queuedConnection: leg("6000"),
      queue: device("6000"),
      ...parties,
      lastRedirectionDevice: notKnown,
      numberQueued: 4,
      callsInFront: 3,
      ...caused("queued", "enteringDistribution")
    }
  ],
  EstablishedEvent: [
    {
      monitorCrossRefID,
      establishedConnection: leg("5001"),
      answeringDevice: device("5001"),
      ...parties,
      lastRedirectionDevice,
      userData: uui,
      ...caused("connected", "newCall"),
      privateData: { ...origin, acdGroup: device("6000"), reason: "answerNormal", distributingVDN: device("4000") }
    }
  ],
  NetworkReachedEvent: [
    {
      monitorCrossRefID,
      outboundConnection: leg("T11#4", "180"),
      networkInterfaceUsed: device("T11#4"),
      ...parties,
      lastRedirectionDevice,
      ...caused("connected", "normal")
    }
  ],
  HeldEvent: [
    { monitorCrossRefID, heldConnection: leg("5001"), holdingDevice: device("5001"), ...caused("hold", "normal") }
  ],
  RetrievedEvent: [
    {
      monitorCrossRefID,
      retrievedConnection: leg("5001"),
      retrievingDevice: device("5001"),
      ...caused("connected", "normal")
    }
  ],
  DivertedEvent: [
    {
      monitorCrossRefID,
      connection: leg("5001"),
      divertingDevice: device("5001"),
      newDestination: device("6000"),
      ...parties,
      lastRedirectionDevice,
      ...caused("null", "redirected")
    }
  ],
  ConferencedEvent: [
    {
      monitorCrossRefID,
      primaryOldCall: leg("5001"),
      secondaryOldCall: leg("5001", "180"),
      conferencingDevice: device("5001"),
      addedParty: device("5002"),
      conferenceConnections: joined,
      localConnectionInfo: "connected",
      cause: "conference"
    }
  ],
  TransferedEvent: [
    {
      monitorCrossRefID,
      primaryOldCall: leg("5001"),
      secondaryOldCall: leg("5001", "180"),
      transferringDevice: device("5001"),
      transferredToDevice: device("5002"),
      transferredConnections: joined,
      localConnectionInfo: "null",
      cause: "transfer"
    }
  ],
  FailedEvent: [
    {
      monitorCrossRefID,
      failedConnection: leg("5002", "180"),
      failingDevice: device("5002"),
      ...parties,
      lastRedirectionDevice,
      ...caused("fail", "busy")
    }
  ],
  ConnectionClearedEvent: [
    {
      monitorCrossRefID,
      droppedConnection: leg("5001"),
      releasingDevice: device("5001"),
      ...caused("null", "normalClearing")
    }
  ],
  CallClearedEvent: [
    {
      monitorCrossRefID,
      clearedCall: leg("4000"),
      cause: "normal",
      callLinkageData: linkage,
      privateData: { reason: "answerNormal" }
    }
  ],
  EnteredDigitsEvent: [{ monitorCrossRefID, connection: leg("13800138000"), digits: "8675309" }],
  AgentLoggedOnEvent: [agent],
  AgentLoggedOffEvent: [{ ...agent, privateData: { reasonCode: 1 } }],
  AgentNotReadyEvent: [{ ...agent, privateData: { reasonCode: 3, pendingWorkMode: "auxWork", pendingReasonCode: 4 } }],
  AgentReadyEvent: [{ ...agent, privateData: { reasonCode: 0 } }],
  AgentWorkingAfterCallEvent: [{ ...agent, pendingAgentState: "notReady", privateData: { reasonCode: 2 } }],
  AgentBusyEvent: [{ ...agent, pendingAgentState: "agentNotReady" }]
}
