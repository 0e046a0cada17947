import { channels } from "../../Channel.ts"
import type { Configuration } from "../../Configuration.ts"
import { saidWishes } from "../compile/Wishes.ts"
import type { RouterEvent } from "../../Event.ts"
import type { SignedInSide } from "../evolve/agents.ts"
import type { QueuedSide } from "../evolve/contacts.ts"
import { perChannel } from "../perChannel.ts"
import { Work } from "../index/Work.ts"
import type { State } from "../State.ts"
import { becauses, Completion, Kind, wrapUpEnds } from "./Rows.ts"
import {
  completed,
  completedUntil,
  offerAccepted,
  offerMade,
  type Queued,
  queued,
  queuedNeeding,
  wrapUpEnded
} from "./shapes.ts"
import { wrapUpSaid } from "./wrapUps.ts"

/** The rows of the last step as events. Made when the step is over; the engine itself never needs them. */
export function decode(s: State): RouterEvent[] {
  // Arrays of the very length: one that grows by itself has room for seventeen.
  switch (s.rows.count) {
    case 0:
      return []
    case 1:
      return [decodeRow(s, 0)]
    case 2:
      return [decodeRow(s, 0), decodeRow(s, 1)]
    default: {
      const events = [decodeRow(s, 0), decodeRow(s, 1), decodeRow(s, 2)]
      for (let row = 3; row < s.rows.count; row++) events.push(decodeRow(s, row))
      return events
    }
  }
}

export function decodeRow(s: State, row: number): RouterEvent {
  const { rows } = s
  s.work[Work.EventMade]!++
  const atMs = s.parts.nowMs
  const side = rows.side[row]
  const kind = rows.kind[row]!
  const c = rows.contact[row]!
  const a = rows.agent[row]!
  const contact = c < 0 ? "" : s.contacts.idOf(c)
  const agent = a < 0 ? "" : s.agents.id[a]!
  switch (kind) {
    case Kind.Configured:
      return { type: "Configured", atMs, configuration: side as Configuration, version: rows.y[row]! }
    case Kind.SignedIn: {
      const { skills, slots, units, terms, attributes, excludes, reserveFor, autoAccept, ...wishes } =
        side as SignedInSide
      const capacity = perChannel(slots)
      const more = {
        ...(units < 0 ? {} : { units }),
        ...(terms === undefined ? {} : { terms }),
        ...(attributes === undefined ? {} : { attributes }),
        ...(excludes === undefined ? {} : { excludes }),
        ...(reserveFor === undefined ? {} : { reserveFor }),
        ...(autoAccept === undefined ? {} : { autoAccept }),
        ...saidWishes(wishes)
      }
      return { type: "AgentSignedIn", atMs, agent, skills, capacity, ...more }
    }
    case Kind.SignedOut:
      return { type: "AgentSignedOut", atMs, agent }
    case Kind.Ready:
      return { type: "AgentReady", atMs, agent }
    case Kind.NotReady:
      return { type: "AgentNotReady", atMs, agent, ...reasonOf(side) }
    case Kind.Queued:
      return arrival(s, atMs, contact, side as QueuedSide)
    case Kind.Excluded:
      return { type: "AgentExcluded", atMs, contact, agent: side as string }
    case Kind.Unreachable:
      return { type: "ContactUnreachable", atMs, contact }
    case Kind.Reachable:
      return { type: "ContactReachable", atMs, contact }
    case Kind.Offered: {
      // The queue it was offered in: the contact may have gone on in the same step, to another and back.
      const queue = s.queueName[s.engagements.queue[rows.engagement[row]!]!]!
      const channel = channels[s.contacts.channel[c]!]!
      const expiresAtMs = s.nowMs + rows.x[row]!
      return offerMade(atMs, contact, agent, queue, channel, offerOf(s, row), expiresAtMs, rows.y[row]!, side as string)
    }
    case Kind.Accepted:
      return offerAccepted(atMs, contact, agent, offerOf(s, row))
    case Kind.Declined:
      return {
        type: "OfferDeclined",
        atMs,
        contact,
        agent,
        offer: offerOf(s, row),
        ...reasonOf(side),
        ...notAgain(s, row)
      }
    case Kind.Expired:
      return { type: "OfferExpired", atMs, contact, agent, offer: offerOf(s, row), ...notAgain(s, row) }
    case Kind.Rescinded:
      return { type: "OfferRescinded", atMs, contact, agent, offer: offerOf(s, row), because: becauses[rows.y[row]!]! }
    case Kind.Completed:
      return completion(s, contact, agent, row)
    case Kind.WrapUpEnded:
      return wrapUpEnded(atMs, contact, agent, wrapUpEnds[rows.y[row]!]!)
    case Kind.Abandoned:
      return { type: "ContactAbandoned", atMs, contact }
    case Kind.Cancelled:
      return { type: "ContactCancelled", atMs, contact, ...reasonOf(side) }
    case Kind.Fact:
      return side as RouterEvent
    default:
      throw new Error(`no such row: ${kind}`)
  }
}

const offerOf = ({ rows, parts }: State, row: number) => parts.tokenOf(rows.engagement[row]!)

const reasonOf = (side: unknown) => (typeof side === "string" ? { reason: side } : {})

const notAgain = ({ rows, nowMs }: State, row: number) =>
  rows.x[row]! > 0 ? { notAgainUntilMs: nowMs + rows.x[row]! } : {}

/** Most have no wrap-up, or one that ends by itself: these take no object on the way. What is reckoned with is never the boxed time. */
function completion(s: State, contact: string, agent: string, row: number): RouterEvent {
  const atMs = s.parts.nowMs
  const wrapUpMs = s.rows.x[row]!
  const y = s.rows.y[row]!
  if (y === 0 && wrapUpMs === 0) return completed(atMs, contact, agent)
  if (y === 0) return completedUntil(atMs, contact, agent, s.nowMs + wrapUpMs)
  return {
    type: "ContactCompleted",
    atMs,
    contact,
    agent,
    ...wrapUpSaid(s.nowMs, wrapUpMs, y),
    ...((y & Completion.ByTime) === 0 ? {} : { because: "time" as const }),
    ...((y & Completion.AgentLost) === 0 ? {} : { because: "agentLost" as const })
  }
}

const needsOf = (needs: string | undefined) => (needs === undefined ? {} : { needs })

/** Comes with every contact: what is not there costs a question and no object. */
function arrival(s: State, atMs: number, contact: string, side: QueuedSide): RouterEvent {
  const queue = s.queueName[side.queue]!
  const channel = channels[side.channel]!
  const { priority, creditMs, needs, reachable } = side
  const event: Queued =
    creditMs !== 0
      ? { type: "ContactQueued", atMs, contact, queue, channel, priority, creditMs, ...needsOf(needs), reachable }
      : needs !== undefined
        ? queuedNeeding(atMs, contact, queue, channel, priority, needs, reachable)
        : queued(atMs, contact, queue, channel, priority, reachable)
  if (side.excludes.length > 0) event.excludes = side.excludes
  if (side.customer !== undefined) event.customer = side.customer
  if (side.attributes !== undefined) event.attributes = side.attributes
  if (side.preferred !== undefined) event.preferred = side.preferred
  if (side.preferredOnly !== undefined) event.preferredOnly = side.preferredOnly
  if (side.needsForMs !== undefined) event.needsForMs = side.needsForMs
  if (side.consultOf !== undefined) {
    event.consultOf = side.consultOf
    event.consultBy = side.consultBy!
  }
  return event
}
