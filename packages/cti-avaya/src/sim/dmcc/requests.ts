import type { Message, Unread } from "../../messages/Message.ts"
import type { Exchange } from "../Exchange.ts"
import { type Fault, operation, resource } from "../Fault.ts"
import { getAgentState, setAgentState } from "./agentServices.ts"
import { isCallRequest, serveCall } from "./callServices.ts"
import type { DmccServer } from "./DmccServer.ts"
import type { Link } from "./Link.ts"
import { actualFilter, callsSeen, monitorFor } from "./monitoring.ts"
import type { Session } from "./Session.ts"
import { callLinkageOf, legsOf, snapshotCall, snapshotDevice } from "./snapshots.ts"

/** Answers one message; undefined = it has no answer. `count` takes note of what was refused. */
export const serve = (
  link: Link,
  message: Message | Unread,
  exchange: Exchange,
  server: DmccServer,
  count: (reason: string) => void
): Message | undefined => {
  switch (message.type) {
    case "StartApplicationSession":
      return server.sessions.start(link, message, count)
    case "ResetApplicationSessionTimer":
      return server.sessions.reset(link, message)
    case "StopApplicationSession":
      return server.sessions.stop(link, message)
    default: {
      const session = server.sessions.on(link)
      const answer =
        session === undefined
          ? ({ category: "security", value: "generic" } as const)
          : answerIn(session, message, exchange, server)
      if (answer === undefined) return undefined
      if ("type" in answer) return answer
      count(`request-${answer.value}`)
      return { type: "CSTAErrorCode", ...answer }
    }
  }
}

const answerIn = (
  session: Session,
  message: Message | Unread,
  exchange: Exchange,
  server: DmccServer
): Message | Fault | undefined => {
  if (message.type === "Unread") {
    return operation(message.why === "incomplete" ? "invalidParameterValue" : "serviceNotSupported")
  }
  const { wording } = server
  switch (message.type) {
    case "GetDeviceId":
      return exchange.stations.has(message.extension) && server.ours(message.switchName)
        ? { type: "GetDeviceIdResponse", device: wording.ids.of(message.extension) }
        : operation("invalidDeviceID")
    case "GetThirdPartyDeviceId":
      return server.ours(message.switchName)
        ? { type: "GetThirdPartyDeviceIdResponse", device: wording.ids.of(message.extension) }
        : operation("invalidDeviceID")
    case "ReleaseDeviceId":
      return { type: "ReleaseDeviceIdResponse" }
    case "MonitorStart":
    case "MonitorStop":
    case "GetMonitorList":
    case "TransferMonitorObjects":
      return monitoring(session, message, exchange, server)
    case "SystemRegister": {
      const sysStatRegisterID = session.id
      session.systemRegisters.add(sysStatRegisterID)
      return { type: "SystemRegisterResponse", sysStatRegisterID }
    }
    case "SystemStatusResponse":
      return undefined
    case "RouteRegister":
    case "RouteRegisterCancel":
    case "RouteSelect":
    case "RouteEnd":
      return routing(session, message, exchange, server)
    default:
      // Whatever touches the switch needs the link to it.
      return server.faults.switchLinkDown ? resource("resourceOutOfService") : onSwitch(message, exchange, server)
  }
}

const onSwitch = (message: Message, exchange: Exchange, { wording }: DmccServer): Message | Fault => {
  switch (message.type) {
    case "SnapshotDevice":
      return snapshotDevice(message, exchange, wording)
    case "SnapshotCall":
      return snapshotCall(message, exchange, wording)
    case "GetCallLinkageData":
      return callLinkageOf(message, exchange, wording)
    case "SetAgentState":
      return setAgentState(message, exchange, wording)
    case "GetAgentState":
      return getAgentState(message, exchange, wording)
    default:
      return isCallRequest(message) ? serveCall(message, { exchange, wording }) : operation("serviceNotSupported")
  }
}

type Monitoring = Extract<
  Message,
  { type: "MonitorStart" | "MonitorStop" | "GetMonitorList" | "TransferMonitorObjects" }
>

const monitoring = (session: Session, message: Monitoring, exchange: Exchange, server: DmccServer): Message | Fault => {
  switch (message.type) {
    case "MonitorStart": {
      const granting = { agentEvents: server.agentEvents }
      const monitor = monitorFor(server.nextMonitorId(), message, exchange, server.wording, granting)
      if ("category" in monitor) return monitor
      session.monitors.set(monitor.id, monitor)
      const snapshotData = callsSeen(monitor, exchange).flatMap((call) => legsOf(call, server.wording))
      return {
        type: "MonitorStartResponse",
        monitorCrossRefID: monitor.id,
        actualMonitorFilter: actualFilter(monitor.events),
        ...(snapshotData.length === 0 ? {} : { privateData: { snapshotData } })
      }
    }
    case "MonitorStop":
      return session.monitors.delete(message.monitorCrossRefID)
        ? { type: "MonitorStopResponse" }
        : operation("invalidCrossRefID")
    case "GetMonitorList":
      return { type: "GetMonitorListResponse", sessionID: session.id }
    case "TransferMonitorObjects": {
      const from = server.sessions.all.get(message.fromSessionID)
      if (from === undefined || from.user !== session.user || from.linked) return operation("invalidParameterValue")
      for (const [id, monitor] of from.monitors) session.monitors.set(id, monitor)
      from.monitors.clear()
      return {
        type: "TransferMonitorObjectsResponse",
        fromSessionID: message.fromSessionID,
        toSessionID: session.id
      }
    }
  }
}

type Routing = Extract<Message, { type: "RouteRegister" | "RouteRegisterCancel" | "RouteSelect" | "RouteEnd" }>

const routing = (
  session: Session,
  message: Routing,
  exchange: Exchange,
  { routes, wording }: DmccServer
): Message | Fault | undefined => {
  switch (message.type) {
    case "RouteRegister": {
      const vdn = message.routeingDevice === undefined ? "" : wording.ids.extension(message.routeingDevice)
      if (vdn !== "" && !exchange.vdns.has(vdn)) return operation("invalidDeviceID")
      return { type: "RouteRegisterResponse", routeRegisterReqID: routes.register(session, vdn) }
    }
    case "RouteRegisterCancel":
      return routes.cancel(session, message.routeRegisterReqID) ?? { type: "RouteRegisterCancelResponse" }
    case "RouteSelect":
      return routes.select(session, message, exchange)
    case "RouteEnd":
      return routes.end(session, message, exchange)
  }
}
