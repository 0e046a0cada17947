import type { Channel } from "../../Channel.ts"
import type { RouterEvent } from "../../Event.ts"

/** The events of every life cycle, each written in one place: whoever makes or reads them meets one shape of each. */

export const offerMade = (
  atMs: number,
  contact: string,
  agent: string,
  queue: string,
  channel: Channel,
  offer: string,
  expiresAtMs: number,
  version: number,
  rule: string
): RouterEvent => ({ type: "OfferMade", atMs, contact, agent, queue, channel, offer, expiresAtMs, version, rule })

export const offerAccepted = (atMs: number, contact: string, agent: string, offer: string): RouterEvent => ({
  type: "OfferAccepted",
  atMs,
  contact,
  agent,
  offer
})

export const completed = (atMs: number, contact: string, agent: string): RouterEvent => ({
  type: "ContactCompleted",
  atMs,
  contact,
  agent
})

export const completedUntil = (atMs: number, contact: string, agent: string, wrapUpEndsAtMs: number): RouterEvent => ({
  type: "ContactCompleted",
  atMs,
  contact,
  agent,
  wrapUpEndsAtMs
})

export const wrapUpEnded = (
  atMs: number,
  contact: string,
  agent: string,
  because: "agent" | "time" | "agentLost" | "returned"
): RouterEvent => ({ type: "WrapUpEnded", atMs, contact, agent, because })

export type Queued = { -readonly [F in keyof QueuedEvent]: QueuedEvent[F] }
type QueuedEvent = Extract<RouterEvent, { type: "ContactQueued" }>

export const queued = (
  atMs: number,
  contact: string,
  queue: string,
  channel: Channel,
  priority: number,
  reachable: boolean
): Queued => ({ type: "ContactQueued", atMs, contact, queue, channel, priority, reachable })

export const queuedNeeding = (
  atMs: number,
  contact: string,
  queue: string,
  channel: Channel,
  priority: number,
  needs: string,
  reachable: boolean
): Queued => ({ type: "ContactQueued", atMs, contact, queue, channel, priority, needs, reachable })

/**
 * V8 gives every object a box of its own for a number that is no small integer, unless the field has held something else than a number
 * before: then it keeps the box it is given, and one box of the time serves all events of a step. So the field has, once.
 */
const nothing = undefined as unknown as number
offerMade(nothing, "", "", "", "voice", "", nothing, 0, "")
offerAccepted(nothing, "", "", "")
completed(nothing, "", "")
completedUntil(nothing, "", "", nothing)
wrapUpEnded(nothing, "", "", "agent")
queued(nothing, "", "", "voice", 0, true)
queuedNeeding(nothing, "", "", "voice", 0, "", true)
