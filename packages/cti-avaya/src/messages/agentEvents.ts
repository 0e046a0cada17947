import { cstaUri, extension, message, optional, required } from "./codec.ts"
import { device, eventCause, extendedDevice, integer, oneOf, pendingAgentState, text, workMode } from "./values.ts"

const who = {
  monitorCrossRefID: required(text),
  agentDevice: required(extendedDevice),
  agentID: optional(text),
  acdGroup: optional(device)
}
const cause = optional(eventCause)
const mode = {
  reasonCode: optional(integer),
  pendingWorkMode: optional(workMode),
  pendingReasonCode: optional(integer)
}

/** What an agent's login does, as the switch tells it. */
export const agentEvents = {
  AgentLoggedOnEvent: message(cstaUri, { ...who, cause }),
  AgentLoggedOffEvent: message(cstaUri, {
    ...who,
    cause,
    privateData: extension("AgentLoggedOffEventPrivateData", { reasonCode: optional(integer) })
  }),
  AgentNotReadyEvent: message(cstaUri, {
    ...who,
    cause,
    privateData: extension("AgentNotReadyEventPrivateData", mode)
  }),
  AgentReadyEvent: message(cstaUri, { ...who, cause, privateData: extension("AgentReadyEventPrivateData", mode) }),
  AgentWorkingAfterCallEvent: message(cstaUri, {
    ...who,
    pendingAgentState: optional(oneOf("notReady", "ready", "null")),
    cause,
    privateData: extension("AgentWorkingAfterCallEventPrivateData", mode)
  }),
  AgentBusyEvent: message(cstaUri, { ...who, pendingAgentState: optional(pendingAgentState), cause })
}
