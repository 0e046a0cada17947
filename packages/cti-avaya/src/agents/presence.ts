import type { ObservedPresence } from "@strowger/router/ports"
import type { MessageOf } from "../messages/Message.ts"

type Presence = ObservedPresence["presence"]

export type AgentEvent = MessageOf<
  | "AgentLoggedOnEvent"
  | "AgentLoggedOffEvent"
  | "AgentNotReadyEvent"
  | "AgentReadyEvent"
  | "AgentWorkingAfterCallEvent"
  | "AgentBusyEvent"
>

/** What is said of an agent, in our words. */
export interface Said {
  readonly presence: Presence
  readonly login: string | undefined
  /** The switch's reason code. */
  readonly reasonCode: number | undefined
}

/** An event's name is its meaning. Whoever logs in is not ready until the switch says so. */
export const ofEvent = (event: AgentEvent): Said => {
  const login = event.agentID || undefined
  switch (event.type) {
    case "AgentLoggedOnEvent":
      return { presence: "not-ready", login, reasonCode: undefined }
    case "AgentLoggedOffEvent":
      return { presence: "signed-out", login, reasonCode: event.privateData?.reasonCode }
    case "AgentNotReadyEvent":
      return { presence: "not-ready", login, reasonCode: event.privateData?.reasonCode }
    case "AgentReadyEvent":
      return { presence: "ready", login, reasonCode: undefined }
    case "AgentWorkingAfterCallEvent":
      return { presence: "wrap-up", login, reasonCode: event.privateData?.reasonCode }
    case "AgentBusyEvent":
      return { presence: "busy", login, reasonCode: undefined }
  }
}

const states: Readonly<Record<string, Presence>> = {
  agentNull: "signed-out",
  agentNotReady: "not-ready",
  agentReady: "ready",
  agentBusy: "busy",
  agentWorkingAfterCall: "wrap-up"
}

/** `undefined` where the answer says nothing we understand. */
export const ofAnswer = (answer: MessageOf<"GetAgentStateResponse">): Said | undefined => {
  const entries = answer.agentStateList
  if (entries === undefined) return undefined
  const entry = entries[0]
  if (entry === undefined || !entry.loggedOnState) {
    return { presence: "signed-out", login: undefined, reasonCode: undefined }
  }
  const state = states[entry.agentInfo?.[0]?.agentState ?? ""]
  if (state === undefined) return undefined
  const onCall = answer.privateData?.talkState === "onCall" && state === "ready"
  return {
    presence: onCall ? "busy" : state,
    login: entry.agentID || undefined,
    reasonCode: state === "not-ready" || state === "wrap-up" ? answer.privateData?.reasonCode : undefined
  }
}
