import { cstaUri, extension, list, message, optional, record, required } from "./codec.ts"
import { boolean, device, hex, integer, oneOf, pendingAgentState, text, workMode } from "./values.ts"

const agentInfoItem = record(cstaUri, {
  acdGroup: optional(device),
  agentState: required(oneOf("agentNotReady", "agentNull", "agentReady", "agentBusy", "agentWorkingAfterCall")),
  pendingAgentState: optional(pendingAgentState)
})
const agentStateEntry = record(cstaUri, {
  agentID: optional(text),
  loggedOnState: required(boolean),
  agentInfo: optional(list(cstaUri, "agentInfoItem", agentInfoItem))
})

export const agentServices = {
  SetAgentState: message(cstaUri, {
    device: required(device),
    requestedAgentState: required(oneOf("loggedOn", "loggedOff", "notReady", "ready", "workingAfterCall")),
    agentID: optional(text),
    /** Hexadecimal, of the characters' octets. */
    password: optional(hex),
    group: optional(device),
    privateData: extension("SetAgentStatePrivateData", {
      workMode: optional(workMode),
      reasonCode: optional(integer),
      enablePending: optional(boolean)
    })
  }),
  SetAgentStateResponse: message(cstaUri, {
    pendingAgentState: optional(pendingAgentState),
    privateData: extension("SetAgentStateResponsePrivateData", { isPending: optional(boolean) })
  }),
  GetAgentState: message(cstaUri, { device: required(device), acdGroup: optional(device) }),
  GetAgentStateResponse: message(cstaUri, {
    agentStateList: optional(list(cstaUri, "agentStateEntry", agentStateEntry)),
    privateData: extension("GetAgentStateResponsePrivateData", {
      workMode: optional(workMode),
      talkState: optional(oneOf("onCall", "idle")),
      reasonCode: optional(integer),
      pendingReasonCode: optional(integer)
    })
  })
}
