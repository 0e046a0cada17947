import type { Message, MessageOf } from "../../messages/Message.ts"
import type { Agent, WorkMode } from "../Agent.ts"
import type { Exchange } from "../Exchange.ts"
import { type Fault, operation, state } from "../Fault.ts"
import type { Wording } from "./events.ts"

const modeOf = (
  requested: MessageOf<"SetAgentState">["requestedAgentState"],
  workMode: string | undefined
): WorkMode | undefined => {
  switch (requested) {
    case "loggedOff":
      return "loggedOff"
    case "notReady":
      return "auxWork"
    case "ready":
      return workMode === "manualIn" ? "manualIn" : "autoIn"
    case "workingAfterCall":
      return "afterCallWork"
    case "loggedOn":
      return workMode === "autoIn" || workMode === "manualIn" || workMode === "afterCallWork" ? workMode : "auxWork"
    default:
      return undefined
  }
}

export const setAgentState = (
  message: MessageOf<"SetAgentState">,
  exchange: Exchange,
  { ids }: Wording
): Message | Fault => {
  const station = ids.extension(message.device)
  if (!exchange.stations.has(station)) return operation("invalidDeviceID")
  const { workMode, reasonCode = 0, enablePending = false } = message.privateData ?? {}
  const mode = modeOf(message.requestedAgentState, workMode)
  if (mode === undefined) return operation("invalidAgentState")
  if (message.requestedAgentState === "loggedOn") {
    const password = message.password === undefined ? undefined : Buffer.from(message.password, "hex").toString("utf8")
    const login = {
      login: message.agentID ?? "",
      station,
      mode,
      reason: reasonCode,
      ...(password === undefined ? {} : { password })
    }
    return exchange.desk.logOn(login) ?? { type: "SetAgentStateResponse", privateData: { isPending: false } }
  }
  const agent = exchange.desk.at(station)
  if (agent === undefined) return state("invalidObjectState")
  if (message.agentID !== undefined && message.agentID !== agent.login) return operation("invalidAgentIdentifier")
  const set = exchange.desk.setMode(agent, mode, reasonCode, enablePending)
  if (set !== "done" && set !== "pending") return set
  return { type: "SetAgentStateResponse", privateData: { isPending: set === "pending" } }
}

const stateNames = {
  loggedOn: "agentNull",
  loggedOff: "agentNull",
  notReady: "agentNotReady",
  ready: "agentReady",
  workingAfterCall: "agentWorkingAfterCall",
  busy: "agentBusy"
} as const

const pendingNames: Record<WorkMode, string> = {
  loggedOff: "agentNull",
  auxWork: "agentNotReady",
  autoIn: "agentReady",
  manualIn: "agentReady",
  afterCallWork: "agentWorkingAfterCall"
}

/** Who sits at a station and how; with an agent's login as the device, the same of that agent. */
export const getAgentState = (
  message: MessageOf<"GetAgentState">,
  exchange: Exchange,
  { ids }: Wording
): Message | Fault => {
  const device = ids.extension(message.device)
  const agent = exchange.desk.at(device) ?? exchange.agents.get(device)
  if (agent === undefined) {
    return exchange.stations.has(device)
      ? { type: "GetAgentStateResponse", agentStateList: [{ loggedOnState: false }] }
      : operation("invalidDeviceID")
  }
  return stateOf(agent, exchange)
}

const stateOf = (agent: Agent, exchange: Exchange): Message => {
  const now = exchange.desk.stateOf(agent)
  const { pending } = agent
  const item = {
    agentState: stateNames[now],
    ...(pending === undefined ? {} : { pendingAgentState: pendingNames[pending.mode] })
  }
  return {
    type: "GetAgentStateResponse",
    agentStateList: [{ agentID: agent.login, loggedOnState: agent.mode !== "loggedOff", agentInfo: [item] }],
    privateData: {
      ...(agent.mode === "loggedOff" ? {} : { workMode: agent.mode }),
      talkState: exchange.desk.talking(agent) ? "onCall" : "idle",
      reasonCode: agent.reason,
      ...(pending === undefined ? {} : { pendingReasonCode: pending.reason })
    }
  }
}
