import type { Message, MessageOf } from "../../messages/Message.ts"
import { notKnown } from "../../messages/values.ts"
import type { Call } from "../Call.ts"
import type { AgentFact, CallFact } from "../Fact.ts"
import type { DeviceIds } from "./deviceId.ts"
import type { Monitor } from "./Session.ts"

/** The flag of a monitor's filter that lets a fact through. */
export const flagOf = (fact: CallFact | AgentFact): string => {
  if (fact.type !== "agent") return fact.type
  return `agent${fact.now[0]?.toUpperCase() ?? ""}${fact.now.slice(1)}`
}

export interface Wording {
  readonly switchName: string
  readonly ids: DeviceIds
}

export const linkage = (call: Call, { switchName }: Wording) => ({ ucid: call.ucid, switchName })

export const connectionOf = (call: Call, device: string, { ids }: Wording) => ({
  callID: call.callId,
  deviceID: ids.of(device)
})

/** How the call came in: trunk for callers from outside, digits where a vector collected some. */
export const originOf = (call: Call, { ids }: Wording) => ({
  ...(call.leg(call.from)?.kind === "outside" ? { trunkGroup: "1", trunkMember: call.callId } : {}),
  ...(call.collected === undefined
    ? {}
    : {
        userEnteredCode: {
          userEnteredCodeType: "callPrompter",
          userEnteredCodeIndicator: "collect",
          data: call.collected,
          ...(call.lastVdn === undefined ? {} : { collectVDN: ids.of(call.lastVdn) })
        }
      })
})

/** The state of the leg the monitor is about: the watched device's, else the subject's. */
const stateFor = (monitor: Monitor, call: Call, subject: string): string => {
  const device = monitor.target.type === "device" ? monitor.target.device : subject
  return call.leg(device)?.state ?? "null"
}

/** A call's fact as the event of one monitor; members as in ECMA-323, UCID in every event that can carry it. */
export const callEvent = (fact: CallFact, monitor: Monitor, wording: Wording): Message => {
  const { ids } = wording
  const { call } = fact
  const monitorCrossRefID = monitor.id
  const callLinkageData = linkage(call, wording)
  if (fact.type === "callCleared") {
    const clearedCall = connectionOf(call, call.lastVdn ?? call.dialled, wording)
    return { type: "CallClearedEvent", monitorCrossRefID, clearedCall, cause: fact.cause, callLinkageData }
  }
  const { device } = fact
  const connection = connectionOf(call, device, wording)
  const common = { monitorCrossRefID, localConnectionInfo: stateFor(monitor, call, device), callLinkageData }
  const parties = { callingDevice: ids.of(call.from), calledDevice: ids.of(call.dialled) }
  const redirected = {
    lastRedirectionDevice: call.redirectedFrom === undefined ? notKnown : ids.of(call.redirectedFrom)
  }
  const uui = call.uui === undefined ? {} : { userData: call.uui }
  const subject = ids.of(device)
  const privateData = {
    ...originOf(call, wording),
    ...(call.lastVdn === undefined || call.lastVdn === device ? {} : { distributingVDN: ids.of(call.lastVdn) })
  }
  switch (fact.type) {
    case "serviceInitiated":
      return {
        type: "ServiceInitiatedEvent",
        ...common,
        initiatedConnection: connection,
        initiatingDevice: subject,
        cause: "makeCall"
      }
    case "originated":
      return { type: "OriginatedEvent", ...common, ...parties, originatedConnection: connection, cause: "newCall" }
    case "delivered":
      return {
        type: "DeliveredEvent",
        ...common,
        ...parties,
        ...redirected,
        ...uui,
        connection,
        alertingDevice: subject,
        cause: fact.cause,
        privateData
      }
    case "queued":
      return {
        type: "QueuedEvent",
        ...common,
        ...parties,
        ...redirected,
        queuedConnection: connection,
        queue: subject,
        numberQueued: fact.waiting,
        callsInFront: fact.waiting - 1,
        cause: "enteringDistribution"
      }
    case "established":
      return {
        type: "EstablishedEvent",
        ...common,
        ...parties,
        ...redirected,
        ...uui,
        establishedConnection: connection,
        answeringDevice: subject,
        cause: "newCall",
        privateData
      }
    case "networkReached":
      return {
        type: "NetworkReachedEvent",
        ...common,
        ...parties,
        ...redirected,
        outboundConnection: connection,
        networkInterfaceUsed: subject,
        cause: "newCall"
      }
    case "held":
    case "retrieved":
    case "diverted":
    case "transferred":
    case "failed":
    case "connectionCleared":
      return laterEvent(fact, common, wording)
  }
}

type Later = Extract<
  CallFact,
  { type: "held" | "retrieved" | "diverted" | "transferred" | "failed" | "connectionCleared" }
>
type Common = Pick<MessageOf<"HeldEvent">, "monitorCrossRefID" | "localConnectionInfo" | "callLinkageData">

const laterEvent = (fact: Later, common: Common, wording: Wording): Message => {
  const { ids } = wording
  const { call, device } = fact
  const connection = connectionOf(call, device, wording)
  const subject = ids.of(device)
  const parties = { callingDevice: ids.of(call.from), calledDevice: ids.of(call.dialled) }
  switch (fact.type) {
    case "held":
      return { type: "HeldEvent", ...common, heldConnection: connection, holdingDevice: subject, cause: "normal" }
    case "retrieved":
      return {
        type: "RetrievedEvent",
        ...common,
        retrievedConnection: connection,
        retrievingDevice: subject,
        cause: "normal"
      }
    case "diverted":
      return {
        type: "DivertedEvent",
        ...common,
        ...parties,
        connection,
        divertingDevice: subject,
        newDestination: ids.of(fact.to),
        cause: fact.cause
      }
    case "transferred":
      return {
        type: "TransferedEvent",
        monitorCrossRefID: common.monitorCrossRefID,
        primaryOldCall: connection,
        transferringDevice: subject,
        transferredToDevice: ids.of(fact.to),
        transferredConnections: call.people.map((leg) => ({ newConnection: connectionOf(call, leg.device, wording) })),
        localConnectionInfo: common.localConnectionInfo,
        cause: "singleStepTransfer"
      }
    case "failed":
      return {
        type: "FailedEvent",
        ...common,
        ...parties,
        failedConnection: connection,
        failingDevice: subject,
        cause: fact.cause
      }
    case "connectionCleared":
      return {
        type: "ConnectionClearedEvent",
        ...common,
        droppedConnection: connection,
        releasingDevice: ids.of(fact.releasing),
        cause: fact.cause
      }
  }
}

/** An agent's fact as the event of one monitor; a skill's monitor is told with the skill as ACD group. */
export const agentEvent = (fact: AgentFact, monitor: Monitor, { ids }: Wording): Message => {
  const { agent } = fact
  const watched = monitor.target.type === "call" ? undefined : monitor.target.device
  const skill = watched !== undefined && agent.skills.includes(watched) ? watched : agent.skills[0]
  const who = {
    monitorCrossRefID: monitor.id,
    agentDevice: ids.of(fact.station),
    agentID: agent.login,
    ...(skill === undefined ? {} : { acdGroup: ids.of(skill) })
  }
  const reasonCode = { privateData: { reasonCode: agent.reason } }
  switch (fact.now) {
    case "loggedOn":
      return { type: "AgentLoggedOnEvent", ...who }
    case "loggedOff":
      return { type: "AgentLoggedOffEvent", ...who, ...reasonCode }
    case "notReady":
      return { type: "AgentNotReadyEvent", ...who, ...reasonCode }
    case "ready":
      return { type: "AgentReadyEvent", ...who }
    case "workingAfterCall":
      return { type: "AgentWorkingAfterCallEvent", ...who }
    case "busy":
      return { type: "AgentBusyEvent", ...who }
  }
}
