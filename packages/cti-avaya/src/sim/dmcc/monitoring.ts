import type { Message, MessageOf } from "../../messages/Message.ts"
import type { Call } from "../Call.ts"
import type { Exchange } from "../Exchange.ts"
import type { Fact } from "../Fact.ts"
import { type Fault, operation } from "../Fault.ts"
import { agentEvent, callEvent, flagOf, type Wording } from "./events.ts"
import type { Filter, Monitor } from "./Session.ts"

const callFlags = [
  "callCleared",
  "conferenced",
  "connectionCleared",
  "delivered",
  "diverted",
  "established",
  "failed",
  "held",
  "networkReached",
  "originated",
  "queued",
  "retrieved",
  "serviceInitiated",
  "transferred"
] as const
const agentFlags = [
  "agentBusy",
  "agentLoggedOn",
  "agentLoggedOff",
  "agentNotReady",
  "agentReady",
  "agentWorkingAfterCall"
] as const

export interface Granting {
  /** DMCC 6.2 gave no agent events: with false none are granted, and the answer to MonitorStart says so. */
  readonly agentEvents: boolean
}

/**
 * The events a request asks for. A plain CSTA filter names what is left out; with Avaya's invertFilter it names what is sent.
 */
const granted = (request: MessageOf<"MonitorStart">, { agentEvents }: Granting): ReadonlySet<string> => {
  const inverted = request.privateData?.invertFilter === true
  const { callcontrol, logicalDeviceFeature } = request.requestedMonitorFilter ?? {}
  const events = new Set<string>()
  for (const flag of callFlags) if ((callcontrol?.[flag] === true) === inverted) events.add(flag)
  if (!agentEvents) return events
  for (const flag of agentFlags) if ((logicalDeviceFeature?.[flag] === true) === inverted) events.add(flag)
  return events
}

/** What the answer to MonitorStart says is sent. */
export const actualFilter = (events: ReadonlySet<string>): Filter => {
  const flags = <N extends string>(names: ReadonlyArray<N>) =>
    Object.fromEntries(names.flatMap((name) => (events.has(name) ? [[name, true] as const] : []))) as Record<N, true>
  const callcontrol = flags(callFlags)
  const logicalDeviceFeature = flags(agentFlags)
  return {
    ...(Object.keys(callcontrol).length === 0 ? {} : { callcontrol }),
    ...(Object.keys(logicalDeviceFeature).length === 0 ? {} : { logicalDeviceFeature })
  }
}

/** A monitor for the request, or why there can be none. */
export const monitorFor = (
  id: string,
  request: MessageOf<"MonitorStart">,
  exchange: Exchange,
  { ids }: Wording,
  granting: Granting
): Monitor | Fault => {
  const events = granted(request, granting)
  const { monitorObject } = request
  if ("callObject" in monitorObject) {
    const call = exchange.callIds.get(monitorObject.callObject.callID ?? "")
    return call === undefined ? operation("invalidCallID") : { id, target: { type: "call", ucid: call.ucid }, events }
  }
  const device = ids.extension(monitorObject.deviceObject)
  // An empty device asks for news of the session itself.
  if (device === "") return { id, target: { type: "device", device }, events: new Set() }
  const known = exchange.stations.has(device) || exchange.vdns.has(device) || exchange.skills.has(device)
  if (!known || !ids.ours(monitorObject.deviceObject)) return operation("invalidMonitorObject")
  const type = request.monitorType === "call" ? "calls through" : "device"
  return { id, target: { type, device }, events }
}

/** The calls a new monitor finds: it will see them to their end like those to come. */
export const callsSeen = (monitor: Monitor, exchange: Exchange): ReadonlyArray<Call> => {
  const { target } = monitor
  if (target.type === "call") return [...exchange.calls.values()].filter((call) => call.ucid === target.ucid)
  if (target.type === "device") return []
  return [...exchange.calls.values()].filter((call) => call.vdns.includes(target.device))
}

/**
 * Whether a monitor is told of a fact. CallCleared has no parties left, so it is for those who watch calls: a device only sees its own
 * leg go.
 */
const concerns = (monitor: Monitor, fact: Fact): boolean => {
  const { target } = monitor
  if (fact.type === "agent") {
    return target.type !== "call" && (target.device === fact.station || fact.agent.skills.includes(target.device))
  }
  switch (target.type) {
    case "call":
      return fact.call.ucid === target.ucid
    case "calls through":
      return fact.call.vdns.includes(target.device) || fact.parties.includes(target.device)
    case "device":
      return fact.parties.includes(target.device)
  }
}

/** The event a monitor gets of a fact, or nothing. */
export const eventFor = (monitor: Monitor, fact: Fact, wording: Wording): Message | undefined => {
  if (!monitor.events.has(flagOf(fact)) || !concerns(monitor, fact)) return undefined
  return fact.type === "agent" ? agentEvent(fact, monitor, wording) : callEvent(fact, monitor, wording)
}
