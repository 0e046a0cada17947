import type { Agents } from "./agents/Agents.ts"
import type { Settled } from "./AvayaOptions.ts"
import type { Calls } from "./calls/Calls.ts"
import type { CallEvent } from "./calls/follow.ts"
import type { Message } from "./messages/Message.ts"
import type { Monitors } from "./monitors.ts"
import type { Routing } from "./routing/Routing.ts"
import type { Session } from "./session/Session.ts"
import type { SwitchLink } from "./SwitchLink.ts"
import type { Upkeep } from "./Upkeep.ts"

export interface DispatchParts {
  readonly settings: Settled
  readonly session: Session
  readonly monitors: Monitors
  readonly calls: Calls
  readonly agents: Agents
  readonly routing: Routing
  readonly upkeep: Upkeep
  readonly switchLink: SwitchLink
  /** The switch cannot be reached: questions are withdrawn, agents unknown. */
  readonly unreachable: () => void
  readonly count: (reason: string) => void
}

/** Where each message of the server goes. */
export const dispatch = (parts: DispatchParts): ((message: Message, invokeId: number) => void) => {
  const { settings, session, monitors, calls, agents, routing, upkeep, switchLink, count } = parts
  const stations = new Set(settings.stations)
  const isStation = (extension: string): boolean => stations.has(extension)
  const covered = (extension: string): boolean => monitors.covers({ kind: "station", extension })

  const callEvent = (event: CallEvent): void => {
    const watched = monitors.source(event.monitorCrossRefID)
    if (watched === undefined) return count("unknown-monitor")
    calls.event(event, {
      station: watched.kind === "station" ? watched.extension : undefined,
      vdn: watched.kind === "vdn",
      isStation,
      covered
    })
  }

  return (message, invokeId) => {
    switch (message.type) {
      case "RouteRequest":
        return routing.request(message)
      case "ReRoute":
        return routing.reRoute(message)
      case "RouteEnd":
        return routing.end(message)
      case "RouteRegisterAbort":
        upkeep.registerAgain(message.routeRegisterReqID)
        return routing.abort(message)
      case "SystemStatus": {
        session.reply(invokeId, { type: "SystemStatusResponse" })
        const news = switchLink.status(message)
        if (news === "lost") parts.unreachable()
        if (news === "back" || news === "doubtful") upkeep.lookAgain()
        return
      }
      case "AgentLoggedOnEvent":
      case "AgentLoggedOffEvent":
      case "AgentNotReadyEvent":
      case "AgentReadyEvent":
      case "AgentWorkingAfterCallEvent":
      case "AgentBusyEvent":
        return monitors.source(message.monitorCrossRefID) === undefined
          ? count("unknown-monitor")
          : agents.event(message)
      case "ServiceInitiatedEvent":
      case "OriginatedEvent":
      case "DeliveredEvent":
      case "QueuedEvent":
      case "EstablishedEvent":
      case "NetworkReachedEvent":
      case "HeldEvent":
      case "RetrievedEvent":
      case "DivertedEvent":
      case "ConferencedEvent":
      case "TransferedEvent":
      case "FailedEvent":
      case "ConnectionClearedEvent":
      case "CallClearedEvent":
        return callEvent(message)
      default:
        // RouteUsed and digits say nothing we act on.
        return
    }
  }
}
