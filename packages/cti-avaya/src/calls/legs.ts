import { type Call, type CallFact, fact, type Leg, legAt } from "./Call.ts"

/**
 * What a leg at an agent's station may become, and what the host hears of it. The same event may come twice (a resend, a snapshot, several
 * monitors), and one may have been lost: a step that changes nothing says nothing, a step that skipped one says both.
 */
const announce = (leg: Leg, state: Leg["state"]): void => {
  leg.state = state
  leg.announced = state !== "null"
}

export const ring = (call: Call, device: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  // A Delivered behind an Established is a late one.
  if (leg.announced || leg.state === "connected" || leg.state === "hold") return []
  announce(leg, "alerting")
  return [fact(call, "CallRinging", device)]
}

export const answer = (call: Call, device: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  if (leg.state === "connected" || leg.state === "hold") return []
  announce(leg, "connected")
  return [fact(call, "CallAnswered", device)]
}

export const hold = (call: Call, device: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  if (leg.state === "hold") return []
  const missed = answer(call, device)
  leg.state = "hold"
  return leg.announced ? [...missed, fact(call, "CallHeld", device)] : []
}

export const retrieve = (call: Call, device: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  if (leg.state !== "hold") return answer(call, device)
  leg.state = "connected"
  return leg.announced ? [fact(call, "CallRetrieved", device)] : []
}

/** The call went elsewhere before it was answered here. */
export const divert = (call: Call, device: string, reason: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  const was = leg.announced ? leg.state : "null"
  announce(leg, "null")
  if (was === "alerting") return [fact(call, "CallDiverted", device, reason)]
  return was === "null" ? [] : [fact(call, "CallLeft", device, reason)]
}

/** The device is out of the call. */
export const leave = (call: Call, device: string, reason: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  const told = leg.announced
  announce(leg, "null")
  return told ? [fact(call, "CallLeft", device, reason)] : []
}

/** The offer failed before it rang (busy, out of service). */
export const fail = (call: Call, device: string, reason: string): ReadonlyArray<CallFact> => {
  const leg = legAt(call, device)
  if (leg.announced) return leave(call, device, reason)
  if (leg.state === "fail") return []
  leg.state = "fail"
  return [fact(call, "CallDiverted", device, reason)]
}
